# SPDX-License-Identifier: EUPL-1.2
"""The results as tables: in the page, and the same on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.peers.peer import Peer

START, END = "<!-- tables: scripts/bench-peers --page -->", "<!-- end of the tables -->"
HEADINGS = (
    "system",
    "seconds",
    "says",
    "cost",
    "above the least",
    "outside wishes",
    "people without any wish",
    "sum of ranks",
    "broken",
)
PROMISES = ("system", "version", "finds the rounds", "never the same workshop twice", "keeps minima", "proof")
NO_PROMISE = ""

Kept = Mapping[str, Any]
"""What is kept: `limit` in seconds, `python`, `versions` by package, and `cells`, each with its day and system."""


def page(kept: Kept, peers: Mapping[str, Peer]) -> str:
    """Return the tables of the page, from the results kept."""
    parts = [_markdown(PROMISES, promises(kept, peers))]
    for day in dict.fromkeys(cell["day"] for cell in kept["cells"]):
        parts += [f"### {day}", _markdown(HEADINGS, rows(kept, day))]
    return "\n\n".join(parts) + "\n"


def promises(kept: Kept, peers: Mapping[str, Peer]) -> list[list[str]]:
    """Return a row per system: what it promises."""
    return [
        [peer.name, kept["versions"][peer.package], peer.rounds, peer.never_twice, peer.minima, peer.proof]
        for peer in peers.values()
        if peer.package in kept["versions"]
    ]


def rows(kept: Kept, day: str) -> list[list[str]]:
    """Return a row per system for one day."""
    cells = [cell for cell in kept["cells"] if cell["day"] == day]
    return [_row(cell, least(cells), kept["limit"]) for cell in cells]


def least(cells: Iterable[Kept]) -> int | None:
    """Return the least cost that was proven, of cells of one day."""
    return next(
        (cell["figures"]["cost"] for cell in cells if cell["says"] == "optimal" and not cell["other_aim"]), None
    )


def _row(cell: Kept, best: int | None, limit: float) -> list[str]:
    if not cell["figures"]:
        return [cell["system"], f"stopped at {limit:g}", "nothing", *[""] * 6]
    counts = cell["figures"]
    above = "" if best is None else _above(counts["cost"] - best, best)
    numbers = (counts["outside"], counts["without_wish"], counts["ranks"])
    broken = _broken(counts)
    shown = (_seconds(cell["seconds"]), cell["says"] or "–", f"{counts['cost']:,}", above)
    return [cell["system"], *shown, *(f"{number:,}" for number in numbers), broken]


def _above(difference: int, best: int) -> str:
    if not difference:
        return "0"
    share = f" ({difference / best:.1%})" if best else ""
    return f"{difference:+,}{share}"


def _broken(counts: Mapping[str, int]) -> str:
    words = {"missing": "seats missing", "twice": "twice the same", "too_many": "too many", "too_few": "too few"}
    return ", ".join(f"{counts[key]:,} {word}" for key, word in words.items() if counts[key])


def _seconds(seconds: float) -> str:
    """Return seconds with two digits that mean something."""
    return f"{seconds:.1f}" if seconds >= 10 else f"{seconds:.2f}" if seconds >= 1 / 10 else f"{seconds:.4f}"  # noqa: PLR2004


def _markdown(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = [
        "---",
        *(
            "---:" if heading in HEADINGS[1:] and heading not in {"says", "broken"} else "---"
            for heading in headings[1:]
        ),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in (headings, rule, *lines))
