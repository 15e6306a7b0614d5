# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indeling.errors import FileError
from indeling.files import read_problem
from indeling.files.reading import Options, Source
from indeling.files.spreadsheet import read
from indeling.files.spreadsheet.notes import MOST_ISSUES
from indeling.problem import Problem
from spreadsheet_files import csv, errors, understood, xlsx
from thoroughness import THOROUGH

CONFERENCE = Path(__file__).parents[4] / "examples" / "dfe-conference-2019"


def test_ten_different_mistakes_are_told_all_at_once() -> None:
    source = xlsx(
        {
            "Deelnemers": [
                ["Naam", "Voorkeur 1", "Voorkeur 2", "Rondes", "Vast", "Leidt"],
                ["Anna", "Onbekende workshop", "B", None, None, None],
                ["", "A", "B", None, None, None],
                ["Cas", "A", "B", "ronde 7", None, None],
                ["Dee", "A", "B", None, "A", None],
                ["Eva", "A", "B", None, "r1: A; r1: B", None],
                ["Fay", "A", "B", None, None, "Nog onbekender"],
            ],
            "Workshops": [
                ["Titel", "Plaatsen", "Minimum", "Mag vervallen"],
                ["A", 20, None, None],
                ["B", "20 personen", None, None],
                ["a", 10, None, None],
                ["D", -5, None, None],
                ["E", 5, 6, None],
                ["F", None, 2, None],
                [None, 5, None, None],
                ["H", 5, None, "soms"],
            ],
        }
    )

    assert [line.removeprefix("file answers.xlsx, sheet ") for line in errors(source, None)] == [
        "Workshops, row 3, column “Plaatsen”, value “20 personen”: this is not a whole number, 0 or more. Write 20.",
        (
            "Workshops, row 4, column “Titel”, value “a”: this title stands in row 2 as well. "
            "Give each workshop its own title, or remove one of the rows."
        ),
        "Workshops, row 5, column “Plaatsen”, value “-5”: this is not a whole number, 0 or more. Write 5.",
        "Workshops, row 6, column “Minimum”, value “6”: the minimum, 6, is more than the chairs, 5.",
        (
            "Workshops, row 7, column “Plaatsen”: the number of chairs is empty. "
            "Fill in how many people can take part in one round."
        ),
        "Workshops, row 8, column “Titel”: the workshop has no title. Fill in the title, or empty the row.",
        "Workshops, row 9, column “Mag vervallen”, value “soms”: this is neither yes nor no. Write ja or nee.",
        (
            "Deelnemers, row 2, column “Voorkeur 1”, value “Onbekende workshop”: there is no workshop with this title. "
            "Add it to the list of workshops, or say in a mapping what it means."
        ),
        "Deelnemers, row 3, column “Naam”: the name is empty. Fill it in, or empty the row.",
        "Deelnemers, row 4, column “Rondes”, value “ronde 7”: there is no round “ronde 7”. The rounds are “r1”, “r2”.",
        (
            "Deelnemers, row 5, column “Vast”, value “A”: the round of the fixed place is missing. "
            "Write the round in front: “r1: title”."
        ),
        "Deelnemers, row 6, column “Vast”, value “r1: A; r1: B”: there are two fixed places in round r1. Leave one.",
        (
            "Deelnemers, row 7, column “Leidt”, value “Nog onbekender”: there is no workshop with this title. "
            "Add it to the list of workshops, or say in a mapping what it means."
        ),
    ]


def test_of_more_mistakes_than_anybody_reads_the_rest_is_counted() -> None:
    rows = [f"Anna;Onzin {chr(97 + k % 26)}{k}" for k in range(MOST_ISSUES + 5)]
    found = errors(csv(["Code;Eerste keuze", *rows]), csv(["Titel;Plaatsen", "Zorg;5"], name="w.csv"))

    assert len(found) == MOST_ISSUES + 1
    assert found[-1] == "and 5 more"


# A real conference, with a mapping ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def conference() -> tuple[Problem, Any]:
    return read_problem(str(CONFERENCE / "answers.csv"), mapping=str(CONFERENCE / "mapping.toml"))


def test_a_real_conference_is_read_with_its_mapping(conference: tuple[Problem, Any]) -> None:
    problem, reading = conference

    assert (problem.participant_count, problem.workshop_count, problem.round_count) == (281, 25, 5)
    assert problem.wishes_asked == 5
    assert [one["id"] for one in reading.data["participants"]] == [f"p{k}" for k in range(1, 282)]
    assert understood(reading)[-2:] == [
        "the rounds are “r1”, “r2”, “r3”, “r4”, “r5”, from the mapping",
        "participants: 281, workshops: 25",
    ]


@pytest.mark.parametrize(
    ("person", "rnd", "wished"),
    [
        (0, "r1", ["s1.2", "s1.3", "s1.1", "s1.5", "s1.4"]),
        (0, "r5", ["s5.3", "s5.2", "s5.5", "s5.4"]),
        (1, "r4", ["s4.3"]),
        (5, "r3", ["s3.2", "s3.1", "s3.5", "s3.4"]),
        (19, "r2", ["s2.2", "s2.5"]),
        (44, "r1", ["s1.1"]),
    ],
)
def test_no_preference_and_doubled_wishes_leave_the_rest_in_order(
    conference: tuple[Problem, Any], person: int, rnd: str, wished: list[str]
) -> None:
    assert conference[1].data["participants"][person]["wishes"][rnd] == wished


# Anything at all ---------------------------------------------------------------------------------------------------

Columns = tuple[list[str], list[list[str]]]
"""Headings and rows."""

HEADINGS = ["ID", "Naam", "E-mail", "Organisatie", "Tijd van voltooien", "Eerste keuze", "Tweede keuze", "Voorkeur 12"]
HEADINGS += ["Rondes", "Vast", "Leidt", "Niet bij", "Ronde 2 [Rang 1]", "Keuze [A]", "Titel", "Plaatsen", "Ronde 2", ""]
CELLS = ["", "A", "B", "A;B;", "a", "1", "2", "r1", "ronde 9", "r1: A", "-", "5", "ja", "x@x.example", "geen voorkeur"]
CELLS += ["1-3-2026 10:00", "anonymous", "B, A", "Bb", "\u00a0", "20 personen", "r1: A; r2: B; C", ";", ":", "[", "0"]

tables = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(HEADINGS) | st.text(max_size=5), min_size=width, max_size=width),
        st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=5), min_size=width, max_size=width), max_size=5),
    )
)


@settings(max_examples=400 if THOROUGH else 150, deadline=None)
@given(tables, tables, st.none() | st.integers(-1, 8))
def test_arbitrary_tables_are_read_or_refused(answers: Columns, listed: Columns, rounds: int | None) -> None:
    for workshops in (None, as_csv("w.csv", listed), csv(["Titel;Plaatsen", "A;5", "B;5"], name="w.csv")):
        options = Options(workshops=workshops, rounds=rounds)
        with suppress(FileError):
            data = read(as_csv("a.csv", answers), options).data
            assert Problem.from_dict(data).participant_count == len(data["participants"])


def as_csv(name: str, table: Columns) -> Source:
    """Return headings and rows as a text file with every cell between quotes."""
    headings, rows = table
    quoted = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (headings, *rows))
    return csv(["sep=;", *quoted], name=name)


FORMULA = "the formula in this cell gives an error. Mend the formula, or write in the cell what should stand there."


def test_every_cell_with_the_error_of_a_formula_is_told_once() -> None:
    answers = csv(["Naam;Organisatie;Keuze 1;Opmerking", "#NAAM?;x;A;", "Bo;#N/B;#REF!;#N/B"])
    listed = csv(["Titel;Plaatsen", "A;5", "#REF!;#REF!"], name="w.csv")

    assert errors(answers, listed) == [
        f"file w.csv, row 3, column “Titel”, value “#REF!”: {FORMULA}",
        f"file w.csv, row 3, column “Plaatsen”, value “#REF!”: {FORMULA}",
        f"file answers.csv, row 2, column “Naam”, value “#NAAM?”: {FORMULA}",
        f"file answers.csv, row 3, column “Organisatie”, value “#N/B”: {FORMULA}",
        f"file answers.csv, row 3, column “Keuze 1”, value “#REF!”: {FORMULA}",
    ]


@pytest.mark.parametrize("listed", [None, csv(["Titel;Plaatsen", "A;5"], name="w.csv")])
@pytest.mark.parametrize("line", ["bin:x:1:1", "bin:x:1:1:Somebody,,,:/bin"])
def test_text_that_is_no_table_is_refused_without_showing_what_is_in_it(line: str, listed: Source | None) -> None:
    text = Source("users.csv", f"root:x:0:0\n{line}\n{'y' * 99}".encode())
    assert errors(text, listed) == [
        (
            "file users.csv: this is not a table with answers: its first row has one cell only. Give the answers to "
            "the form as a workbook (.xlsx, .ods), or as text with commas, semicolons or tabs between the columns"
            " (.csv)."
        )
    ]


@pytest.mark.parametrize("listed", [None, csv(["Titel;Plaatsen", "A;5"], name="w.csv")])
def test_any_table_is_told_apart_from_answers(listed: Source | None) -> None:
    assert errors(csv(["root;x;0", "bin;x;1"], name="users.csv"), listed) == [
        (
            "file users.csv: this does not look like answers to a form. Looked for are columns with names (“Naam”) and "
            "wishes (“Eerste keuze”, “Tweede keuze”); there are “root”, “x”, “0”. Give the file with the answers, or "
            "say in a mapping which column is which."
        )
    ]


def test_a_long_heading_is_cut_in_a_message() -> None:
    assert f"there are “{'y' * 60}…”, “z”. Give" in errors(Source("a.csv", b"y" * 61 + b";z\n1;2"), None)[0]


def test_answers_without_wishes_and_without_workshops_lack_both() -> None:
    assert errors(csv(["Naam;Telefoon", "Anna;0"]), None) == [
        (
            "file answers.csv: there is no list of workshops, so it is not known how many chairs they have. "
            "Give a file with titles and chairs (--workshops), or use the template."
        ),
        (
            "file answers.csv, row 1: no column with wishes was found. The columns are “Naam”, “Telefoon”. "
            "Name those with wishes in a mapping."
        ),
    ]


def test_what_was_mended_goes_with_the_mistakes() -> None:
    answers = csv(["Naam;Keuze 1;Keuze 2", "Anna;Aa;Aa", ";A;"])
    with pytest.raises(FileError) as raised:
        read(answers, Options(workshops=csv(["Titel;Plaatsen", "Aa;5"], name="w.csv")))
    assert [str(one) for one in raised.value.warnings] == [
        "file answers.csv, row 2: “Aa” is wished more than once; the first counts."
    ]
    assert len(raised.value.issues) == 2
