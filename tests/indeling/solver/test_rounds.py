# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indeling.problem import Ints
from indeling.solver.rounds import split_into_rounds
from large_days import interpreted

__all__ = ["interpreted"]

WORKSHOPS = 7
STEEP = np.arange(WORKSHOPS, 0, -1) / np.arange(WORKSHOPS + 1).sum()


@st.composite
def chosen_workshops(draw: st.DrawFn) -> Ints:
    """Draw different workshops for each participant: (people, R), R = 1 to 5."""
    rounds, people = draw(st.integers(1, 5)), draw(st.integers(0, 30))
    popular = st.permutations(range(WORKSHOPS)) | st.just(list(range(WORKSHOPS)))
    rows = [draw(popular)[:rounds] for _ in range(people)]
    return np.array(rows, np.int64).reshape(people, rounds)


def loads(seats: Ints) -> Ints:
    """Return the people per round and workshop: (R, m)."""
    return np.stack([np.bincount(column, minlength=WORKSHOPS) for column in seats.T])


@given(chosen_workshops())
def test_loads_of_a_workshop_differ_by_at_most_one_between_rounds(chosen: Ints) -> None:
    found = loads(split_into_rounds(chosen, WORKSHOPS))
    assert int((found.max(axis=0) - found.min(axis=0)).max()) <= 1


@given(chosen_workshops())
def test_everybody_keeps_their_workshops(chosen: Ints) -> None:
    assert np.sort(split_into_rounds(chosen, WORKSHOPS), axis=1).tolist() == np.sort(chosen, axis=1).tolist()


@given(chosen_workshops())
def test_what_was_chosen_is_left_as_it_is(chosen: Ints) -> None:
    before = chosen.copy()
    split_into_rounds(chosen, WORKSHOPS)
    assert chosen.tolist() == before.tolist()


@pytest.mark.parametrize("rounds", [2, 3, 4, 5])
def test_full_copies_of_a_workshop_are_filled_to_the_last_chair(rounds: int) -> None:
    chosen = np.tile(np.arange(rounds), (4 * rounds, 1))
    assert loads(split_into_rounds(chosen, WORKSHOPS))[:, :rounds].tolist() == [[4] * rounds] * rounds


def test_uneven_turns_are_split_anew() -> None:
    chosen = np.array([[0, 1], [2, 0], [0, 3], [4, 0]])  # taking turns puts all four of workshop 0 in one round
    assert loads(split_into_rounds(chosen, WORKSHOPS))[:, 0].tolist() == [2, 2]


def test_walk_around_begins_with_the_seat_in_the_first_of_the_two_rounds() -> None:
    chosen = np.array([[0, 1], [2, 3], [0, 1]])
    assert split_into_rounds(chosen, WORKSHOPS).tolist() == [[0, 1], [2, 3], [1, 0]]


def test_turns_are_taken_one_workshop_further_for_each_next_participant() -> None:
    chosen = np.tile(np.arange(3), (3, 1))
    assert split_into_rounds(chosen, WORKSHOPS).tolist() == [[0, 1, 2], [1, 2, 0], [2, 0, 1]]


def test_people_of_a_workshop_are_split_two_by_two_in_their_order() -> None:
    chance = np.random.default_rng(3)
    others = chance.integers(1, WORKSHOPS, 90)
    chosen = np.array([[0, other] if k % 2 else [other, 0] for k, other in enumerate(others.tolist())])
    seats = split_into_rounds(chosen, WORKSHOPS)  # taking turns puts all of workshop 0 in one round
    for workshop in range(WORKSHOPS):
        rounds = (seats == workshop).nonzero()[1].tolist()
        pairs = zip(rounds[::2], rounds[1::2], strict=False)
        assert all(first != second for first, second in pairs)


def test_one_round_stays_as_it_is() -> None:
    assert split_into_rounds(np.array([[3], [3], [1]]), WORKSHOPS).tolist() == [[3], [3], [1]]


@pytest.mark.usefixtures("interpreted")
@pytest.mark.parametrize("many", [1, 100], ids=["as many", "as few"])
def test_walk_that_comes_back_to_the_first_participant_leaves_their_seat(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("indeling.solver.rounds.MANY", many)
    chosen = np.array([[0, 6], [3, 0], [0, 2]])  # taking turns puts all three of workshop 0 in one round
    assert split_into_rounds(chosen, WORKSHOPS).tolist() == [[0, 6], [3, 0], [0, 2]]


@pytest.mark.usefixtures("interpreted")
def test_many_people_are_split_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(6)
    days = [np.stack([chance.choice(WORKSHOPS, 3, replace=False, p=STEEP) for _ in range(20)]) for _ in range(20)]
    by_few = [split_into_rounds(day, WORKSHOPS).tolist() for day in days]
    monkeypatch.setattr("indeling.solver.rounds.MANY", 1)
    assert [split_into_rounds(day, WORKSHOPS).tolist() for day in days] == by_few


def test_walks_are_the_same_when_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = np.array([[0, 1], [2, 0], [0, 3], [4, 0]])
    by_few = split_into_rounds(chosen, WORKSHOPS).tolist()
    monkeypatch.setattr("indeling.solver.rounds.MANY", 1)
    assert split_into_rounds(chosen, WORKSHOPS).tolist() == by_few
