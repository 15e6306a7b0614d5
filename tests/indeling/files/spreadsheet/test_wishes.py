# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from indeling.errors import FileError
from spreadsheet_files import csv, day, errors, understood, warnings, wishes


@pytest.mark.parametrize("nothing", ["", "geen voorkeur", "Geen voorkeur.", "No preference", "n.v.t.", "N/A", "none"])
def test_no_preference_is_no_wish(nothing: str) -> None:
    reading = day(csv(["Naam;Eerste keuze;Tweede keuze", f"Anna;Orgaanhandel;{nothing}"]))

    assert (wishes(reading), reading.warnings) == ([["w1"]], ())


def test_a_wish_below_an_empty_one_moves_up_with_a_warning() -> None:
    reading = day(csv(["Naam;Keuze 1;Keuze 2;Keuze 3", "Anna;geen voorkeur;Orgaanhandel;", "Bo;Orgaanhandel;;"]))

    assert wishes(reading) == [["w1"], ["w1"]]
    assert warnings(reading) == [
        "file answers.csv, row 2: wish 1 is empty, but a later one is not; the later ones move up."
    ]


def test_the_same_workshop_twice_counts_once_with_one_warning() -> None:
    reading = day(csv(["Naam;Keuze 1;Keuze 2;Keuze 3", "Anna;Orgaanhandel;orgaanhandel;ORGAANHANDEL"]))

    assert wishes(reading) == [["w1"]]
    assert warnings(reading) == ["file answers.csv, row 2: “Orgaanhandel” is wished more than once; the first counts."]


def test_several_workshops_in_a_ranked_cell_are_a_tie() -> None:
    reading = day(csv(["Naam;Keuze 1;Keuze 2", 'Anna;"Orgaanhandel; Zorg & veiligheid";Aandacht voor plegers']))

    assert wishes(reading) == [[["w1", "w4"], "w2"]]


def test_no_preference_within_a_list_is_left_out() -> None:
    reading = day(csv(["Naam,Workshops", "Anna,Orgaanhandel;geen voorkeur;Zorg & veiligheid;"]))

    assert wishes(reading) == [["w1", "w4"]]


def test_a_list_per_round_is_recognised_by_the_titles_in_it() -> None:
    reading = day(
        csv(
            [
                "Naam,Workshop ronde 1,Workshop ronde 2,Opmerkingen",
                "Anna,Orgaanhandel,Zorg & veiligheid;Orgaanhandel,geen",
                "Bo,,,Ik kom later",
            ]
        )
    )

    assert wishes(reading) == [{"r1": ["w1"], "r2": ["w4", "w1"]}, {"r1": [], "r2": []}]
    assert "“Workshop ronde 1” is the list of wishes for round 1, best first" in understood(reading)


def test_a_list_that_is_asked_again_is_for_the_next_round() -> None:
    reading = day(csv(["Naam,Jouw volgorde,Jouw volgorde2", "Anna,Orgaanhandel;,Zorg & veiligheid;Orgaanhandel;"]))

    assert wishes(reading) == [{"r1": ["w1"], "r2": ["w4", "w1"]}]


def test_a_single_list_holds_for_the_day_whatever_number_is_in_its_heading() -> None:
    assert wishes(day(csv(["Naam,Jouw top 3", "Anna,Orgaanhandel;Zorg & veiligheid;"]))) == [["w1", "w4"]]


def test_columns_with_titles_and_without_numbers_are_ranks_with_a_warning() -> None:
    reading = day(csv(["Naam,Graag,Anders", "Anna,Zorg & veiligheid,Orgaanhandel"]))

    assert wishes(reading) == [["w4", "w1"]]
    assert warnings(reading) == [
        (
            "file answers.csv, row 1: columns “Graag”, “Anders” hold workshops, but do not say which wish is which; "
            "taken best first. Number the headings (Voorkeur 1, Voorkeur 2), or name the columns in a mapping."
        )
    ]


def test_a_column_of_numbers_is_no_list_of_workshops_with_numbers() -> None:
    listed = csv(["Nr;Titel;Plaatsen", "1;Orgaanhandel;20", "2;Plegers;20"], name="workshops.csv")
    reading = day(csv(["Naam;Aantal collega's;Eerste keuze", "Anna;2;1", "Bo;1;2"]), listed)

    assert wishes(reading) == [["1"], ["2"]]


def test_answers_without_a_column_of_wishes_are_an_error() -> None:
    assert errors(csv(["Naam,Dieet", "Anna,geen"])) == [
        (
            "file answers.csv, row 1: no column with wishes was found. "
            "The columns are “Naam”, “Dieet”. Name those with wishes in a mapping."
        )
    ]


def test_a_wish_for_a_round_in_which_it_is_not_given_is_a_warning() -> None:
    listed = csv(["Titel;Plaatsen;Rondes", "A;5;1", "B;5;", "C;5;1;2"], name="workshops.csv")
    reading = day(csv(["Naam;Keuze 1 ronde 1;Keuze 1 ronde 2", "Anna;A;A"]), listed)

    assert wishes(reading) == [{"r1": ["w1"], "r2": ["w1"]}]
    assert warnings(reading) == ["file answers.csv, row 2: “A” is wished in round r2, but not given in it."]


def test_a_wish_that_is_not_understood_leaves_no_gap() -> None:
    source = csv(["Naam,Keuze 1,Keuze 2", "Anna,Onzin,Orgaanhandel"])
    with pytest.raises(FileError) as raised:
        day(source)
    assert (len(raised.value.issues), raised.value.warnings) == (1, ())
