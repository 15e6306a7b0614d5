# SPDX-License-Identifier: EUPL-1.2
"""The checker that was written from the page on certificates: it passes what the engine gives, and no forgery."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from indeling import Placement, Problem, check, objectives, solve
from indeling.interchange import align
from oracle.certificate import felt, refused, unproven, values_of
from oracle.day import read
from oracle.instances import KINDS, ruled, seeded
from oracle.model import at_least_as_good, described, feasible, seats_of, value

Tree = dict[str, Any]

ROOT = Path(__file__).parents[2]
AIMS = objectives.names()
DAYS = 6
"""For each kind of day and each objective."""


def placed_days(objective: str) -> Iterator[tuple[Tree, Tree]]:
    """Yield small days of every kind with their best placements, as the two JSON trees."""
    for kind in (*KINDS, "ruled"):
        for seed in range(DAYS):
            data = ruled(seed) if kind == "ruled" else seeded(seed, [kind])
            placement = json.loads(json.dumps(solve(Problem.from_dict(data), objective).to_dict()))
            if placement["status"] == "optimal":
                yield data, placement


def passed(data: Tree, placement: Tree) -> tuple[bool, bool]:
    """Return whether this checker says that a placement is right, and that it is proven."""
    wrong = refused(data, placement)
    return not wrong, not wrong and not unproven(data, placement)


def passed_by_engine(data: Tree, placement: Tree) -> tuple[bool, bool]:
    """Return what the engine's own checker says of the same."""
    problem = Problem.from_dict(data)
    verdict = check(problem, align(Placement.from_dict(placement), problem))
    return verdict.feasible, verdict.proven


@pytest.mark.parametrize("objective", AIMS)
def test_what_the_engine_gives_is_right_and_proven_unless_it_rests_on_the_solver(objective: str) -> None:
    days = list(placed_days(objective))
    assert len(days) > 3 * DAYS
    found = [(passed(data, placement), placement["proof"]["kind"]) for data, placement in days]
    assert found == [((True, kind != "mip"), kind) for _, kind in found]
    # rules of all kinds are in a sixth of the days, and the solver is asked in some more
    assert [kind for _, kind in found].count("mip") < len(found) / 4


# Forgeries -------------------------------------------------------------------------------------------------------


def with_other_prices(placement: Tree) -> Iterator[Tree]:
    """Yield the certificate with each price changed a little, a lot, or taken away."""
    for at, claim in enumerate(placement["proof"]["levels"]):
        for workshop, price in claim.get("prices", {}).items():
            for more in (-1, 1, 1000):
                forged = deepcopy(placement)
                prices = forged["proof"]["levels"][at]["prices"]
                prices[workshop] = {r: p + more for r, p in price.items()} if isinstance(price, dict) else price + more
                yield forged
        if "prices" in claim:
            yield with_claim(placement, at, prices={})


def with_claim(placement: Tree, at: int, **parts: object) -> Tree:
    """Return the certificate with parts of one claim changed."""
    forged = deepcopy(placement)
    forged["proof"]["levels"][at] |= parts
    return forged


@pytest.mark.parametrize("objective", [name for name in AIMS if name != "lottery"])
def test_certificate_with_another_price_proves_what_the_engine_says_it_proves(objective: str) -> None:
    forged = [(data, each) for data, placement in placed_days(objective) for each in with_other_prices(placement)]
    found = [passed(data, each) for data, each in forged]
    assert found == [passed_by_engine(data, each) for data, each in forged]
    # a chair more or less that nobody wants has a price that does not matter
    assert found.count((True, False)) > len(found) / 2 > 10


@pytest.mark.parametrize("objective", [name for name in AIMS if name != "lottery"])
def test_certificate_of_a_lower_value_is_refused(objective: str) -> None:
    claims = [
        (data, placement, at, claim)
        for data, placement in placed_days(objective)
        for at, claim in enumerate(placement["proof"]["levels"])
        if "prices" in claim
    ]
    found = [
        passed(data, with_claim(placement, at, **{key: claim[key] - 1 for key in keys}))
        for data, placement, at, claim in claims
        for keys in (["value"], ["bound"], ["value", "bound"])
    ]
    assert found == [(True, False)] * len(found)
    assert len(found) > 10


def with_seats_swapped(data: Tree, placement: Tree) -> Iterator[Tree]:
    """Yield every allowed placement in which two people have traded seats in a round; all else is made to fit."""
    rows = placement["placements"]
    for one, two in combinations(range(len(rows)), 2):
        if rows[one]["round"] == rows[two]["round"] and rows[one]["workshop"] != rows[two]["workshop"]:
            forged = deepcopy(placement)
            swapped = forged["placements"]
            swapped[one]["workshop"], swapped[two]["workshop"] = rows[two]["workshop"], rows[one]["workshop"]
            forged.pop("rooms", None)
            if not feasible(data, forged):
                yield {**forged, **described(data, seats_of(forged))}


def claiming_what_it_has(data: Tree, placement: Tree) -> Tree:
    """Return the placement with a certificate that says what it counts, with the prices of another."""
    forged, day = deepcopy(placement), read(data)
    seats, proof = seats_of(placement), forged["proof"]
    if placement["objective"] == "lottery":
        regret = felt(day, seats)
        proof["turns"] = [{"participant": each, "regret": regret[each]} for each in turn_order(placement)]
    else:
        values = values_of(day, seats, placement["objective"])
        proof["levels"] = [
            claim | dict.fromkeys(("value", "bound"), values[claim["name"]])
            for claim in proof["levels"]
            if claim["name"] in values
        ]
    return forged


def turn_order(placement: Tree) -> list[str]:
    return [turn["participant"] for turn in placement["proof"]["turns"]]


def is_worse(data: Tree, forged: Tree, placement: Tree) -> bool:
    """Return whether the objective says that the forged placement is worse."""
    objective = placement["objective"]
    if objective == "lottery":
        day, order = read(data), turn_order(placement)
        now, best = (felt(day, seats_of(each)) for each in (forged, placement))
        return [now[person] for person in order] > [best[person] for person in order]
    return not at_least_as_good(objective, value(data, forged, objective), value(data, placement, objective))


@pytest.mark.parametrize("objective", AIMS)
def test_placement_in_which_two_people_traded_for_the_worse_is_not_proven(objective: str) -> None:
    worse = [
        (data, claiming_what_it_has(data, forged))
        for data, placement in placed_days(objective)
        if not any(rule["kind"] in {"priority", "rooms"} or "weight" in rule for rule in data.get("rules", ()))
        for forged in with_seats_swapped(data, placement)
        if is_worse(data, forged, placement)
    ]
    found = [passed(data, forged) for data, forged in worse]
    assert found == [(True, False)] * len(found)
    assert len(found) > 10


def test_lottery_with_another_order_or_another_regret_is_refused() -> None:
    found = []
    for data, placement in placed_days("lottery"):
        turns = placement["proof"]["turns"]
        if len(turns) > 1:
            other = [{**turns[0], "regret": turns[0]["regret"] + 1}, *turns[1:]]
            for forged_turns in ([turns[1], turns[0], *turns[2:]], other, turns[1:]):
                forged = deepcopy(placement)
                forged["proof"]["turns"] = forged_turns
                found.append((passed(data, forged), passed_by_engine(data, forged)))
    assert found == [((False, False), (False, False))] * len(found)
    assert len(found) > 3 * DAYS


# Files of the real program -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("objective", AIMS)
def test_files_that_the_program_writes_for_the_example_day_are_proven(objective: str, tmp_path: Path) -> None:
    example, files = ROOT / "examples" / "regiodag", (tmp_path / "problem.json", tmp_path / "placement.json")
    asked = [str(example / "voorkeuren.xlsx"), "--workshops", str(example / "workshops.xlsx")]
    for command in (
        ["convert", *asked, str(files[0])],
        ["solve", str(files[0]), "--objective", objective, "-o", str(files[1])],
    ):
        subprocess.run([sys.executable, "-m", "indeling.cli", *command], check=True, capture_output=True)
    problem, placement = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    assert placement["proof"]["kind"] in {"prices", "turns"}
    assert passed(problem, placement) == (True, True)
