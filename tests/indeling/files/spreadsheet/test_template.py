# SPDX-License-Identifier: EUPL-1.2
"""The template, filled in as an organiser would, in both languages."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest

from indeling.cli.language import LANGUAGES, translator
from indeling.files.reading import Source
from indeling.files.template import template_workbook
from spreadsheet_files import day, errors

FIRST_ROUND = {"nl": "Ronde 1", "en": "Round 1"}
YES = {"nl": "ja", "en": "yes"}


def filled_in(language: str, rows: Mapping[int, Sequence[Sequence[str | int | None]]]) -> Source:
    """Return the template with rows below the headings of the sheets at these positions."""
    workbook = openpyxl.load_workbook(io.BytesIO(template_workbook(translator(language))))
    for position, lines in rows.items():
        for number, line in enumerate(lines, start=2):
            for column, value in enumerate(line, start=1):
                workbook.worksheets[position].cell(number, column, value)
    content = io.BytesIO()
    workbook.save(content)
    return Source("template.xlsx", content.getvalue())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_that_is_filled_in_is_read(language: str) -> None:
    people = [
        [
            None,
            "Anna Verzonnen",
            "a@x.example",
            "Politie (fictief)",
            "opsporing",
            "A",
            "B",
            *[None] * 3,
            "2",
            None,
            "C",
        ],
        ["d2", "Bo Bedacht", None, None, None, "C", *[None] * 5, f"{FIRST_ROUND[language]}: B", None, "A"],
    ]
    workshops = [[None, "A", 20, 5, YES[language]], [None, "B", 10], [None, "C", 8, 0]]

    assert day(filled_in(language, {1: people, 2: workshops}), None).data == {
        "format": "indeling/problem",
        "version": 1,
        "wishes_asked": 2,
        "rounds": [{"id": "r1"}, {"id": "r2"}],
        "workshops": [
            {
                "id": "w1",
                "title": "A",
                "optional": True,
                "sessions": [
                    {"round": "r1", "capacity": 20, "minimum": 5},
                    {"round": "r2", "capacity": 20, "minimum": 5},
                ],
            },
            {"id": "w2", "title": "B", "sessions": [{"round": r, "capacity": 10} for r in ("r1", "r2")]},
            {"id": "w3", "title": "C", "sessions": [{"round": r, "capacity": 8} for r in ("r1", "r2")]},
        ],
        "participants": [
            {
                "id": "p1",
                "name": "Anna Verzonnen",
                "organisation": "Politie (fictief)",
                "domain": "opsporing",
                "wishes": ["w1", "w2"],
                "rounds": ["r2"],
                "forbidden": ["w3"],
            },
            {"id": "p2", "name": "Bo Bedacht", "wishes": ["w3"], "fixed": {"r1": "w2"}, "leads": ["w1"]},
        ],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_that_is_still_empty_is_an_error(language: str) -> None:
    people, workshops = {"nl": ("Deelnemers", "Workshops"), "en": ("Participants", "Workshops")}[language]

    assert errors(filled_in(language, {}), None) == [
        f"file template.xlsx, sheet {workshops}: there are no workshops in the list. Fill in a row for each workshop.",
        f"file template.xlsx, sheet {people}: there are no participants. Fill in a row for each participant.",
    ]
