# SPDX-License-Identifier: EUPL-1.2
"""The judge of the lottery: the order of turns and everybody's regret, by one MIP per turn."""

from __future__ import annotations

from hashlib import blake2b

from oracle.day import Day, Seats, Tree, read
from oracle.model import Model, baseline, bundles_of
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
