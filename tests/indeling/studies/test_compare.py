# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command_line import day, too_small
from engine_days import GAP
from indeling import Problem, objectives, solve
from indeling.errors import OutOfTimeError, Text, TooLargeError, UnknownKindError
from indeling.structure import schema
from indeling.studies import compare as module
from indeling.studies.compare import compare
from indeling.studies.comparison import Answer, Comparison
from oracle import model
from oracle.day import read
from oracle.edges import EDGES
from oracle.instances import KINDS, seeded
from oracle.model import OBJECTIVES, optimum, regrets, seats_of, value
from thoroughness import a_few

Tree = dict[str, Any]

CHUNKS, CHUNK = 3, 8


def compared(data: Tree, **options: Any) -> Comparison:
    return compare(Problem.from_dict(data), **options)


def tree_of(answer: Answer) -> Tree:
    assert answer.placement is not None
    return answer.placement.to_dict()


def wished_by_name(data: Tree, person: Tree, rnd: str) -> set[str]:
    """Return the workshops that the participant named for that round."""
    if "rating_scale" in data:
        return set(person.get("ratings", {}))
    wishes = person.get("wishes", [])
    groups = wishes.get(rnd, []) if isinstance(wishes, dict) else wishes
    return {name for group in groups for name in ([group] if isinstance(group, str) else group)}


def recounted(data: Tree, placement: Tree) -> Tree:
    """Return the counts of a placement, from dictionaries alone."""
    judged, seats = read(data), seats_of(placement)
    people = {each["id"]: each for each in data["participants"]}
    rank = {(p, r): judged.rank[p, r, w] for (p, r), w in seats.items()}
    named = {(p, r): w in wished_by_name(data, people[p], r) for (p, r), w in seats.items()}
    needed = {p: len(judged.needs[p]) for p in people if judged.needs[p]}
    outside = Counter(p for (p, _), k in rank.items() if k == 0)
    wished = Counter(needed[p] - outside[p] for p in needed if outside[p])
    felt = Counter(each for p, each in zip(judged.people, regrets(judged, seats), strict=True) if p in needed)
    by_wish = Counter(k for seat, k in rank.items() if k and named[seat])
    return {
        "seats_by_wish": {str(k): by_wish[k] for k in range(1, judged.levels + 1)},
        "seats_without_wish": sum(k > 0 and not named[seat] for seat, k in rank.items()),
        "seats_outside_wishes": sum(k == 0 for k in rank.values()),
        "people_with_all_wishes": sum(outside[p] == 0 for p in needed),
        "people_by_wished_seats": {str(k): wished[k] for k in reversed(range(len(judged.rounds)))},
        "people_by_regret": {str(k): felt[k] for k in sorted(felt)},
        "largest_regret": max(felt, default=0),
        "people_with_largest_regret": felt[max(felt, default=0)],
        "cost": sum(model.bundle_costs(judged, seats).values()),
    }


def difference_between(data: Tree, one: Tree, two: Tree) -> Tree:
    """Return how two placements differ, from dictionaries alone."""
    judged, first, second = read(data), seats_of(one), seats_of(two)
    moved = [seat for seat in first if first[seat] != second[seat]]
    bags = [{p: sorted(w for (q, _), w in seats.items() if q == p) for p in judged.people} for seats in (first, second)]
    felt = list(zip(regrets(judged, first), regrets(judged, second), strict=True))
    return {
        "objectives": [one["objective"], two["objective"]],
        "people": len({person for person, _ in moved}),
        "seats": len(moved),
        "other_workshops": sum(bags[0][p] != bags[1][p] for p in judged.people),
        "better": sum(after < before for before, after in felt),
        "worse": sum(after > before for before, after in felt),
    }


def disagreement(data: Tree) -> Tree:
    """Return all in a comparison that is not what the judge counts and expects; empty when they agree."""
    found = compared(data, objectives=OBJECTIVES)
    tree, best = found.to_dict(), {name: optimum(data, name) for name in OBJECTIVES}
    Draft202012Validator(schema("comparison.v1.json")).validate(tree)
    if None in best.values():
        return {} if (tree["status"], tree["objectives"], tree["differences"]) == ("infeasible", [], []) else tree
    placements = [tree_of(answer) for answer in found.answers]
    heads = [
        {"objective": each["objective"], "status": "optimal", "proof": each["proof"]["kind"]} for each in placements
    ]
    needs = [len(rounds) for rounds in read(data).needs.values()]
    pairs = combinations(placements, 2)
    wrong = {
        "head": [tree[key] for key in ("status", "rounds", "people", "seats")]
        != ["optimal", len(data["rounds"]), sum(each > 0 for each in needs), sum(needs)],
        "values": [value(data, each, each["objective"]) for each in placements] != [best[name] for name in OBJECTIVES],
        "counts": tree["objectives"]
        != [head | recounted(data, each) for head, each in zip(heads, placements, strict=True)],
        "differences": tree["differences"] != [difference_between(data, one, two) for one, two in pairs],
    }
    return {name: tree for name, fault in wrong.items() if fault}


@pytest.mark.parametrize("chunk", a_few(range(CHUNKS)))
@pytest.mark.parametrize("kind", KINDS)
def test_comparison_of_small_days_is_what_the_independent_model_counts(kind: str, chunk: int) -> None:
    days = {seed: seeded(seed, [kind]) for seed in range(1000 + chunk * CHUNK, 1000 + (chunk + 1) * CHUNK)}
    assert {seed: found for seed, data in days.items() if (found := disagreement(data))} == {}


@pytest.mark.parametrize("name", EDGES)
def test_comparison_of_a_day_at_the_edge_is_what_the_independent_model_counts(name: str) -> None:
    assert disagreement(EDGES[name]) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_order_of_the_rows_has_no_influence(kind: str) -> None:
    data = next(data for seed in range(99) if compared(data := seeded(seed, [kind])).status == "optimal")
    turned = {key: data[key][::-1] if key in {"workshops", "participants"} else data[key] for key in data}
    assert json.dumps(compared(turned, seed=3).to_dict()) == json.dumps(compared(data, seed=3).to_dict())


BY_DEFAULT = [name for name in objectives.names() if name != "lottery"]


def test_all_objectives_but_the_lottery_are_compared_unless_some_are_named() -> None:
    assert [each.objective for each in compared(day()).answers] == BY_DEFAULT
    assert [each.objective for each in compared(day(), objectives=[]).answers] == BY_DEFAULT


def test_objectives_come_in_the_order_asked_for_and_once() -> None:
    found = compared(day(), objectives=["leximin", "fair", "leximin"])
    assert [each.objective for each in found.answers] == ["leximin", "fair"]
    assert [(each.first, each.second) for each in found.differences] == [("leximin", "fair")]


def test_unknown_objective_is_refused_before_anything_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "solve", None)
    with pytest.raises(UnknownKindError, match="fiar"):
        compared(day(), objectives=["fair", "fiar"])


def test_seed_is_passed_on() -> None:
    placements = [each.placement for each in compared(day(), seed=7).answers]
    assert {each.seed for each in placements if each} == {7}


def test_day_without_placement_says_why_and_stops_at_once() -> None:
    told: list[str] = []
    found = compared(too_small(), progress=lambda what, _step, _steps: told.append(str(what)))
    assert found.to_dict() == {
        "format": "indeling/comparison",
        "version": 1,
        "status": "infeasible",
        "seed": 1,
        "rounds": 2,
        "people": 4,
        "seats": 8,
        "objectives": [],
        "differences": [],
        "conflicts": [dict(each) for each in found.conflicts],
    }
    assert [each["kind"] for each in found.conflicts] == ["round-chairs", "round-chairs"]
    assert told == []


def test_answer_that_rests_on_the_solver_says_so() -> None:
    (answer,) = compared(GAP, objectives=["least-cost"]).answers
    assert (answer.status, answer.proof, answer.gap) == ("optimal", "mip", None)


def test_progress_names_the_objective() -> None:
    told: list[Text] = []
    wishes = {name: ["A", "B"] for name in ("Ann", "Bo", "Cas")}
    crowded = Problem.build(rounds=1, workshops={"A": 1, "B": 1, "C": 1}, wishes=wishes)
    compare(crowded, ["fair"], progress=lambda what, _step, _steps: told.append(what))
    assert [str(each) for each in told] == [
        "fair: people with a seat outside their wishes",
        "fair: sum of squared regrets",
    ]
    assert {each.template for each in told} == {"{objective}: {what}"}


class Limits:
    """Solves, except for the objectives that meet their limit; remembers what it was asked."""

    def __init__(self, **errors: type[Exception]) -> None:
        self.errors = errors
        self.asked: list[tuple[Any, ...]] = []

    def __call__(self, problem: Problem, aim: str, seed: int, **options: Any) -> object:
        self.asked.append((aim, seed, options["time_limit"], options["clock"]))
        if aim.replace("-", "_") in self.errors:
            raise self.errors[aim.replace("-", "_")]
        return solve(problem, aim, seed, **options)


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Limits:
    found = Limits()
    monkeypatch.setattr(module, "solve", found)
    return found


def clock() -> float:
    return 0.0


def test_limits_are_passed_on(limits: Limits) -> None:
    compared(day(), objectives=["fair", "generous"], seed=5, time_limit=9, clock=clock)
    assert limits.asked == [("fair", 5, 9, clock), ("generous", 5, 9, clock)]


def test_objective_that_meets_its_limit_leaves_the_others_standing(limits: Limits) -> None:
    limits.errors = {"fair": OutOfTimeError, "leximin": TooLargeError}
    found = compared(day(), objectives=["fair", "generous", "leximin", "least-cost"])
    tree = found.to_dict()
    Draft202012Validator(schema("comparison.v1.json")).validate(tree)
    assert tree["status"] == "feasible"
    assert tree["objectives"][0] == {"objective": "fair", "status": "unknown", "reason": "out_of_time"}
    assert tree["objectives"][2] == {"objective": "leximin", "status": "unknown", "reason": "too_large"}
    assert [each.objective for each in found.answered] == ["generous", "least-cost"]
    assert [each["objectives"] for each in tree["differences"]] == [["generous", "least-cost"]]


@pytest.mark.parametrize(
    ("errors", "error"),
    [
        ({"fair": OutOfTimeError, "leximin": TooLargeError}, OutOfTimeError),
        ({"fair": TooLargeError, "leximin": TooLargeError}, TooLargeError),
    ],
)
def test_no_placement_within_any_limit_is_an_error(
    limits: Limits, errors: dict[str, type[Exception]], error: type[Exception]
) -> None:
    limits.errors = errors
    with pytest.raises(error):
        compared(day(), objectives=["fair", "leximin"])


def test_answer_that_is_not_proven_says_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = [{"name": "outside-1", "value": 0, "bound": 0}, {"name": "squared-regret", "value": 9, "bound": 7}]

    def unsure(*arguments: Any, **options: Any) -> object:
        return replace(solve(*arguments, **options), status="feasible", proof={"kind": "mip", "levels": levels})

    monkeypatch.setattr(module, "solve", unsure)
    found = compared(day(), objectives=["fair"]).to_dict()
    Draft202012Validator(schema("comparison.v1.json")).validate(found)
    (answer,) = found["objectives"]
    assert found["status"] == answer["status"] == "feasible"
    assert answer["gap"] == {"level": "squared-regret", "value": 9, "bound": 7}
