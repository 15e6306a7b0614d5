# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Sequence

import pytest

from indeling.files.spreadsheet.choices import by_round, choices, grid_cell, rank_of

Found = dict[int | None, list[int]]


def columns(headings: Sequence[str], round_names: Sequence[str] = ()) -> Found:
    """Return, per round, the positions of the columns, best first."""
    rounds = by_round(choices(headings, round_names))
    return {rnd: [choice.position for choice in found] for rnd, found in rounds.items()}


@pytest.mark.parametrize(
    "headings",
    [
        ["Eerste keuze", "Tweede keuze", "Derde keuze"],
        ["1e keuze", "2e keuze", "3e keuze"],
        ["Voorkeur 1", "Voorkeur 2", "Voorkeur 3"],
        ["First choice", "Second choice", "Third choice"],
        ["Choice 1", "Choice 2", "Choice 3"],
        ["Preference no. 1", "Preference no. 2", "Preference no. 3"],
        ["Wat is je eerste workshopkeuze?", "Wat is je tweede workshopkeuze?", "Wat is je derde workshopkeuze?"],
        ["1ste\u00a0keuze", "2de\u00a0keuze", "3de\u00a0keuze"],
        ["Sessions_FirstChoice", "Sessions_SecondChoice", "Sessions_ThirdChoice"],
        ["Jouw eerste workshop keuze", "Jouw tweede workshop keuze", "Jouw derde workshop keuze"],
    ],
)
def test_headings_that_count_the_wishes_are_ranks_for_the_day(headings: list[str]) -> None:
    assert columns(["ID", *headings, "Opmerkingen"]) == {None: [1, 2, 3]}


def test_ranks_decide_the_order_and_not_the_columns() -> None:
    assert columns(["Tweede keuze", "11e keuze", "Eerste keuze"]) == {None: [2, 0, 1]}


@pytest.mark.parametrize(
    "headings",
    [
        ["Eerste keuze", "Tweede keuze", "Eerste keuze2", "Tweede keuze2"],
        ["Eerste keuze", "Tweede keuze", "Eerste keuze 2", "Tweede keuze 2"],
        ["Eerste keuze", "Tweede keuze", "Eerste keuze", "Tweede keuze"],
        ["Voorkeur 1", "Voorkeur 2", "Voorkeur 12", "Voorkeur 22"],
        ["Eerste keuze ronde 1", "Tweede keuze ronde 1", "Eerste keuze ronde 2", "Tweede keuze ronde 2"],
        ["Ronde 1: 1e keuze", "Ronde 1: 2e keuze", "Ronde 2: 1e keuze", "Ronde 2: 2e keuze"],
        ["Eerste keuze", "Tweede keuze", "Eerste keuze tweede ronde", "Tweede keuze tweede ronde"],
        ["Ochtend, eerste keuze", "Ochtend, tweede keuze", "Middag, eerste keuze", "Middag, tweede keuze"],
    ],
)
def test_choices_that_are_asked_again_are_for_the_next_round(headings: list[str]) -> None:
    assert columns(headings, ("ochtend", "middag")) == {1: [0, 1], 2: [2, 3]}


def test_one_wish_per_round_is_not_a_twelfth_wish() -> None:
    assert columns(["Voorkeur 1", "Voorkeur 12"]) == {1: [0], 2: [1]}


def test_twelve_wishes_are_twelve_ranks() -> None:
    assert columns([f"Voorkeur {k}" for k in range(1, 13)]) == {None: list(range(12))}


@pytest.mark.parametrize("heading", ["", "Naam", "Voorkeuren", "Ronde 2", "Eerste ronde", "Dieet"])
def test_other_headings_are_no_choices(heading: str) -> None:
    assert choices([heading]) == []


@pytest.mark.parametrize(
    ("said", "rank"),
    [
        ("1", 1),
        ("2.", 2),
        ("Rank 3", 3),
        ("Rang 1", 1),
        ("1e keuze", 1),
        ("first choice", 1),
        ("derde", 3),
        ("voorkeur 4", 4),
        ("nummer 2", 2),
        ("0", None),
        ("keuze 0", None),
        ("ja", None),
        ("", None),
    ],
)
def test_a_rank_is_understood_in_words_and_numbers(said: str, rank: int | None) -> None:
    assert rank_of(said) == rank


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Voorkeur [Orgaanhandel]", ("Voorkeur", "Orgaanhandel")),
        ("q1[2]", ("q1", "2")),
        ("q1[2]. Rangschik de workshops [Rang 2]", ("Rangschik de workshops", "Rang 2")),
        ("Naam", None),
        ("[x]", None),
    ],
)
def test_the_heading_of_a_grid_is_a_question_and_an_option(heading: str, found: tuple[str, str] | None) -> None:
    assert grid_cell(heading) == found
