# SPDX-License-Identifier: EUPL-1.2
"""Sheets and tables as text, whatever file they came from, with the row numbers that Excel shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from indeling.errors import Issue, Text, text
from indeling.files.headings import FORMULA_ERRORS

HEADER_WITHIN = 15
"""The heading row is looked for among so many rows: above it may stand a title and some explanation."""


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, from 1, and its cells as clean text."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)

    def padded(self, width: int) -> Line:
        """Return the row with empty cells behind it, `width` cells in all."""
        missing = width - len(self.cells)
        return Line(self.number, self.cells + ("",) * missing) if missing else self


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet that hold something. `name` is None for a file that has no sheets (csv)."""

    file: str
    name: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A sheet with its headings; every line has as many cells as there are headings."""

    file: str
    sheet: str | None
    header_row: int
    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def label(self, position: int) -> str:
        """Return the heading of a column, or its letter when it has none."""
        return self.headings[position] or letter(position)

    @property
    def header(self) -> Line:
        """The row with the headings."""
        return Line(self.header_row, self.headings)

    def column(self, position: int) -> list[str]:
        """Return the cells of a column, top to bottom."""
        return [line.cells[position] for line in self.lines]

    def issue(
        self,
        what: Text,
        *,
        advice: Text | None = None,
        line: Line | None = None,
        position: int | None = None,
        value: str | None = None,
    ) -> Issue:
        """Return an issue placed in this table; the value is the cell's unless another one is given.

        Whatever is wrong with a cell whose formula gives an error, that is what is told.
        """
        if value is None and line is not None and position is not None:
            value = line.cells[position]
        if value in FORMULA_ERRORS:
            what = text("the formula in this cell gives an error.")
            advice = text("Mend the formula, or write in the cell what should stand there.")
        column = None if position is None else self.label(position)
        return Issue(what, advice, self.file, self.sheet, line.number if line else None, column, value or None)

    def broken_formulas(self, positions: Iterable[int]) -> Iterator[Issue]:
        """Yield an issue for every cell in those columns whose formula gives an error."""
        for at in sorted(positions):
            found = (line for line in self.lines if line.cells[at] in FORMULA_ERRORS)
            yield from (self.issue(Text(""), line=line, position=at) for line in found)


@dataclass(frozen=True)
class Place:
    """A cell, or a whole row (`position` None), to point at."""

    table: Table
    line: Line
    position: int | None = None

    def issue(self, what: Text, advice: Text | None = None, value: str | None = None) -> Issue:
        """Return an issue at this place; the value is the cell's unless another one is given."""
        return self.table.issue(what, advice=advice, line=self.line, position=self.position, value=value)


def sheet_of(file: str, name: str | None, rows: Sequence[tuple[int, Sequence[str]]]) -> Sheet:
    """Return the sheet with its empty rows left out. `rows`: (row number, cells)."""
    lines = (Line(number, tuple(cells)) for number, cells in rows)
    return Sheet(file, name, tuple(line for line in lines if not line.blank))


def table_of(sheet: Sheet, recognised: Callable[[str], bool], header_row: int | None = None) -> Table:
    """Return the sheet as a table.

    The headings stand in row `header_row`, or in the row, among the first that hold something, with most cells
    that are `recognised` as a heading; the highest row when they are equal. ValueError when row `header_row` is empty.
    """
    lines = sheet.lines
    start = _header(lines, recognised) if header_row is None else _row(lines, header_row)
    width = max((len(line.cells) for line in lines[start:]), default=0)
    padded = tuple(line.padded(width) for line in lines[start:])
    return Table(sheet.file, sheet.name, padded[0].number, padded[0].cells, padded[1:])


def _row(lines: Sequence[Line], number: int) -> int:
    return [line.number for line in lines].index(number)


def _header(lines: Sequence[Line], recognised: Callable[[str], bool]) -> int:
    scores = [sum(map(recognised, filter(None, line.cells))) for line in lines[:HEADER_WITHIN]]
    return scores.index(max(scores))


def letter(position: int) -> str:
    """Return the letters of a column as a spreadsheet shows them.

    >>> [letter(0), letter(25), letter(26)]
    ['A', 'Z', 'AA']
    """
    letters, rest = "", position + 1
    while rest:
        rest, unit = divmod(rest - 1, 26)
        letters = chr(ord("A") + unit) + letters
    return letters
