# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from indeling import Placement, Problem, check, solve
from indeling.exchanges import broken_turns, told_turns
from indeling.interchange import align
from indeling.valuation import valuation
from oracle.day import read
from oracle.edges import day_of, workshop
from oracle.instances import ruled, seeded
from oracle.lottery import regrets_in_turn, regrets_of, turns
from oracle.model import described, feasible

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)


def claimed(data: Tree, seats: dict[tuple[str, str], str], seed: int = 1) -> Placement:
    """Return a placement with these seats that says it is what the lottery gives."""
    told = [
        {"participant": person, "regret": regret}
        for person, regret in zip(turns(read(data), seed), regrets_of(data, seats, seed), strict=True)
    ]
    proof = {"kind": "turns", "order": "drawn", "turns": told, "levels": []}
    head = {"format": "indeling/placement", "version": 1, "objective": "lottery", "seed": seed, "status": "optimal"}
    problem = Problem.from_dict(data)
    return align(Placement.from_dict({**head, **described(data, seats), "proof": proof}), problem)


def allowed(data: Tree) -> list[dict[tuple[str, str], str]]:
    """Return every placement of a small day."""
    day = read(data)
    keys = list(day.choices)
    every = (dict(zip(keys, chosen, strict=True)) for chosen in product(*(day.choices[key] for key in keys)))
    return [seats for seats in every if feasible(data, described(data, seats)) == []]


@pytest.mark.parametrize("kind", ["mixed", "common", "per round", "one round each", "ratings"])
def test_only_what_the_lottery_gives_is_proven(kind: str) -> None:
    days = [data for data in (seeded(seed, [kind]) for seed in range(300)) if 2 <= len(data["participants"]) <= 3]
    looked = 0
    for data in [each for each in days if len(each["rounds"]) <= 2 and len(each["workshops"]) <= 4][:8]:
        best, problem = regrets_in_turn(data), Problem.from_dict(data)
        for seats in allowed(data)[:60]:
            verdict = check(problem, claimed(data, seats))
            assert verdict.feasible
            assert not verdict.proven or regrets_of(data, seats) == best
            looked += verdict.proven
    assert looked


def test_most_days_are_proven_without_the_solver() -> None:
    placements = [solve(Problem.from_dict(seeded(seed, ["common"])), "lottery") for seed in range(40)]
    kinds = [each.proof["kind"] for each in placements if each.status == "optimal"]
    assert (len(kinds) >= 20, kinds.count("mip") <= len(kinds) // 4) == (True, True)


def test_certificate_of_turns_tells_the_order_and_the_regrets_and_no_level_that_turns_settle() -> None:
    problem, order = Problem.from_dict(CROWDED), turns(read(CROWDED), 1)
    claims = [
        {"name": "regret@1", "value": 0, "bound": 0},
        {"name": "regret@2", "value": 1, "bound": 0},
        {"name": "broken-rules", "value": 2, "bound": 2},
    ]
    placement = claimed(CROWDED, {(person, "r1"): name for person, name in zip(order, "abc", strict=True)})
    placement = replace(placement, proof={"levels": claims})
    told: list[Tree] = [
        {"participant": person, "regret": regret} for person, regret in zip(order, (0, 1, 100), strict=True)
    ]
    for source, shown in (("drawn", told), ("given", told[::-1])):
        people = np.array([problem.people_at[each["participant"]] for each in shown])
        expected = {"kind": "turns", "levels": claims[1:], "order": source, "turns": shown}
        assert told_turns(problem, valuation(problem), placement, people) == expected


def test_turns_in_an_order_of_their_own_are_right_where_the_proof_says_so() -> None:
    problem, placement = worse()
    for order, findings in (("given", 0), ("drawn", 1)):
        proof = {**placement.proof, "order": order, "turns": placement.proof["turns"][::-1]}
        broken = list(broken_turns(problem, valuation(problem), replace(placement, proof=proof)))
        assert len(broken) == findings


def one_each(*names: str, **others: Tree) -> list[Tree]:
    """Return workshops of one chair in one round; others by name."""
    return [others.get(name) or workshop(name, (1, 0)) for name in [*names, *others]]


def wishing(**wishes: Any) -> list[Tree]:
    """Return participants by id with their wishes."""
    return [{"id": name, "wishes": listed} for name, listed in wishes.items()]


R2_ONLY = [{"round": "r2", "capacity": 1}]
BY_ROUND = {"r1": ["a", "b"], "r2": ["c", "d"]}
IN_TURN: dict[str, tuple[Tree, dict[str, str], bool]] = {
    "a minimum holds the last one back": (
        day_of(wishing(q=["a", "b"], p=["a", "b"]), one_each(a=workshop("a", (2, 0)), b=workshop("b", (2, 1)))),
        {"q": "a", "p": "b"},
        True,
    ),
    "a workshop that may be dropped holds nobody back": (
        day_of(wishing(p=["a", "b"]), one_each("a", b=workshop("b", (1, 1), optional=True))),
        {"p": "b"},
        False,
    ),
    "who has a fixed place makes no room": (
        day_of([*wishing(z=["c"], q=["b", "a"]), {"id": "p", "wishes": ["a", "b"], "fixed": {"r1": "b"}}],
               one_each("b", "c", a=workshop("a", (2, 0)))),
        {"z": "c", "q": "a", "p": "b"},
        True,
    ),
    "every workshop in one round": (
        day_of(wishing(q=BY_ROUND, p=BY_ROUND),
               one_each("a", "b", **{name: {"id": name, "sessions": R2_ONLY} for name in "cd"}), rounds=2),
        {"q": "ac", "p": "bd"},
        True,
    ),
    "two rounds alike": (
        day_of(wishing(q=["a", "b", "c"], p=["a", "b", "c"]),
               one_each("a", b=workshop("b", (1, 0), (1, 0)), c=workshop("c", (1, 0), (1, 0))), rounds=2),
        {"q": "ab", "p": "bc"},
        True,
    ),
    "a free chair where they may not be": (
        day_of([*wishing(q=["b"]), {"id": "p", "wishes": ["a", "b", "c"], "forbidden": ["a"]}]),
        {"q": "b", "p": "c"},
        True,
    ),
    "a free chair that is worth the same": (
        day_of(wishing(q=["a"], p=["a", ["c", "d"]]), one_each("a", "c", "d")),
        {"q": "a", "p": "c"},
        True,
    ),
    "an exchange that leads nowhere": (
        day_of(wishing(r=["x"], q=[["a", "x"]], p=["a", "c"]), one_each("a", "x", "c")),
        {"r": "x", "q": "a", "p": "c"},
        True,
    ),
    "who is in the way may not be elsewhere": (
        day_of([{"id": "q", "wishes": [["a", "x"]], "forbidden": ["x"]}, *wishing(p=["a", "c"])],
               one_each("a", "x", "c")),
        {"q": "a", "p": "c"},
        True,
    ),
    "who is in the way would have to change rounds": (
        day_of(wishing(q={"r1": ["a"], "r2": [["c", "d"]]}, p={"r1": ["a", "b"], "r2": ["d"]}),
               one_each("a", "b", c={"id": "c", "sessions": R2_ONLY},
                        d={"id": "d", "sessions": [{"round": "r2", "capacity": 2}]}), rounds=2),
        {"q": "ac", "p": "bd"},
        True,
    ),
    "the workshop of a fixed place once more": (
        day_of([*wishing(q=["a", "c"]), {"id": "p", "wishes": ["b", "a", "c"], "fixed": {"r1": "b"}}],
               one_each(a={"id": "a", "sessions": R2_ONLY}, b=workshop("b", (1, 0), (1, 0)),
                        c=workshop("c", (1, 0), (1, 0))), rounds=2),
        {"q": "ca", "p": "bc"},
        True,
    ),
}  # fmt: skip
"""Days with the seats of each participant, round by round, in the order of turns; whether the turns are proven."""


@pytest.mark.parametrize("name", IN_TURN)
def test_turns_are_proven_where_no_exchange_helps(name: str) -> None:
    data, seats, proven = IN_TURN[name]
    placed = {(who, f"r{k}"): each for who, held in seats.items() for k, each in enumerate(held, start=1)}
    placement = claimed(data, placed)
    told = {turn["participant"]: turn for turn in placement.proof["turns"]}
    proof = {**placement.proof, "order": "given", "turns": [told[who] for who in seats]}
    verdict = check(Problem.from_dict(data), replace(placement, proof=proof))
    assert (verdict.feasible, verdict.proven, any(turn["regret"] for turn in told.values())) == (True, proven, True)


def worse() -> tuple[Problem, Placement]:
    """Return a crowded day and a placement in which the first two have changed seats."""
    order = turns(read(CROWDED), 1)
    seats = {(person, "r1"): name for person, name in zip(order, "bac", strict=True)}
    return Problem.from_dict(CROWDED), claimed(CROWDED, seats)


def test_placement_in_which_somebody_could_have_had_better_is_not_proven() -> None:
    problem, placement = worse()
    verdict = check(problem, placement)
    first = turns(read(CROWDED), 1)[0]
    assert (verdict.feasible, verdict.proven) == (True, False)
    assert list(map(str, verdict.findings)) == [
        f"{first}, turn 1: that regret 1 is the least rests on the solver",
    ]


@pytest.mark.parametrize(
    ("bent", "finding"),
    [
        (lambda told: told[:2], "the turns in the proof are not one for each participant"),
        (lambda told: [{}, *told[1:]], "the turns in the proof are not one for each participant"),
        (lambda told: [told[0], {}, told[2]], "the turns in the proof are not one for each participant"),
        (lambda told: [*told[:2], {}], "the turns in the proof are not one for each participant"),
        (lambda told: told[::-1], "the turns in the proof are not in the order of seed 1"),
        (lambda told: [{**told[0], "regret": 5}, *told[1:]], "the regrets in the proof are not those of the seats"),
    ],
)
def test_turns_that_are_not_right_are_refused(bent: Callable[[list[Tree]], list[Tree]], finding: str) -> None:
    problem = Problem.from_dict(CROWDED)
    placement = solve(problem, "lottery")
    proof = {**placement.proof, "turns": bent(placement.proof["turns"])}
    verdict = check(problem, replace(placement, proof=proof))
    assert (verdict.feasible, list(map(str, verdict.findings))) == (False, [finding])


@pytest.mark.parametrize("told", [None, 3, {"participant": "p"}, [3, 4, 5], ["p", "q", "s"], [{"participant": ["p"]}]])
def test_turns_of_any_shape_are_refused(told: object) -> None:
    problem = Problem.from_dict(CROWDED)
    placement = solve(problem, "lottery")
    verdict = check(problem, replace(placement, proof={**placement.proof, "turns": told}))
    findings = ["the turns in the proof are not one for each participant"]
    assert (verdict.feasible, list(map(str, verdict.findings))) == (False, findings)


def test_day_of_nobody_needs_no_turns() -> None:
    problem = Problem.from_dict(day_of([]))
    placement = solve(problem, "lottery")
    assert check(problem, replace(placement, proof={"kind": "turns", "levels": []})).proven


def test_whoever_is_not_named_could_not_have_had_less_given_those_before() -> None:
    """Also behind somebody whose turn is not proven: their regret may come from other costs, too."""
    looked, wrong = 0, []
    for seed in (19, 299, 387, 451, 487):
        data = seeded(seed, ["one round each"])
        problem, order, every = Problem.from_dict(data), turns(read(data), 1), allowed(data)
        felt = [regrets_of(data, seats) for seats in every]
        for at in range(0, len(every), 1 + len(every) // 150):
            mine = felt[at]
            least = [min(other[k] for other in felt if other[:k] == mine[:k]) for k in range(len(order))]
            could = {person for person, now, best in zip(order, mine, least, strict=True) if best < now}
            named = {str(each).split(",", 1)[0] for each in check(problem, claimed(data, every[at])).findings}
            wrong += [(seed, at, could - named)] if not could <= named else []
            looked += len(named) > len(could) or bool(could)
    assert (looked > 100, wrong) == (True, [])


def test_verdict_on_turns_says_what_was_checked() -> None:
    problem = Problem.from_dict(CROWDED)
    verdict = check(problem, solve(problem, "lottery"))
    assert (verdict.feasible, verdict.proven, verdict.findings) == (True, True, ())
    assert str(verdict.summary) == (
        "the placement keeps all rules, and in the order of turns nobody could have had anything better; checked"
        " without the solver"
    )


def test_proof_without_turns_is_refused() -> None:
    problem = Problem.from_dict(CROWDED)
    verdict = check(problem, replace(solve(problem, "lottery"), proof={}))
    assert list(map(str, verdict.findings)) == ["the turns in the proof are not one for each participant"]


def test_regret_that_a_rule_brings_rests_on_the_solver() -> None:
    people = [{"id": name, "wishes": wishes} for name, wishes in (("p", ["a"]), ("q", ["b"]))]
    rule = {"kind": "together", "participants": ["p", "q"]}
    data = {**day_of(people, [workshop("a", (2, 0)), workshop("b", (2, 0))], wishes_asked=1), "rules": [rule]}
    problem = Problem.from_dict(data)
    placement = solve(problem, "lottery")
    assert (placement.status, placement.proof["kind"], placement.proof["route"]) == ("optimal", "mip", "rules")
    assert [turn["regret"] for turn in placement.proof["turns"]] == [0, 100]
    assert check(problem, placement).proven is False


def test_what_was_carried_over_is_no_part_of_what_is_told() -> None:
    data = {**CROWDED, "rules": [{"kind": "carried_over", "regrets": {"p": 7}}]}
    plain, carried = (solve(Problem.from_dict(each), "lottery") for each in (CROWDED, data))
    assert carried.proof["turns"] == plain.proof["turns"]
    assert np.array_equal(carried.seats, plain.seats)


def test_workshop_over_several_rounds_rests_on_the_solver() -> None:
    kinds = set()
    for seed in range(30):
        problem = Problem.from_dict(ruled(seed, ["spanning"]))
        placement = solve(problem, "lottery")
        if placement.status == "optimal" and problem.blocks:
            regret = sum(turn["regret"] for turn in placement.proof["turns"])
            kinds.add((bool(regret), placement.proof["kind"]))
    assert kinds == {(False, "turns"), (True, "mip")}
