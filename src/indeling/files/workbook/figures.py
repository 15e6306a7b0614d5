# SPDX-License-Identifier: EUPL-1.2
"""The sheet with figures: the proof in a sentence, who got which wish, how full the sessions are; each with a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indeling.errors import Text
from indeling.files.workbook.book import LINE_HEIGHT, Book, write, write_row
from indeling.files.workbook.charts import Block, add_bars, add_fill
from indeling.files.workbook.view import NO_WISH, Session, View
from indeling.placement import OUTSIDE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (44, 12, 9, 10, 12, 9, 2)
"""Characters per column: a label, figures, and the gap before the chart."""

SCALE, ROWS_PER_PAGE = 80, 36
"""Per cent at which columns and charts fit on a landscape A4, and the rows it then has.

Fitting to the page instead would undo the page breaks in Excel.
"""

CHART_ROWS, CHART_EDGE = 12, 5
"""Least height of a chart, and what it needs besides its bars; in rows."""


def write_figures(book: Book, view: View, proof: Text) -> None:
    """Add the sheet: the proof, seats per wish, people per number of rounds in their wishes, chairs."""
    text = view.language.text
    sheet = book.sheet(text("Figures"), landscape=True)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    write(sheet, 0, 0, text("Figures"), book.style("title"))
    sheet.set_row(0, 26)
    sheet.merge_range(1, 0, 1, 13, "", book.style("sentence"))
    write(sheet, 1, 0, proof.render(view.language.translate), book.style("sentence"))
    sheet.set_row(1, 2 * LINE_HEIGHT)
    sheet.set_print_scale(SCALE)
    row = _write_counts(book, view, sheet, 3, _seats(view))
    row = _write_counts(book, view, sheet, row, _people(view))
    _write_sessions(book, view, sheet, row)


@dataclass(frozen=True)
class Counts:
    """A table of counts that add up to a whole."""

    title: str
    what: str
    unit: str
    rows: tuple[tuple[str, int], ...]


def _seats(view: View) -> Counts:
    text, outcome = view.language.text, view.outcome
    rows = [(view.rank_name(rank), seats) for rank, seats in outcome.seats_by_wish.items()]
    if outcome.unasked.any():
        rows.append((view.rank_name(NO_WISH), int(outcome.unasked.sum())))
    rows.append((view.rank_name(OUTSIDE), int(outcome.outside.sum())))
    return Counts(text("Seats per wish"), text("Wish"), text("Seats"), tuple(rows))


def _people(view: View) -> Counts:
    text = view.language.text
    everywhere, somewhere, nowhere = view.outcome.people_by_rounds_outside
    rows = (
        (text("a wish in every round"), everywhere),
        (text("a wish in some rounds"), somewhere),
        (text("a wish in no round"), nowhere),
    )
    return Counts(text("People and their wishes"), text("Got"), text("People"), rows)


def _write_counts(book: Book, view: View, sheet: Worksheet, row: int, counts: Counts) -> int:
    """Write the table with its chart beside it and return the row after both."""
    text = view.language.text
    write(sheet, row, 0, counts.title, book.style("section"))
    heading, number = book.style("heading"), book.style("heading_number")
    write_row(sheet, row + 1, [counts.what, counts.unit, text("Share")], [heading, number, number])
    whole = sum(count for _, count in counts.rows)
    styles = [book.style("label"), book.style("number"), book.style("share")]
    for at, (label, count) in enumerate(counts.rows, start=row + 2):
        write_row(sheet, at, [label, count, count / whole if whole else 0], styles)
    end = row + 2 + len(counts.rows)
    total = book.style("total")
    write_row(sheet, end, [text("Total"), whole, ""], [total, book.style("total_number"), total])
    height = _chart_rows(len(counts.rows))
    add_bars(book, sheet, Block(text("Figures"), counts.title, row, row + 2, end - 1, height))
    return row + height + 1


def _write_sessions(book: Book, view: View, sheet: Worksheet, row: int) -> None:
    breaks, used = [row], 0
    for rnd in range(view.problem.round_count):
        sessions = [session for session in view.sessions if session.round == rnd]
        height = _chart_rows(len(sessions)) + 1
        if used and used + height > ROWS_PER_PAGE:
            breaks.append(row)
            used = 0
        if sessions:
            _write_round(book, view, sheet, row, sessions)
            row, used = row + height, used + height
    sheet.set_h_pagebreaks(breaks)


def _write_round(book: Book, view: View, sheet: Worksheet, row: int, sessions: list[Session]) -> None:
    text = view.language.text
    title = view.round_name(sessions[0].round)
    write(sheet, row, 0, title, book.style("section"))
    headings = [text("Workshop"), text("People"), text("Free"), text("Chairs"), text("Minimum"), text("Full")]
    write_row(sheet, row + 1, headings, [book.style("heading"), *[book.style("heading_number")] * 5])
    styles = [book.style("label"), *[book.style("number")] * 4, book.style("share")]
    for at, session in enumerate(sessions, start=row + 2):
        people, chairs = len(session.people), session.chairs
        figures = (people, chairs - people, chairs, session.minimum, people / chairs)
        write_row(sheet, at, [_short(view.title(session.workshop)), *figures], styles)
    last = row + 1 + len(sessions)
    add_fill(book, sheet, Block(text("Figures"), title, row, row + 2, last, _chart_rows(len(sessions))))


def _chart_rows(bars: int) -> int:
    return max(CHART_ROWS, bars + CHART_EDGE)


def _short(title: str) -> str:
    """Return what fits the column. A chart gives a long label all its room, and the bars none."""
    return title if len(title) <= WIDTHS[0] else f"{title[: WIDTHS[0] - 1].rstrip()}…"
