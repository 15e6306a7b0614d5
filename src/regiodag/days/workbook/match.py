# SPDX-License-Identifier: EUPL-1.2
"""Which row is about which thing of the day: by the same name, by nearly the same one (then it is asked), or new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from regiodag.days.workbook.read import Row
from regiodag.days.workbook.sheets import Written
from regiodag.days.workbook.values import CellError, as_text, key_of, read_time

NEAR = 85.0
"""How much alike two names are, of 100, before it is asked whether they mean the same (Levenshtein ratio)."""

Cells = Mapping[str, Any]
Key = Callable[[Cells], Any]


@dataclass(frozen=True)
class Doubt:
    """Something to be asked. key: names it in the form; typed: what stands in the file; known: what it may be.

    is_name: it is asked of a name in a cell, not of a whole row.
    """

    key: str
    row: Row
    typed: str
    known: str
    agreed: bool
    is_name: bool = False


def _text(*keys: str) -> Key:
    return lambda cells: tuple(as_text(cells.get(key)) for key in keys)


def _spelled(*keys: str) -> Key:
    return lambda cells: key_of(" ".join(as_text(cells.get(key)) for key in keys))


def _at(cells: Cells) -> tuple[str, str]:
    """Return title and start of a part of the programme, however its time was typed."""
    start = as_text(cells.get("start"))
    try:
        return as_text(cells.get("title")), read_time(start).strftime("%H:%M")
    except CellError:
        return as_text(cells.get("title")), start


PERSON = ("given_name", "prefix", "family_name")

KEYS: Mapping[str, Sequence[Key]] = {
    "rooms": (_text("name"), _spelled("name")),
    "speakers": (_text(*PERSON, "organisation"), _text(*PERSON), _spelled(*PERSON)),
    "programme": (_at, _text("title"), _spelled("title")),
    "workshops": (_text("title"), _spelled("title")),
}
"""What makes two the same, the surest first; the last is also what is compared letter by letter."""


@dataclass(frozen=True)
class Matched:
    """Which thing each row is about, by the row's number; rows that are not in it are new."""

    things: Mapping[int, Written]
    doubts: Sequence[Doubt]


def matched(sheet: str, rows: Sequence[Row], there: Sequence[Written], answers: Mapping[str, bool]) -> Matched:
    """Match the rows of a sheet with the things that are there; each thing is matched once."""
    found: dict[int, Written] = {}
    free = list(there)
    for key in KEYS[sheet]:
        waiting: dict[Any, list[Written]] = defaultdict(list)
        for written in free:
            waiting[key(written.cells)].append(written)
        for row in rows:
            alike = waiting[key(row.cells)]
            if row.number not in found and alike:
                found[row.number] = alike.pop(0)
        taken = {id(written) for written in found.values()}
        free = [written for written in free if id(written) not in taken]
    return Matched(found, _nearly(sheet, rows, free, found, answers))


def _nearly(
    sheet: str, rows: Sequence[Row], free: list[Written], found: dict[int, Written], answers: Mapping[str, bool]
) -> list[Doubt]:
    """Match what nearly has the same name, unless it was answered that it is something else; return what to ask."""
    key = KEYS[sheet][-1]
    names = [key(each.cells) for each in free]
    doubts: list[Doubt] = []
    for row in rows:
        if row.number in found:
            continue
        near = nearest(key(row.cells), names)
        if near is None:
            continue
        question = f"{sheet}-{row.number}"
        agreed = answers.get(question, True)
        written = free[near]
        doubts.append(Doubt(question, row, _name(sheet, row.cells), _name(sheet, written.cells), agreed))
        if agreed:
            found[row.number] = free.pop(near)
            names.pop(near)
    return doubts


def nearest(name: str, names: Sequence[str]) -> int | None:
    """Return the position of the name that is most like this one, None when none is near: other numbers never are."""
    scores = [(fuzz.ratio(name, each, score_cutoff=NEAR), -at) for at, each in enumerate(names)]
    near = [(score, at) for score, at in scores if score >= NEAR and _digits(names[-at]) == _digits(name)]
    return -max(near)[1] if near else None


def _digits(name: str) -> list[str]:
    return re.findall(r"[0-9]+", name)


def _name(sheet: str, cells: Cells) -> str:
    keys = PERSON if sheet == "speakers" else ("name",) if sheet == "rooms" else ("title",)
    return " ".join(part for part in (as_text(cells.get(key)) for key in keys) if part)
