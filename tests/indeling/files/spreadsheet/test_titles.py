# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from indeling.files.spreadsheet import titles as module
from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.tables import Place
from indeling.files.spreadsheet.titles import Titles
from spreadsheet_files import table

TITLES = (
    "Orgaanhandel",
    "Aandacht voor plegers",
    "Casuïstiek; een dialoog",
    "Zorg & veiligheid",
    "Wie, wat, waar",
    "And",
)


def look_up(
    said: Sequence[str], titles: Sequence[str] = TITLES, **others: Sequence[str] | Mapping[str, str]
) -> tuple[list[int | None], Notes]:
    known = Titles(titles, **others)  # type: ignore[arg-type]
    found = table(["Keuze"], *([cell] for cell in said))
    positions = [known.find(line.cells[0], Place(found, line, 0)) for line in found.lines]
    notes = Notes()
    known.report(notes)
    return positions, notes


def test_case_accents_and_punctuation_are_taken_silently() -> None:
    positions, notes = look_up(["orgaanhandel", "CASUISTIEK, een dialoog!", "Zorg en veiligheid", "and"])

    assert (positions, notes) == ([0, 2, 3, 5], Notes())


def test_a_typing_error_is_taken_and_reported_once_with_its_score() -> None:
    positions, notes = look_up(["Orgaan handel", "orgaan-handel", "Aandacht voor plegrs"])

    assert positions == [0, 0, 1]
    assert [str(one) for one in notes.warnings] == [
        (
            "file a.csv, row 2, column “Keuze”, value “Orgaan handel”: "
            "taken to be “Orgaanhandel”, likeness 96 of 100; found 2 times."
        ),
        (
            "file a.csv, row 4, column “Keuze”, value “Aandacht voor plegrs”: "
            "taken to be “Aandacht voor plegers”, likeness 98 of 100."
        ),
    ]
    assert notes.errors == []


@pytest.mark.parametrize("said", ["3. Orgaanhandel", "Workshop 3: Orgaanhandel", "W3 - Orgaanhandel"])
def test_a_number_in_front_of_a_title_is_taken_and_reported(said: str) -> None:
    positions, notes = look_up([said])

    assert positions == [0]
    assert "likeness 100 of 100" in str(notes.warnings[0])


def test_a_title_with_a_number_in_front_is_found_without_it() -> None:
    assert look_up(["Orgaanhandel"], ["1. Orgaanhandel", "2. Plegers"])[0] == [0]


def test_what_is_not_alike_is_an_error_with_the_best_proposal() -> None:
    positions, notes = look_up(["Orgaandonatie", "xyzzy"])

    assert positions == [None, None]
    assert [str(one) for one in notes.errors] == [
        (
            "file a.csv, row 2, column “Keuze”, value “Orgaandonatie”: there is no workshop with this title. "
            "Is it “Orgaanhandel” (likeness 64 of 100)? Then change it, or say so in a mapping."
        ),
        (
            "file a.csv, row 3, column “Keuze”, value “xyzzy”: there is no workshop with this title. "
            "Add it to the list of workshops, or say in a mapping what it means."
        ),
    ]
    assert notes.warnings == []


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("Session 1.6", ["Session 1.1", "Session 1.2"]),
        ("Mensenhandel deel 2", ["Mensenhandel deel 1"]),
        ("Signalen herkenen", ["Signalen herkennen A", "Signalen herkennen B"]),
        ("2. Zorg en hulp", ["1. Zorg en hulp"]),
    ],
)
def test_other_numbers_or_a_title_as_much_alike_are_not_taken(said: str, titles: list[str]) -> None:
    assert look_up([said], titles)[0] == [None]


def test_workshops_are_found_by_their_ids_too() -> None:
    assert look_up(["SQ001", "2", "3"], ["Orgaanhandel", "Plegers"], ids=["SQ001", "2"])[0] == [0, 1, None]


def test_a_title_goes_before_an_id() -> None:
    assert Titles(["A", "B"], ["B", ""]).exact("B") == 1


def test_the_mapping_says_what_a_text_means() -> None:
    positions, notes = look_up(["Organen", "Onzin"], meanings={"organen": "Orgaanhandel", "Onzin": "Bestaat niet"})

    assert positions == [0, None]
    assert len(notes.errors) == 1


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Orgaanhandel;Aandacht voor plegers;", ["Orgaanhandel", "Aandacht voor plegers"]),
        (" Orgaanhandel ; Aandacht voor plegers ", ["Orgaanhandel", "Aandacht voor plegers"]),
        ("Orgaanhandel\nAandacht voor plegers", ["Orgaanhandel", "Aandacht voor plegers"]),
        ("Orgaanhandel;Casuistiek; een dialoog;", ["Orgaanhandel", "Casuistiek; een dialoog"]),
        ("Casuïstiek; een dialoog", ["Casuïstiek; een dialoog"]),
        ("Orgaanhandel;Casuistiek; een dialog;", ["Orgaanhandel", "Casuistiek; een dialog"]),
        ("Zorg;Veiligheid", ["Zorg", "Veiligheid"]),
        ("Orgaanhandel, Wie, wat, waar", ["Orgaanhandel", "Wie, wat, waar"]),
        ("Wie, wat, waar", ["Wie, wat, waar"]),
        ("Orgaanhandel, onbekend", ["Orgaanhandel, onbekend"]),
        ("Onbekend", ["Onbekend"]),
        (";;", []),
        ("", []),
    ],
)
def test_a_list_in_a_cell_is_divided_but_not_within_a_title(cell: str, parts: list[str]) -> None:
    assert Titles(TITLES).split(cell) == parts


def test_nonsense_is_compared_for_a_limited_time_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_COMPARISONS", 1)

    positions, notes = look_up(["Orgaan handel", "Aandacht voor plegrs"], ["Orgaanhandel"])
    assert positions == [0, None]
    assert len(notes.errors) == 1


def test_without_titles_nothing_is_proposed() -> None:
    assert look_up(["Orgaanhandel"], [])[0] == [None]


def test_nearest_title_is_told_and_not_reported() -> None:
    known, notes = Titles(TITLES), Notes()
    assert [known.nearest(said) for said in ("orgaanhandel!", "Orgaanhandl", "xyz")] == [
        module.Almost(0, 100.0, taken=True),
        module.Almost(0, 95.65217391304348, taken=True),
        None,
    ]
    known.report(notes)
    assert (notes.errors, notes.warnings) == ([], [])
