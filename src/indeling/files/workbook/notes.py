# SPDX-License-Identifier: EUPL-1.2
"""The sheet with changes and warnings: what deserves a look before anything is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from indeling.errors import Issue, Text
from indeling.files.workbook.book import Book, fit_height, write, write_row
from indeling.files.workbook.view import View
from indeling.placement import OUTSIDE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (42, 44, 44, 48)


@dataclass(frozen=True)
class Section:
    """A table under a heading; without rows it says that there is nothing to tell."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


def write_notes(book: Book, view: View, warnings: Sequence[Text | Issue]) -> None:
    """Add the sheet: seats outside the wishes, workshops not given, small sessions, people without wishes, warnings."""
    text = view.language.text
    sheet = book.sheet(text("Changes and warnings"), landscape=True, private=True)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    write(sheet, 0, 0, text("Changes and warnings"), book.style("title"))
    sheet.set_row(0, 26)
    row = 2
    for section in _sections(view, warnings):
        row = write_section(book, view, sheet, row, section)
    sheet.fit_to_pages(1, 0)


def write_section(book: Book, view: View, sheet: Worksheet, row: int, section: Section) -> int:
    """Write the section from `row` on and return the row after it."""
    write(sheet, row, 0, section.title, book.style("section"))
    if not section.rows:
        write(sheet, row + 1, 0, view.language.text("Nothing to tell."), book.style("quiet"))
        return row + 3
    write_row(sheet, row + 1, section.headings, book.style("heading"))
    for at, values in enumerate(section.rows, start=row + 2):
        write_row(sheet, at, values, book.style("cell"))
        fit_height(sheet, at, values, WIDTHS)
    return row + 3 + len(section.rows)


def warnings_section(view: View, warnings: Sequence[Text | Issue]) -> Section:
    """Return what the reader of the files warned of: where it is, what it is, what to do."""
    text = view.language.text
    rows = tuple(_warning(warning, view.language.translate) for warning in warnings)
    return Section(text("Warnings about the files"), (text("Where"), text("What"), text("What to do")), rows)


def _warning(warning: Text | Issue, translate: Callable[[str], str]) -> tuple[str, str, str]:
    if isinstance(warning, Text):
        return "", warning.render(translate), ""
    advice = warning.advice.render(translate) if warning.advice else ""
    return _without_folder(warning).place(translate), warning.what.render(translate), advice


def _without_folder(warning: Issue) -> Issue:
    """Return the warning with the name of its file only: a long path tells nothing, and takes all the room."""
    return replace(warning, file=warning.file and warning.file.replace("\\", "/").rpartition("/")[2])


def _sections(view: View, warnings: Sequence[Text | Issue]) -> Iterator[Section]:
    text = view.language.text
    where = (text("Name"), text("Organisation"), text("Placed in"), text("Wishes"))
    yield Section(text("Outside their wishes"), where, tuple(_outside(view)))
    yield Section(text("Workshops that are not given"), (text("Workshop"), text("Why")), tuple(_dropped(view)))
    small = (text("Workshop"), text("Round"), text("People"), text("Minimum"))
    yield Section(text("Sessions under their minimum"), small, tuple(_small(view)))
    yield Section(text("People without wishes"), (text("Name"), text("Organisation")), tuple(_without_wishes(view)))
    yield warnings_section(view, warnings)


def _outside(view: View) -> Iterator[tuple[str, ...]]:
    for person in view.people:
        for rnd, rank in enumerate(view.got[person]):
            if rank == OUTSIDE:
                place = f"{view.round_name(rnd)}: {view.seat(person, rnd)}"
                yield view.person(person), view.problem.organisations[person], place, view.wish_list(person, rnd)


def _dropped(view: View) -> Iterator[tuple[str, ...]]:
    for workshop in view.workshops:
        if workshop in view.outcome.dropped:
            yield view.title(workshop), view.language.text("too few people would come")


def _small(view: View) -> Iterator[tuple[str | int, ...]]:
    for session in view.sessions:
        if len(session.people) < session.minimum:
            yield view.title(session.workshop), view.round_name(session.round), len(session.people), session.minimum


def _without_wishes(view: View) -> Iterator[tuple[str, ...]]:
    counts = np.bincount(view.problem.wishes.participant, minlength=view.problem.participant_count)
    for person in view.people:
        if not counts[person] and view.problem.seated[person].any():
            yield view.person(person), view.problem.organisations[person]
