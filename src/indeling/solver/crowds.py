# SPDX-License-Identifier: EUPL-1.2
"""Whom rules tell apart: people who are in the same rows all the time can share the columns of their pooled seats.

Rules are asked once without writing anything down, only to hear of which people they count seats together. Who is in
the same of these groups is in one *crowd*: no rule can tell which of them sits in a session, only how many do. So the
pooled seats of a crowd in one round are one pool, and how many of them are in each session is one whole number
(orbital shrinking, in a way; Fischetti and Liberti, ISCO 2012). Seats that a rule asks about for one person alone are
told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from indeling.problem import Bools, Ints
from indeling.rules.rows import Rows, Session, Sum
from indeling.solver.day import Day
from indeling.solver.seats import Seats

FEW = 12
"""Of so many people, `anybody` is asked of each: weaker rows for a whole crowd would not be worth the fewer columns."""


@dataclass
class Ears(Rows):
    """Rows that nobody writes down.

    groups: the people of whom rules count the seats together; alone: bool (n, m, R), seats asked of one person alone.
    """

    groups: dict[tuple[int, ...], None] = field(default_factory=dict)
    alone: Bools = field(default_factory=lambda: np.empty((0, 0, 0), bool))

    def taken(self, people: Iterable[int], session: Session) -> Sum:
        """Hear of whom seats are counted; return any sum."""
        group = tuple(people)
        if len(group) == 1:
            self.alone[group[0], session[0], session[1]] = True
        else:
            self.groups[group] = None
        return Sum({0: 1})

    def largest(self, taken: Sum) -> int:
        """Return any number."""
        return len(taken.terms)

    def anybody(self, people: Iterable[int], session: Session) -> Sum:
        """Hear of whom the seats are."""
        group = tuple(people)
        self.groups.update(dict.fromkeys(((each,) for each in group) if len(group) <= FEW else (group,)))
        return self.taken(group, session)

    def at_most(self, left: Sum, right: Sum) -> None:
        """Write nothing down."""


@dataclass(frozen=True, eq=False)
class Crowds:
    """Who is told apart. number (n,): of each participant's crowd; alone: bool (n, m, R). Positions of the problem."""

    number: Ints
    alone: Bools


def crowds_of(ears: Ears) -> Crowds:
    """Return the crowds: people who are in the same groups."""
    number = [0] * len(ears.settled)
    fresh = 1
    for group in ears.groups:
        split: dict[int, int] = {}
        for person in group:
            number[person] = split.setdefault(number[person], fresh + len(split))
        fresh += len(split)
    return Crowds(np.array(number, np.int64), ears.alone)


@dataclass(frozen=True, eq=False)
class Pools:
    """The pools of a network by session: one per crowd and round. S slots, I items, K pools, Z columns.

    slot, crowd (S,): the pool and the crowd of each slot. column (K, I): the number of the column that says how many
    pooled seats of the pool are in the item, −1 for none. most (Z,): how many that can be, at most.
    """

    slot: Ints
    crowd: Ints
    column: Ints
    most: Ints

    @cached_property
    def where(self) -> tuple[Ints, Ints]:
        """Pool and item of each column: (Z,), (Z,)."""
        pool, item = np.nonzero(self.column >= 0)
        return pool, item


def pools_of(day: Day, seats: Seats, crowds: Crowds) -> Pools:
    """Return the pools, numbered in the drawn order."""
    crowd = crowds.number[day.people[seats.slot_person]]
    named = crowd * day.need.shape[1] + seats.slot_round
    _, first, at = np.unique(named, return_index=True, return_inverse=True)
    slot = np.argsort(np.argsort(first))[at]
    most = np.zeros((len(first), seats.item_count), np.int64)
    np.add.at(most, slot, seats.pooled)
    most = np.minimum(most, np.maximum(seats.high, 0))
    column = np.full(most.shape, -1)
    column[most > 0] = np.arange(int((most > 0).sum()))
    return Pools(slot, crowd, column, most[most > 0])


def no_pools(seats: Seats) -> Pools:
    """Return the pools of a network in which every seat is spelled out."""
    none = np.zeros(seats.slot_count, np.int64)
    return Pools(none, none, np.full((1, seats.item_count), -1), np.empty(0, np.int64))
