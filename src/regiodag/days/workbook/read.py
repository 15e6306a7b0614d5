# SPDX-License-Identifier: EUPL-1.2
"""Finds sheets and columns in what was unpacked, by their names in any of our languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from regiodag.days.workbook.sheets import ROUND, SHEETS, WORKSHOPS, Sheet
from regiodag.days.workbook.unpack import Lines
from regiodag.days.workbook.values import in_every_language, key_of

FIRST_ROWS = 10
"""The row with headings is looked for among so many."""

ROUND_HEADING = re.compile(r"(?:ronde|round|workshopronde)\s*([0-9]{1,2})")
EXPLANATION = ("Uitleg", "Explanation")


@dataclass(frozen=True)
class Wrong:
    """Something that has to be mended in the file first: where, and what to do."""

    sheet: str
    row: int | None
    column: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """A row: its number in the workbook, and its texts by the key of the column."""

    sheet: Sheet
    number: int
    cells: Mapping[str, str]


@dataclass
class Content:
    """What a workbook says. rows: by the key of the sheet. notes: what was passed over. wrong: what cannot be read."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def content_of(sheets: Mapping[str, Lines]) -> Content:
    """Return the rows of the sheets that are ours."""
    found = Content()
    for name, lines in sheets.items():
        sheet = next((each for each in SHEETS if key_of(name) in _names(each.name)), None)
        if sheet is None:
            if name not in EXPLANATION:
                found.notes.append(_("The sheet “{name}” is not used.").format(name=name))
        elif sheet.key in found.rows:
            found.wrong.append(Wrong(name, None, "", _("This sheet is in the file twice. Take one of them out.")))
        elif lines:
            _read(sheet, name, lines, found)
    if not found.rows and not found.wrong:
        known = ", ".join(str(each.name) for each in SHEETS)
        sentence = _("There is no sheet in the file that is called one of: {known}.").format(known=known)
        found.wrong.append(Wrong("", None, "", sentence))
    return found


def _read(sheet: Sheet, name: str, lines: Lines, found: Content) -> None:
    at, keys = _headings(sheet, lines)
    twice = sorted({key for key in keys if key and keys.count(key) > 1})
    for key in twice:
        heading = str(sheet.column(key).heading)
        found.wrong.append(Wrong(name, lines[at][0], heading, _("This column is on the sheet twice. Take one out.")))
    if not any(keys):
        sentence = _("There is no row with headings such as “{heading}”.").format(heading=sheet.columns[0].heading)
        found.wrong.append(Wrong(name, None, "", sentence))
        return
    for heading, used in zip(lines[at][1], keys, strict=True):
        if heading and used is None:
            found.notes.append(
                _("Sheet “{sheet}”: the column “{column}” is not used.").format(sheet=name, column=heading[:60])
            )
    found.rows[sheet.key] = [
        Row(sheet, number, _cells(keys, texts))
        for number, texts in lines[at + 1 :]
        if any(_cells(keys, texts).values())
    ]


def _cells(keys: Sequence[str | None], texts: Sequence[str]) -> dict[str, str]:
    padded = [*texts, *[""] * len(keys)]
    return {key: padded[at] for at, key in enumerate(keys) if key}


def _headings(sheet: Sheet, lines: Lines) -> tuple[int, list[str | None]]:
    """Return the position of the row with headings, and the key of each of its columns, None for what is not ours."""
    known = {name: each.key for each in sheet.columns for name in _names(each.heading)}
    rows = [[_key(sheet, text, known) for text in texts] for _number, texts in lines[:FIRST_ROWS]]
    best = max(range(len(rows)), key=lambda at: (sum(key is not None for key in rows[at]), -at))
    return best, rows[best]


def _key(sheet: Sheet, heading: str, known: Mapping[str, str]) -> str | None:
    spelled = key_of(heading)
    numbered = ROUND_HEADING.fullmatch(spelled) if sheet is WORKSHOPS else None
    return f"{ROUND}{int(numbered[1])}" if numbered else known.get(spelled)


def _names(name: object) -> set[str]:
    return {key_of(each) for each in in_every_language(name)}
