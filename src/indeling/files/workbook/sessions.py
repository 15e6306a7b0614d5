# SPDX-License-Identifier: EUPL-1.2
"""The sheet per session: an attendance list each, on a page of its own, with room to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from indeling.errors import counted, text
from indeling.files.workbook.book import Book, lines, write, write_row
from indeling.files.workbook.view import Session, View

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (5, 31, 32, 22)
"""Characters per column; together the width of A4. Fitting to the page would undo the page breaks in Excel."""

LINES_PER_PAGE = 30
LINE_HEIGHT, TITLE_HEIGHT = 21, 26
"""Points: a line is high enough to sign on, and 30 of them with their heading fill an A4."""


@dataclass(frozen=True)
class Page:
    """One page of a session's list: page `number` of `count`, with the people on it and the number of the first."""

    session: Session
    people: tuple[int, ...]
    first: int
    number: int
    count: int


def write_sessions(book: Book, view: View) -> None:
    """Add the sheet: for each session its title, how full it is, who leads it, and numbered lines to sign."""
    sheet = book.sheet(view.language.text("Per session"), landscape=False, private=True)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row, breaks = 0, []
    for session in view.sessions:
        for page in pages(session):
            breaks.append(row)
            row = _write_page(book, view, sheet, page, row)
    sheet.set_h_pagebreaks(breaks[1:])
    sheet.print_area(0, 0, max(0, row - 1), len(WIDTHS) - 1)


def pages(session: Session) -> Iterator[Page]:
    """Yield the pages of a session's list: people shared out evenly over as few pages as will hold them."""
    count = max(1, ceil(len(session.people) / LINES_PER_PAGE))
    length = ceil(len(session.people) / count)
    for number in range(count):
        first = number * length
        yield Page(session, session.people[first : first + length], first + 1, number + 1, count)


def _write_page(book: Book, view: View, sheet: Worksheet, page: Page, row: int) -> int:
    """Write the page from `row` on and return the row after it."""
    text = view.language.text
    _write_across(sheet, row, _title(view, page), book.style("long_title"), TITLE_HEIGHT)
    _write_across(sheet, row + 1, _subtitle(view, page.session), book.style("sentence"), LINE_HEIGHT)
    write_row(sheet, row + 2, ["", text("Name"), text("Organisation"), text("Signature")], book.style("heading"))
    sheet.set_row(row + 2, LINE_HEIGHT)
    styles = [book.style("line_number"), *[book.style("line")] * 3]
    for number, person in enumerate(page.people):
        values: list[str | float] = [page.first + number, view.person(person), view.problem.organisations[person], ""]
        write_row(sheet, row + 3 + number, values, styles)
        sheet.set_row(row + 3 + number, LINE_HEIGHT)
    if not page.people:
        write(sheet, row + 3, 1, text("Nobody is placed here."), book.style("quiet"))
    return row + 4 + max(1, len(page.people))


def _write_across(sheet: Worksheet, row: int, words: str, style: Format, height: int) -> None:
    """Write over the whole width, on as many lines as it takes; what sticks out would go to a second page."""
    sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", style)
    write(sheet, row, 0, words, style)
    sheet.set_row(row, height * lines(words, sum(WIDTHS) * LINE_HEIGHT / height))


def _title(view: View, page: Page) -> str:
    title = view.title(page.session.workshop)
    if page.count == 1:
        return title
    return view.language.text("{title} ({number} of {count})", title=title, number=page.number, count=page.count)


def _subtitle(view: View, session: Session) -> str:
    people = len(session.people)
    one, more = text("{people} of {count} chair", people=people), text("{people} of {count} chairs", people=people)
    where = [view.language.text("room {room}", room=session.room)] if session.room else []
    parts = [view.round_name(session.round), *where, counted(session.chairs, one, more).render(view.language.translate)]
    if session.leaders:
        names = ", ".join(view.person(p) for p in session.leaders)
        parts.append(view.language.text("led by {names}", names=names))
    return " · ".join(parts)
