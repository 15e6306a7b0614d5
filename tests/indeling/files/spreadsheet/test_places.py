# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from spreadsheet_files import csv, day, errors

TITLES = csv(
    ["Titel,Plaatsen,Rondes", "A,5,", "B,5,", "Deel; twee: C,5,", "Avond,5,2"],
    name="w.csv",
)


def person(heading: str, cell: str) -> dict[str, Any]:
    one: dict[str, Any] = day(csv([f"Naam,Keuze 1,{heading}", f'Anna,A,"{cell}"']), TITLES).data["participants"][0]
    return {name: value for name, value in one.items() if name not in {"id", "name", "wishes"}}


def issues(heading: str, cell: str) -> list[str]:
    start = f"file answers.csv, row 2, column “{heading}”, value “"
    found = errors(csv([f"Naam,Keuze 1,{heading}", f'Anna,A,"{cell}"']), TITLES)
    assert all(issue.startswith(start) for issue in found)
    return [issue.removeprefix(start) for issue in found]


@pytest.mark.parametrize(
    ("heading", "cell", "found"),
    [
        ("Rondes", "", {}),
        ("Rondes", "2", {"rounds": ["r2"]}),
        ("Rondes", "r2; Ronde 1", {"rounds": ["r1", "r2"]}),
        ("Niet bij", "A; B", {"forbidden": ["w1", "w2"]}),
        ("Niet bij", "Deel; twee: C;A;a", {"forbidden": ["w3", "w1"]}),
        ("Leidt", "B", {"leads": ["w2"]}),
        ("Vast", "Ronde 1: A; Ronde 2: B", {"fixed": {"r1": "w1", "r2": "w2"}}),
        ("Vast", "r1: Deel; twee: C", {"fixed": {"r1": "w3"}}),
        ("Vast", "r1: A; Avond", {"fixed": {"r1": "w1", "r2": "w4"}}),
        ("Vast", "Avond", {"fixed": {"r2": "w4"}}),
    ],
)
def test_rounds_and_places_are_read(heading: str, cell: str, found: dict[str, Any]) -> None:
    assert person(heading, cell) == found


@pytest.mark.parametrize(
    ("heading", "cell", "found"),
    [
        ("Rondes", "9", ["9”: there is no round “9”. The rounds are “r1”, “r2”."]),
        (
            "Vast",
            "r9: A",
            ["r9: A”: there is no round “r9”. The rounds are “r1”, “r2”."],
        ),
        ("Vast", "A", ["A”: the round of the fixed place is missing. Write the round in front: “r1: title”."]),
        ("Vast", "r1: A; r1: B", ["r1: A; r1: B”: there are two fixed places in round r1. Leave one."]),
        ("Vast", "r1: Avond", ["r1: Avond”: “Avond” is not given in round r1."]),
        (
            "Niet bij",
            "Onzin",
            [
                (
                    "Onzin”: there is no workshop with this title. "
                    "Add it to the list of workshops, or say in a mapping what it means."
                )
            ],
        ),
        (
            "Vast",
            "Onzin",
            [
                (
                    "Onzin”: there is no workshop with this title. "
                    "Add it to the list of workshops, or say in a mapping what it means."
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_rounds_and_places_names_its_cell(heading: str, cell: str, found: list[str]) -> None:
    assert issues(heading, cell) == found
