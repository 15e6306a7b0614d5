# SPDX-License-Identifier: EUPL-1.2
"""The judge of the lottery: the order of turns and everybody's regret, by one MIP per turn; and over all orders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from itertools import permutations, product

from oracle.brute import every_placement
from oracle.day import Day, Seats, Tree, read
from oracle.model import Model, baseline, bundles_of, regrets
from oracle.rules import classes


def turns(day: Day, seed: int) -> list[str]:
    """Return the people in the order of their turns: class by class, and in a class by hash, keyed with the seed."""
    key = seed.to_bytes(16, "little", signed=True)

    def lot(person: str) -> tuple[bytes, str]:
        return blake2b(person.encode(), digest_size=8, key=key).digest(), person

    return [person for people in classes(day) for person in sorted(people, key=lot)]


def regrets_in_turn(data: Tree, seed: int = 1) -> list[int] | None:
    """Return the regret of everybody in the order of turns; None when there is no placement."""
    day = read(data)
    if not all((person, rnd) in day.choices for person, rnd in day.pinned):
        return None
    if not all(any(True for _ in day.bundles(person)) for person in day.people):
        return None
    model = Model(day)
    model.add_outcomes()
    found = []
    for person in turns(day, seed):
        mine = {column: key[1] for key, column in model.outcome.items() if key[0] == person}
        if not model.program.minimise(mine):
            return None
        found.append(sum(felt * model.program.solution[column] for column, felt in mine.items()))
    return found


def regrets_of(data: Tree, seats: Seats, seed: int = 1) -> list[int]:
    """Return the regret of everybody with these seats, in the order of turns."""
    day = read(data)
    bundles = bundles_of(day, seats)
    return [day.bundle_cost(person, bundles[person]) - baseline(day, person) for person in turns(day, seed)]


def in_every_order(data: Tree) -> Outcomes | None:
    """Return what comes out over all orders of turns, by going through every placement; None when that is too much.

    A day without placement has no outcomes.
    """
    placements, day = every_placement(dict(data)), read(data)
    if placements is None:
        return None
    felt = [dict(zip(day.people, regrets(day, seats), strict=True)) for seats in placements]
    found = Outcomes(0, Counter(), Counter(), Counter())
    for chosen in product(*map(permutations, classes(day))) if placements else ():
        left = list(range(len(placements)))
        for person in (each for people in chosen for each in people):
            least = min(felt[at][person] for at in left)
            left = [at for at in left if felt[at][person] == least]
        found.orders += 1
        found.best.update(person for person in day.people if felt[left[0]][person] == 0)
        had = [{(person, workshop) for (person, _), workshop in placements[at].items()} for at in left]
        found.surely.update(set.intersection(*had))
        found.maybe.update(set.union(*had))
    return found


@dataclass
class Outcomes:
    """In how many of all orders people have no regret (`best`), and have a workshop.

    surely, maybe: (person, workshop), in all or in some of the placements that an order leaves as good.
    """

    orders: int
    best: Counter[str]
    surely: Counter[tuple[str, str]]
    maybe: Counter[tuple[str, str]]
