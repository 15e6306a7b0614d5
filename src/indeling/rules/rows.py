# SPDX-License-Identifier: EUPL-1.2
"""The language in which a rule tells the solver what it asks: linear rows over seats and a few columns of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from indeling.problem import Ints

Session = tuple[int, int]
"""(workshop, round), positions in the problem."""

MUST, MAY_BREAK, MIXING = range(3)


@dataclass(frozen=True)
class Sum:
    """A sum of columns with whole coefficients, and a constant for seats that are settled."""

    terms: dict[int, int] = field(default_factory=dict)
    constant: int = 0

    def plus(self, other: Sum, times: int = 1) -> Sum:
        """Return self + times · other."""
        terms = dict(self.terms)
        for column, value in other.terms.items():
            terms[column] = terms.get(column, 0) + times * value
        return Sum(terms, self.constant + times * other.constant)


@dataclass
class Rows:
    """The seats that can be, as columns, and what rules add: more columns, and rows.

    sessions: every (workshop, round) in which somebody can sit, in the drawn order. column (n, m, R): the number of
    the column that counts the participant when they sit there, −1 when that cannot be; people whom no rule tells apart
    may share one. settled (n, R): workshop of the fixed places, −1 elsewhere. All in positions of the problem.
    most (seats,): how many people a column may count.

    high: the upper bound of each column that was added, whole numbers from 0; the first is number `seats`.
    rows: (sum, number) for sum ≤ number. stages: of each row, the first stage of solving that has to look at it: MUST,
    MAY_BREAK for the rules that may be broken, MIXING. rule: the number of the rule that asks now. stage: of its rows.
    amounts: by rule, the columns that count what is broken; flags: with `relaxed`, by rule that must be kept, the
    column that is 1 when it is not.
    """

    sessions: list[Session]
    column: Ints
    settled: Ints
    most: Ints
    relaxed: bool = False
    high: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, int], int]] = field(default_factory=list)
    stages: list[int] = field(default_factory=list)
    amounts: dict[int, list[int]] = field(default_factory=dict)
    flags: dict[int, int] = field(default_factory=dict)
    rule: int = 0
    stage: int = MUST

    @property
    def seats(self) -> int:
        """The number of columns that count seats."""
        return len(self.most)

    def about(self, workshops: Iterable[int] | None) -> Iterator[Session]:
        """Yield the sessions of these workshops, or all of them."""
        chosen = None if workshops is None else set(workshops)
        return (session for session in self.sessions if chosen is None or session[0] in chosen)

    def taken(self, people: Iterable[int], session: Session) -> Sum:
        """Return how many of these people sit in a session."""
        workshop, rnd = session
        who = np.fromiter(people, np.int64)
        columns = np.unique(self.column[who, workshop, rnd])
        constant = int((self.settled[who, rnd] == workshop).sum())
        return Sum(dict.fromkeys(columns[columns >= 0].tolist(), 1), constant)

    def largest(self, taken: Sum) -> int:
        """Return the most people that a sum of seats can count."""
        return int(self.most[list(taken.terms)].sum()) + taken.constant

    def new(self, high: int = 1) -> Sum:
        """Return a column of its own, a whole number from 0 to `high`."""
        self.high.append(high)
        return Sum({self.seats + len(self.high) - 1: 1})

    def amount(self, most: int) -> Sum:
        """Return by how much the rule is broken in one place, at most `most`: always 0 when it must be kept."""
        soft = self.stage == MAY_BREAK
        if not (self.relaxed or soft) or most <= 0:
            return Sum()
        found = self.new(most)
        self.amounts.setdefault(self.rule, []).extend(found.terms)
        if not soft:
            self.at_most(found, Sum().plus(self._flag(), most))
        return found

    def _flag(self) -> Sum:
        if self.rule not in self.flags:
            self.flags[self.rule] = next(iter(self.new().terms))
        return Sum({self.flags[self.rule]: 1})

    def at_most(self, left: Sum, right: Sum) -> None:
        """Ask left ≤ right."""
        whole = left.plus(right, -1)
        self.rows.append(({column: value for column, value in whole.terms.items() if value}, -whole.constant))
        self.stages.append(self.stage)

    def anybody(self, people: Iterable[int], session: Session) -> Sum:
        """Return a column that is 1 when one of these people sits in the session (and may be 1 when nobody does)."""
        taken = self.taken(people, session)
        if taken.constant:
            return Sum({}, 1)
        found = self.new()
        for column in taken.terms:
            self.at_most(Sum({column: 1}), Sum().plus(found, int(self.most[column])))
        return found
