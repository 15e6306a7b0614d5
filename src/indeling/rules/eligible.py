# SPDX-License-Identifier: EUPL-1.2
"""Eligible: workshops for some people only, named or by organisation or domain.

A hard rule bars everybody else. Rows of a soft one: seats of others in these workshops ≤ amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import UNSET, Meta, UnsetType

from indeling.errors import Text, text
from indeling.problem import Ints, no_pairs
from indeling.rules.rows import Rows
from indeling.rules.rule import (
    Attribute,
    Breach,
    Id,
    Mention,
    SoftRule,
    Workshops,
    given,
    holders,
    is_soft,
    listed,
    mentioned,
)
from indeling.rules.sessions import people_in

if TYPE_CHECKING:
    from indeling.problem import Problem


class Eligible(SoftRule, frozen=True, kw_only=True, tag="eligible"):
    """Who may be in the workshops: `participants`, and those with one of the `values` of an `attribute`."""

    workshops: Workshops
    participants: Annotated[list[Id], Meta(title="Ids of participants")] | UnsetType = UNSET
    attribute: Attribute | UnsetType = UNSET
    values: Annotated[list[Id], Meta(title="Values of the attribute")] | UnsetType = UNSET

    def mentions(self) -> Iterator[Mention]:
        """Yield the workshops and the participants."""
        yield from mentioned("workshop", "workshops", self.workshops)
        yield from mentioned("participant", "participants", self.participants)

    def describe(self, problem: Problem) -> Text:
        """Return which workshops are for whom."""
        titles = listed([problem.label(problem.workshops_at[name]) for name in self.workshops])
        if self.attribute is UNSET:
            return text("{workshops} for named people only", workshops=titles)
        return text("{workshops} only for {values}", workshops=titles, values=listed(given(self.values, [])))

    def bars(self, problem: Problem) -> Ints:
        """Return everybody else with each of the workshops; nobody when the rule may be broken."""
        others = [] if is_soft(self) else self._others(problem)
        pairs = [(person, problem.workshops_at[name]) for name in self.workshops for person in others]
        return np.array(pairs, np.int64) if pairs else no_pairs()

    def bars_only(self) -> bool:
        """Return True: nobody else has such a seat."""
        return True

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Count the seats of others, where the rule may be broken."""
        others = self._others(problem)
        for session in rows.about(problem.workshops_of(self.workshops)):
            taken = rows.taken(others, session)
            if taken.terms or taken.constant:
                rows.at_most(taken, rows.amount(len(others)))

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield each session of the workshops with others in it."""
        others, about = set(self._others(problem)), problem.workshops_of(self.workshops) or set()
        for where, present in people_in(problem, seats):
            found = sorted(others.intersection(present))
            if found and where.workshop in about:
                names = {"people": listed([problem.person(each) for each in found]), **where.names(problem)}
                yield text("{workshop} in {round} is not for {people}", **names), len(found)

    def _others(self, problem: Problem) -> list[int]:
        invited = {problem.people_at[name] for name in given(self.participants, [])}
        if isinstance(self.attribute, str):
            found = holders(problem, self.attribute)
            invited.update(person for value in given(self.values, []) for person in found.get(value, []))
        return [person for person in range(problem.participant_count) if person not in invited]


RULE = Eligible
