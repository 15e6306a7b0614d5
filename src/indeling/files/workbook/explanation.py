# SPDX-License-Identifier: EUPL-1.2
"""The only sheet of a day that cannot be placed: what clashes, and what the files were warned of."""

from __future__ import annotations

from collections.abc import Sequence

from indeling.errors import Issue, Text
from indeling.files.workbook.book import Book, write
from indeling.files.workbook.notes import WIDTHS, Section, warnings_section, write_section
from indeling.files.workbook.view import View


def write_explanation(book: Book, view: View, conflicts: Sequence[Text], warnings: Sequence[Text | Issue]) -> None:
    """Add the sheet: the conflicts, one a row, and the warnings."""
    text = view.language.text
    sheet = book.sheet(text("No placement"), landscape=True)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    write(sheet, 0, 0, text("No placement is possible"), book.style("title"))
    sheet.set_row(0, 26)
    write(sheet, 1, 0, text("Change one of the numbers named here and calculate again."), book.style("quiet"))
    found = tuple((conflict.render(view.language.translate),) for conflict in conflicts)
    row = write_section(book, view, sheet, 3, Section(text("What clashes"), (text("Conflict"),), found))
    write_section(book, view, sheet, row, warnings_section(view, warnings))
    sheet.fit_to_pages(1, 0)
