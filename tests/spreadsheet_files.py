# SPDX-License-Identifier: EUPL-1.2
"""What tests of spreadsheets share: real workbooks and csv files in memory. All people in them are made up."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
import pytest

from indeling.errors import FileError, Issue
from indeling.files.reading import Options, Reading, Source
from indeling.files.spreadsheet import read
from indeling.files.spreadsheet.tables import Line, Sheet, Table

Rows = Sequence[Sequence[object]]

NOON = dt.datetime(2026, 3, 1, 12, 0, 0)  # noqa: DTZ001  (a spreadsheet knows no time zone)


def xlsx(sheets: Mapping[str, Rows], name: str = "answers.xlsx", hidden: Sequence[str] = ()) -> Source:
    """Return a workbook with these sheets, as Excel would write it."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return Source(name, content.getvalue())


def csv(rows: Sequence[str], name: str = "answers.csv", encoding: str = "utf-8") -> Source:
    """Return a text file with these lines."""
    return Source(name, "\r\n".join(rows).encode(encoding))


def table(headings: Sequence[str], *rows: Sequence[str]) -> Table:
    """Return a table whose headings stand in row 1."""
    lines = tuple(Line(number, tuple(row)) for number, row in enumerate(rows, start=2))
    return Table("a.csv", None, 1, tuple(headings), lines)


def sheet(*rows: Sequence[str], name: str | None = None) -> Sheet:
    """Return a sheet whose first row is row 1."""
    return Sheet("a.xlsx", name, tuple(Line(number, tuple(row)) for number, row in enumerate(rows, start=1)))


WORKSHOPS = csv(
    [
        "Titel;Plaatsen",
        "Orgaanhandel;20",
        "Aandacht voor plegers;15",
        '"Casuïstiek; een dialoog";20',
        "Zorg & veiligheid;20",
    ],
    name="workshops.csv",
)
"""Positions 0 to 3 and ids w1 to w4; one title holds a semicolon."""


def understood(reading: Reading) -> list[str]:
    """Return what the reading says it understood."""
    return [str(sentence) for sentence in reading.understood]


def warnings(reading: Reading) -> list[str]:
    """Return the warnings of a reading."""
    return [str(issue) for issue in reading.warnings]


def wishes(reading: Reading) -> list[Any]:
    """Return the wishes of each participant."""
    return [one.get("wishes") for one in reading.data["participants"]]


def errors(source: Source, workshops: Source | None = WORKSHOPS, **options: Any) -> list[str]:
    """Return the issues with which reading `source` fails."""
    with pytest.raises(FileError) as raised:
        read(source, Options(workshops=workshops, **options))
    return [str(issue) for issue in raised.value.issues]


def refused(action: Callable[[], object]) -> tuple[Issue, ...]:
    """Return the issues with which an action is refused; none when it succeeds."""
    try:
        action()
    except FileError as error:
        return error.issues
    return ()


def day(source: Source, workshops: Source | None = WORKSHOPS, **options: Any) -> Reading:
    """Return the reading of `source` with the usual list of workshops."""
    return read(source, Options(workshops=workshops, **options))


def toml(text: str) -> Source:
    """Return a mapping file."""
    return Source("mapping.toml", text.encode())
