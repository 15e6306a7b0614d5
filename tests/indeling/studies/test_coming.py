# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indeling.studies.coming import distribution, most_booked, overflows, within
from oracle.turnout import distribution as exact
from oracle.turnout import most_whoever_they_are
from oracle.turnout import overflow as exact_overflow

CLOSE = 1e-13
SHARES = st.floats(0, 1)
PEOPLE = st.lists(SHARES, max_size=8)


@given(PEOPLE)
def test_distribution_is_that_of_every_set_of_people(comes: list[float]) -> None:
    found = distribution(np.array(comes))
    assert [abs(Fraction(chance) - right) < CLOSE for chance, right in zip(found, exact(comes), strict=True)] == [
        True
    ] * (len(comes) + 1)


@given(PEOPLE, st.randoms())
def test_order_of_people_says_nothing(comes: list[float], chance: object) -> None:
    other = list(comes)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert distribution(np.array(other)).tolist() == distribution(np.array(comes)).tolist()


@given(PEOPLE, st.integers(1, 4))
def test_overflow_is_told_for_each_number_of_people(comes: list[float], chairs: int) -> None:
    found = list(overflows(comes, chairs))
    right = [exact_overflow(comes[: count + 1], chairs) for count in range(len(comes))]
    assert [abs(Fraction(a) - b) < CLOSE for a, b in zip(found, right, strict=True)] == [True] * len(comes)


@given(st.lists(SHARES, max_size=6), st.integers(1, 4), st.floats(0.001, 0.999))
def test_surest_people_are_the_worst_choice(comes: list[float], chairs: int, limit: float) -> None:
    line = sorted(comes, reverse=True)
    near = any(abs(exact_overflow(line[:k], chairs) - Fraction(limit)) < CLOSE for k in range(len(line) + 1))
    found = most_booked(line, len(line), chairs, limit)
    assert near or found == most_whoever_they_are(comes, chairs, limit)


@given(PEOPLE, SHARES, SHARES, st.integers(1, 5), SHARES)
def test_surer_people_and_a_smaller_limit_never_allow_more(
    comes: list[float], one: float, other: float, chairs: int, limit: float
) -> None:
    def most(share: float, most_chance: float) -> int:
        line = sorted([*comes, share], reverse=True)
        return most_booked(line, len(line), chairs, most_chance)

    assert most(max(one, other), limit) <= most(min(one, other), limit)
    assert most(one, limit / 2) <= most(one, limit)


@given(PEOPLE, st.integers(1, 5), SHARES)
def test_more_chairs_never_allow_fewer(comes: list[float], chairs: int, limit: float) -> None:
    assert most_booked(comes, len(comes), chairs, limit) <= most_booked(comes, len(comes), chairs + 1, limit)


@pytest.mark.parametrize(
    ("share", "chairs", "limit", "most"),
    [
        (0.9, 20, 0.05, 20),  # 21 come with 0.9 ** 21 = 0.109
        (0.9, 20, 0.11, 21),
        (0.5, 1, 0.25, 2),  # exactly the limit
        (0.5, 1, 0.2499, 1),
        (0.9, 1, 0.9 * 0.9, 2),
        (1.0, 5, 0.999, 5),
        (1.0, 5, 1.0, 30),
        (0.0, 5, 0.0, 30),
    ],
)
def test_same_rate_for_all_is_a_binomial_tail(share: float, chairs: int, limit: float, most: int) -> None:
    assert most_booked([share] * 30, 30, chairs, limit) == most


def test_no_more_are_booked_than_there_are_people() -> None:
    assert (most_booked([0.1] * 3, 3, 2, 0.5), most_booked([0.1], 1, 2, 0.5)) == (3, 2)


def test_session_without_chairs_takes_nobody() -> None:
    assert most_booked([0.001] * 3, 3, 0, 0.5) == 0


def test_rounding_is_no_reason_to_refuse() -> None:
    assert (within(0.1 + 0.2, 0.3), within(0.3001, 0.3), within(1e-15, 0.0)) == (True, False, False)


def test_chance_above_one_is_never_told() -> None:
    many = np.full(400, 0.97)
    assert distribution(many).max() <= 1
    assert max(islice(overflows(many, 1), 400)) <= 1
