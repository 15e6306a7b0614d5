# SPDX-License-Identifier: EUPL-1.2
"""Spanning: a workshop that takes several rounds in a row is one session: who is in it, is in it for all its rounds.

Rows: for each participant, the seat in the first round = the seat in each other round of the block.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from indeling.errors import Text, text
from indeling.problem import NOT_OFFERED, Ints
from indeling.rules.rows import Rows
from indeling.rules.rule import Breach, Id, Mention, Rule, listed

if TYPE_CHECKING:
    from indeling.problem import Problem

Workshop = Annotated[Id, Meta(title="Id of the workshop")]
Rounds = Annotated[list[Id], Meta(min_length=2, title="Ids of rounds that follow one another")]


class Spanning(Rule, frozen=True, kw_only=True, tag="spanning"):
    """One workshop over these rounds. Its seat counts in each of them, for the wishes as for the chairs."""

    workshop: Workshop
    rounds: Rounds

    def mentions(self) -> Iterator[Mention]:
        """Yield the workshop and the rounds."""
        yield "workshop", "workshop", self.workshop
        yield from (("round", f"rounds[{at}]", name) for at, name in enumerate(self.rounds))

    def issues(self, problem: Problem) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong with the rounds: not in a row, without a session, or spanned already."""
        (workshop, rounds), *_ = self.blocks(problem)
        if list(rounds) != list(range(rounds[0], rounds[0] + len(rounds))):
            yield "rounds", text("{place}: these rounds do not follow one another in the order of the day.")
        for at, rnd in enumerate(rounds):
            where, names = f"rounds[{at}]", {"workshop": self.workshop, "round": self.rounds[at]}
            if problem.capacity[workshop, rnd] == NOT_OFFERED or (workshop, rnd) in problem.movable:
                yield where, text("{place}: “{workshop}” has no session in round “{round}”.", **names)
            if sum(other == workshop and rnd in spanned for other, spanned in problem.blocks) > 1:
                yield where, text("{place}: “{workshop}” spans round “{round}” in another rule.", **names)

    def describe(self, problem: Problem) -> Text:
        """Return which workshop, over which rounds."""
        workshop = problem.label(problem.workshops_at[self.workshop])
        return text("{workshop} is one session over {rounds}", workshop=workshop, rounds=listed(self.rounds))

    def decides(self) -> bool:
        """Return True: somebody has the same workshop in two rounds, which is never so without this rule."""
        return True

    def blocks(self, problem: Problem) -> list[tuple[int, tuple[int, ...]]]:
        """Return the workshop and its rounds."""
        return [(problem.workshops_at[self.workshop], tuple(map(problem.round_ids.index, self.rounds)))]

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Tie the seats of each participant."""
        (workshop, (first, *others)), *_ = self.blocks(problem)
        for person in range(problem.participant_count):
            start = rows.taken([person], (workshop, first))
            for rnd in others:
                seat = rows.taken([person], (workshop, rnd))
                if start != seat:
                    rows.at_most(start, seat.plus(rows.amount(1)))
                    rows.at_most(seat, start.plus(rows.amount(1)))

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield who has a part of it."""
        (workshop, rounds), *_ = self.blocks(problem)
        held = seats[:, list(rounds)] == workshop
        people = [person for person, has in enumerate(held) if has.any() and not has.all()]
        if people:
            names = listed([problem.person(each) for each in people])
            yield text("{rule}: {people} have a part of it", rule=self.describe(problem), people=names), len(people)


RULE = Spanning
