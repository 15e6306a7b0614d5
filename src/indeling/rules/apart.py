# SPDX-License-Identifier: EUPL-1.2
"""Apart: people of whom no two sit in the same session.

Rows: those of them in a session ≤ 1 + amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indeling.errors import Text, text
from indeling.problem import Ints
from indeling.rules.rows import Rows, Sum
from indeling.rules.rule import Breach, Group, Mention, SoftRule, listed, mentioned, named_twice
from indeling.rules.sessions import people_in

if TYPE_CHECKING:
    from indeling.problem import Problem


class Apart(SoftRule, frozen=True, kw_only=True, tag="apart"):
    """No two of them in one session; the amount is the number of people above one."""

    participants: Group

    def mentions(self) -> Iterator[Mention]:
        """Yield the participants."""
        return mentioned("participant", "participants", self.participants)

    def issues(self, problem: Problem) -> Iterator[tuple[str, Text]]:  # noqa: ARG002  (it looks at no other part)
        """Yield who is named twice."""
        return named_twice("participants", self.participants)

    def describe(self, problem: Problem) -> Text:
        """Return who stay apart."""
        names = [problem.person(problem.people_at[name]) for name in self.participants]
        return text("{people} apart", people=listed(names))

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Let one of them sit in a session."""
        people = [problem.people_at[name] for name in self.participants]
        for session in rows.sessions:
            rows.at_most(rows.taken(people, session), Sum({}, 1).plus(rows.amount(len(people) - 1)))

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield each session in which two of them meet."""
        people = {problem.people_at[name] for name in self.participants}
        for where, present in people_in(problem, seats):
            found = sorted(people.intersection(present))
            if len(found) > 1:
                names = listed([problem.person(each) for each in found])
                yield (
                    text("{rule}: {people} meet in {workshop} in {round}", rule=self.describe(problem), people=names,
                         **where.names(problem)),
                    len(found) - 1,
                )  # fmt: skip


RULE = Apart
