# SPDX-License-Identifier: EUPL-1.2
"""Together: people who sit in the same session, in every round in which they both have a seat.

Rows: in each round, the workshops in use by them ≤ 1 + amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indeling.errors import Text, text
from indeling.placement import NO_SEAT
from indeling.problem import Ints, round_title
from indeling.rules.rows import Rows, Sum
from indeling.rules.rule import Breach, Group, Mention, SoftRule, listed, mentioned, named_twice

if TYPE_CHECKING:
    from indeling.problem import Problem


class Together(SoftRule, frozen=True, kw_only=True, tag="together"):
    """All of them in the same session of each round; the amount is the number of sessions above one."""

    participants: Group

    def mentions(self) -> Iterator[Mention]:
        """Yield the participants."""
        return mentioned("participant", "participants", self.participants)

    def issues(self, problem: Problem) -> Iterator[tuple[str, Text]]:  # noqa: ARG002  (it looks at no other part)
        """Yield who is named twice."""
        return named_twice("participants", self.participants)

    def describe(self, problem: Problem) -> Text:
        """Return who belong together."""
        names = [problem.person(problem.people_at[name]) for name in self.participants]
        return text("{people} together", people=listed(names))

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Let them use one workshop in a round."""
        people = [problem.people_at[name] for name in self.participants]
        for rnd in range(problem.round_count):
            offered = [session for session in rows.sessions if session[1] == rnd]
            used = Sum()
            for session in offered:
                if rows.taken(people, session) != Sum():
                    used = used.plus(rows.anybody(people, session))
            rows.at_most(used, Sum({}, 1).plus(rows.amount(len(people) - 1)))

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield each round in which they sit in several sessions."""
        people = [problem.people_at[name] for name in self.participants]
        for rnd in range(problem.round_count):
            workshops = {int(workshop) for workshop in seats[people, rnd] if workshop != NO_SEAT}
            if len(workshops) > 1:
                names = listed(sorted(problem.label(each) for each in workshops))
                where = {
                    "rule": self.describe(problem),
                    "round": round_title(problem.round_ids[rnd]),
                    "workshops": names,
                }
                yield text("{rule}: in {round} they are in {workshops}", **where), len(workshops) - 1


RULE = Together
