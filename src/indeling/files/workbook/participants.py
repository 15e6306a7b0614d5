# SPDX-License-Identifier: EUPL-1.2
"""The sheet per participant: a plain table with its headings in row 1, so that a mail merge can use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from indeling.files.workbook.book import Book, fit_height, write_row
from indeling.files.workbook.view import NO_WISH, View
from indeling.placement import NO_SEAT, OUTSIDE

if TYPE_CHECKING:
    from xlsxwriter.format import Format

FILLS = (("#E8F2F4", "#1B2A33"), ("#C3DEE4", "#1B2A33"), ("#94C3CE", "#1B2A33"), ("#62A2B2", "#1B2A33"))
"""Fill and ink for wish 1, 2, 3, 4: darker for each step down, so that a grey print reads the same."""
LOWEST_FILL = ("#36788A", "#FFFFFF")
OUTSIDE_FILL = ("#7A2E0E", "#FFFFFF")
NO_WISH_FILL = ("#F4F4F4", "#51616B")

NARROWEST, WIDEST = 14, 44
"""Widths of columns in characters."""


def write_participants(book: Book, view: View) -> None:
    """Add the sheet: name, organisation, and per round the workshop, its room where there are rooms, and which wish.

    Sorted by name.
    """
    text = view.language.text
    sheet = book.sheet(text("Per participant"), landscape=True, private=True)
    headings = [text("Name"), text("Organisation")]
    for rnd in range(view.problem.round_count):
        name = view.round_name(rnd)
        room = [text("{round}: room", round=name)] if view.outcome.rooms else []
        headings += [name, *room, text("{round}: wish", round=name)]
    write_row(sheet, 0, headings, book.style("heading"))
    sheet.set_row(0, 32)
    widths = _widths(view)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, participant in enumerate(view.people, start=1):
        values, styles = _cells(book, view, participant)
        write_row(sheet, row, values, styles)
        fit_height(sheet, row, values, widths)
    sheet.autofilter(0, 0, len(view.people), len(headings) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def rank_style(book: Book, rank: int) -> Format:
    """Return how a cell with that rank looks; never the only sign of it."""
    if rank == NO_SEAT:
        return book.style("cell")
    if rank == NO_WISH:
        return book.coloured(*NO_WISH_FILL, italic=True)
    if rank == OUTSIDE:
        return book.coloured(*OUTSIDE_FILL, bold=True)
    return book.coloured(*(FILLS[rank - 1] if rank <= len(FILLS) else LOWEST_FILL))


def _cells(book: Book, view: View, participant: int) -> tuple[list[str | float], list[Format]]:
    values: list[str | float] = [view.person(participant), view.problem.organisations[participant]]
    styles = [book.style("strong"), book.style("cell")]
    for rnd, rank in enumerate(view.got[participant]):
        room = [view.room(participant, rnd)] if view.outcome.rooms else []
        values += [view.seat(participant, rnd), *room, view.wish(participant, rnd)]
        styles += [book.style("cell"), *([book.style("cell")] * len(room)), rank_style(book, rank)]
    return values, styles


def _widths(view: View) -> list[float]:
    names = [view.person(p) for p in view.people]
    titles = [view.title(w) for w in view.workshops]
    wishes = [view.rank_name(OUTSIDE), view.rank_name(NO_WISH)]
    rooms = [column_width([*view.outcome.rooms.values()])] if view.outcome.rooms else []
    per_round = [column_width(titles), *rooms, column_width(wishes)] * view.problem.round_count
    return [column_width(names), column_width(view.problem.organisations), *per_round]


def column_width(values: Sequence[str]) -> int:
    """Return a width in characters that fits the values, between NARROWEST and WIDEST."""
    return min(WIDEST, max(NARROWEST, 2 + max(map(len, values), default=0)))
