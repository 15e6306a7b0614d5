# SPDX-License-Identifier: EUPL-1.2
"""The empty workbook to fill in: participants, workshops and rounds, with drop-downs and an explanation.

Its headings are those that the reader of spreadsheets knows (see headings.py), in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import groupby
from typing import Any

from indeling.errors import Text, text, untranslated
from indeling.files.workbook.book import Book, fit_height, write, write_row
from indeling.files.workbook.language import Language

WISHES = 5
LAST_ROW = 2_000
"""The last row that has drop-downs."""

MOST_CHAIRS = 100_000

TITLES = "workshop_titles"
"""The name of the filled part of the column with titles."""


@dataclass(frozen=True)
class Column:
    """A column to fill in: its heading, what goes into it, its width in characters, and how it is checked."""

    heading: Text
    explanation: Text
    width: int
    check: str = ""
    style: str = "input"


@dataclass(frozen=True)
class Sheet:
    """A sheet to fill in, with what it starts with, and the pages beside each other that it takes on paper."""

    name: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...] = ()
    pages_wide: int = 1


def _wish(number: int) -> Column:
    explanation = text("The workshop wished for most in wish 1, the next in wish 2, and so on. Choose from the list.")
    return Column(text("Wish {number}", number=number), explanation, 24, "wish")


PARTICIPANTS = Sheet(
    text("Participants"),
    (
        Column(text("Participant ID"), text("May be empty. A number or code of your own; no two may be the same."), 14),
        Column(text("Name"), text("First name and last name, as it should stand on the lists."), 24),
        Column(text("E-mail"), text("May be empty. Who stands in the list twice is recognised by it."), 24),
        Column(text("Organisation"), text("May be empty. Stands on the attendance lists."), 24),
        Column(text("Domain"), text("May be empty. The field somebody works in, such as care or police."), 16),
        *(_wish(number) for number in range(1, WISHES + 1)),
        Column(
            text("Rounds"),
            text("Only for who is not there in every round: the rounds in which they are, such as 1 or 1; 2."),
            10,
        ),
        Column(
            text("Fixed"),
            text("A place that is certain already, as “Round 1: title of the workshop”; several with ; between."),
            24,
        ),
        Column(
            text("Excluded"),
            text("A workshop in which this person may not be placed; several with ; between."),
            24,
            "titles",
        ),
        Column(
            text("Leads"),
            text("The workshop that this person leads; they need no seat while it is given."),
            24,
            "titles",
        ),
    ),
    pages_wide=2,
)

WORKSHOPS = Sheet(
    text("Workshops"),
    (
        Column(text("Workshop ID"), text("May be empty. A number or code of your own; no two may be the same."), 14),
        Column(text("Title"), text("The title, exactly as it stands in the wishes."), 50),
        Column(text("Chairs"), text("How many people can take part in one round."), 12, "chairs", "input_number"),
        Column(
            text("Minimum"),
            text("May be empty. How many people there must be in one round, at the least."),
            12,
            "minimum",
            "input_number",
        ),
        Column(
            text("May be dropped"),
            text("Yes when the workshop may be left out if too few people would come; otherwise no."),
            16,
            "yes or no",
        ),
    ),
)

ROUNDS = Sheet(
    text("Rounds"),
    (
        Column(text("Round"), text("A row per round, 1 to 6 of them."), 20),
        Column(text("Begin"), text("May be empty. When it begins, such as 10:30."), 12, "time", "input_time"),
        Column(text("End"), text("May be empty. When it ends, such as 11:30."), 12, "time", "input_time"),
    ),
    tuple((text("Round {number}", number=number),) for number in (1, 2)),
)

SHEETS = (PARTICIPANTS, WORKSHOPS, ROUNDS)

STEPS = (
    text("Fill in the sheet “Workshops” first: its titles become the choices for the wishes."),
    text("Change the sheet “Rounds” if the day has more or fewer rounds than two."),
    text("Fill in the sheet “Participants”, a row each. What you do not need may stay empty."),
    text("Save the file, and have everybody placed with: indeling solve FILE -o placement.xlsx"),
)

EXPLANATION_WIDTHS = (16, 18, 62)

Rule = Mapping[str, Any]
"""A data validation as XlsxWriter takes it."""


def template_workbook(translate: Callable[[str], str] = untranslated) -> bytes:
    """Return the empty workbook as an xlsx file, in the language of `translate` (a gettext function).

    The same bytes for the same language.
    """
    language = Language(translate)
    book = Book(language, language.text("Workshop day"))
    _write_explanation(book, language)
    for sheet in SHEETS:
        _write_sheet(book, language, sheet)
    first = f"'{WORKSHOPS.name.render(translate)}'!$B$2"
    book.define(TITLES, f"=OFFSET({first},0,0,MAX(1,COUNTA({first}:$B${LAST_ROW})),1)")
    return book.content()


def _write_explanation(book: Book, language: Language) -> None:
    sheet = book.sheet(language.text("Explanation"), landscape=False)
    for column, width in enumerate(EXPLANATION_WIDTHS):
        sheet.set_column(column, column, width)
    write(sheet, 0, 0, language.text("Workshop day"), book.style("title"))
    sheet.set_row(0, 26)
    for number, step in enumerate(STEPS, start=1):
        write(sheet, number + 1, 0, f"{number}. {step.render(language.translate)}", book.style("plain"))
    row = len(STEPS) + 3
    headings = [language.text("Sheet"), language.text("Column"), language.text("What goes into it")]
    write_row(sheet, row, headings, book.style("heading"))
    styles = [book.style("cell"), book.style("strong"), book.style("cell")]
    for at, values in enumerate(_explained(language), start=row + 1):
        write_row(sheet, at, values, styles)
        fit_height(sheet, at, values, EXPLANATION_WIDTHS)
    sheet.fit_to_pages(1, 0)


def _explained(language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield a line per column; columns beside each other with the same explanation share one."""
    for sheet in SHEETS:
        name = sheet.name.render(language.translate)
        for explanation, group in groupby(sheet.columns, key=lambda column: column.explanation):
            headings = [column.heading.render(language.translate) for column in group]
            yield name, " – ".join(dict.fromkeys((headings[0], headings[-1]))), explanation.render(language.translate)


def _write_sheet(book: Book, language: Language, content: Sheet) -> None:
    sheet = book.sheet(content.name.render(language.translate), landscape=True, private=content is PARTICIPANTS)
    sheet.hide_gridlines(1)
    rules = _rules(language)
    for at, column in enumerate(content.columns):
        sheet.set_column(at, at, column.width, book.style(column.style))
        write(sheet, 0, at, column.heading.render(language.translate), book.style("heading"))
        explanation = column.explanation.render(language.translate)
        sheet.write_comment(0, at, explanation, {"width": 240, "height": 80, "font_size": 9})
        if column.check:
            sheet.data_validation(1, at, LAST_ROW - 1, at, dict(rules[column.check]))
    for row, texts in enumerate(content.rows, start=1):
        for at, value in enumerate(texts):
            write(sheet, row, at, value.render(language.translate), book.style(content.columns[at].style))
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.fit_to_pages(content.pages_wide, 0)


def _rules(language: Language) -> Mapping[str, Rule]:
    """Return the checks by name. Where several titles may stand in a cell, the drop-down only helps."""
    text = language.text
    titles = {"validate": "list", "source": f"={TITLES}"}
    whole = {"validate": "integer", "error_title": text("A whole number, please")}
    return {
        "wish": titles
        | {
            "error_title": text("No such workshop"),
            "error_message": text("Choose from the list. The titles stand on the sheet “Workshops”."),
        },
        "titles": titles | {"show_error": False},
        "chairs": whole
        | {
            "criteria": "between",
            "minimum": 1,
            "maximum": MOST_CHAIRS,
            "error_message": text("How many people can take part in one round, 1 or more?"),
        },
        "minimum": whole
        | {
            "criteria": "between",
            "minimum": 0,
            "maximum": "=C2",
            "error_message": text("How many people must there be, at most as many as there are chairs?"),
        },
        "yes or no": {
            "validate": "list",
            "source": [text("yes"), text("no")],
            "error_title": text("Yes or no?"),
            "error_message": text("Choose from the list."),
        },
        "time": {
            "validate": "time",
            "criteria": "between",
            "minimum": time(0, 0),
            "maximum": time(23, 59),
            "error_title": text("A time, please"),
            "error_message": text("Write it as 10:30."),
        },
    }
