# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Sequence

import pytest

from spreadsheet_files import csv, day, errors, understood, warnings


def people(headings: str, *rows: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return (id, name) of each participant, and the warnings."""
    reading = day(csv([f"{headings};Eerste keuze", *(f"{row};Orgaanhandel" for row in rows)]))
    return [(one["id"], one.get("name", "")) for one in reading.data["participants"]], warnings(reading)


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Naam", "Anna van der Verzonnen"),
        ("Voornaam;Tussenvoegsel;Achternaam", "Anna;van der;Verzonnen"),
        ("Voornaam;Tussenvoegsel(s);Achternaam", "Anna  van;;der Verzonnen"),
        ("First name;Last name", "Anna;van der Verzonnen"),
        ("Wat is je volledige naam?", "Anna van  der Verzonnen"),
    ],
)
def test_a_name_may_be_in_one_column_or_in_parts(headings: str, row: str) -> None:
    assert people(headings, row) == ([("p1", "Anna van der Verzonnen")], [])


@pytest.mark.parametrize(
    ("ids", "wanted"),
    [
        (["7", "9"], ["p7", "p9"]),
        (["d7", "x"], ["d7", "x"]),
        (["7", "7"], ["p1", "p2"]),
        (["7", ""], ["p1", "p2"]),
        (["7", "p7"], ["p1", "p2"]),
    ],
)
def test_the_id_of_the_form_counts_when_everybody_has_their_own(ids: Sequence[str], wanted: Sequence[str]) -> None:
    found, _ = people("ID;Naam", *(f"{one};Persoon{k}" for k, one in enumerate(ids)))

    assert [name for name, _ in found] == wanted


def test_it_is_said_when_ids_are_not_used() -> None:
    reading = day(csv(["ID;Naam;Eerste keuze", "7;Anna;Orgaanhandel", "7;Bo;Orgaanhandel"]))

    assert "not everybody has an id of their own, so people are numbered" in understood(reading)


def test_the_last_answer_with_an_address_counts_by_its_time() -> None:
    found = people(
        "ID;Tijd van voltooien;Tijd van laatste wijziging;E-mail;Naam",
        "1;2026-03-01 10:00;2026-03-01 15:00;a@x.example;Anna Verzonnen",
        "2;2026-03-01 11:00;;b@x.example;Bo Bedacht",
        "3;2026-03-01 12:00;;A@X.example;Anna Verzonnen",
    )

    assert found == (
        [("p1", "Anna Verzonnen"), ("p2", "Bo Bedacht")],
        ["file answers.csv, row 4: answered again in row 2; only that answer counts."],
    )


@pytest.mark.parametrize("time", ["", "gisteren"])
def test_the_last_row_counts_when_the_times_are_not_known(time: str) -> None:
    rows = f"1;{time};a@x.example;Anna", "2;2026-03-01 9:00;a@x.example;Anna", "3;;b@x.example;Bo"
    found, _ = people("ID;Tijd van voltooien;E-mail;Naam", *rows)

    assert found == [("p2", "Anna"), ("p3", "Bo")]


def test_without_addresses_the_same_name_and_organisation_is_the_same_person() -> None:
    found, warned = people(
        "Naam;Organisatie", "Anna Verzonnen;Politie", "anna verzonnen;politie", "Anna Verzonnen;Zorg"
    )

    assert found == [("p1", "anna verzonnen"), ("p2", "Anna Verzonnen")]
    assert warned == ["file answers.csv, row 2: answered again in row 3; only that answer counts."]


def test_one_address_for_people_with_other_names_keeps_them_all_with_a_warning() -> None:
    found, warned = people(
        "E-mail;Naam",
        *("info@x.example;Anna van Verzonnen", "info@x.example;Bo van Bedacht", "info@x.example;A. Verzonnen"),
    )

    assert found == [("p1", "Bo van Bedacht"), ("p2", "A. Verzonnen")]
    assert warned == [
        "file answers.csv, row 2: answered again in row 4; only that answer counts.",
        "file answers.csv, row 3: the e-mail address is that of row 2, but not the name; both stay.",
    ]


def test_an_address_without_a_name_is_the_person_with_that_address() -> None:
    headings = ["E-mail;Voornaam;Eerste keuze", "a@x.example;;Orgaanhandel", "a@x.example;Anna;Orgaanhandel"]

    assert [one["name"] for one in day(csv(headings)).data["participants"]] == ["Anna"]


def test_answers_without_name_and_address_are_all_different_people() -> None:
    assert people("Code klant", "x", "x") == ([("p1", ""), ("p2", "")], [])


def test_what_is_no_address_does_not_make_people_the_same() -> None:
    assert people("E-mail;Naam", "geen;Anna", "geen;Bo") == ([("p1", "Anna"), ("p2", "Bo")], [])


def test_an_empty_name_is_an_error_where_others_have_one() -> None:
    source = csv(["Naam;E-mail;Eerste keuze", "Anna;a@x.example;Orgaanhandel", ";b@x.example;Orgaanhandel"])

    assert errors(source) == [
        "file answers.csv, row 3, column “Naam”: the name is empty. Fill it in, or empty the row."
    ]


def test_a_row_without_name_address_and_wishes_is_left_out_with_a_warning() -> None:
    reading = day(csv(["ID;Naam;Eerste keuze", "1;Anna;Orgaanhandel", "2;;"]))

    assert [one["id"] for one in reading.data["participants"]] == ["p1"]
    assert warnings(reading) == [
        "file answers.csv, row 3: the row has no name, no e-mail address and no wishes; it is left out."
    ]
