# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from indeling import Problem
from indeling.errors import TooLargeError
from indeling.placement import NO_SEAT, Figures
from indeling.valuation import (
    UNREACHABLE,
    Valuation,
    at_once,
    figures,
    rank_costs,
    regrets,
    seat_costs,
    seat_ranks,
    valuation,
)
from oracle.edges import day_of, workshop

Tree = dict[str, Any]


def value_of(data: Tree) -> Valuation:
    return valuation(Problem.from_dict(data))


def least(data: Tree) -> list[int]:
    found: list[int] = value_of(data).least.tolist()
    return found


def one(count: int = 1, workshops: list[Tree] | None = None, /, asked: int | None = None, **person: object) -> Tree:
    """Return a day of one participant; a, b and c unless said otherwise."""
    more = {} if asked is None else {"wishes_asked": asked}
    return day_of([{"id": "p", **person}], workshops, count, **more)


# Cost of a rank ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "costs"),
    [
        (0, [100, 0, 1, 3]),  # as many ranks as the longest list
        (3, [100, 0, 1, 3]),
        (5, [100, 0, 1, 3, 6, 10]),
    ],
)
def test_wishes_cost_triangular_numbers(asked: int, costs: list[int]) -> None:
    assert rank_costs(Problem.from_dict(one(wishes=["a", "b", "c"], asked=asked))).tolist() == costs


def test_day_without_wishes_has_one_rank() -> None:
    assert rank_costs(Problem.from_dict(one())).tolist() == [100, 0]


@pytest.mark.parametrize(("asked", "outside"), [(13, 100), (14, 105), (20, 210)])
def test_seat_outside_costs_a_step_more_than_the_last_wish_and_at_least_a_hundred(asked: int, outside: int) -> None:
    assert int(rank_costs(Problem.from_dict(one(wishes=["a"], asked=asked)))[0]) == outside


@pytest.mark.parametrize(
    ("best", "worst", "costs"), [(3, 1, [100, 0, 1, 2]), (1, 3, [100, 0, 1, 2]), (60, 0, [120, *range(61)])]
)
def test_ratings_cost_their_distance_to_the_best(best: int, worst: int, costs: list[int]) -> None:
    data = day_of([{"id": "p", "ratings": {}}], rating_scale={"best": best, "worst": worst})
    assert rank_costs(Problem.from_dict(data)).tolist() == costs


# Effective rank ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wishes", "asked", "ranks", "unlisted"),
    [
        (["b"], 2, [2, 1, 2], 2),  # a short list goes on with "anything"
        (["b", "a"], 2, [2, 1, 0], 0),  # a full list does not
        ([["a", "b"], "c"], 2, [1, 1, 2], 0),
        (["c", "b", "a"], 1, [3, 2, 1], 0),  # more wishes than asked for are kept
        ([], 2, [1, 1, 1], 1),  # no list: all the same
        ([], 0, [1, 1, 1], 1),
        (["a"], 0, [1, 0, 0], 0),
    ],
)
def test_workshops_have_an_effective_rank(wishes: list[Any], asked: int, ranks: list[int], unlisted: int) -> None:
    value = value_of(one(wishes=wishes, asked=asked))
    assert (value.ranks[0, :, 0].tolist(), value.unlisted.tolist()) == (ranks, [[unlisted]])


def test_wishes_for_the_day_take_one_table_and_wishes_per_round_one_each() -> None:
    for wishes, tables in ((["a"], 1), ({"r1": ["a"]}, 2)):
        value = value_of(one(2, wishes=wishes))
        assert (value.ranks.shape, value.unlisted.shape, value.ranks.dtype) == (
            (1, 3, tables),
            (1, tables),
            np.dtype(np.int32),
        )


def test_rated_workshops_rank_by_the_scale_and_unrated_ones_are_outside() -> None:
    people: list[Tree] = [{"id": "p", "ratings": {"a": 5, "b": 1}}, {"id": "q"}]
    value = value_of(day_of(people, rating_scale={"best": 5, "worst": 1}))
    assert value.ranks[:, :, 0].tolist() == [[1, 5, 0], [0, 0, 0]]
    assert value.unlisted.tolist() == [[0], [0]]


def test_wishes_per_round_have_a_table_per_round_also_for_who_wished_for_the_day() -> None:
    people: list[Tree] = [{"id": "p", "wishes": {"r1": ["a"], "r2": ["b", "c"]}}, {"id": "q", "wishes": ["c"]}]
    value = value_of(day_of(people, rounds=2, wishes_asked=2))
    assert value.ranks[0].T.tolist() == [[1, 2, 2], [0, 1, 2]]
    assert value.ranks[1].T.tolist() == [[2, 2, 1], [2, 2, 1]]
    assert value.unlisted.tolist() == [[2, 0], [2, 2]]


# Who may sit where ---------------------------------------------------------------------------------------------


def test_nobody_may_sit_where_they_lead_or_are_barred_or_away_or_nothing_is_given() -> None:
    people: list[Tree] = [
        {"id": "p", "forbidden": ["b"]},
        {"id": "leader", "leads": ["c"]},
        {"id": "late", "rounds": ["r2"]},
    ]
    workshops = [workshop("a", (1, 0), (1, 0)), workshop("b", (1, 0), (1, 0)), workshop("c", (1, 0))]
    allowed = value_of(day_of(people, [*workshops, workshop("d", (0, 0), (1, 0))], rounds=2)).allowed
    assert allowed.astype(int).tolist() == [
        [[1, 1], [0, 0], [1, 0], [0, 1]],
        [[0, 1], [0, 1], [0, 0], [0, 1]],
        [[0, 1], [0, 1], [0, 0], [0, 1]],
    ]


# The least a participant could have had alone ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "cost"),
    [
        (one(wishes=["a", "b", "c"]), 0),
        (one(2, wishes=["a", "b", "c"]), 1),
        (one(3, wishes=["a", "b", "c"]), 4),
        (one(2, wishes=["a", "b", "c"], forbidden=["a"]), 4),
        (one(2, wishes=["a", "b", "c"], rounds=["r2"]), 0),
        (one(2, wishes=["a", "b", "c"], rounds=[]), 0),
        (one(2, wishes=["a", "b"], fixed={"r1": "c"}, asked=2), 100),
        (one(2, wishes=["a", "b"], fixed={"r2": "b"}, asked=2), 1),
        (one(2, [workshop("a", (1, 0)), workshop("b", (1, 0), (1, 0))], wishes=["b", "a"]), 1),
        (one(2, wishes={"r1": ["a", "b"], "r2": ["a", "c"]}), 1),
        (one(2, wishes={"r1": ["a", "b"], "r2": ["b", "a"]}), 0),
        (one(2, wishes=["b", "c", "a"]), 1),
    ],
    ids=[
        "the first wish",
        "two workshops",
        "all workshops",
        "without a forbidden one",
        "in the rounds they attend",
        "who is away",
        "with a fixed place outside the wishes",
        "with a fixed place inside",
        "in a round in which it is given",
        "with wishes per round, never twice the same",
        "with wishes per round, the first in each",
        "the cheapest wherever they stand",
    ],
)
def test_least_cost_alone(day: Tree, cost: int) -> None:
    assert least(day) == [cost]


def test_least_cost_alone_is_found_among_many_workshops() -> None:
    names = [f"w{k}" for k in range(400)]
    for rounds in (1, 2, 3):
        workshops = [workshop(name, *[(1, 0)] * rounds) for name in names]
        wishes = [names[-1], names[200], names[1]]
        assert least(one(rounds, workshops, wishes=wishes, asked=3)) == [[0, 1, 4][rounds - 1]]


@pytest.mark.parametrize(
    "day",
    [
        one(2, [workshop("a", (1, 0), (1, 0))]),
        one(4),
        one(1, forbidden=["a", "b", "c"]),
        one(3, forbidden=["a"]),
        one(2, [workshop("a", (1, 0)), workshop("b", (1, 0))]),
        one(2, fixed={"r1": "a", "r2": "a"}),
        one(1, fixed={"r1": "a"}, forbidden=["a"]),
    ],
    ids=[
        "one workshop for two rounds",
        "three workshops for four rounds",
        "all forbidden",
        "two left for three rounds",
        "nothing in the second round",
        "fixed twice in the same",
        "fixed where forbidden",
    ],
)
def test_nothing_to_be_had_even_alone_is_unreachable(day: Tree) -> None:
    assert least(day) == [UNREACHABLE]


def test_rounds_alike_and_rounds_apart_give_the_same_least_costs() -> None:
    people: list[Tree] = [
        {"id": "p", "wishes": ["a", "b"]},
        {"id": "q", "wishes": ["c"], "forbidden": ["a"]},
        {"id": "s"},
    ]
    alike = day_of(people, rounds=2, wishes_asked=2)
    apart = day_of([*people, {"id": "late", "rounds": ["r2"]}], rounds=2, wishes_asked=2)
    assert least(alike) == [1, 1, 0]
    assert least(apart) == [1, 1, 0, 0]


# Rules -----------------------------------------------------------------------------------------------------------


def test_workshop_over_two_rounds_is_had_in_both_or_not_at_all() -> None:
    people: list[Tree] = [{"id": "p", "wishes": ["a", "b"]}, {"id": "late", "wishes": ["a", "b"], "rounds": ["r2"]}]
    rule = {"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}
    value = value_of(day_of(people, rounds=2, rules=[rule]))
    assert value.allowed.astype(int).tolist() == [[[1, 1], [1, 1], [1, 1]], [[0, 0], [0, 1], [0, 1]]]
    assert value.least.tolist() == [0, 1]  # the first wish twice; the second wish


def test_workshop_over_the_last_two_rounds_leaves_the_first_for_another() -> None:
    rule = {"kind": "spanning", "workshop": "a", "rounds": ["r2", "r3"]}
    workshops = [workshop("a", (1, 0), (1, 0), (1, 0)), *(workshop(name, (1, 0), (1, 0), (1, 0)) for name in "bc")]
    assert least(one(3, workshops, wishes=["a", "b", "c"]) | {"rules": [rule]}) == [1]
    fixed = one(3, workshops, wishes=["a", "b", "c"], fixed={"r2": "b"}) | {"rules": [rule]}
    assert least(fixed) == [4]  # b in r2, so a in r1 only and c in r3


def test_regret_carried_over_lowers_what_was_possible_but_not_for_who_has_no_place() -> None:
    people: list[Tree] = [
        {"id": "p", "wishes": ["a", "b"]},
        {"id": "q", "wishes": ["b", "a"]},
        {"id": "nowhere", "forbidden": ["a", "b", "c"]},
    ]
    rule = {"kind": "carried_over", "regrets": {"p": 7, "nowhere": 5}}
    value = value_of(day_of(people, rules=[rule]))
    assert (value.least.tolist(), np.asarray(value.carried).tolist()) == ([-7, 0, UNREACHABLE], [7, 0, 0])
    placed = value_of(day_of(people[:2], rules=[{"kind": "carried_over", "regrets": {"p": 7}}]))
    seats = np.array([[1], [0]])
    assert regrets(placed, seats).tolist() == [8, 1]
    assert figures(placed, seats) == Figures(2, 1, {2: 2}, 0)  # of this day only


@pytest.mark.parametrize(
    ("people", "numbers", "slices"),
    [(5, 2, [(0, 2), (2, 4), (4, 6)]), (4, 5, [(0, 1), (1, 2), (2, 3), (3, 4)]), (3, 1, [(0, 5)]), (0, 1, [])],
    ids=["some at a time", "one by one when even one is too many", "all", "nobody"],
)
def test_participants_are_taken_so_many_at_a_time(people: int, numbers: int, slices: list[tuple[int, int]]) -> None:
    assert [(each.start, each.stop) for each in at_once(people, numbers, 5)] == slices


def test_least_costs_are_the_same_so_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    people: list[Tree] = [{"id": f"p{k}", "wishes": ["a", "b"], "forbidden": ["b"] * (k % 2)} for k in range(5)]
    together = least(day_of(people, rounds=2, wishes_asked=2))
    monkeypatch.setattr("indeling.valuation.at_once", lambda people, *_: at_once(people, 1, 2))
    assert least(day_of(people, rounds=2, wishes_asked=2)) == together == [1, 100, 1, 100, 1]


@pytest.mark.parametrize("table", ["costs", "ranks", "unlisted", "allowed", "least"])
def test_valuation_cannot_be_changed(table: str) -> None:
    value = value_of(one(2, wishes=["a"]))
    with pytest.raises(ValueError, match="read-only"):
        getattr(value, table)[0] = 1


# What a placement is worth -------------------------------------------------------------------------------------


def test_seats_have_ranks_costs_and_regrets() -> None:
    people: list[Tree] = [{"id": "p", "wishes": ["a", "b"]}, {"id": "q", "wishes": ["a", "b"], "rounds": ["r2"]}]
    value = value_of(day_of(people, rounds=2, wishes_asked=2))
    seats = np.array([[0, 2], [NO_SEAT, 1]])
    ranks = seat_ranks(value.ranks, seats)
    assert ranks.tolist() == [[1, 0], [NO_SEAT, 2]]
    assert seat_costs(value.costs, ranks).tolist() == [[0, 100], [0, 1]]
    assert regrets(value, seats).tolist() == [99, 1]
    assert figures(value, seats) == Figures(101, 99, {1: 1, 2: 1}, 1)


def test_seat_has_the_rank_of_its_round() -> None:
    value = value_of(one(2, wishes={"r1": ["a", "b"], "r2": ["b", "a"]}))
    assert seat_ranks(value.ranks, np.array([[0, 1]])).tolist() == [[1, 1]]
    assert seat_ranks(value.ranks, np.array([[1, 0]])).tolist() == [[2, 2]]


def test_day_of_nobody_is_worth_nothing() -> None:
    assert figures(value_of(day_of([])), np.empty((0, 1), np.int64)) == Figures(0, 0, {}, 0)


def test_day_with_more_seats_than_fit_in_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.valuation.MOST_SEATS", 2)
    with pytest.raises(TooLargeError) as refused:
        value_of(one(1))
    assert str(refused.value) == (
        "This day has too many participants and workshops to look at every seat. It can be placed from the lists of"
        " wishes alone: with --objective fair, generous, rank-maximal or least-cost, the same chairs in every"
        ' round, no rules, and pip install "regiodag[large]".'
    )
    monkeypatch.setattr("indeling.valuation.MOST_SEATS", 3)
    assert least(one(1)) == [0]
