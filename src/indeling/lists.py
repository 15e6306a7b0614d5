# SPDX-License-Identifier: EUPL-1.2
"""What a seat is worth on a large, plain day: the lists of wishes themselves, instead of tables of all seats.

A table of a million participants and five thousand workshops would not fit. On a *plain* day it is not needed: wishes
are for the whole day, every workshop has the same chairs in every round and no minimum, who comes stays all day, and
nobody is fixed, barred or bound by a rule. (Who leads a workshop is then busy all day, and needs no seat.) Everything
follows from the wishes, and whatever is not listed is worth the same. The definitions are those of
`indeling.valuation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indeling.placement import NO_SEAT, OUTSIDE
from indeling.problem import EVERY_ROUND, Bools, Ints, Problem
from indeling.valuation import Ranks, rank_costs

LARGE = 1_000_000
"""With so many participants × workshops, lists take less time than tables."""

MIDDLING = 10_000
"""With so many participants × workshops, objectives that look at people take less time from lists than from bundles."""

AT_ONCE = 1 << 16
"""Participants looked at at a time."""


@dataclass(frozen=True, eq=False)
class Lists:
    """The valuation of a plain day. n participants, m workshops, R rounds, A wishes.

    costs (G + 1,)
        Cost of each effective rank.
    start (n + 1,), workshop (A,), rank (A,)
        The wishes of participant p are those from start[p] up to start[p + 1], best first.
    unlisted (n,)
        The rank of every workshop that is not listed.
    need (n,)
        Seats: R, or 0 for who does not come.
    chairs (m,)
        Per round.
    """

    costs: Ints
    start: Ints
    workshop: Ints
    rank: Ints
    unlisted: Ranks
    need: Ints
    chairs: Ints
    rounds: int

    carried = 0
    """No regret from an earlier edition: that would be a rule."""

    @cached_property
    def least(self) -> Ints:
        """Int64 (n,): the least cost that each could have had alone."""
        found = np.zeros(len(self.need), np.int64)
        for people in self.chunks():
            found[people] = least_of_lists(self, people, self.costs, np.zeros(len(self.chairs), np.int64))
        return found

    def chunks(self, most: int = AT_ONCE) -> Iterator[slice]:
        """Yield slices of at most so many participants."""
        return (slice(at, min(at + most, len(self.need))) for at in range(0, len(self.need), most))

    def padded(self, people: slice) -> tuple[Ints, Ints]:
        """Return the lists of a slice of people as tables of workshops and ranks, with −1 and 0 beyond their ends."""
        first, length = self.start[people], np.diff(self.start[people.start : people.stop + 1])
        column = np.arange(int(length.max(initial=0)))
        inside = column < length[:, None]
        at = np.where(inside, first[:, None] + column, 0)
        return np.where(inside, self.workshop.take(at), NO_SEAT), np.where(inside, self.rank.take(at), 0)

    def seat_ranks(self, seats: Ints) -> Ints:
        """Return the effective rank of each seat: int64 (n, R) from workshops (n, R), NO_SEAT where there is none."""
        found = np.empty_like(seats)
        for people in self.chunks():
            workshop, rank = self.padded(people)
            of_seat = np.repeat(self.unlisted[people].astype(np.int64)[:, None], seats.shape[1], axis=1)
            for listed, its_rank in zip(workshop.T, rank.T, strict=True):
                np.copyto(of_seat, its_rank[:, None], where=seats[people] == listed[:, None])
            found[people] = np.where(seats[people] == NO_SEAT, NO_SEAT, of_seat)
        return found

    def may_have(self, person: Ints, workshop: Ints, rnd: Ints) -> Bools:
        """Return which of these seats their participants may have."""
        return np.asarray((self.chairs[workshop] > 0) & (self.need[person] > 0) & (rnd < self.rounds))


def least_of_lists(lists: Lists, people: slice, weight: Ints, prices: Ints) -> Ints:
    """Return the least that each in a slice of people can have: weight (G + 1,) of the ranks and prices (m,) together.

    It is the sum of their R cheapest workshops. Of those they do not list only the cheapest can be among these.
    """
    workshop, rank = lists.padded(people)
    listed, others = seat_prices(lists, workshop, prices)
    listed = np.minimum(listed + weight.take(rank), NEVER)
    others = np.minimum(others + weight.take(lists.unlisted[people])[:, None], NEVER)
    every = np.concatenate([listed, others], axis=1)
    every.partition(lists.rounds - 1, axis=1)
    least: Ints = every[:, : lists.rounds].sum(axis=1)
    least[lists.need[people] == 0] = 0
    return least


def seat_prices(lists: Lists, workshop: Ints, prices: Ints) -> tuple[Ints, Ints]:
    """Return what seats cost at prices (m,): those in lists (n, L) of workshops, and for each list R or more others.

    Among the others are the R cheapest. NEVER is where there is no seat.
    """
    open_price = np.where(lists.chairs > 0, prices, NEVER)
    listed = np.where(workshop == NO_SEAT, NEVER, open_price.take(workshop))
    cheapest = np.argsort(open_price, kind="stable")[: workshop.shape[1] + lists.rounds]
    others = np.repeat(open_price[cheapest][None, :], len(listed), axis=0)
    if open_price[cheapest[0]] == open_price[cheapest[-1]]:
        return listed, others[:, : lists.rounds]
    for column in workshop.T:
        others[column[:, None] == cheapest] = NEVER
    return listed, others


NEVER = np.int64(1) << 59
"""More than any sum of a weight and a price; R of them still fit."""


def is_plain(problem: Problem) -> bool:
    """Return whether lists are enough: see above. Every list leaves R workshops with chairs that are not on it."""
    chairs, seated = np.maximum(problem.capacity, 0), problem.seated
    if problem.rules or len(problem.fixed) or len(problem.forbidden):
        return False
    if problem.minimum.any() or (problem.wishes.round != EVERY_ROUND).any():
        return False
    same = (chairs == chairs[:, :1]).all() and (seated == seated[:, :1]).all()
    longest = np.bincount(problem.wishes.participant, minlength=1).max()
    return bool(same and np.count_nonzero(chairs[:, 0]) >= longest + problem.round_count)


def is_large(problem: Problem) -> bool:
    """Return whether lists take less time than tables."""
    return problem.participant_count * problem.workshop_count >= LARGE


def is_middling(problem: Problem) -> bool:
    """Return whether lists take less time than bundles."""
    return problem.participant_count * problem.workshop_count >= MIDDLING


def lists_of(problem: Problem) -> Lists:
    """Return the valuation of a plain day (see `is_plain`)."""
    wishes, n = problem.wishes, problem.participant_count
    start = np.searchsorted(wishes.participant, np.arange(n + 1))
    length = np.zeros(n, np.int64)
    listing = start[1:] > start[:-1]
    length[listing] = wishes.rank[start[1:][listing] - 1]
    unlisted = np.where(length < problem.wishes_asked, length + 1, OUTSIDE)
    unlisted[length == 0] = 1
    if problem.rating_scale:
        unlisted[:] = OUTSIDE
    return Lists(
        rank_costs(problem),
        start,
        wishes.workshop,
        wishes.rank,
        unlisted.astype(np.int32),
        problem.seated.sum(axis=1),
        np.maximum(problem.capacity[:, 0], 0),
        problem.round_count,
    )
