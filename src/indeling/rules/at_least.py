# SPDX-License-Identifier: EUPL-1.2
"""At least: so many people with an organisation or domain in every session that anybody is in.

Rows: people with the value + amount ≥ count · (1 when anybody sits in the session).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from indeling.errors import Text, text
from indeling.problem import Ints
from indeling.rules.rows import Rows, Sum
from indeling.rules.rule import Attribute, Breach, Count, Id, Mention, SoftRule, Workshops, holders, mentioned
from indeling.rules.sessions import people_in

if TYPE_CHECKING:
    from indeling.problem import Problem


class AtLeast(SoftRule, frozen=True, kw_only=True, tag="at_least"):
    """So many people with a value in each session that is not empty; in some workshops, or in all."""

    attribute: Attribute
    value: Id
    count: Count
    workshops: Workshops | UnsetType = UNSET

    def mentions(self) -> Iterator[Mention]:
        """Yield the workshops."""
        return mentioned("workshop", "workshops", self.workshops)

    def describe(self, problem: Problem) -> Text:  # noqa: ARG002  (no names in it)
        """Return how many of what."""
        return text("at least {count} of “{value}” in a session", count=self.count, value=self.value)

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Bound the people with the value from below where anybody is."""
        people = holders(problem, self.attribute).get(self.value, [])
        everybody = range(problem.participant_count)
        for session in rows.about(problem.workshops_of(self.workshops)):
            used = rows.anybody(everybody, session)
            enough = rows.taken(people, session).plus(rows.amount(self.count))
            rows.at_most(Sum().plus(used, self.count), enough)

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield each session with people, but too few with the value."""
        people = set(holders(problem, self.attribute).get(self.value, []))
        about = problem.workshops_of(self.workshops)
        for where, present in people_in(problem, seats):
            found = len(people.intersection(present))
            if found < self.count and (about is None or where.workshop in about):
                names = where.names(problem)
                sentence = text("{rule}: {workshop} in {round} has {found}", rule=self.describe(problem), found=found,
                                **names)  # fmt: skip
                yield sentence, self.count - found


RULE = AtLeast
