# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from indeling.errors import ProblemError
from indeling.problem import EVERY_ROUND, NOT_OFFERED, Ints, Problem, RatingScale, Wishes, no_pairs
from indeling.validation import problem_issues

A, B, C = 0, 1, 2


def wishes(*rows: Sequence[int]) -> Wishes:
    """Return wishes from rows (participant, round, workshop, rank)."""
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return Wishes(*(np.ascontiguousarray(column) for column in columns))


def triples(*rows: Sequence[int]) -> Ints:
    return np.array(rows, np.int64).reshape(-1, 3)


def day(**changes: Any) -> Problem:
    """Return a day of two people, three workshops and two rounds, with `changes` to its columns."""
    fields: dict[str, Any] = {
        "round_ids": ("r1", "r2"),
        "workshop_ids": ("A", "B", "C"),
        "participant_ids": ("p1", "p2"),
        "capacity": np.array([[2, 2], [2, NOT_OFFERED], [0, 2]]),
        "minimum": np.zeros((3, 2), np.int64),
        "optional": np.zeros(3, np.bool_),
        "attends": np.array([[True, True], [True, False]]),
        "wishes": wishes((0, EVERY_ROUND, A, 1), (0, EVERY_ROUND, B, 1), (0, EVERY_ROUND, C, 2), (1, 0, B, 1)),
        "wishes_asked": 2,
        "forbidden": no_pairs(),
        "leads": no_pairs(),
        "fixed": triples((0, 0, B), (0, 1, A)),
        "titles": ("", "", ""),
        "names": ("", ""),
        "organisations": ("", ""),
        "domains": ("", ""),
    }
    return Problem(**(fields | changes))


def issues(**changes: Any) -> list[str]:
    with pytest.raises(ProblemError) as raised:
        day(**changes)
    return [str(issue) for issue in raised.value.issues]


def test_a_sound_problem_has_no_issues() -> None:
    assert problem_issues(day()) == []


def test_the_columns_of_a_problem_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        day().capacity[0, 0] = 9


def test_no_rounds_and_no_workshops_are_refused() -> None:
    none = np.empty((0, 0), np.int64)
    empty = {"capacity": none, "minimum": none, "optional": np.empty(0, np.bool_), "titles": ()}
    attends = np.empty((2, 0), np.bool_)

    assert issues(round_ids=(), workshop_ids=(), attends=attends, **empty) == [
        "rounds: there is no round; a day has at least one.",
        "workshops: there is no workshop; a day has at least one.",
    ]


def test_seven_rounds_are_refused() -> None:
    ids = tuple(f"r{number}" for number in range(7))
    chairs = np.ones((3, 7), np.int64)

    assert issues(round_ids=ids, capacity=chairs, minimum=chairs, attends=np.ones((2, 7), np.bool_)) == [
        "rounds: 7 rounds are too many; 6 is the most."
    ]


def test_empty_and_repeated_ids_are_refused_with_both_places() -> None:
    assert issues(round_ids=("r1", "r1"), workshop_ids=("A", "", "A"), participant_ids=("p1", "p1")) == [
        "rounds[1] (“r1”): the id is already used by rounds[0].",
        "workshops[1]: the id is empty.",
        "workshops[2] (“A”): the id is already used by workshops[0].",
        "participants[1] (“p1”): the id is already used by participants[0].",
    ]


def test_too_few_texts_are_refused() -> None:
    assert issues(titles=("",), names=(), organisations=("",), domains=("", "", "")) == [
        "titles: 1 texts where 3 are needed.",
        "names: 0 texts where 2 are needed.",
        "organisations: 1 texts where 2 are needed.",
        "domains: 3 texts where 2 are needed.",
    ]


def test_wrong_types_and_shapes_are_refused_before_the_values_are_looked_at() -> None:
    found = issues(
        capacity=np.zeros((2, 3), np.int64),
        minimum=np.zeros((3, 2), np.int32),
        attends=np.ones((2, 2)),
        wishes=replace(day().wishes, rank=np.ones(3, np.int64)),
        forbidden=np.zeros((1, 3), np.int64),
        fixed=np.full((0, 2), -5),
    )

    assert found == [
        "capacity: shape (2, 3) where (3, 2) is needed.",
        "minimum: int32 where int64 is needed.",
        "attends: float64 where bool is needed.",
        "wishes.rank: shape (3,) where (4,) is needed.",
        "forbidden: shape (1, 3) where (1, 2) is needed.",
        "fixed: shape (0, 2) where (0, 3) is needed.",
    ]


def test_positions_out_of_range_are_refused_column_by_column() -> None:
    found = issues(
        wishes=wishes((2, -2, 3, 1)),
        forbidden=np.array([[-1, 5]]),
        leads=np.array([[2, -1]]),
        fixed=triples((0, 2, 0), (7, -1, 3)),
    )

    assert found == [
        "wishes.participant: position 2 is not in 0 ≤ position < 2.",
        "wishes.round: position -2 is not in -1 ≤ position < 2.",
        "wishes.workshop: position 3 is not in 0 ≤ position < 3.",
        "forbidden[:, 0]: position -1 is not in 0 ≤ position < 2.",
        "forbidden[:, 1]: position 5 is not in 0 ≤ position < 3.",
        "leads[:, 0]: position 2 is not in 0 ≤ position < 2.",
        "leads[:, 1]: position -1 is not in 0 ≤ position < 3.",
        "fixed[:, 0]: position 7 is not in 0 ≤ position < 2.",
        "fixed[:, 1]: position 2 is not in 0 ≤ position < 2.",
        "fixed[:, 2]: position 3 is not in 0 ≤ position < 3.",
    ]


def test_capacities_and_minima_below_nothing_are_refused() -> None:
    found = issues(capacity=np.array([[2, -2], [2, NOT_OFFERED], [0, 2]]), minimum=np.array([[0, 0], [-1, 4], [9, 0]]))

    assert found == [
        "workshops[0] (“A”): the capacity in round “r2” is below 0.",
        "workshops[1] (“B”): the minimum in round “r1” is below 0.",
        "workshops[1] (“B”): there is a minimum in round “r2”, but no session.",
    ]


def test_a_minimum_above_the_capacity_is_for_the_engine_to_judge() -> None:
    assert day(minimum=np.array([[9, 0], [0, 0], [3, 0]])).minimum[0, 0] == 9


def test_a_negative_number_of_wishes_and_a_scale_without_steps_are_refused() -> None:
    assert issues(wishes_asked=-1, wishes=wishes(), rating_scale=RatingScale(3, 3)) == [
        "wishes_asked: -1 is below 0.",
        "rating_scale: the best and the worst rating are both 3.",
    ]


def test_more_wishes_than_anybody_can_write_down_are_refused() -> None:
    day(wishes_asked=1000)
    assert issues(wishes_asked=1001) == ["wishes_asked: 1001 wishes are too many; 1000 is the most."]


def test_a_scale_with_more_steps_than_anybody_can_tell_apart_is_refused() -> None:
    day(wishes=wishes(), rating_scale=RatingScale(-500, 500))
    assert issues(wishes=wishes(), rating_scale=RatingScale(0, 1001)) == [
        "rating_scale: 1001 steps from worst to best are too many; 1000 is the most."
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ((1, EVERY_ROUND, A, 1), (0, EVERY_ROUND, A, 1)),
        ((0, 1, A, 1), (0, 0, A, 1)),
        ((0, 0, A, 1), (0, 0, B, 2), (0, 0, C, 1)),
    ],
)
def test_wishes_that_are_not_sorted_are_refused(rows: tuple[tuple[int, ...], ...]) -> None:
    assert issues(wishes=wishes(*rows)) == ["wishes: the rows are not sorted by participant, round and rank."]


def test_wishes_for_the_day_and_for_a_round_do_not_go_together() -> None:
    assert issues(wishes=wishes((0, EVERY_ROUND, A, 1), (0, 1, B, 1))) == [
        "participants[0].wishes (“p1”): both for the whole day and for single rounds."
    ]


def test_skipped_ranks_are_refused_in_each_list() -> None:
    rows = ((0, 0, A, 1), (0, 0, B, 3), (0, 1, A, 2), (1, EVERY_ROUND, A, 0), (1, EVERY_ROUND, B, 1))

    assert issues(wishes=wishes(*rows)) == [
        "participants[0].wishes.r1 (“p1”): rank 3 follows rank 1.",
        "participants[0].wishes.r2 (“p1”): rank 2 follows rank 0.",
        "participants[1].wishes (“p2”): rank 0 follows rank 0.",
    ]


def test_a_workshop_wished_twice_in_a_list_is_refused_but_not_in_two_rounds() -> None:
    rows = ((0, 0, A, 1), (0, 0, B, 1), (0, 0, A, 2), (0, 1, A, 1))

    assert issues(wishes=wishes(*rows)) == ["participants[0].wishes.r1 (“p1”): “A” stands in this list twice."]


def test_ratings_may_skip_ranks_but_not_leave_the_scale_or_hold_for_a_round() -> None:
    rows = ((0, EVERY_ROUND, A, 1), (0, EVERY_ROUND, B, 5), (0, EVERY_ROUND, C, 6), (1, 1, A, 2))

    assert issues(wishes=wishes(*rows), rating_scale=RatingScale(5, 1)) == [
        "participants[0].ratings (“p1”): the rating of “C” is not on the scale.",
        "participants[1].ratings.r2 (“p2”): ratings are for the whole day, not for a round.",
    ]


def test_fixed_places_that_cannot_be_are_refused() -> None:
    assert issues(fixed=triples((0, 1, B), (1, 1, A), (1, 0, A), (1, 0, B))) == [
        "participants[0].fixed (“p1”): “B” is not given in round “r2”.",
        "participants[1].fixed (“p2”): fixed in “A” in round “r2”, but away in that round.",
        "participants[1].fixed (“p2”): fixed twice in round “r1”, the second time in “B”.",
    ]


def test_a_place_both_fixed_and_forbidden_is_for_the_engine_to_judge() -> None:
    assert day(forbidden=np.array([[0, B]])).forbidden.tolist() == [[0, B]]
