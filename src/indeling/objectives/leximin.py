# SPDX-License-Identifier: EUPL-1.2
"""Leximin: the worst off is helped first, then the next worst off, and so on: the strictest reading of fair.

Formula: lexicographic minimum of the vector of regrets, sorted from large to small; level v counts the people
with regret v. Source: Rawls' difference principle, refined by Sen, Collective Choice and Social Welfare (1970).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indeling.errors import text
from indeling.objectives.objective import Level, PersonLevel, Scale, Title
from indeling.problem import Ints


def _people_with(value: int) -> Level:
    def count(_outside: Ints, regret: Ints) -> Ints:
        """Return 1 for each bundle with that regret, else 0: int64 of the shape of `regret`."""
        return np.asarray(regret == value, np.int64)

    return PersonLevel(Title(f"regret-{value}", text("people with regret {regret}", regret=value)), person=count)


class Leximin:
    """Minimise the number of people at the largest regret, then at the next, and so on."""

    name = "leximin"
    per_seat = False

    def levels(self, scale: Scale) -> Iterator[Level]:
        """Yield the number of people at each possible regret, from the largest."""
        for value in scale.regrets[::-1]:
            if value > 0:
                yield _people_with(int(value))

    def guide(self, scale: Scale) -> Level:
        """Return a steep power of regret, rounded up to whole numbers of at most a million."""
        largest = max(1, int(scale.regrets.max(initial=1)))

        def steep(_outside: Ints, regret: Ints) -> Ints:
            """Return ⌈10⁶ · (regret / largest)⁴⌉ for each bundle: int64 of the shape of `regret`, 0 to 10⁶."""
            return np.asarray(np.ceil(1e6 * (regret / largest) ** 4), np.int64)

        return PersonLevel(Title("steep-regret", text("sum of regrets to the fourth power")), person=steep)


OBJECTIVE = Leximin()
