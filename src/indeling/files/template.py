# SPDX-License-Identifier: EUPL-1.2
"""The empty workbook to fill in: participants, workshops and rounds, with drop-downs and an explanation.

Its headings are those that the reader of spreadsheets knows (see headings.py), in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from indeling.errors import Text, text, untranslated
from indeling.files.workbook.book import Book, fit_height, write, write_row
from indeling.files.workbook.language import Language

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WISHES = 5
LAST_ROW = 2_000
"""The last row that has drop-downs."""

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
    """A sheet to fill in, with what it starts with."""

    name: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...] = ()


def _wish(number: int) -> Column:
    explanation = text("The workshop wished for most in wish 1, the next in wish 2, and so on. Choose from the list.")
    return Column(text("Wish {number}", number=number), explanation, 30, "wish")


PARTICIPANTS = Sheet(
    text("Participants"),
    (
        Column(text("Participant ID"), text("May be empty. A number or code of your own; no two may be the same."), 14),
        Column(text("Name"), text("First name and last name, as it should stand on the lists."), 28),
        Column(text("E-mail"), text("May be empty. Who stands in the list twice is recognised by it."), 28),
        Column(text("Organisation"), text("May be empty. Stands on the attendance lists."), 28),
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
            30,
        ),
        Column(
            text("Excluded"),
            text("A workshop in which this person may not be placed; several with ; between."),
            30,
            "titles",
        ),
        Column(
            text("Leads"),
            text("The workshop that this person leads; they need no seat while it is given."),
            30,
            "titles",
        ),
    ),
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
    text("Fill in the sheet “{sheet}” first: the titles become the choices for the wishes.", sheet=WORKSHOPS.name),
    text("Change the sheet “{sheet}” when the day has more or fewer than two.", sheet=ROUNDS.name),
    text("Fill in the sheet “{sheet}”, a row each. Columns that you do not need may stay empty.", sheet=PARTICIPANTS.name),
    text("Save the file, and have everybody placed: indeling solve FILE -o placement.xlsx"),
)


def template_workbook(translate: Callable[[str], str] = untranslated) -> bytes:
    """Return the empty workbook as an xlsx file, in the language of `translate` (a gettext function).

    The same bytes for the same language.
    """
    language = Language(translate)
    book = Book(language, language.text("Workshop day"))
    _write_explanation(book, language)
    for sheet in SHEETS:
        _write_sheet(book, language, sheet)
    titles = f"'{WORKSHOPS.name.render(translate)}'!$B$2"
    filled = f"{titles}:$B${LAST_ROW}"
    book.define(TITLES, f"=OFFSET({titles},0,0,MAX(1,COUNTA({filled})),1)")
    return book.content()
