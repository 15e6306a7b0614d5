# SPDX-License-Identifier: EUPL-1.2
"""Fair (the default): nobody is left out, disappointment is shared, and as many as possible are happy.

Formula: lexicographic minimum of (people with R seats outside their wishes, with R − 1, ..., with one), then of
the sum over people of regret². Source: the squares are the α-fair (α-norm) compromise of Mo and Walrand,
IEEE/ACM Trans. Networking 8 (2000), between total cost and leximin.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indeling.errors import counted, text
from indeling.objectives.objective import Level, PersonLevel, Scale, Title
from indeling.problem import Ints


def _people_with(seats: int) -> Level:
    def count(outside: Ints, _regret: Ints) -> Ints:
        """Return 1 for each bundle with so many seats outside the wishes, else 0: int64 of the shape of `outside`."""
        return np.asarray(outside == seats, np.int64)

    one, more = text("people with a seat outside their wishes"), text("people with {count} seats outside their wishes")
    return PersonLevel(Title(f"outside-{seats}", counted(seats, one, more)), person=count)


def _squares(_outside: Ints, regret: Ints) -> Ints:
    return regret * regret


class Fair:
    """Minimise the people without a wish first, then the squares of the regrets."""

    name = "fair"
    per_seat = False

    def levels(self, scale: Scale) -> Iterator[Level]:
        """Yield the people with R, R − 1, ..., 1 seats outside their wishes, then the sum of squared regrets."""
        for seats in range(scale.rounds, 0, -1):
            yield _people_with(seats)
        yield self.guide(scale)

    def guide(self, scale: Scale) -> Level:  # noqa: ARG002  (the protocol's signature)
        """Return the sum of squared regrets."""
        return PersonLevel(Title("squared-regret", text("sum of squared regrets")), person=_squares)


OBJECTIVE = Fair()
