# SPDX-License-Identifier: EUPL-1.2
"""At most: so many people with the same organisation or domain in a session.

Rows: people with the value in the session ≤ count + amount.
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


class AtMost(SoftRule, frozen=True, kw_only=True, tag="at_most"):
    """So many people with one value of an attribute, or with any same value; in some workshops, or in all."""

    attribute: Attribute
    count: Count
    value: Id | UnsetType = UNSET
    workshops: Workshops | UnsetType = UNSET

    def mentions(self) -> Iterator[Mention]:
        """Yield the workshops."""
        return mentioned("workshop", "workshops", self.workshops)

    def describe(self, problem: Problem) -> Text:  # noqa: ARG002  (no names in it)
        """Return how many of what."""
        if isinstance(self.value, str):
            return text("at most {count} of “{value}” in a session", count=self.count, value=self.value)
        if self.attribute == "domain":
            return text("at most {count} of the same domain in a session", count=self.count)
        return text("at most {count} of the same organisation in a session", count=self.count)

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Bound the people with each value."""
        for people in self._groups(problem).values():
            for session in rows.about(problem.workshops_of(self.workshops)):
                if len(people) > self.count:
                    most = Sum({}, self.count).plus(rows.amount(len(people) - self.count))
                    rows.at_most(rows.taken(people, session), most)

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield each session and value with too many people."""
        groups = {value: set(people) for value, people in self._groups(problem).items()}
        about = problem.workshops_of(self.workshops)
        for where, present in people_in(problem, seats):
            for value, people in groups.items():
                found = len(people.intersection(present))
                if found > self.count and (about is None or where.workshop in about):
                    values = {"rule": self.describe(problem), "found": found, "value": value}
                    sentence = text("{rule}: {workshop} in {round} has {found} of “{value}”", **values,
                                    **where.names(problem))  # fmt: skip
                    yield sentence, found - self.count

    def _groups(self, problem: Problem) -> dict[str, list[int]]:
        found = holders(problem, self.attribute)
        return {value: people for value, people in found.items() if value == (self.value or value)}


RULE = AtMost
