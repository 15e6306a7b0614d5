# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import permutations
from random import Random
from typing import Any

import numpy as np
import pytest

from indeling import Problem, check, solve
from indeling.errors import OutOfTimeError, Text, TooLargeError
from indeling.solver import Beyond, coupled
from oracle.day import read
from oracle.edges import day_of, workshop
from oracle.instances import KINDS, ruled, seeded
from oracle.lottery import regrets_in_turn, regrets_of
from oracle.model import bundle_costs, feasible, seats_of

Tree = dict[str, Any]

RULES = ("together", "apart", "at_most", "eligible", "priority", "carried_over", "spanning", "rooms", "any_of")


def disagreement(data: Tree, seed: int) -> tuple[object, ...]:
    """Return in what the engine's answer is not the judge's; empty when they agree."""
    problem = Problem.from_dict(data)
    placement, best = solve(problem, "lottery", seed), regrets_in_turn(data, seed)
    if best is None or placement.status != "optimal":
        return () if best is None and placement.status == "infeasible" else (placement.status, best)
    found = regrets_of(data, seats_of(placement.to_dict()), seed)
    told = [turn["regret"] for turn in placement.proof["turns"]]
    verdict = check(problem, placement)
    wrong = feasible(data, placement.to_dict()) or list(map(str, () if verdict.feasible else verdict.findings))
    return () if found == told == best and not wrong else (found, told, best, wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_gets_at_their_turn_what_the_judge_says(kind: str) -> None:
    days = {seed: seeded(seed, [kind]) for seed in range(500, 525)}
    assert {seed: wrong for seed, data in days.items() if (wrong := disagreement(data, seed))} == {}


@pytest.mark.parametrize("kind", RULES)
def test_everybody_gets_at_their_turn_what_the_judge_says_with_rules(kind: str) -> None:
    days = {seed: ruled(seed, [kind]) for seed in range(600, 608)}
    assert {seed: wrong for seed, data in days.items() if (wrong := disagreement(data, seed))} == {}


# The truth -----------------------------------------------------------------------------------------------------


def reports(names: list[str], asked: int) -> Iterator[list[Any]]:
    """Yield every list of at most so many workshops, and those that begin or end with a tie of two."""
    for length in range(asked + 1):
        for chosen in permutations(names, length):
            yield list(chosen)
            if length > 1 and chosen[0] < chosen[1]:
                yield [list(chosen[:2]), *chosen[2:]]
            if length > 2 and chosen[-2] < chosen[-1]:
                yield [*chosen[:-2], list(chosen[-2:])]


def gains(data: Tree, seed: int) -> list[Any]:
    """Return the reports with which somebody would have less cost by their true list than by reporting that."""
    found = []
    names, day = [each["id"] for each in data["workshops"]], read(data)
    honest = bundle_costs(day, seats_of(solve(Problem.from_dict(data), "lottery", seed).to_dict()))
    for at, person in enumerate(data["participants"]):
        for report in reports(names, data["wishes_asked"]) if honest[person["id"]] else ():
            told = deepcopy(data)
            told["participants"][at]["wishes"] = report
            placement = solve(Problem.from_dict(told), "lottery", seed).to_dict()
            if bundle_costs(day, seats_of(placement))[person["id"]] < honest[person["id"]]:
                found.append((person["id"], report))
    return found


def crowded(seed: int) -> Tree:
    """Return a day of four people, two rounds and four workshops, with hardly a chair too many."""
    random = Random(seed)
    names = ["a", "b", "c", "d"]
    chairs = [random.choice([(1, 0), (1, 0), (2, 0), (2, 1)]) for _ in names]
    workshops = [workshop(name, each, each) for name, each in zip(names, chairs, strict=True)]
    people: list[Tree] = [{"id": each, "wishes": random.sample("abc", random.randint(1, 2))} for each in "pqrs"]
    people[0]["forbidden"] = ["d"]
    people[1]["rounds"] = ["r1"]
    return day_of(people, workshops, rounds=2, wishes_asked=2)


def test_no_report_gives_anybody_less_than_the_truth() -> None:
    days = {seed: data for seed in range(40) if sum(regrets_in_turn(data := crowded(seed), seed) or []) > 0}
    chosen = dict(list(days.items())[:10])
    assert len(chosen) == 10
    assert {seed: found for seed, data in chosen.items() if (found := gains(data, seed))} == {}


def test_no_report_gives_anybody_less_than_the_truth_with_a_rule() -> None:
    people = [{"id": name, "wishes": ["a", "b"]} for name in "pqr"]
    rule = {"kind": "together", "participants": ["p", "q"]}
    data = {**day_of(people, [workshop("a", (2, 0)), workshop("b", (2, 0))], wishes_asked=2), "rules": [rule]}
    assert {seed: found for seed in range(6) if (found := gains(data, seed))} == {}


# The order -----------------------------------------------------------------------------------------------------

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)


def test_turns_are_told_in_order_with_their_regrets() -> None:
    placement = solve(Problem.from_dict(CROWDED), "lottery", 3)
    order = [turn["participant"] for turn in placement.proof["turns"]]
    seats = {row["participant"]: row["workshop"] for row in placement.to_dict()["placements"]}
    assert [seats[person] for person in order] == ["a", "b", "c"]
    assert placement.proof == {
        "kind": "turns",
        "route": "turns",
        "space": "sessions",
        "levels": [],
        "order": "drawn",
        "turns": [{"participant": person, "regret": regret} for person, regret in zip(order, (0, 1, 100), strict=True)],
    }


def test_everybody_is_first_with_some_seed() -> None:
    problem = Problem.from_dict(CROWDED)
    first = [solve(problem, "lottery", seed).proof["turns"][0]["participant"] for seed in range(30)]
    assert {*first} == {*"pqs"}


def test_order_can_be_given_and_other_objectives_do_not_look_at_it() -> None:
    problem = Problem.from_dict(CROWDED)
    drawn = [turn["participant"] for turn in solve(problem, "lottery").proof["turns"]]
    given = Beyond(order=np.array([problem.people_at[person] for person in drawn[::-1]]))
    placement = solve(problem, "lottery", beyond=given)
    assert [turn["participant"] for turn in placement.proof["turns"]] == drawn[::-1]
    assert placement.proof["order"] == "given"
    assert check(problem, placement).proven
    assert solve(problem, beyond=given).to_dict() == solve(problem).to_dict()


def test_progress_tells_of_turns_on_either_way() -> None:
    said: list[tuple[Text, int, int]] = []
    solve(Problem.from_dict(CROWDED), "lottery", progress=lambda *each: said.append(each))
    data = {**CROWDED, "rules": [{"kind": "together", "participants": ["p", "q"], "weight": 1}]}
    solve(Problem.from_dict(data), "lottery", progress=lambda *each: said.append(each))
    assert [(str(what), step, steps) for what, step, steps in said] == [
        *(("turns", step, 3) for step in range(3)),
        *(("turns", step, 4) for step in range(3)),
        ("weight of the rules that are broken", 3, 4),
    ]


def test_day_with_too_many_bundles_for_turn_after_turn_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coupled, "MOST_BUNDLES", 5)
    data = {**CROWDED, "rules": [{"kind": "together", "participants": ["p", "q"], "weight": 1}]}
    with pytest.raises(TooLargeError):
        solve(Problem.from_dict(data), "lottery")


def test_no_time_at_all_is_told() -> None:
    moments = iter([0.0, *[9.0] * 50])
    with pytest.raises(OutOfTimeError):
        solve(Problem.from_dict(RULED), "lottery", time_limit=1, clock=lambda: next(moments))


RULED = {**CROWDED, "rules": [{"kind": "together", "participants": ["p", "q"], "weight": 1}]}
