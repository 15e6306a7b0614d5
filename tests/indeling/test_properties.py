# SPDX-License-Identifier: EUPL-1.2
"""What holds for every day, whatever is asked: order does not matter, chairs only help, no proof can be bent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indeling import Placement, Problem, check, solve
from indeling.interchange import align
from oracle.day import Day, Seats, read
from oracle.instances import KINDS, problems, seeded
from oracle.model import (
    OBJECTIVES,
    at_least_as_good,
    described,
    feasible,
    personal_violations,
    seats_of,
    session_violations,
    value,
)
from thoroughness import THOROUGH, a_few

Tree = dict[str, Any]

RECIPE = settings(
    max_examples=40 if THOROUGH else 20,
    derandomize=True,  # the same days in every run
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

objectives = st.sampled_from(OBJECTIVES)
shuffles = st.randoms(use_true_random=False)


def solved(data: Tree, objective: str) -> Tree:
    """Return the placement in the interchange format."""
    return solve(Problem.from_dict(data), objective).to_dict()


def verdict_on(data: Tree, placement: Tree) -> tuple[bool, bool]:
    """Return whether the checker finds the placement feasible, and whether it finds it proven."""
    problem = Problem.from_dict(data)
    verdict = check(problem, align(Placement.from_dict(placement), problem))
    return verdict.feasible, verdict.proven


# The same answer -----------------------------------------------------------------------------------------------


def shuffled(data: Tree, rng: Random) -> Tree:
    """Return the same problem with everything of which the order means nothing in another order."""
    mixed = deepcopy(data)
    for person in mixed["participants"]:
        lists = person.get("wishes", [])
        groups = [group for each in (lists.values() if isinstance(lists, dict) else [lists]) for group in each]
        for names in [*groups, *(person.get(key) for key in ("rounds", "forbidden", "leads"))]:
            if isinstance(names, list):
                rng.shuffle(names)
    for workshop in mixed["workshops"]:
        rng.shuffle(workshop["sessions"])
    rng.shuffle(mixed["participants"])
    rng.shuffle(mixed["workshops"])
    return mixed


@RECIPE
@given(problems(), objectives, shuffles)
def test_order_of_rows_changes_nothing(data: Tree, objective: str, rng: Random) -> None:
    assert json.dumps(solved(shuffled(data, rng), objective)) == json.dumps(solved(data, objective))


@pytest.mark.parametrize("objective", ["fair", "least-cost"])
@pytest.mark.parametrize("kind", KINDS)
def test_order_of_rows_changes_no_placement_and_no_reason_that_there_is_none(kind: str, objective: str) -> None:
    days = {seed: seeded(seed, [kind]) for seed in a_few(range(30))}
    answers = {seed: json.dumps(solved(data, objective)) for seed, data in days.items()}
    others = {seed: json.dumps(solved(shuffled(data, Random(seed)), objective)) for seed, data in days.items()}
    assert [seed for seed in days if answers[seed] != others[seed]] == []


@RECIPE
@given(problems(), objectives)
def test_same_input_twice_gives_the_same_bytes(data: Tree, objective: str) -> None:
    assert json.dumps(solved(deepcopy(data), objective)) == json.dumps(solved(data, objective))


@RECIPE
@given(problems(), objectives, st.integers(0, 2**100))
def test_seed_decides_between_equals_only(data: Tree, objective: str, seed: int) -> None:
    one, other = solved(data, objective), solve(Problem.from_dict(data), objective, seed).to_dict()
    assert other["status"] == one["status"]
    if one["status"] == "optimal":
        assert feasible(data, other) == []
        assert value(data, other, objective) == value(data, one, objective)


# Chairs only help ----------------------------------------------------------------------------------------------


def with_chair(data: Tree, rng: Random, *, everywhere: bool) -> Tree:
    """Return the problem with one more chair in a session that has one, or in all those of a workshop.

    A session without chairs gets none: it would change what people could have had alone.
    """
    roomier = deepcopy(data)
    choice = [[s for s in workshop["sessions"] if s["capacity"]] for workshop in roomier["workshops"]]
    sessions = rng.choice([sessions for sessions in choice if sessions] or [[]])
    for session in sessions if everywhere else sessions[:1]:
        session["capacity"] += 1
    return roomier


@pytest.mark.parametrize("everywhere", [False, True], ids=["in one session", "in every round"])
@RECIPE
@given(problems(), objectives, shuffles)
def test_one_more_chair_never_makes_it_worse(everywhere: bool, data: Tree, objective: str, rng: Random) -> None:  # noqa: FBT001
    before = solved(data, objective)
    if before["status"] == "optimal":
        roomier = with_chair(data, rng, everywhere=everywhere)
        after = solved(roomier, objective)
        assert after["status"] == "optimal"
        assert at_least_as_good(objective, value(roomier, after, objective), value(data, before, objective))


# No proof can be bent ------------------------------------------------------------------------------------------


def moves(seats: Seats, day: Day) -> list[Seats]:
    """Return the placements that differ in one person's seat, or in the seats that two people traded."""
    moved: list[Seats] = [{**seats, key: w} for key, held in seats.items() for w in day.choices[key] if w != held]
    pairs = [(one, other) for one, other in combinations(seats, 2) if one[1] == other[1]]
    return moved + [{**seats, one: seats[other], other: seats[one]} for one, other in pairs]


def worsened(data: Tree, placement: Tree, objective: str) -> list[Tree]:
    """Return feasible, honestly described placements that are worse, each with the proof of the best one."""
    day, best = read(data), value(data, placement, objective)
    found = []
    for seats in moves(seats_of(placement), day):
        personal = [rule for person in day.people for rule in personal_violations(day, person, seats)]
        if not personal and not session_violations(day, seats):
            found.append({**placement, **described(data, seats)})
    return [worse for worse in found if value(data, worse, objective) != best]


@RECIPE
@given(problems(), objectives)
def test_proof_of_the_best_placement_proves_no_worse_one(data: Tree, objective: str) -> None:
    placement = solved(data, objective)
    worse = worsened(data, placement, objective) if placement["status"] == "optimal" else []
    assert [verdict_on(data, each) for each in worse] == [(True, False)] * len(worse)


@cache
def placed(objective: str) -> tuple[tuple[Tree, Tree], ...]:
    """Return small days of every kind, each with its best placement; where there is one."""
    days = [seeded(seed, [kind]) for seed in range(12) for kind in KINDS]
    found = [(data, solved(data, objective)) for data in days]
    return tuple((data, placement) for data, placement in found if placement["status"] == "optimal")


def by_prices(objective: str) -> list[tuple[Tree, Tree]]:
    """Return copies of those that are proven by prices and have something to prove: at least ten."""
    found = [(data, deepcopy(placement)) for data, placement in placed(objective) if claims(placement)]
    assert len(found) >= 10
    return found


def claims(placement: Tree) -> list[Tree]:
    """Return the claims in the proof of a placement; none where the proof is not one of prices."""
    proof = placement["proof"]
    return list(proof["levels"]) if proof["kind"] == "prices" else []


def with_less_room(data: Tree, best: Tree) -> Iterator[Tree]:
    """Yield the problem with one chair fewer, for each session that is full and keeps a chair."""
    people = Counter((row["workshop"], row["round"]) for row in best["placements"])
    for w, workshop in enumerate(data["workshops"]):
        for s, session in enumerate(workshop["sessions"]):
            if session["capacity"] == people[workshop["id"], session["round"]] > 1:
                tighter = deepcopy(data)
                tighter["workshops"][w]["sessions"][s]["capacity"] -= 1
                yield tighter


def with_fixed_seat(data: Tree, best: Tree) -> Iterator[Tree]:
    """Yield the problem with one more fixed seat, for the first three: the last choice in place of what they have."""
    choices = read(data).choices
    for row in best["placements"][:3]:
        fixed = deepcopy(data)
        person = next(each for each in fixed["participants"] if each["id"] == row["participant"])
        person["fixed"] = {**person.get("fixed", {}), row["round"]: choices[row["participant"], row["round"]][-1]}
        yield fixed


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("harder", [with_less_room, with_fixed_seat])
def test_proof_for_a_harder_day_proves_nothing_for_the_day_itself(
    harder: Callable[[Tree, Tree], Iterator[Tree]], objective: str
) -> None:
    verdicts = [
        verdict_on(data, {**bent, **described(data, seats_of(bent))})
        for data, best in placed(objective)[:20]
        for bent in (solved(day, objective) for day in harder(data, best))
        if bent["status"] == "optimal" and value(data, bent, objective) != value(data, best, objective)
    ]
    assert len(verdicts) >= 5
    assert verdicts == [(True, False)] * len(verdicts)


@pytest.mark.parametrize("figure", ["cost", "largest_regret", "seats_outside_wishes", "rank"])
def test_wrong_rank_or_figure_is_refused(figure: str) -> None:
    for data, placement in by_prices("fair"):
        wrong = placement["placements"][0] if figure == "rank" else placement["figures"]
        wrong[figure] = (wrong[figure] or 0) + 1
        assert verdict_on(data, placement) == (False, False)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("key", ["value", "bound"])
@pytest.mark.parametrize("step", [-1, 1])
def test_claim_that_is_off_by_one_is_refused(key: str, step: int, objective: str) -> None:
    for data, placement in by_prices(objective):
        claims(placement)[-1][key] += step
        assert verdict_on(data, placement) == (True, False)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_proof_without_one_of_its_claims_is_refused(objective: str) -> None:
    for data, placement in by_prices(objective):
        placement["proof"]["levels"].pop(0)
        assert verdict_on(data, placement) == (True, False)


@pytest.mark.parametrize("objective", ["fair", "leximin"])
def test_regret_without_prices_is_refused(objective: str) -> None:
    """Alone nobody has any regret, so that without prices nothing above 0 can be proven."""
    bent = [(data, placement, claims(placement)[-1]) for data, placement in by_prices(objective)]
    bent = [(data, placement, claim) for data, placement, claim in bent if not claim["name"].startswith("outside")]
    assert len(bent) >= 5
    for data, placement, claim in bent:
        claim["prices"] = {}
        claim.pop("earlier", None)
        assert verdict_on(data, placement) == (True, False)


ONE_CHAIR_EACH = Problem.build(
    rounds=1, workshops=dict.fromkeys("abc", 1), wishes={name: ["a", "b", "c"] for name in ("Ann", "Bo", "Cas")}
)
"""Three fictional people who all want the same: the price of each chair is what the others would give for it."""


def priced(tree: Tree, prices: Tree, step: int) -> list[Tree]:
    """Return the trees of prices in which one price is changed by `step`."""
    found = []
    for workshop, price in prices.items():
        rounds = price if isinstance(price, dict) else {None: price}
        for rnd, each in rounds.items():
            changed = each + step if rnd is None else {**price, rnd: each + step}
            found.append({**tree, "prices": {**prices, workshop: changed}})
    return found


@pytest.mark.parametrize("step", [-1000, 1000])
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_wrong_price_is_refused(objective: str, step: int) -> None:
    data, placement = ONE_CHAIR_EACH.to_dict(), solve(ONE_CHAIR_EACH, objective).to_dict()
    assert verdict_on(data, placement) == (True, True)
    levels = claims(placement)
    bent = [
        {**placement, "proof": {**placement["proof"], "levels": [*levels[:at], wrong, *levels[at + 1 :]]}}
        for at, claim in enumerate(levels)
        for wrong in priced(claim, claim["prices"], step)
    ]
    assert bent
    assert [verdict_on(data, each) for each in bent] == [(True, False)] * len(bent)
