# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from indeling.files.reading import Source
from spreadsheet_files import Rows, csv, day, errors, understood, wishes, xlsx

PEOPLE: Rows = [["Naam", "Eerste keuze"], ["Anna Verzonnen", "A"]]
LISTED: Rows = [["Titel", "Plaatsen"], ["A", 20]]


@pytest.mark.parametrize(
    "sheets",
    [
        {"Deelnemers": PEOPLE, "Workshops": LISTED},
        {"Blad1": PEOPLE, "Blad2": LISTED},
        {"Uitleg": [["Lees dit"]], "Blad1": PEOPLE, "Aanbod": LISTED},
        {"Antwoorden": [["Wie", "Eerste keuze"], ["Anna", "A"]], "Workshops": LISTED, "Namen": PEOPLE},
        {"Blad1": [["Wie", "Eerste keuze"], ["Anna", "A"]], "Aanbod": LISTED},
    ],
)
def test_a_workbook_may_hold_answers_and_workshops(sheets: dict[str, Rows]) -> None:
    assert wishes(day(xlsx(sheets), None)) == [["w1"]]


def test_a_list_that_is_given_goes_before_the_sheet_in_the_workbook() -> None:
    listed = csv(["Titel;Plaatsen", "A;3"], name="w.csv")
    reading = day(xlsx({"Deelnemers": PEOPLE, "Workshops": LISTED}), listed)

    assert reading.data["workshops"][0]["sessions"][0]["capacity"] == 3
    assert understood(reading)[0] == "the workshops are those in w.csv"


def test_several_sheets_that_could_be_it_are_an_error() -> None:
    assert errors(xlsx({"Blad1": PEOPLE, "Blad2": PEOPLE})) == [
        (
            "file answers.xlsx: several sheets could be it: “Blad1”, “Blad2”. "
            "Remove the others, or name the sheet in a mapping."
        )
    ]
    assert errors(xlsx({"Blad1": PEOPLE}), xlsx({"A": LISTED, "B": LISTED}, name="w.xlsx")) == [
        "file w.xlsx: several sheets could be it: “A”, “B”. Remove the others, or name the sheet in a mapping."
    ]


def test_a_workbook_without_a_sheet_for_it_is_an_error() -> None:
    advice = "Give the file with the answers first, and this one behind it with --workshops."

    assert errors(xlsx({"Workshops": LISTED}), None) == [
        f"file answers.xlsx: this is a list of workshops; there are no answers in it. {advice}"
    ]


def test_a_list_of_workshops_without_a_sheet_for_it_is_an_error() -> None:
    advice = "Give the sheets the names of the template (indeling template), or name the sheet in a mapping."

    assert errors(xlsx({"Blad1": PEOPLE}), xlsx({"A": PEOPLE, "B": PEOPLE}, name="w.xlsx")) == [
        f"file w.xlsx: no sheet has the headings that are needed. {advice}"
    ]


def test_a_list_of_workshops_of_another_kind_is_refused() -> None:
    assert errors(xlsx({"Blad1": PEOPLE}), Source("w.md", b"# Workshops")) == [
        "file w.md: files of the kind “.md” cannot be read. Use one of .xlsx, .ods, .csv, .tsv, .txt."
    ]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["Ronde", "Begin"], ["Ronde 1", "10:00"], ["Ronde 2", "11:00"]], "“Ronde 1”, “Ronde 2”"),
        ([["Blok"], ["Ochtend"], ["Middag"]], "“Ochtend”, “Middag”"),
        ([["ID", "Naam"], [1, "Ochtend"]], "“Ochtend”"),
    ],
)
def test_a_sheet_with_rounds_names_them(rows: Rows, names: str) -> None:
    reading = day(xlsx({"Deelnemers": PEOPLE, "Workshops": LISTED, "Rondes": rows}), None)

    assert f"the rounds are {names}, from the sheet with rounds" in understood(reading)


def test_rounds_with_names_of_their_own_are_known_everywhere() -> None:
    reading = day(
        xlsx(
            {
                "Deelnemers": [
                    ["Naam", "Rondes", "Vast", "Ochtend: eerste keuze", "Middag: eerste keuze"],
                    ["Anna", "Middag", "Middag: B", "A", "A"],
                ],
                "Workshops": [["Titel", "Plaatsen", "Plaatsen Ochtend"], ["A", 20, None], ["B", 5, "-"]],
                "Rondes": [["Ronde"], ["Ochtend"], ["Middag"]],
            }
        ),
        None,
    )

    assert reading.data["rounds"] == [{"id": "Ochtend"}, {"id": "Middag"}]
    assert [one["sessions"] for one in reading.data["workshops"]] == [
        [{"round": "Ochtend", "capacity": 20}, {"round": "Middag", "capacity": 20}],
        [{"round": "Middag", "capacity": 5}],
    ]
    assert reading.data["participants"] == [
        {
            "id": "p1",
            "name": "Anna",
            "wishes": {"Ochtend": ["w1"], "Middag": ["w1"]},
            "rounds": ["Middag"],
            "fixed": {"Middag": "w2"},
        }
    ]


@pytest.mark.parametrize("name", ["-", "answers"])
def test_without_a_suffix_the_content_decides(name: str) -> None:
    rows = ["Naam;Eerste keuze", "Anna;Orgaanhandel"]

    assert wishes(day(csv(rows, name=name))) == [["w1"]]
    assert wishes(day(xlsx({"Blad1": [row.split(";") for row in rows]}, name=name))) == [["w1"]]
