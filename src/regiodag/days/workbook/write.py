# SPDX-License-Identifier: EUPL-1.2
"""Writes the workbook: a sheet that explains, a sheet per kind, drop-downs where there is something to choose from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from regiodag.days.models import Day
from regiodag.days.workbook.sheets import (
    FEATURES,
    KINDS,
    NO_ROOM,
    ROOMS,
    ROUND,
    SHEETS,
    WORKSHOPS,
    Column,
    Sheet,
    Written,
    labels,
    round_column,
    rows_of,
)
from regiodag.days.workbook.values import Cell, as_text

LAST_ROW = 500
"""Up to where there are drop-downs, also below what is filled in."""

LEAST_ROUNDS = 2
MINUTES_IN_A_DAY = 24 * 60
# What people typed is a text, whatever it begins with: never a formula, a link or a number.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_of(day: Day) -> bytes:
    """Return the programme of a day as an xlsx, in the language of now: also the template to fill in."""
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        _Writer(book, day).write()
    return out.getvalue()


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Workbook, day: Day) -> None:
        self.book, self.day = book, day
        self.rows = rows_of(day)
        self.head = book.add_format({"bold": True, "bg_color": "#0c5460", "font_color": "#ffffff", "valign": "vcenter"})
        self.cell = book.add_format({"text_wrap": True, "valign": "top"})
        self.clock = book.add_format({"num_format": "hh:mm", "valign": "top", "align": "left"})
        self.big = book.add_format({"bold": True, "font_size": 16, "font_color": "#083a43"})
        self.bold = book.add_format({"bold": True, "valign": "top"})

    def write(self) -> None:
        """Write all sheets; the lists for drop-downs stand on a hidden one."""
        self._explain()
        for sheet in SHEETS:
            self._sheet(sheet, list(self._columns(sheet)))
        self._lists()

    def _columns(self, sheet: Sheet) -> Iterator[Column]:
        yield from sheet.columns
        if sheet is WORKSHOPS:
            last = max([LEAST_ROUNDS, *(each.number for each in self.day.rounds.all())])
            yield from (round_column(number) for number in range(1, last + 1))

    def _explain(self) -> None:
        page = self.book.add_worksheet(_("Explanation"))
        page.hide_gridlines(2)
        page.set_column(0, 0, 18)
        page.set_column(1, 1, 24)
        page.set_column(2, 2, 70)
        _put(page, 0, 0, _("Programme of {title}").format(title=as_text(self.day.title)), self.big)
        for at, sentence in enumerate(_sentences(), start=2):
            _put(page, at, 0, sentence, None)
        self._explain_columns(page, len(_sentences()) + 3)

    def _explain_columns(self, page: Worksheet, at: int) -> None:
        for column, heading in enumerate((_("Sheet"), _("Column"), _("What to fill in"))):
            _put(page, at, column, heading, self.head)
        for sheet in SHEETS:
            for each in self._columns(sheet):
                at += 1
                _put(page, at, 0, str(sheet.name), self.cell)
                _put(page, at, 1, str(each.heading), self.bold if each.needed else self.cell)
                _put(page, at, 2, _hint(each), self.cell)

    def _sheet(self, sheet: Sheet, columns: list[Column]) -> None:
        page = self.book.add_worksheet(str(sheet.name))
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)
        page.set_row(0, 22)
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width)
            _put(page, 0, at, str(column.heading), self.head)
            self._drop_down(page, at, column)
        for number, written in enumerate(self.rows[sheet.key], start=1):
            self._row(page, number, columns, written)

    def _row(self, page: Worksheet, number: int, columns: list[Column], written: Written) -> None:
        for at, column in enumerate(columns):
            cell = written.cells.get(column.key, "")
            _put(page, number, at, cell, self.clock if isinstance(cell, time) else self.cell)

    def _drop_down(self, page: Worksheet, at: int, column: Column) -> None:
        """Offer what is known. Something else can be typed all the same: reading says what is wrong with it."""
        source = self._source(column.key)
        if source:
            strict = column.key == "kind"
            page.data_validation(
                1, at, LAST_ROW, at, {"validate": "list", "source": source, "show_error": strict, "ignore_blank": True}
            )

    def _source(self, key: str) -> str:
        """Return where the names stand that a column offers: rooms on their own sheet, so that new ones are offered."""
        if key == "room" or key.startswith(ROUND):
            return _range(str(ROOMS.name), "A", 2)
        letter = {"kind": "A", "features": "B", "needs": "B", "speakers": "C", "leaders": "C"}.get(key)
        return _range(_("Lists"), letter, 1) if letter else ""

    def _lists(self) -> None:
        page = self.book.add_worksheet(_("Lists"))
        page.hide()
        lists = (
            [str(name) for _value, name in KINDS],
            [str(name) for _value, name in FEATURES],
            list(labels(self.day.speakers.all()).values()),
        )
        for column, names in enumerate(lists):
            for row, name in enumerate(names[:LAST_ROW]):
                _put(page, row, column, name, None)


def _range(sheet: str, letter: str, first: int) -> str:
    quoted = sheet.replace("'", "''")
    return f"='{quoted}'!${letter}${first}:${letter}${LAST_ROW}"


def _put(page: Worksheet, row: int, column: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, time):
        page.write_number(row, column, (cell.hour * 60 + cell.minute) / MINUTES_IN_A_DAY, style)
    elif isinstance(cell, int):
        page.write_number(row, column, cell, style)
    elif cell:
        page.write_string(row, column, cell, style)


def _hint(column: Column) -> str:
    if column.key.startswith(ROUND):
        return _("The room, or “{no_room}”. Empty: not given in this round.").format(no_room=NO_ROOM)
    needed = _("Has to be filled in.") if column.needed else ""
    return f"{needed} {column.hint}".strip()


def _sentences() -> tuple[str, ...]:
    """Return what the first sheet says."""
    return (
        _("This is the programme as it stands. Change it here, and bring it back on the page “Programme in Excel”."),
        _("You are shown what would change before anything is changed, and you can undo it."),
        _("One row per room, speaker, part of the programme or workshop. The order of the rows does not matter."),
        _("A row that you take out here stays in the programme. Take it away on the site."),
        _("A cell that you make empty becomes empty in the programme too. A column that you take out stays as it is."),
    )
