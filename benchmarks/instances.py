# SPDX-License-Identifier: EUPL-1.2
"""Days to measure with: made from a seed, with wishes as crowded together as real ones are.

Two ways of being popular. `zipf`: everybody looks for the same thing, the k-th workshop with weight k^−0.8. `groups`:
eight groups, each with an order of its own and weight 1/k. Wishes are drawn by weight without putting back (the k
largest of log weight + Gumbel noise; Kool, Van Hoof and Welling, Stochastic beams and where to find them, 2019).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indeling import Problem
from indeling.problem import EVERY_ROUND, NOT_OFFERED, Ints, Wishes, no_pairs

POPULARITIES = ("zipf", "groups")
GROUPS = 8

CHAIRS_PER_PERSON = 1.05
"""Chairs in a round, for one person."""

SMALLEST, LARGEST = 0.6, 1.4
"""Chairs of a workshop, of what all would have if they were the same."""

MOST_AT_ONCE = 10_000_000
"""Above so many participants × workshops, wishes are drawn one by one."""

MISSING = 0.15
"""Share of the sessions that are not given, where sessions differ."""


@dataclass(frozen=True)
class Size:
    """How large a day is; `wishes` is the number of wishes that everybody has."""

    people: int
    workshops: int
    rounds: int
    wishes: int

    def __str__(self) -> str:
        return f"{self.people}×{self.workshops}×{self.rounds}"


SIZES = {
    size.people: size
    for size in (
        Size(150, 10, 2, 4),
        Size(190, 23, 6, 8),
        Size(400, 16, 2, 5),
        Size(2_000, 60, 2, 5),
        Size(10_000, 200, 3, 5),
        Size(100_000, 1_000, 3, 5),
        Size(1_000_000, 5_000, 3, 5),
    )
}


@dataclass(frozen=True)
class Kind:
    """One kind of day.

    unequal: every session has its own chairs, and some are not given. complete: everybody ranks every workshop.
    """

    size: Size
    popularity: str
    unequal: bool = False
    complete: bool = False

    def __str__(self) -> str:
        apart, whole = " unequal" if self.unequal else "", " complete" if self.complete else ""
        return f"{self.size} {self.popularity}{apart}{whole}"

    @property
    def wishes(self) -> int:
        """How many wishes everybody has."""
        return self.size.workshops if self.complete else self.size.wishes


def make_day(kind: Kind, seed: int = 1) -> Problem:
    """Return the day of that kind that belongs to the seed: the same one every time."""
    chance, size = np.random.default_rng(seed), kind.size
    wanted = _wanted(kind, chance)
    capacity = _unequal_chairs(size, chance) if kind.unequal else _equal_chairs(size, chance)
    return Problem(
        round_ids=_ids("r", size.rounds),
        workshop_ids=_ids("w", size.workshops),
        participant_ids=_ids("p", size.people),
        capacity=capacity,
        minimum=np.zeros_like(capacity),
        optional=np.zeros(size.workshops, bool),
        attends=np.ones((size.people, size.rounds), bool),
        wishes=_wishes(wanted),
        wishes_asked=kind.wishes,
        forbidden=no_pairs(),
        leads=no_pairs(),
        fixed=no_pairs(3),
        titles=("",) * size.workshops,
        names=("",) * size.people,
        organisations=("",) * size.people,
        domains=("",) * size.people,
    )


def _ids(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{position + 1}" for position in range(count))


def _wishes(wanted: Ints) -> Wishes:
    """Return the columns of wishes (people, wishes)."""
    people, wishes = wanted.shape
    rank = np.tile(np.arange(1, wishes + 1), people)
    return Wishes(np.repeat(np.arange(people), wishes), np.full(people * wishes, EVERY_ROUND), wanted.ravel(), rank)


def _wanted(kind: Kind, chance: np.random.Generator) -> Ints:
    """Return the workshops that everybody wishes for, best first: (people, wishes)."""
    size, steepness, groups = kind.size, 0.8, 1
    if kind.popularity == "groups":
        steepness, groups = 1.0, GROUPS
    weight = -steepness * np.log(np.arange(1, size.workshops + 1))
    weights = np.stack([chance.permutation(weight) for _ in range(groups)])
    group = chance.integers(0, groups, size.people)
    if size.people * size.workshops > MOST_AT_ONCE:
        return _drawn_one_by_one(np.exp(weights), group, kind.wishes, chance)
    drawn = weights[group] + chance.gumbel(size=(size.people, size.workshops))
    return np.argsort(-drawn, axis=1, kind="stable")[:, : kind.wishes]


def _drawn_one_by_one(weights: NDArray[np.float64], group: Ints, wishes: int, chance: np.random.Generator) -> Ints:
    """Draw the same, in less memory: each next wish is drawn again for as long as somebody has it already."""
    found = np.full((len(group), wishes), -1)
    for belongs, weight in enumerate(weights):
        people = np.flatnonzero(group == belongs)
        upto = np.cumsum(weight)
        for column in range(wishes):
            todo = people
            while len(todo):
                at = np.searchsorted(upto, chance.random(len(todo)) * upto[-1], side="right")
                new = ~(found[todo, :column] == at[:, None]).any(axis=1)
                found[todo[new], column] = at[new]
                todo = todo[~new]
    return found


def _equal_chairs(size: Size, chance: np.random.Generator) -> Ints:
    """Return chairs (workshops, rounds) that are the same in every round."""
    chairs = _spread_chairs(size, np.ones(size.workshops, bool), chance)
    return np.repeat(chairs[:, None], size.rounds, axis=1)


def _unequal_chairs(size: Size, chance: np.random.Generator) -> Ints:
    """Return chairs (workshops, rounds) that differ per round; some sessions, but no whole workshop, are missing."""
    given = chance.random((size.workshops, size.rounds)) >= MISSING
    given[np.arange(size.workshops), chance.integers(0, size.rounds, size.workshops)] = True
    return np.stack([_spread_chairs(size, given[:, rnd], chance) for rnd in range(size.rounds)], axis=1)


def _spread_chairs(size: Size, given: NDArray[np.bool_], chance: np.random.Generator) -> Ints:
    """Spread the chairs of one round over the workshops that are given in it: (workshops,)."""
    share = np.where(given, chance.uniform(SMALLEST, LARGEST, size.workshops), 0)
    wanted = np.ceil(CHAIRS_PER_PERSON * size.people) * np.cumsum(share) / share.sum()
    chairs = np.diff(np.round(wanted).astype(np.int64), prepend=0)
    return np.where(given, np.maximum(chairs, 1), NOT_OFFERED)
