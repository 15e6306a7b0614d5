# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from dataclasses import replace

import pytest

from indeling.problem import RatingScale
from indeling.studies.comparison import Answer, AnswerStatus, Comparison, Counts
from indeling.studies.rows import people_rows, seat_rows, standing

FAIR = Counts({1: 4, 2: 2}, 0, 1, 3, {2: 1, 1: 0, 0: 0}, {0: 4}, 102)
LEXIMIN = Counts({1: 5, 2: 1}, 1, 0, 2, {2: 0, 1: 1, 0: 1}, {0: 4}, 1)
COMPARISON = Comparison(
    *("optimal", 1, 3, 4, 7, None),
    answers=(
        Answer("fair", "optimal", "prices", counts=FAIR),
        Answer("generous", "unknown", reason="too_large"),
        Answer("leximin", "optimal", "prices", counts=LEXIMIN),
    ),
    differences=(),
)


def shown(comparison: Comparison) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(str(row.label), row.kind, row.numbers) for row in seat_rows(comparison)]


def test_seats_have_a_row_per_wish_and_a_number_per_objective_with_a_placement() -> None:
    assert shown(COMPARISON) == [
        ("first wish", "wish", (4, 5)),
        ("second wish", "wish", (2, 1)),
        ("no wish given", "unasked", (0, 1)),
        ("outside the wishes", "outside", (1, 0)),
    ]


def test_what_nobody_has_gets_no_row_except_the_best_and_the_worst() -> None:
    nothing = Counts({1: 0, 2: 0}, 0, 0, 0, {2: 0, 1: 0, 0: 0}, {}, 0)
    empty = replace(COMPARISON, answers=(Answer("fair", "optimal", counts=nothing),))
    assert shown(empty) == [("first wish", "wish", (0,)), ("outside the wishes", "outside", (0,))]
    assert [(str(row.label), row.numbers) for row in people_rows(empty)] == [
        ("a wish in every round", (0,)),
        ("a wish in no round", (0,)),
    ]


@pytest.mark.parametrize(("seventh", "last"), [(2, ["wish 6", "lower wishes"]), (0, ["wish 5", "wish 6"])])
def test_wishes_after_the_sixth_share_a_row_when_anybody_has_one(seventh: int, last: list[str]) -> None:
    wishes = dict.fromkeys(range(1, 7), 1) | {7: seventh, 8: 2 * seventh}
    long = replace(COMPARISON, answers=(Answer("fair", "optimal", counts=replace(FAIR, seats_by_wish=wishes)),))
    rows = [row for row in seat_rows(long) if row.kind == "wish"]
    assert [str(row.label) for row in rows][-2:] == last
    assert sum(row.numbers[0] for row in rows) == 6 + 3 * seventh


def test_ratings_are_named_by_their_number() -> None:
    rated = replace(COMPARISON, rating_scale=RatingScale(best=1, worst=5))
    assert [label for label, _, _ in shown(rated)][:2] == ["rated 1", "rated 2"]


def test_people_have_a_row_per_number_of_rounds_with_a_wish() -> None:
    assert [(str(row.label), row.kind, row.numbers) for row in people_rows(COMPARISON)] == [
        ("a wish in every round", "all", (3, 2)),
        ("a wish in 2 rounds", "some", (1, 0)),
        ("a wish in 1 round", "some", (0, 1)),
        ("a wish in no round", "none", (0, 1)),
    ]


@pytest.mark.parametrize(
    ("status", "proof", "word"),
    [
        ("optimal", "prices", "yes"),
        ("optimal", "mip", "by solver"),
        ("feasible", "mip", "no"),
        ("unknown", "", "no answer"),
    ],
)
def test_standing_says_what_is_proven(status: AnswerStatus, proof: str, word: str) -> None:
    assert str(standing(Answer("fair", status, proof))) == word
