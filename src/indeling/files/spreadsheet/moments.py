# SPDX-License-Identifier: EUPL-1.2
"""Which of several answers is the latest, from times as forms write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

DATES = ("%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y", "%d-%m-%y", "%m-%d-%y")
TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")

_MOMENT = re.compile(
    r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ,]+(\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d+)?(?:\s*([ap])\.?m\b)?.*)?",
    re.ASCII | re.IGNORECASE,
)


def latest_order(texts: Sequence[str]) -> list[int | None]:
    """Return for each time its place in the order of time, the earliest 0; equal times share a place.

    None where there is no time. All None when the order cannot be known: a time is not recognised, or the dates
    can be read both day first and month first (03-04-2026) and these disagree.
    """
    plain = [_plain(one) for one in texts]
    orders = [order for date in DATES for time in TIMES if (order := _order(plain, f"{date} {time}"))]
    known = orders and all(order == orders[0] for order in orders)
    return orders[0] if known else [None] * len(texts)


def _plain(said: str) -> str:
    """Return a moment with dashes in the date and without fractions and time zone: `23-11-2026 10:08 AM`."""
    found = _MOMENT.fullmatch(said)
    if not found:
        return said
    half = f" {found[5]}m" if found[5] else ""
    return f"{found[1]}-{found[2]}-{found[3]} {found[4] or '00:00'}{half}"


def _order(texts: Sequence[str], form: str) -> list[int | None] | None:
    try:
        # forms write no time zone, and one file has one
        moments = [dt.datetime.strptime(one, form) if one else None for one in texts]  # noqa: DTZ007
    except ValueError:
        return None
    ranks = {moment: rank for rank, moment in enumerate(sorted(moment for moment in set(moments) if moment))}
    return [ranks[moment] if moment else None for moment in moments]
