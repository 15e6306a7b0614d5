# SPDX-License-Identifier: EUPL-1.2
"""Any of: the sessions of a workshop whose rounds the program chooses.

It is not written among the rules of a problem: it stands for the sessions with `any_of` of one workshop.

Rows, with z = 1 when a session is in a round, and d = 1 when the workshop is dropped: Σ z over its rounds + d = 1;
Σ z over the sessions ≤ 1 in each round; Σ minimum · z ≤ people there ≤ Σ capacity · z.
Source: the problem of `wassign`, where each workshop is given so many times and the rounds are open.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from indeling.errors import Text, counted, text
from indeling.placement import RoomOf
from indeling.problem import NOT_OFFERED, Ints
from indeling.rules.rows import Rows, Sum
from indeling.rules.rule import Breach, Rule

if TYPE_CHECKING:
    from indeling.problem import Problem


class Copy(Struct, frozen=True):
    """A session whose round is chosen from `any_of`."""

    any_of: tuple[str, ...]
    capacity: int
    minimum: int


class AnyOf(Rule, frozen=True, kw_only=True, tag="any_of"):
    """The sessions of a workshop whose rounds are open; `own`: the rounds of its other sessions, which are not."""

    workshop: str
    own: tuple[str, ...]
    copies: tuple[Copy, ...]

    def issues(self, problem: Problem) -> Iterator[tuple[str, Text]]:
        """Yield who leads the workshop: it is not known when they are busy."""
        workshop = problem.workshops_at[self.workshop]
        for person in problem.leads[problem.leads[:, 1] == workshop, 0].tolist():
            names = {"person": problem.participant_ids[person], "workshop": self.workshop}
            yield "", text("“{person}” leads “{workshop}”, whose rounds are open: give it rounds.", **names)

    def movable(self, problem: Problem) -> set[tuple[int, int]]:
        """Return the workshop with every round that one of the sessions may be in."""
        workshop = problem.workshops_at[self.workshop]
        return {(workshop, rnd) for copy in self.copies for rnd in self.rounds_of(problem, copy)}

    def describe(self, problem: Problem) -> Text:
        """Return how many sessions."""
        workshop = problem.label(problem.workshops_at[self.workshop])
        one, more = text("its one session"), text("its {count} sessions")
        return text("a round for {workshop}: {sessions}", workshop=workshop,
                    sessions=counted(len(self.copies), one, more))  # fmt: skip

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Choose a round for each session, and let its people fit."""
        workshop, people = problem.workshops_at[self.workshop], range(problem.participant_count)
        most = len(people) + 1  # more chairs than that only blur the rows
        dropped = rows.new() if problem.optional[workshop] else Sum()
        sums = {rnd: (Sum(), Sum(), Sum()) for _, rnd in sorted(self.movable(problem))}
        for copy in self.copies:
            chosen = dropped
            for rnd in self.rounds_of(problem, copy):
                here = rows.new()
                chosen = chosen.plus(here)
                count, chairs, least = sums[rnd]
                chairs = chairs.plus(here, min(copy.capacity, most))
                sums[rnd] = count.plus(here), chairs, least.plus(here, min(copy.minimum, most))
            rows.at_most(chosen, Sum({}, 1))
            rows.at_most(Sum({}, 1), chosen.plus(rows.amount(1)))
        for rnd, (count, chairs, least) in sums.items():
            taken = rows.taken(people, (workshop, rnd))
            rows.at_most(count, Sum({}, 1))
            rows.at_most(taken, chairs.plus(rows.amount(len(people))))
            rows.at_most(least, taken.plus(rows.amount(min(most, max(copy.minimum for copy in self.copies)))))
        if dropped.terms:
            self._drop_others(rows, problem, Sum({}, 1).plus(dropped, -1))

    def _drop_others(self, rows: Rows, problem: Problem, given: Sum) -> None:
        """Let the sessions that have a round be dropped with the others."""
        workshop, people = problem.workshops_at[self.workshop], range(problem.participant_count)
        capacity, minimum = (
            np.minimum(each[workshop], len(people) + 1) for each in (problem.capacity, problem.minimum)
        )
        for name in self.own:
            rnd = problem.round_ids.index(name)
            taken = rows.taken(people, (workshop, rnd))
            rows.at_most(taken, Sum().plus(given, int(capacity[rnd])))
            rows.at_most(Sum().plus(given, int(minimum[rnd])), taken)

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield the workshop when there is no way to give its sessions rounds."""
        workshop = problem.workshops_at[self.workshop]
        count = (seats == workshop).sum(axis=0)
        if (count.any() or not problem.optional[workshop]) and not any(self._ways(problem, count)):
            yield text("{workshop}: its sessions do not fit the people in the rounds",
                       workshop=problem.label(workshop)), 1  # fmt: skip

    def bound_chairs(self, problem: Problem, seats: Ints, rooms: tuple[RoomOf, ...], chairs: Ints) -> None:  # noqa: ARG002
        """Give each round the chairs of the session that is there; of those that may be there, the largest."""
        workshop = problem.workshops_at[self.workshop]
        ways = list(self._ways(problem, (seats == workshop).sum(axis=0)))
        for _, rnd in self.movable(problem) if ways else ():
            chairs[workshop, rnd] = max(way.get(rnd, NOT_OFFERED) for way in ways)

    def _ways(self, problem: Problem, count: Ints) -> Iterator[dict[int, int]]:
        """Yield every way to give the sessions rounds in which everybody (R,) has a chair: chairs, by round."""
        own = [problem.round_ids.index(name) for name in self.own]
        used = set(np.flatnonzero(count).tolist()) - set(own)
        rounds = [self.rounds_of(problem, copy) for copy in self.copies]
        for chosen in permutations(range(problem.round_count), len(self.copies)):
            fits = used <= set(chosen) and all(
                rnd in open_ and copy.minimum <= count[rnd] <= copy.capacity
                for rnd, open_, copy in zip(chosen, rounds, self.copies, strict=True)
            )
            if fits:
                yield {rnd: copy.capacity for rnd, copy in zip(chosen, self.copies, strict=True)}

    def rounds_of(self, problem: Problem, copy: Copy) -> list[int]:
        """Return the rounds that a session may be in: not those in which the workshop has a session anyway."""
        return [at for at, name in enumerate(problem.round_ids) if name in copy.any_of and name not in self.own]
