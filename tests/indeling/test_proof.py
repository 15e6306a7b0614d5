# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from indeling import Placement, Problem, check
from indeling.lists import Lists, lists_of
from indeling.placement import NO_SEAT, Figures, Status
from indeling.proof import certificate_prices, check_with
from indeling.valuation import Valuation, figures, seat_ranks, valuation
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

KEEPS_ALL_RULES = "the placement keeps all rules"
BREAKS_RULES = "the placement breaks the rules"


def placed(
    data: Tree,
    seats: list[list[int]],
    proof: Tree | None = None,
    objective: str = "least-cost",
    status: Status = "optimal",
) -> tuple[Problem, Placement]:
    """Return the problem with a placement of it, with the ranks and figures that belong to the seats."""
    problem = Problem.from_dict(data)
    value, table = valuation(problem), np.array(seats, np.int64).reshape(problem.seated.shape)
    ids = (problem.round_ids, problem.workshop_ids, problem.participant_ids)
    ranks = seat_ranks(value.ranks, table)
    return problem, Placement(*ids, table, ranks, objective, 1, status, figures(value, table), proof or {})


def findings(data: Tree, seats: list[list[int]]) -> list[str]:
    """Return what is wrong with the seats."""
    verdict = check(*placed(data, seats))
    if verdict.findings and not verdict.feasible:
        assert (verdict.proven, str(verdict.summary)) == (False, BREAKS_RULES)
    return [str(each) for each in verdict.findings] if not verdict.feasible else []


# Rules ---------------------------------------------------------------------------------------------------------

TWO: list[Tree] = [{"id": "p"}, {"id": "q"}]


@pytest.mark.parametrize(
    ("data", "seats", "broken"),
    [
        (day_of(TWO), [[0], [1]], []),
        (day_of(TWO), [[0], [NO_SEAT]], ["q has no seat in r1"]),
        (day_of([{"id": "p", "rounds": []}]), [[2]], ["p has a seat in r1 but needs none", "p may not be in c in r1"]),
        (day_of([{"id": "p", "forbidden": ["b"]}]), [[1]], ["p may not be in b in r1"]),
        (day_of([{"id": "p"}], [workshop("a", (1, 0)), workshop("b")]), [[1]], None),
        (day_of([{"id": "p"}], rounds=2), [[1, 1]], ["p has the same workshop twice"]),
        (day_of([{"id": "p", "rounds": ["r3"]}], rounds=3), [[NO_SEAT, NO_SEAT, 1]], []),
        (day_of([{"id": "p", "fixed": {"r1": "c"}}]), [[1]], ["p is not at the fixed place c in r1"]),
        (day_of([{"id": "p", "fixed": {"r1": "c"}}]), [[2]], []),
        (day_of(TWO), [[0], [0]], ["a in r1 has 2 people on 1 chair"]),
        (day_of(TWO, [workshop("a", (2, 0)), workshop("b", (2, 1))]), [[0], [0]], ["b in r1 has 0 people and needs 1"]),
        (day_of(TWO, [workshop("a", (2, 0)), workshop("b", (2, 2), optional=True)]), [[0], [0]], []),
        (
            day_of(TWO, [workshop("a", (2, 0)), workshop("b", (2, 2), optional=True)]),
            [[0], [1]],
            ["b in r1 has 1 person and needs 2"],
        ),
        (day_of(TWO, [workshop("a", (2, 0)), workshop("b", (0, 1))]), [[0], [0]], []),
    ],
)
def test_every_broken_rule_is_told(data: Tree, seats: list[list[int]], broken: list[str] | None) -> None:
    if broken is None:
        broken = ["p may not be in b in r1", "b in r1 has 1 person on 0 chairs"]
    assert findings(data, seats) == broken


def test_all_broken_rules_are_told_by_title() -> None:
    workshops = [{**workshop("a", (1, 0)), "title": "Weaving"}, {**workshop("b", (2, 1)), "title": "Baking"}]
    data = day_of([*TWO, {"id": "s", "fixed": {"r1": "b"}, "forbidden": ["a"]}], workshops)
    assert findings(data, [[0], [0], [0]]) == [
        "s may not be in Weaving in r1",
        "s is not at the fixed place Baking in r1",
        "Weaving in r1 has 3 people on 1 chair",
        "Baking in r1 has 0 people and needs 1",
    ]


def test_dropped_workshop_may_be_empty_but_not_in_one_of_its_rounds() -> None:
    workshops = [
        workshop("a", (2, 0), (2, 0)),
        workshop("b", (2, 0), (2, 0)),
        workshop("c", (2, 1), (2, 1), optional=True),
    ]
    data = day_of([{"id": "p"}], workshops, rounds=2)
    assert findings(data, [[0, 1]]) == []
    assert findings(data, [[0, 2]]) == ["c in r1 has 0 people and needs 1"]


def test_rule_that_must_be_kept_is_told_and_one_with_a_weight_is_not() -> None:
    rule = {"kind": "apart", "participants": ["p", "q"]}
    data = day_of(TWO, [workshop("a", (2, 0))], rules=[rule])
    assert findings(data, [[0], [0]]) == ["p, q apart: p, q meet in a in r1"]
    assert findings({**data, "rules": [{**rule, "weight": 1}]}, [[0], [0]]) == []


def test_only_who_has_a_workshop_twice_is_told() -> None:
    workshops = [workshop(name, (2, 0), (2, 0)) for name in "abc"]
    assert findings(day_of(TWO, workshops, rounds=2), [[0, 1], [2, 2]]) == ["q has the same workshop twice"]


def test_part_of_a_workshop_over_two_rounds_and_another_session_of_it_is_twice_the_same() -> None:
    rule = {"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}
    data = day_of([{"id": "p"}], rounds=3, rules=[rule])
    assert findings(data, [[0, 0, 1]]) == []
    assert findings(data, [[1, 0, 0]]) == [
        "p has the same workshop twice",
        "a is one session over r1, r2: p have a part of it",
    ]


def test_ranks_that_are_not_those_of_the_wishes_are_told() -> None:
    problem, placement = placed(day_of(TWO), [[0], [1]])
    verdict = check(problem, replace(placement, ranks=placement.ranks + 1))
    assert [str(each) for each in verdict.findings] == ["the ranks of some seats are not those of the wishes"]
    assert not verdict.feasible


@pytest.mark.parametrize("wrong", [Figures(1, 0, {1: 2}, 0), Figures(0, 0, {1: 1}, 0), Figures(0, 1, {1: 2}, 0)])
def test_figures_that_are_not_those_of_the_seats_are_told(wrong: Figures) -> None:
    problem, placement = placed(day_of(TWO), [[0], [1]])
    assert check(problem, replace(placement, figures=Figures(0, 0, {1: 2}, 0))).feasible
    verdict = check(problem, replace(placement, figures=wrong))
    assert [str(each) for each in verdict.findings] == ["the figures are not those of the seats"]


def test_answer_that_there_is_no_placement_is_neither_feasible_nor_proven() -> None:
    problem, placement = placed(day_of(TWO), [[NO_SEAT], [NO_SEAT]], status="infeasible")
    verdict = check(problem, placement)
    assert (verdict.feasible, verdict.proven, verdict.findings) == (False, False, ())
    assert str(verdict.summary) == "there is no placement to check"


# Certificates --------------------------------------------------------------------------------------------------

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)
"""Three want a, then b, and c costs 100: the best cost is 101, with one seat outside and one second wish."""

PROOFS: dict[str, Tree] = {
    "least-cost": {"levels": [{"name": "cost", "value": 101, "bound": 101, "prices": {"a": 100, "b": 99}}]},
    "generous": {
        "levels": [
            {"name": "outside", "value": 1, "bound": 1, "prices": {"a": 1, "b": 1}},
            {"name": "rank-2", "value": 1, "bound": 1, "earlier": {"outside": 2}, "prices": {"a": 2, "b": 1}},
        ]
    },
    "leximin": {
        "levels": [
            {"name": "regret-100", "value": 1, "bound": 1, "prices": {"a": 1, "b": 1}},
            {"name": "regret-1", "value": 1, "bound": 1, "earlier": {"regret-100": 2}, "prices": {"a": 2, "b": 1}},
        ]
    },
    "fair": {
        "space": "sessions",
        "levels": [
            {"name": "outside-1", "value": 1, "bound": 1, "prices": {"a": {"r1": 1}, "b": {"r1": 1}}},
            {
                "name": "squared-regret",
                "value": 10001,
                "bound": 10001,
                "scale": 2,
                "prices": {"a": {"r1": 20000}, "b": {"r1": 19998}},
            },
        ],
    },
}
BEST = [[0], [1], [2]]


def verdict_on(objective: str, proof: Tree, seats: list[list[int]] = BEST) -> tuple[bool, list[str]]:
    """Return whether the certificate proves the placement, and what it does not."""
    verdict = check(*placed(CROWDED, seats, proof, objective))
    assert verdict.feasible
    assert str(verdict.summary).startswith(KEEPS_ALL_RULES)
    return verdict.proven, [str(each) for each in verdict.findings]


def changed(objective: str, level: int, **parts: object) -> Tree:
    """Return the certificate of the objective with parts of one level changed, or taken out (None)."""
    proof = deepcopy(PROOFS[objective])
    claim = proof["levels"][level] | parts
    proof["levels"][level] = {key: part for key, part in claim.items() if part is not None}
    return proof


@pytest.mark.parametrize("objective", PROOFS)
def test_certificate_proves_the_best_placement(objective: str) -> None:
    assert verdict_on(objective, PROOFS[objective]) == (True, [])


def test_summary_tells_what_was_checked_and_how() -> None:
    sure, unsure = (check(*placed(CROWDED, BEST, proof)) for proof in (PROOFS["least-cost"], None))
    assert (
        str(sure.summary)
        == "the placement keeps all rules and no other placement is better; checked without the solver"
    )
    assert str(unsure.summary) == (
        "the placement keeps all rules; that no other is better rests on the solver, not on this check"
    )


@pytest.mark.parametrize(("carried", "regret"), [(0, 200), (7, 207)])
def test_largest_regret_that_can_be_is_a_level(carried: int, regret: int) -> None:
    rule = {"kind": "carried_over", "regrets": {"p": carried}}
    workshops = [workshop(name, (1, 0), (1, 0)) for name in "abcd"]
    data = day_of([{"id": "p", "wishes": [["a", "b"]]}], workshops, rounds=2, wishes_asked=1, rules=[rule])
    for each in (data, {**data, "rules": []}) if not carried else (data,):
        verdict = check(*placed(each, [[2, 3]], {}, "leximin"))
        assert [str(each) for each in verdict.findings] == [
            f"people with regret {regret}: 1, without prices that prove it"
        ]


@pytest.mark.parametrize(
    ("claims", "told"),
    [([], "without prices that prove it"), ([{"value": 5, "bound": 5, "prices": {}}], "and the prices prove 0")],
)
def test_weight_of_what_is_broken_is_a_level_after_all_others(claims: list[Tree], told: str) -> None:
    rule = {"kind": "apart", "participants": ["p", "q"], "weight": 5}
    data = day_of([{"id": name, "wishes": ["a"]} for name in "pq"], [workshop("a", (2, 0))], rules=[rule])
    levels = [{"name": "broken-rules", **claim} for claim in claims]
    verdict = check(*placed(data, [[0], [0]], {"levels": levels}))
    assert [str(each) for each in verdict.findings] == [f"weight of the rules that are broken: 5, {told}"]


def test_day_of_nobody_is_proven_whatever_the_rules() -> None:
    rule = {"kind": "at_most", "attribute": "domain", "count": 1}
    assert check(*placed(day_of([], rules=[rule]), [], {}, "leximin")).proven


def test_levels_at_zero_prove_themselves() -> None:
    data = day_of([{"id": "p", "wishes": ["a"]}])
    assert check(*placed(data, [[0]], {}, "rank-maximal")).proven


def test_placement_that_is_not_best_is_not_proven() -> None:
    data = day_of([{"id": "p", "wishes": ["a", "b"]}])
    proof = {"levels": [{"name": "cost", "value": 1, "bound": 1, "prices": {"a": 1}}]}
    verdict = check(*placed(data, [[1]], proof))
    assert [str(each) for each in verdict.findings] == ["total cost: 1, and the prices prove 0"]
    assert (verdict.feasible, verdict.proven) == (True, False)


@pytest.mark.parametrize("part", ["value", "bound"])
def test_claim_of_another_number_than_the_placement_has_is_refused(part: str) -> None:
    for step in (-1, 1):
        proof = changed("least-cost", 0, **{part: 101 + step})
        assert verdict_on("least-cost", proof) == (False, ["total cost: 101, and the certificate says something else"])


@pytest.mark.parametrize(
    ("prices", "proven"), [({"a": 99, "b": 99}, 99), ({"a": 101, "b": 99}, 100), ({"a": 100, "b": 98}, 99), ({}, 0)]
)
def test_other_prices_prove_less(prices: Tree, proven: int) -> None:
    found = verdict_on("least-cost", changed("least-cost", 0, prices=prices))
    assert found == (False, [f"total cost: 101, and the prices prove {proven}"])


WITHOUT = "seats at wish 2: 1, without prices that prove it"


@pytest.mark.parametrize(
    "parts",
    [
        {"prices": None},
        {"scale": 0},
        {"scale": -1},
        {"earlier": {"outside": -2}},
        {"earlier": {"rank-2": 1}},
        {"earlier": {"outside": 2, "no-such-level": 1}},
    ],
    ids=["no prices", "scale zero", "scale negative", "negative weight", "its own level", "unknown level"],
)
def test_unusable_prices_prove_nothing(parts: Tree) -> None:
    assert verdict_on("generous", changed("generous", 1, **parts)) == (False, [WITHOUT])


def test_weight_on_a_later_level_is_refused() -> None:
    proof = changed("generous", 0, earlier={"rank-2": 1})
    assert verdict_on("generous", proof) == (False, ["seats outside the wishes: 1, without prices that prove it"])


def test_level_that_is_not_claimed_is_not_proven() -> None:
    proof = {"levels": PROOFS["generous"]["levels"][:1]}
    assert verdict_on("generous", proof) == (False, [WITHOUT])


@pytest.mark.parametrize(
    ("weight", "prices", "proven"),
    [
        (None, {"a": 2, "b": 1}, False),
        (1, {"a": 2, "b": 1}, False),
        (3, {"a": 2, "b": 1}, False),
        (3, {"a": 3, "b": 2}, True),
    ],
)
def test_weight_of_an_earlier_level_goes_with_the_prices(weight: int | None, prices: Tree, proven: bool) -> None:  # noqa: FBT001
    earlier = None if weight is None else {"outside": weight}
    sure, told = verdict_on("generous", changed("generous", 1, earlier=earlier, prices=prices))
    assert (sure, len(told)) == (proven, 1 - proven)


def test_bound_is_divided_by_the_scale_and_rounded_up() -> None:
    half = {"scale": 2, "prices": {"a": 201, "b": 198}}
    assert verdict_on("least-cost", changed("least-cost", 0, **half)) == (True, [])
    worse = {"scale": 2, "prices": {"a": 202, "b": 198}}
    assert verdict_on("least-cost", changed("least-cost", 0, **worse)) == (
        False,
        ["total cost: 101, and the prices prove 100"],
    )


def test_weight_of_an_earlier_level_counts_as_often_as_its_value() -> None:
    people = [{"id": name, "wishes": ["a", "b"]} for name in "pqst"]
    workshops = [workshop(name, (chairs, 0)) for name, chairs in (("a", 1), ("b", 1), ("c", 2))]
    outside = {"name": "outside", "value": 2, "bound": 2, "prices": {"a": 1, "b": 1}}
    second = {"name": "rank-2", "value": 1, "bound": 1, "earlier": {"outside": 2}, "prices": {"a": 2, "b": 1}}
    data = day_of(people, workshops, wishes_asked=2)
    verdict = check(*placed(data, [[0], [1], [2], [2]], {"levels": [outside, second]}, "generous"))
    assert (verdict.proven, verdict.findings) == (True, ())
    bare = {"levels": [outside, {**second, "prices": {}}]}
    verdict = check(*placed(data, [[0], [1], [2], [2]], bare, "generous"))
    assert [str(each) for each in verdict.findings] == ["seats at wish 2: 1, and the prices prove -4"]


@pytest.mark.parametrize(
    ("prices", "told"),
    [({"a": {"r1": 100}}, []), ({"a": {"r1": 99}, "b": {"r2": 99}}, ["total cost: 102, and the prices prove 4"])],
)
def test_prices_of_sessions_are_told_apart_by_round(prices: Tree, told: list[str]) -> None:
    workshops = [workshop("a", (1, 0)), workshop("b", (1, 0), (1, 0)), workshop("c", (1, 0), (1, 0))]
    data = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"], workshops, rounds=2)
    claim = {"name": "cost", "value": 102, "bound": 102, "prices": prices}
    verdict = check(*placed(data, [[0, 1], [1, 2]], {"space": "sessions", "levels": [claim]}))
    assert [str(each) for each in verdict.findings] == told


# By lists ------------------------------------------------------------------------------------------------------


BY_SESSION = {"a": {"r1": 100}, "b": {"r1": 99}}
"""Enough to prove it, to tables."""


@pytest.mark.parametrize(
    ("objective", "proof", "told"),
    [
        ("least-cost", PROOFS["least-cost"], []),
        ("generous", PROOFS["generous"], []),
        ("least-cost", {"levels": [PROOFS["least-cost"]["levels"][0] | {"prices": {"a": 99, "b": 99}}]}, [99]),
        (
            "least-cost",
            {"space": "sessions", "levels": [changed("least-cost", 0, prices=BY_SESSION)["levels"][0]]},
            [0],
        ),
    ],
    ids=["one level", "two levels", "other prices", "prices of sessions"],
)
def test_lists_prove_what_tables_do_and_nothing_by_session(objective: str, proof: Tree, told: list[int]) -> None:
    problem, placement = placed(CROWDED, BEST, proof, objective)
    verdict = check_with(problem, lists_of(problem), placement)
    expected = [f"total cost: 101, and the prices prove {proven}" for proven in told]
    assert (verdict.proven, [str(each) for each in verdict.findings]) == (not told, expected)


FORBIDDEN = {
    **CROWDED,
    "participants": [{**CROWDED["participants"][0], "forbidden": ["c"]}, *CROWDED["participants"][1:]],
}


@pytest.mark.parametrize(
    ("least", "data", "objective", "by"),
    [
        (0, CROWDED, "least-cost", "lists"),
        (1000, CROWDED, "least-cost", "tables"),
        (0, FORBIDDEN, "least-cost", "tables"),
        (0, CROWDED, "fair", "tables"),
        (0, CROWDED, "leximin", "lists"),
    ],
    ids=["large and plain", "small", "not plain", "prices of sessions", "by person"],
)
def test_only_large_and_plain_days_are_checked_by_lists(
    monkeypatch: pytest.MonkeyPatch, least: int, data: Tree, objective: str, by: str
) -> None:
    problem, placement = placed(data, BEST, PROOFS[objective], objective)
    looked: list[str] = []

    def by_lists(day: Problem) -> Lists:
        looked.append("lists")
        return lists_of(day)

    def by_tables(day: Problem) -> Valuation:
        looked.append("tables")
        return valuation(day)

    monkeypatch.setattr("indeling.lists.LARGE", least)
    monkeypatch.setattr("indeling.proof.lists_of", by_lists)
    monkeypatch.setattr("indeling.proof.valuation", by_tables)
    assert (check(problem, placement).proven, looked) == (True, [by])


def test_tables_of_a_large_day_are_put_aside_for_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, placement = placed(CROWDED, BEST, PROOFS["least-cost"])
    monkeypatch.setattr("indeling.lists.LARGE", 0)
    assert check_with(problem, valuation(problem), placement).proven
    by_session = {"space": "sessions", "levels": [changed("least-cost", 0, prices=BY_SESSION)["levels"][0]]}
    assert check_with(problem, valuation(problem), replace(placement, proof=by_session)).proven


def test_levels_over_people_are_not_proven_by_lists() -> None:
    problem, placement = placed(CROWDED, BEST, PROOFS["fair"], "fair")
    proof = {"levels": [{**level, "prices": {}} for level in PROOFS["fair"]["levels"]]}
    verdict = check_with(problem, lists_of(problem), replace(placement, proof=proof))
    assert [str(each) for each in verdict.findings] == [
        "people with a seat outside their wishes: 1, and the prices prove 0",
        "sum of squared regrets: 10001, and the prices prove 0",
    ]


# Prices as a tree ----------------------------------------------------------------------------------------------


def test_prices_of_whole_workshops_prove_nothing_where_wishes_differ_per_round() -> None:
    ann: Tree = {"id": "ann", "wishes": {"r1": ["c"], "r2": ["a"]}, "forbidden": ["c"]}
    problem = Problem.from_dict(day_of([ann], rounds=2))
    seats = np.array([[0, 1]])
    claim = {"name": "cost", "value": 200, "bound": 200, "prices": {}}
    proof = {"kind": "prices", "route": "flow", "space": "workshops", "levels": [claim]}
    value = valuation(problem)
    ids = problem.round_ids, problem.workshop_ids, problem.participant_ids
    ranks, counted = seat_ranks(value.ranks, seats), figures(value, seats)
    verdict = check(problem, Placement(*ids, seats, ranks, "least-cost", 1, "optimal", counted, proof))
    # with b and then a the day costs 100
    assert (verdict.feasible, verdict.proven) == (True, False)
    assert list(map(str, verdict.findings)) == ["total cost: 200, without prices that prove it"]


def test_prices_that_are_not_zero_are_written_in_order_of_workshop_id() -> None:
    problem = Problem.from_dict(day_of([], [workshop(name, (1, 0), (1, 0)) for name in "cab"], rounds=2))
    assert list(certificate_prices(problem, np.array([[3], [-1], [0]])).items()) == [("a", -1), ("c", 3)]
    assert certificate_prices(problem, np.array([[0, 2], [-1, 5], [0, 0]])) == {
        "a": {"r1": -1, "r2": 5},
        "c": {"r2": 2},
    }
