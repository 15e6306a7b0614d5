# SPDX-License-Identifier: EUPL-1.2
"""The only sheet of a day that cannot be placed: what clashes, and what the files were warned of."""

from __future__ import annotations

from collections.abc import Sequence

from indeling.errors import Issue, Text
from indeling.files.workbook.book import Book, write
from indeling.files.workbook.notes import Section, warnings_section, write_section
from indeling.files.workbook.view import View

WIDTHS = (48, 48, 44)


def write_explanation(book: Book, view: View, warnings: Sequence[Text | Issue]) -> None:
    """Add the sheet: the conflicts of the proof, one a row, and the warnings."""
    say = view.language.text
    sheet = book.sheet(say("No placement"), landscape=True)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    write(sheet, 0, 0, say("No placement is possible"), book.style("title"))
    sheet.set_row(0, 26)
    write(sheet, 1, 0, say("Change one of the numbers named here and calculate again."), book.style("quiet"))
    conflicts = tuple((str(conflict["text"]),) for conflict in view.placement.proof.get("conflicts", ()))
    row = write_section(book, view, sheet, 3, Section(say("What clashes"), (say("Conflict"),), conflicts))
    write_section(book, view, sheet, row, warnings_section(view, warnings))
    sheet.fit_to_pages(1, 0)
