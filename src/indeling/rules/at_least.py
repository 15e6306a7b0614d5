# SPDX-License-Identifier: EUPL-1.2
"""At least: so many people with an organisation or domain in every session that anybody is in.

Rows: people with the value + amount ≥ count · (1 when anybody sits in the session). A count beyond everybody and one
more asks for nothing else, and larger numbers only blur the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from indeling.errors import Text, text
from indeling.problem import Ints
from indeling.rules.rows import Rows, Sum
from indeling.rules.rule import Attribute, Breach, Count, Id, Lack, Mention, SoftRule, Workshops, holders, mentioned
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
        people = self._people(problem)
        everybody, count = range(problem.participant_count), self._count(problem)
        for session in rows.about(problem.workshops_of(self.workshops)):
            used = rows.anybody(everybody, session)
            enough = rows.taken(people, session).plus(rows.amount(count))
            rows.at_most(Sum().plus(used, count), enough)

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield each session with people, but too few with the value."""
        people, count = set(self._people(problem)), self._count(problem)
        about = problem.workshops_of(self.workshops)
        for where, present in people_in(problem, seats):
            found = len(people.intersection(present))
            if found < count and (about is None or where.workshop in about):
                names = where.names(problem)
                sentence = text("{rule}: {workshop} in {round} has {found}", rule=self.describe(problem), found=found,
                                **names)  # fmt: skip
                yield sentence, count - found

    def lacks(self, problem: Problem, seats: Ints) -> Iterator[Lack]:  # noqa: ARG002  (whoever sits where)
        """Yield how many people have the value, when they are too few for any session."""
        people = len(self._people(problem))
        if people < self.count:
            yield {"kind": "too-few", "people": people, "value": self.value}

    def _people(self, problem: Problem) -> list[int]:
        """Return who has the value."""
        return holders(problem, self.attribute).get(self.value, [])

    def _count(self, problem: Problem) -> int:
        """Return how many people are asked for: everybody and one more at most, of whom one is always missing."""
        return min(self.count, problem.participant_count + 1)


RULE = AtLeast
