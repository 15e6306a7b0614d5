# SPDX-License-Identifier: EUPL-1.2
"""Small charts in plain characters: bars that compare, bars that fill, shares in per cent."""

from __future__ import annotations

FULL, HALF, EMPTY = "█", "▌", "░"
ASCII_FULL, ASCII_EMPTY = "#", "."


def bar(value: int, whole: int, width: int, *, blocks: bool) -> str:
    """Return a bar of at most `width` columns: `whole` is all of them, anything above 0 is visible."""
    if value <= 0 or whole <= 0:
        return ""
    if not blocks:
        return ASCII_FULL * max(1, round(width * value / whole))
    halves = max(1, round(2 * width * value / whole))
    return FULL * (halves // 2) + HALF * (halves % 2)


def gauge(value: int, whole: int, width: int, *, blocks: bool) -> str:
    """Return a bar of exactly `width` columns, filled for value/whole; only full when value = whole."""
    full, empty = (FULL, EMPTY) if blocks else (ASCII_FULL, ASCII_EMPTY)
    filled = width if value >= whole else max(0, min(width - 1, max(int(value > 0), round(width * value / whole))))
    return full * filled + empty * (width - filled)


def share(part: int, whole: int) -> str:
    """Return part/whole in whole per cents; never "0 %" for some or "100 %" for not all."""
    if whole <= 0:
        return ""
    per_cent = round(100 * part / whole)
    if part and per_cent == 0:
        return "<1 %"
    return ">99 %" if per_cent == 100 and part < whole else f"{per_cent} %"  # noqa: PLR2004  (per cent)
