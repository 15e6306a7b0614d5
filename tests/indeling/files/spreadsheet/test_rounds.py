# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.rounds import Rounds, RoundSources, decide_rounds, named, split_round


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("r2", "r2"),
        ("R 2", "r2"),
        ("2", "r2"),
        ("Ronde 2", "r2"),
        ("round 2", "r2"),
        ("2e ronde", "r2"),
        ("Tweede workshopronde", "r2"),
        ("ochtend", "Ochtend"),
        ("1", "Ochtend"),
        ("3", None),
        ("0", None),
        ("ronde 1 en 2", None),
        ("middag", None),
    ],
)
def test_a_round_is_found_by_id_number_or_name(said: str, found: str | None) -> None:
    assert Rounds(("Ochtend", "r2"), ("Ochtend", "Ronde 2")).find(said) == found


def test_a_name_that_only_counts_becomes_a_short_id() -> None:
    rounds = named(["Ronde 1", "Middag", "Ronde 7"])

    assert (rounds.ids, rounds.listed) == (("r1", "Middag", "Ronde 7"), "“Ronde 1”, “Middag”, “Ronde 7”")


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("eerste keuze ronde 2", (2, "eerste keuze")),
        ("tweede ronde eerste keuze", (2, "eerste keuze")),
        ("middag eerste keuze", (2, "eerste keuze")),
        ("eerste keuze", (None, "eerste keuze")),
        ("plaatsen 1e workshop ronde", (1, "plaatsen")),
    ],
)
def test_a_round_in_a_heading_is_taken_out(heading: str, found: tuple[int | None, str]) -> None:
    assert split_round(heading, ("", "middag")) == found


@pytest.mark.parametrize(
    ("sources", "ids", "sentence"),
    [
        (
            RoundSources(mapping_names=("a", "b"), wishes=2),
            ("a", "b"),
            "the rounds are “a”, “b”, from the mapping",
        ),
        (
            RoundSources(sheet_names=("Ronde 1",)),
            ("r1",),
            "the rounds are “Ronde 1”, from the sheet with rounds",
        ),
        (RoundSources(asked=3, workshops=2), ("r1", "r2", "r3"), "the rounds are “r1”, “r2”, “r3”, as asked"),
        (RoundSources(mapping_count=1), ("r1",), "the rounds are “r1”, from the mapping"),
        (RoundSources(workshops=1), ("r1",), "the rounds are “r1”, from the list of workshops"),
        (RoundSources(workshops=1, wishes=1), ("r1",), "the rounds are “r1”, from the list of workshops"),
        (
            RoundSources(workshops=1, wishes=2),
            ("r1", "r2"),
            "the rounds are “r1”, “r2”, because the wishes are given per round",
        ),
        (RoundSources(wishes=1), ("r1",), "the rounds are “r1”, because the wishes are given per round"),
        (RoundSources(), ("r1", "r2"), "the rounds are “r1”, “r2”: nothing says how many, so two"),
    ],
)
def test_the_first_who_says_it_decides_the_rounds(sources: RoundSources, ids: tuple[str, ...], sentence: str) -> None:
    notes = Notes()
    rounds = decide_rounds(sources, notes, "a.csv")

    assert (rounds.ids, [str(one) for one in notes.understood], notes.errors) == (ids, [sentence], [])


@pytest.mark.parametrize(
    ("sources", "error"),
    [
        (RoundSources(asked=0), "file a.csv: a day has 1 to 6 rounds, not 0."),
        (RoundSources(asked=7), "file a.csv: a day has 1 to 6 rounds, not 7."),
        (RoundSources(mapping_count=0), "file a.csv: a day has 1 to 6 rounds, not 0."),
        (RoundSources(sheet_names=tuple("abcdefg")), "file a.csv: a day has 1 to 6 rounds, not 7."),
        (
            RoundSources(asked=3, sheet_names=("a", "b")),
            "file a.csv: rounds asked for: 3; rounds named: 2.",
        ),
        (
            RoundSources(asked=2, wishes=3),
            (
                "file a.csv: there are wishes for 3 rounds, but the day has 2. "
                "Say how many rounds there are, or which columns are the wishes."
            ),
        ),
    ],
)
def test_contradictions_about_the_rounds_are_errors(sources: RoundSources, error: str) -> None:
    notes = Notes()
    decide_rounds(sources, notes, "a.csv")

    assert [str(one) for one in notes.errors] == [error]
