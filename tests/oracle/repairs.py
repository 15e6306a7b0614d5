# SPDX-License-Identifier: EUPL-1.2
"""The judge of repairs: a day that was placed and then changed, and how many must go without a seat to move few."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

from oracle.dice import Dice, chance, pick
from oracle.model import optimum

Tree = dict[str, Any]

WHERE_NOBODY_SAT = "a workshop that is gone"


def earlier_for(dice: Dice, data: Tree) -> Tree:
    """Return an earlier placement, seats anyhow: for most people and rounds, some of them of who or what is gone."""
    workshops = [*(workshop["id"] for workshop in data["workshops"]), WHERE_NOBODY_SAT]
    people = [*(person["id"] for person in data["participants"]), "somebody who is gone"]
    rows = [
        {"participant": person, "round": rnd["id"], "workshop": pick(dice, workshops), "rank": None}
        for person in people
        for rnd in data["rounds"]
        if chance(dice, 80)
    ]
    figures = {"cost": 0, "largest_regret": 0, "seats_by_rank": {}, "seats_outside_wishes": 0}
    head = {"format": "indeling/placement", "version": 1, "objective": "fair", "seed": 1, "status": "feasible"}
    return {**head, "placements": rows, "figures": figures}


def fewest_unplaced(data: Tree, earlier: Tree, most: int) -> int | None:
    """Return the least number of people without a seat in some round when so many seats may move; None: never.

    By leaving people out, one, two, ... of them, in every set of rounds, and looking whether the others can be placed.
    """
    people = [person["id"] for person in data["participants"]]
    for count in range(len(people) + 1):
        if any(
            placed_without(data, earlier, most, dict(zip(chosen, rounds, strict=True)))
            for chosen in combinations(people, count)
            for rounds in product(*(absences(data, person) for person in chosen))
        ):
            return count
    return None


def absences(data: Tree, person: str) -> list[tuple[str, ...]]:
    """Return every set of rounds, not empty, in which somebody could lack a seat: not where they are fixed."""
    entry = next(each for each in data["participants"] if each["id"] == person)
    present = entry.get("rounds", [rnd["id"] for rnd in data["rounds"]])
    free = [rnd for rnd in present if rnd not in entry.get("fixed", {})]
    return [rounds for size in range(1, len(free) + 1) for rounds in combinations(free, size)]


def placed_without(data: Tree, earlier: Tree, most: int, absent: dict[str, tuple[str, ...]]) -> bool:
    """Return whether there is a placement within so many moves when these people are away in these rounds."""
    everywhere = [rnd["id"] for rnd in data["rounds"]]
    participants = [
        {**each, "rounds": [rnd for rnd in each.get("rounds", everywhere) if rnd not in absent.get(each["id"], ())]}
        for each in data["participants"]
    ]
    best = optimum({**data, "participants": participants}, "least-cost", earlier=earlier, repair=True)
    return best is not None and best[0] <= most
