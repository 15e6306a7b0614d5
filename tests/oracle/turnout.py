# SPDX-License-Identifier: EUPL-1.2
"""Who comes, by going through every set of people, in exact fractions. Shares no code with the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, combinations
from typing import Any

Tree = dict[str, Any]


def distribution(comes: Sequence[float]) -> list[Fraction]:
    """Return the chance that 0, 1, ..., all of the people come, summed over every set of them."""
    exact = [Fraction(chance) for chance in comes]
    chances = [Fraction(0)] * (len(exact) + 1)
    people = range(len(exact))
    for present in chain.from_iterable(combinations(people, size) for size in range(len(exact) + 1)):
        chance = Fraction(1)
        for person in people:
            chance *= exact[person] if person in present else 1 - exact[person]
        chances[len(present)] += chance
    return chances


def overflow(comes: Sequence[float], chairs: int) -> Fraction:
    """Return the chance that more come than there are chairs."""
    return sum(distribution(comes)[chairs + 1 :], Fraction(0))


def most_whoever_they_are(comes: Sequence[float], chairs: int, limit: float) -> int:
    """Return the most people for which no choice of them overflows with a larger chance; `chairs` when that is more."""
    fine = (
        size
        for size in range(chairs + 1, len(comes) + 1)
        if all(overflow(each, chairs) <= Fraction(limit) for each in combinations(comes, size))
    )
    return max(fine, default=chairs)


def could_be(data: Tree, workshop: str, rnd: str) -> list[int]:
    """Return the people who could be in a session: there, not leading, not barred, with no fixed place elsewhere."""
    given = {each["id"]: {s["round"] for s in each["sessions"]} for each in data["workshops"]}
    return [
        at
        for at, person in enumerate(data["participants"])
        if rnd in person.get("rounds", [each["id"] for each in data["rounds"]])
        and not any(rnd in given[led] for led in person.get("leads", []))
        and workshop not in [*person.get("leads", []), *person.get("forbidden", [])]
        and person.get("fixed", {}).get(rnd, workshop) == workshop
    ]


def comes_of(data: Tree, default: float, domains: dict[str, float], people: dict[str, float]) -> list[float]:
    """Return the chance that each participant comes."""
    return [
        1 - people.get(person["id"], domains.get(person.get("domain", ""), default)) for person in data["participants"]
    ]


def seated_in(tree: Tree, workshop: str, rnd: str) -> set[str]:
    """Return the ids of the people in a session of a placement."""
    rows: Iterable[Tree] = tree["placements"]
    return {row["participant"] for row in rows if (row["workshop"], row["round"]) == (workshop, rnd)}
