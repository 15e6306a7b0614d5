# SPDX-License-Identifier: EUPL-1.2
"""Lottery: people take turns in an order drawn from the seed; everybody gets the best that is left for them.

Formula: lexicographic minimum of the vector of regrets, in the order of turns. So at their turn somebody gets the least
regret there can be when all before them keep theirs and everybody after them can still be placed within the rules.
What anybody can have then hangs on nothing that they say themselves, so that telling the truth is best for them.

Source: serial dictatorship with ties, Svensson, Queue allocation of indivisible goods, Social Choice and Welfare 11
(1994), and Krysta, Manlove, Rastegari and Zhang, Size versus truthfulness in the house allocation problem (2014); over
sets of workshops, Pápai, Strategyproof and nonbossy multiple assignments, J. Public Economic Theory 3 (2001).
"""

from __future__ import annotations

from collections.abc import Iterator

from indeling.errors import text
from indeling.objectives.objective import Level, OneByOne, PersonLevel, Scale, Title
from indeling.problem import Ints


def _regret(_outside: Ints, regret: Ints) -> Ints:
    return regret


class Lottery(OneByOne):
    """Minimise the regret of one person after the other."""

    name = "lottery"
    per_seat = False

    def levels(self, scale: Scale) -> Iterator[Level]:
        """Yield the regret of one person."""
        yield self.guide(scale)

    def guide(self, scale: Scale) -> Level:  # noqa: ARG002  (the protocol's signature)
        """Return the regret: of everybody, the sum of it."""
        return PersonLevel(Title("regret", text("regret")), person=_regret)


OBJECTIVE = Lottery()
