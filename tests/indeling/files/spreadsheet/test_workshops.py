# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from spreadsheet_files import csv, day, errors, understood, xlsx

ANSWERS = csv(["Naam;Eerste keuze", "Anna Verzonnen;A"])


def workshops(rows: Sequence[str], **options: Any) -> list[Any]:
    found: list[Any] = day(ANSWERS, csv(rows, name="w.csv"), **options).data["workshops"]
    return found


def issues(rows: Sequence[str], **options: Any) -> list[str]:
    return errors(ANSWERS, csv(rows, name="w.csv"), **options)


def sessions(**chairs: int) -> list[dict[str, Any]]:
    return [{"round": rnd, "capacity": count} for rnd, count in chairs.items()]


def test_a_list_in_english_with_everything_in_it() -> None:
    assert workshops(["ID;Title;Capacity;Minimum;May be dropped", "x1;A;20;5;yes", "x2;B;10;;no"]) == [
        {
            "id": "x1",
            "title": "A",
            "optional": True,
            "sessions": [
                {"round": "r1", "capacity": 20, "minimum": 5},
                {"round": "r2", "capacity": 20, "minimum": 5},
            ],
        },
        {"id": "x2", "title": "B", "sessions": sessions(r1=10, r2=10)},
    ]


@pytest.mark.parametrize("said", ["1", "r1", "Ronde 1", "1;", "eerste ronde"])
def test_a_workshop_can_be_given_in_some_rounds(said: str) -> None:
    assert workshops(["Titel,Plaatsen,Rondes", f"A,20,{said}", "B,10,1 en 2"]) == [
        {"id": "w1", "title": "A", "sessions": sessions(r1=20)},
        {"id": "w2", "title": "B", "sessions": sessions(r1=10, r2=10)},
    ]


@pytest.mark.parametrize("nothing", ["0", "-", "nee", "n.v.t."])
def test_columns_per_round_override_the_chairs(nothing: str) -> None:
    rows = ["Titel;Plaatsen;Plaatsen ronde 1;Plaatsen ronde 2", f"A;20;{nothing};", "B;20;;30", "C;;5;"]

    assert workshops(rows) == [
        {"id": "w1", "title": "A", "sessions": sessions(r2=20)},
        {"id": "w2", "title": "B", "sessions": sessions(r1=20, r2=30)},
        {"id": "w3", "title": "C", "sessions": sessions(r1=5)},
    ]


def test_columns_that_are_only_rounds_hold_the_chairs() -> None:
    reading = day(ANSWERS, csv(["Workshop;Ronde 1;Ronde 2;Ronde 3", "A;5;6;7"], name="w.csv"))

    assert reading.data["workshops"] == [{"id": "w1", "title": "A", "sessions": sessions(r1=5, r2=6, r3=7)}]
    assert understood(reading)[:3] == [
        "the workshops are those in w.csv",
        "column “Workshop” is the title of the workshop",
        "columns “Ronde 1”, “Ronde 2”, “Ronde 3” are the chairs per round",
    ]
    assert "the rounds are “r1”, “r2”, “r3”, from the list of workshops" in understood(reading)


def test_a_workshop_may_have_a_row_for_each_round() -> None:
    rows = ["Titel;Ronde;Plaatsen;Minimum;Mag vervallen;Leider", "A;2;20;5;;X", "B;1;9;;;", "A;1;10;;ja;Anna Verzonnen"]
    reading = day(ANSWERS, csv(rows, name="w.csv"))

    assert reading.data["workshops"] == [
        {
            "id": "w1",
            "title": "A",
            "optional": True,
            "sessions": [
                {"round": "r1", "capacity": 10, "minimum": 5},
                {"round": "r2", "capacity": 20, "minimum": 5},
            ],
        },
        {"id": "w2", "title": "B", "sessions": sessions(r1=9)},
    ]
    assert reading.data["participants"] == [{"id": "p1", "name": "Anna Verzonnen", "wishes": ["w1"], "leads": ["w1"]}]


def test_empty_rows_and_notes_below_the_list_are_left_out() -> None:
    assert workshops(["Titel;Plaatsen;Zaal", "A;20;1", ";;2", "B;10.0;3"]) == [
        {"id": "w1", "title": "A", "sessions": sessions(r1=20, r2=20)},
        {"id": "w2", "title": "B", "sessions": sessions(r1=10, r2=10)},
    ]


@pytest.mark.parametrize(
    ("row", "issue"),
    [
        ("A;20 personen;", "column “Plaatsen”, value “20 personen”: this is not a whole number, 0 or more. Write 20."),
        ("A;-5;", "column “Plaatsen”, value “-5”: this is not a whole number, 0 or more. Write 5."),
        (
            "A;12,5;",
            "column “Plaatsen”, value “12,5”: this is not a whole number, 0 or more. Write a number in digits.",
        ),
        (
            "A;veel;",
            "column “Plaatsen”, value “veel”: this is not a whole number, 0 or more. Write a number in digits.",
        ),
        ("A;0;", "column “Plaatsen”, value “0”: there is no round in which this workshop has a chair."),
        (
            "A;;3",
            ("column “Plaatsen”: the number of chairs is empty. Fill in how many people can take part in one round."),
        ),
        (
            "A;2027-01-20;",
            (
                "column “Plaatsen”, value “2027-01-20”: this is not a whole number, 0 or more. "
                "It is a date or a time: make the cell an ordinary number, and write it again."
            ),
        ),
        (";5;", "column “Titel”: the workshop has no title. Fill in the title, or empty the row."),
        ("A;5;x", "column “Minimum”, value “x”: this is not a whole number, 0 or more. Write a number in digits."),
        ("A;5;6", "column “Minimum”, value “6”: the minimum, 6, is more than the chairs, 5."),
    ],
)
def test_a_number_or_title_that_is_wrong_names_its_cell(row: str, issue: str) -> None:
    assert f"file w.csv, row 2, {issue}" in issues(["Titel;Plaatsen;Minimum", row, "B;5;"])


def test_a_title_or_id_that_occurs_twice_names_both_rows() -> None:
    assert issues(["ID;Titel;Plaatsen", "x;A;5", "x;B;5", "y;a;5"]) == [
        (
            "file w.csv, row 3, column “ID”, value “x”: the id “x” is used in row 2 as well. "
            "Give each workshop its own id."
        ),
        (
            "file w.csv, row 4, column “Titel”, value “a”: this title stands in row 2 as well. "
            "Give each workshop its own title, or remove one of the rows."
        ),
    ]


def test_rounds_and_flags_that_are_unknown_name_their_cell() -> None:
    assert issues(["Titel;Plaatsen;Rondes;Mag vervallen", "A;5;1,9;misschien"], rounds=2) == [
        "file w.csv, row 2, column “Rondes”, value “1,9”: there is no round “9”. The rounds are “r1”, “r2”.",
        "file w.csv, row 2, column “Mag vervallen”, value “misschien”: this is neither yes nor no. Write ja or nee.",
    ]


def test_a_column_for_a_round_that_does_not_exist_is_an_error() -> None:
    assert issues(["Titel;Plaatsen ronde 1;Plaatsen ronde 3", "A;5;x"], rounds=2) == [
        "file w.csv, row 1, column “Plaatsen ronde 3”, value “Plaatsen ronde 3”: there is no round 3.",
    ]


def test_a_wrong_number_in_a_column_of_a_round_names_its_cell() -> None:
    assert issues(["Titel;Ronde 1;Ronde 2", "A;5;vijf"]) == [
        (
            "file w.csv, row 2, column “Ronde 2”, value “vijf”: this is not a whole number, 0 or more. "
            "Write a number in digits."
        ),
    ]


def test_missing_columns_are_named_with_those_there_are() -> None:
    assert issues(["Onderdeel;Zaal", "A;1"]) == [
        "file w.csv, row 1: no column with the titles of the workshops. The columns are “Onderdeel”, “Zaal”.",
        (
            "file w.csv, row 1: no column with the number of chairs; name it “Plaatsen” or “Capacity”. "
            "The columns are “Onderdeel”, “Zaal”."
        ),
    ]


def test_a_list_without_a_column_of_chairs_is_an_error() -> None:
    assert issues(["Titel;Zaal", "A;1"])[0] == (
        "file w.csv, row 1: no column with the number of chairs; name it “Plaatsen” or “Capacity”. "
        "The columns are “Titel”, “Zaal”."
    )


def test_a_leader_leads_when_a_participant_has_that_name() -> None:
    reading = day(ANSWERS, csv(["Titel;Plaatsen;Leider", "A;5;Iemand Anders", "B;5;ANNA VERZONNEN & X"], name="w.csv"))

    assert reading.data["participants"] == [{"id": "p1", "name": "Anna Verzonnen", "wishes": ["w1"], "leads": ["w2"]}]


def test_a_workbook_with_several_sheets_may_be_the_list() -> None:
    listed = xlsx({"Uitleg": [["Lees dit"]], "Aanbod": [["Titel", "Plaatsen"], ["A", 20]]}, name="w.xlsx")

    assert day(ANSWERS, listed).data["workshops"] == [{"id": "w1", "title": "A", "sessions": sessions(r1=20, r2=20)}]


def test_a_table_without_chairs_is_not_read_as_a_list_of_workshops() -> None:
    assert issues(["Titel;Minimum", "A;-1", "A;x"]) == [
        (
            "file w.csv, row 1: no column with the number of chairs; name it “Plaatsen” or “Capacity”. "
            "The columns are “Titel”, “Minimum”."
        )
    ]
