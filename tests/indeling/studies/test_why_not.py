# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from indeling import Placement, Problem, solve
from indeling.placement import NO_SEAT
from indeling.structure import schema
from indeling.studies.why_not import WhyNot, why_not
from oracle.brute import every_placement
from oracle.counterfactual import best_of, best_with, closed, exchanges, told_round
from oracle.day import Day, Seats, meant, read, rules_of
from oracle.dice import SeededDice, some
from oracle.instances import KINDS, TINY, generate, ruled, seeded
from oracle.model import OBJECTIVES, around, regrets, seats_of, value, vector
from thoroughness import a_few

Tree = dict[str, Any]

CHUNKS, CHUNK = 4, 9
FEWEST_REASONS, FEWEST_LOOKED_AT = 3, 15
WORST = 99


def questions(data: Tree, seats: Seats, seed: int) -> list[tuple[str, str]]:
    """Return who might ask for what, in random order: first what they wished for and have not got."""
    every = [(person["id"], workshop["id"]) for person in data["participants"] for workshop in data["workshops"]]
    drawn = some(SeededDice(seed + 70_000), every, len(every))
    has = {(person, held) for (person, _), held in seats.items()}
    wished = {(each["id"], name) for each in data["participants"] for name in named(each)}
    return sorted(drawn, key=lambda pair: pair in has or pair not in wished)


def named(person: Tree) -> list[str]:
    """Return the workshops that a participant wished for, in whatever round."""
    wishes = person.get("wishes", [])
    groups = [each for found in wishes.values() for each in found] if isinstance(wishes, dict) else wishes
    return [*person.get("ratings", {}), *(n for g in groups for n in ([g] if isinstance(g, str) else g))]


def tree_with(found: WhyNot) -> Tree:
    """Return the placement of the exact answer in the interchange format, from its seats alone."""
    problem = found.case.problem
    assert found.exact is not None
    assert found.exact.seats is not None
    seats = {
        (problem.participant_ids[p], problem.round_ids[r]): problem.workshop_ids[int(found.exact.seats[p, r])]
        for p, r in np.argwhere(found.exact.seats != NO_SEAT).tolist()
    }
    return {"placements": [{"participant": p, "round": r, "workshop": w, "rank": None} for (p, r), w in seats.items()]}


def reason_of(data: Tree, seats: Seats, person: str, workshop: str, rounds: list[Tree]) -> str:
    """Return the reason that the judge would give."""
    has = any(held == workshop for (name, _), held in seats.items() if name == person)
    barred = "has" if has else why_barred(data, person, workshop)
    if barred or all(each["obstacle"] == "not-offered" for each in rounds):
        return barred or "not-given"
    wide = [each for each in rounds if each["obstacle"] not in {"not-offered", "absent", "leading", "fixed", "spans"}]
    wanted = [each for each in wide if each["gains"]]
    if not wanted:
        return satisfied(data, seats, person, wide) if wide else "no-round"
    full = [each for each in wanted if each["obstacle"] == "full"]
    if full:
        return "full-loss" if any(each["lower"] for each in full) else "full-higher"
    kinds = {each["obstacle"] for each in wanted}
    return next(each for each in ("minimum", "rule", "dropped") if each in kinds)


def why_barred(data: Tree, person: str, workshop: str) -> str:
    """Return what bars the participant from the workshop, "" for nothing."""
    entry = next(each for each in data["participants"] if each["id"] == person)
    for key, reason in (("leads", "own"), ("forbidden", "forbidden")):
        if workshop in entry.get(key, []):
            return reason
    for rule in rules_of(data, "eligible"):
        if "weight" not in rule and workshop in rule["workshops"] and not meant(rule, entry):
            return "rule-bars"
    return ""


def satisfied(data: Tree, seats: Seats, person: str, wide: list[Tree]) -> str:
    """Return whether it would take the place of something that counts for more, or there is nothing to gain at all."""
    here = {each["round"] for each in wide}
    ranks = {r: read(data).rank[person, r, w] or WORST for (p, r), w in seats.items() if p == person}
    best = min(each["rank"] or WORST for each in wide)
    return "clash" if any(rank > best for r, rank in ranks.items() if r not in here) else "content"


def faults_at_once(data: Tree, seed: int, objective: str) -> Iterator[tuple[str, Tree]]:
    """Yield the reason of some answers, and all in them that is not what the judge counts."""
    problem = Problem.from_dict(data)
    placement = solve(problem, objective)
    if placement.status != "infeasible":
        tree = placement.to_dict()
        pairs = questions(data, seats_of(tree), seed)
        for person, workshop in [*pairs[:2], *pairs[-1 : -2 + seed % 3 : -1]]:
            found = why_not(problem, placement, person, workshop)
            yield found.reason, faults_of(data, found, tree)


def faults_of(data: Tree, found: WhyNot, placement: Tree) -> Tree:
    """Return all in an answer that is not what the judge counts."""
    objective = placement["objective"]
    tree, seats, day = found.to_dict(), seats_of(placement), read(data)
    person, workshop = tree["participant"], tree["workshop"]
    Draft202012Validator(schema("why-not.v1.json")).validate(tree)
    rounds = [each["id"] for each in data["rounds"]]
    barred = {"has", "own", "forbidden", "rule-bars", "not-given"}
    told = (
        []
        if found.reason in barred
        else [told_round(data, day, seats, (person, rnd, workshop), objective) for rnd in rounds]
    )
    expected = (
        told if found.reason not in barred else [{"obstacle": closed(data, day, person, workshop, r)} for r in rounds]
    )
    wrong: Tree = {
        "rounds": [] if tree["rounds"] == told else [tree["rounds"], told],
        "reason": [] if tree["reason"] == reason_of(data, seats, person, workshop, expected) else [tree["reason"]],
    }
    open_rounds = [rnd for rnd in rounds if not closed(data, day, person, workshop, rnd)]
    if found.charges:
        every = list(exchanges(day, seats, person, workshop, open_rounds, placement["proof"]))
        wrong["inequality"] = [each for each in every if each["gain"] > each["price"] + each["scale"] - 1]
        told_charges = [{key: each[key] for key in every[0]} for each in tree["prices"]]
        wrong["charges"] = [each for each in told_charges if each not in every]
        slack = {
            name: min(e["price"] - e["gain"] for e in every if e["level"] == name)
            for name in {each["level"] for each in every}
        }
        wrong["nearest"] = [each for each in told_charges if each["price"] - each["gain"] != slack[each["level"]]]
    return {name: fault for name, fault in wrong.items() if fault}


def days(chunk: int) -> list[tuple[int, Tree]]:
    seeds = range(chunk * CHUNK, (chunk + 1) * CHUNK)
    plain = [(seed, seeded(3000 + seed, [KINDS[seed % len(KINDS)]])) for seed in seeds]
    return plain + [(seed, ruled(5000 + seed)) for seed in seeds]


@pytest.mark.parametrize("chunk", a_few(range(CHUNKS)))
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_what_is_told_at_once_is_what_the_judge_counts(objective: str, chunk: int) -> None:
    answers = [
        (seed, *found) for seed, data in days(chunk)[chunk % 2 :: 2] for found in faults_at_once(data, seed, objective)
    ]
    assert [answer for answer in answers if answer[2]] == []
    assert len({reason for _, reason, _ in answers}) >= FEWEST_REASONS


def answered(problem: Problem, given: Placement, person: str, workshop: str) -> WhyNot | None:
    """Return the exact answer, None when there is none because nothing is open."""
    found = why_not(problem, given, person, workshop)
    if found.reason == "has" or not found.open_rounds:
        return None
    return why_not(problem, given, person, workshop, exact=True)


def faults_of_exact(data: Tree, seed: int, objective: str) -> list[Any]:
    """Return what is wrong with an exact answer."""
    problem = Problem.from_dict(data)
    given = solve(problem, objective)
    if given.status == "infeasible":
        return []
    placement = given.to_dict()
    asking = questions(data, seats_of(placement), seed)
    found = next(filter(None, (answered(problem, given, *pair) for pair in asking)), None)
    if found is None or found.exact is None:
        return []
    person, workshop = found.to_dict()["participant"], found.to_dict()["workshop"]
    tree, exact, day = found.to_dict(names=True), found.exact, read(data)
    Draft202012Validator(schema("why-not.v1.json")).validate(tree)
    rounds = [each["round"] for each in tree["exact"]["attempts"]]
    best = [best_with(data, person, workshop, rnd, objective) for rnd in rounds]
    possible = [each["status"] == "optimal" for each in tree["exact"]["attempts"]]
    if possible != [each is not None for each in best]:
        return ["possible", possible, best]
    if not any(possible):
        return [] if exact.round < 0 and all(each.conflicts for each in exact.attempts) else ["conflicts"]
    after = tree_with(found)
    reached = value(data, after, objective)
    wrong: list[Any] = [] if reached == best_of(objective, best, around(data)) else ["value", reached, best]
    wrong += [] if seats_of(after)[person, tree["exact"]["round"]] == workshop else ["seat"]
    levels = {each["level"]: each for each in tree["exact"]["levels"]}
    for at, charge in enumerate(tree["prices"]):
        earlier = [levels[each]["after"] == levels[each]["before"] for each in levels if each != charge["level"]]
        before = list(levels).index(charge["level"])
        if all(earlier[:before]) and levels[charge["level"]]["after"] < charge["least"]:
            wrong.append(["least", at, charge, levels])
    return wrong + differences(day, tree["exact"], placement, after, person)


def differences(day: Day, exact: Tree, placement: Tree, after: Tree, person: str) -> list[Any]:
    """Return what is wrong in what the exact answer says of people."""
    first, second = seats_of(placement), seats_of(after)
    felt = dict(zip(day.people, zip(regrets(day, first), regrets(day, second), strict=True), strict=True))
    others = [each for each in day.people if each != person]
    bags = [{p: sorted(w for (q, _), w in seats.items() if q == p) for p in others} for seats in (first, second)]
    changed = {each for each in others if bags[0][each] != bags[1][each]}
    moved = {name for (name, rnd), held in first.items() if second[name, rnd] != held} - {person}
    expected = {
        "moved": len(moved),
        "other_workshops": len(changed),
        "better": sum(felt[each][1] < felt[each][0] for each in others),
        "worse": sum(felt[each][1] > felt[each][0] for each in others),
        "none_spared": exact["others"]["none_spared"],
    }
    wrong = [] if exact["others"] == expected else ["others", exact["others"], expected]
    told = {
        name: (each["from"], each["to"], each["regret"]) for each in exact["changes"] for name in each["participants"]
    }
    wrong += [] if {*told} == changed else ["changes", told, changed]
    for name, (lost, won, more) in told.items():
        ranks = [
            sorted((day.rank[name, r, w] or WORST) for (p, r), w in seats.items() if p == name)
            for seats in (first, second)
        ]
        for rank in lost:
            ranks[0].remove(rank or WORST)
        for rank in won:
            ranks[1].remove(rank or WORST)
        if ranks[0] != ranks[1] or {*lost} & {*won} or more != felt[name][1] - felt[name][0]:
            wrong.append(["change", name, lost, won, more])
    return wrong


@pytest.mark.parametrize("chunk", a_few(range(CHUNKS)))
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_exact_answer_is_as_good_as_the_best_the_independent_model_finds(objective: str, chunk: int) -> None:
    chosen = days(chunk)[:: 3 if objective in {"fair", "leximin"} else 2]
    assert {seed: wrong for seed, data in chosen if (wrong := faults_of_exact(data, seed, objective))} == {}


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_exact_answer_is_as_good_as_the_best_of_all_placements_with_that_seat(objective: str) -> None:
    wrong, looked_at = [], 0
    for seed in range(60):
        data = generate(SeededDice(9000 + seed), sizes=TINY)
        problem, every = Problem.from_dict(data), every_placement(data)
        given = solve(problem, objective)
        if not every:
            continue
        pairs = questions(data, every[0], seed)
        found = next(filter(None, (answered(problem, given, *pair) for pair in pairs)), None)
        if found is None or found.exact is None:
            continue
        tree, looked_at = found.to_dict(), looked_at + 1
        there = [
            vector(read(data), seats, objective)
            for seats in every
            if any(p == tree["participant"] and w == tree["workshop"] for (p, _), w in seats.items())
        ]
        best = best_of(objective, [*there], around(data))
        reached = None if found.exact.round < 0 else value(data, tree_with(found), objective)
        wrong += [] if reached == best else [(seed, reached, best)]
    assert (wrong, looked_at >= FEWEST_LOOKED_AT) == ([], True)
