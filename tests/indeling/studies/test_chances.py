# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from indeling import Problem, solve
from indeling.errors import Text, TooLargeError
from indeling.placement import NO_SEAT, OUTSIDE
from indeling.solver import Beyond
from indeling.structure import schema
from indeling.studies.chances import AT_ONCE, chances
from indeling.studies.draws import ByOrder
from indeling.studies.odds import Chances, Tally
from oracle.day import read
from oracle.edges import day_of, workshop
from oracle.instances import KINDS, ruled, seeded
from oracle.lottery import in_every_order
from oracle.model import bundle_costs, seats_of
from thoroughness import THOROUGH, a_few

Tree = dict[str, Any]

RULES = ("together", "apart", "at_most", "at_least", "eligible", "carried_over", "priority", "spanning", "rooms")
SCHEMA = Draft202012Validator(schema("chances.v1.json"))
CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)


def disagreement(data: Tree) -> Tree | None:
    """Return in what the exact chances are not those over all orders, by going through every placement.

    Where placements are as good as one another in some order, a chance has to be between what all and what some give.
    None when nothing was compared.
    """
    expected = in_every_order(data)
    if expected is None:
        return None
    found = chances(Problem.from_dict(data), exact=True)
    if not expected.orders:
        return {} if found.status == "infeasible" else {"status": found.status}
    told = {each["participant"]: each for each in found.to_dict()["participants"]}
    best = {each: Fraction(expected.best[each], expected.orders) for each in told}
    wrong: Tree = {each: told[each]["best"] for each in told if Fraction(told[each]["best"]["fraction"]) != best[each]}
    shares = {
        (person, each["workshop"]): Fraction(each["fraction"]) for person in told for each in told[person]["workshops"]
    }
    for key in {*shares, *expected.maybe}:
        low, high = (Fraction(counts[key], expected.orders) for counts in (expected.surely, expected.maybe))
        if not low <= shares.get(key, 0) <= high:
            wrong[str(key)] = low, shares.get(key, 0), high
    return wrong


def compared(days: Iterable[tuple[int, Tree]], enough: int) -> dict[int, Tree]:
    """Return the disagreements on the first days that are small enough to go through every placement."""
    found: dict[int, Tree] = {}
    for seed, data in days:
        if len(data["participants"]) <= 4 and (wrong := disagreement(data)) is not None:
            found[seed] = wrong
        if len(found) == enough:
            return {seed: wrong for seed, wrong in found.items() if wrong}
    message = f"only {len(found)} days were small enough"
    raise AssertionError(message)


@pytest.mark.parametrize("kind", KINDS)
def test_exact_chances_are_the_average_over_all_orders(kind: str) -> None:
    assert compared(((seed, seeded(seed, [kind])) for seed in range(300)), 25) == {}


@pytest.mark.parametrize("kind", RULES)
def test_exact_chances_with_rules_are_the_average_over_all_orders(kind: str) -> None:
    assert compared(((seed, ruled(seed, [kind])) for seed in range(300)), 8) == {}


def counted(problem: Problem, seeds: Iterable[int]) -> dict[str, list[Any]]:
    """Return the columns of a tally, counted draw by draw."""
    drawn = [solve(problem, "lottery", seed) for seed in seeds]
    every = range(problem.workshop_count)
    needed, outside = (
        (np.array([each.ranks for each in drawn]) != NO_SEAT),
        np.array([e.ranks for e in drawn]) == OUTSIDE,
    )
    least = {turn["participant"]: 0 for turn in drawn[0].proof["turns"]}
    for each in drawn:
        for turn in each.proof["turns"]:
            person = problem.people_at[turn["participant"]]
            least[turn["participant"]] += turn["regret"] == 0 and bool(problem.seated[person].any())
    seats = np.array([each.seats for each in drawn])[:, :, None, :] == np.array(every)[:, None]
    return {
        "sessions": seats.sum(axis=0).tolist(),
        "workshops": seats.any(axis=3).sum(axis=0).tolist(),
        "all_wishes": (needed.any(axis=2) & ~outside.any(axis=2)).sum(axis=0).tolist(),
        "no_wish": (needed.any(axis=2) & (outside == needed).all(axis=2)).sum(axis=0).tolist(),
        "best": [least[name] for name in problem.participant_ids],
    }


def columns(found: Chances) -> dict[str, list[Any]]:
    return {name: column.tolist() for name, column in vars(found.tally).items()}


@pytest.mark.parametrize("kind", [*KINDS, "spanning", "carried_over"])
def test_sampled_chances_are_the_counted_draws(kind: str) -> None:
    looked = 0
    for at in a_few(range(12)):
        problem = Problem.from_dict(seeded(at, [kind]) if kind in KINDS else ruled(at, [kind]))
        found = chances(problem, draws=11, seed=5)
        if found.status == "sampled":
            assert columns(found) == counted(problem, range(5, 16))
            looked += 1
    assert looked >= 2


def backwards(work: Callable[[tuple[int, int]], Tally], spans: Sequence[tuple[int, int]]) -> Iterable[Tally]:
    return [work(span) for span in spans[::-1]]


@pytest.mark.parametrize("exact", [True, False])
def test_neither_who_does_the_chunks_nor_the_order_of_rows_matters(*, exact: bool) -> None:
    data = {**CROWDED, "participants": [{"id": name, "wishes": ["a", "b"]} for name in "pqst"]}
    data["workshops"] = [workshop(name, (2, 0)) for name in "abc"]
    turned = {**data, "participants": data["participants"][::-1], "workshops": data["workshops"][::-1]}
    one = chances(Problem.from_dict(data), draws=20, exact=exact).to_dict()
    assert chances(Problem.from_dict(data), draws=20, exact=exact, run=backwards).to_dict() == one
    other = chances(Problem.from_dict(turned), draws=20, exact=exact).to_dict()
    assert by_name(other["participants"]) == by_name(one["participants"])


def by_name(people: list[Tree]) -> dict[str, Any]:
    return {
        each["participant"]: {**each, "workshops": {found["workshop"]: found for found in each["workshops"]}}
        for each in people
    }


def test_exact_chances_of_a_crowded_day_are_told_as_fractions() -> None:
    tree = chances(Problem.from_dict(CROWDED), exact=True).to_dict()
    SCHEMA.validate(tree)
    third = {"draws": 2, "chance": 1 / 3, "fraction": "1/3"}
    places = [{"workshop": name, **third, "rounds": [{"round": "r1", **third}]} for name in "abc"]
    whole = {"best": third, "all_wishes": {"draws": 4, "chance": 2 / 3, "fraction": "2/3"}, "no_wish": third}
    assert tree == {
        "format": "indeling/chances",
        "version": 1,
        "status": "exact",
        "seed": 1,
        "draws": 6,
        "participants": [{"participant": name, **whole, "workshops": places} for name in "pqs"],
    }


def test_sampled_chances_say_how_sure_they_are_and_who_needs_no_seat_is_left_out() -> None:
    people = [*CROWDED["participants"], {"id": "z", "rounds": [], "wishes": []}]
    tree = chances(Problem.from_dict({**CROWDED, "participants": people}), draws=3).to_dict()
    SCHEMA.validate(tree)
    assert (tree["status"], tree["draws"], tree["confidence"]) == ("sampled", 3, 0.95)
    assert [each["participant"] for each in tree["participants"]] == ["p", "q", "s"]


def test_day_without_placement_says_why() -> None:
    data = {**CROWDED, "workshops": [workshop("a", (1, 0)), workshop("b", (1, 0))]}
    found = chances(Problem.from_dict(data))
    SCHEMA.validate(found.to_dict())
    assert (found.status, found.draws, found.to_dict()["participants"]) == ("infeasible", 0, [])
    assert found.conflicts == tuple(solve(Problem.from_dict(data)).proof["conflicts"])


def test_progress_counts_draws() -> None:
    said: list[tuple[Text, int, int]] = []
    chances(Problem.from_dict(CROWDED), draws=AT_ONCE + 1, progress=lambda *each: said.append(each))
    assert [(str(what), *steps) for what, *steps in said] == [
        ("draws", AT_ONCE, AT_ONCE + 1),
        ("draws", *[AT_ONCE + 1] * 2),
    ]


def test_less_than_one_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        chances(Problem.from_dict(CROWDED), draws=0)


def crowd(people: int, wishes: list[str]) -> Problem:
    return Problem.build(rounds=1, workshops={"a": 1, "b": people}, wishes={f"p{at}": wishes for at in range(people)})


def test_more_orders_than_are_looked_at_are_refused() -> None:
    with pytest.raises(TooLargeError, match="can come in 362880 orders; at most 40320 are looked at"):
        chances(crowd(9, ["a", "b"]), exact=True)


def test_people_to_whom_all_is_the_same_come_last() -> None:
    data = crowd(30, []).to_dict()
    for at in (3, 7):
        data["participants"][at]["wishes"] = ["a"]
    found = chances(Problem.from_dict(data), exact=True)
    assert (found.draws, found.tally.workshops[:, 0].tolist()) == (2, [int(at in (3, 7)) for at in range(30)])


def test_turns_of_priority_classes_are_not_mixed() -> None:
    rule = {"kind": "priority", "classes": [["q", "s"]]}
    work = ByOrder.of(Problem.from_dict({**CROWDED, "rules": [rule]}), 1)
    assert (work.orders, [sorted(group) for group in work.groups], work.last) == (2, [[1, 2], [0]], ())


# The truth -----------------------------------------------------------------------------------------------------


def small(seed: int) -> Tree:
    """Return a day of three people and three workshops, in one round or two, with hardly a chair too many."""
    random = Random(seed)
    rounds = random.choice([1, 2])
    chairs = [random.choice([(1, 0), (1, 0), (2, 1), (2, 0)]) for _ in "abc"]
    workshops = [workshop(name, *[each] * rounds) for name, each in zip("abc", chairs, strict=True)]
    people: list[Tree] = [{"id": each, "wishes": random.sample("abc", random.randint(1, 2))} for each in "pqr"]
    people[0]["forbidden"] = ["c"] if rounds == 1 else []
    rules = [{"kind": "together", "participants": ["p", "q"]}] if random.random() < 0.3 else []
    return {**day_of(people, workshops, rounds=rounds, wishes_asked=2), "rules": rules}


def distribution(data: Tree, truth: Tree, person: str) -> list[int] | None:
    """Return what the person's seats cost by their true list, over all orders, smallest first."""
    problem, day, found = Problem.from_dict(data), read(truth), []
    for order in permutations(range(3)):
        tree = solve_in(problem, order)
        if tree["status"] == "infeasible":
            return None
        found.append(bundle_costs(day, seats_of(tree))[person])
    return sorted(found)


def solve_in(problem: Problem, order: tuple[int, ...]) -> Tree:
    return solve(problem, "lottery", beyond=Beyond(order=np.array(order))).to_dict()


def test_nobody_does_better_at_any_level_by_another_list() -> None:
    """The truth dominates: for every cost, at least as many orders give no more than that (first-order dominance)."""
    reports: list[list[Any]] = [
        [],
        ["a"],
        ["b"],
        ["c"],
        [["a", "b"]],
        *map(list, permutations("abc", 2)),
        ["a", ["b", "c"]],
    ]
    most, looked, gains = 25 if THOROUGH else 9, 0, []
    for seed in range(60):
        data = small(seed)
        for at, person in enumerate("pqr"):
            honest = distribution(data, data, person)
            if honest is None or not max(honest) or looked >= most:
                continue
            looked += 1
            for report in reports:
                told = deepcopy(data)
                told["participants"][at]["wishes"] = report
                other = distribution(told, data, person)
                assert other is not None
                gains += [(seed, person, report) for mine, theirs in zip(honest, other, strict=True) if theirs < mine]
    assert (looked, gains) == (most, [])
