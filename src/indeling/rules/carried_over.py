# SPDX-License-Identifier: EUPL-1.2
"""Carried over: who was disappointed at an earlier edition brings that regret along, and so is helped first.

Regret = cost of the seats − the least that was possible alone + what was carried over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from indeling.errors import Text, text
from indeling.problem import Ints
from indeling.rules.rule import Mention, Rule

if TYPE_CHECKING:
    from indeling.problem import Problem

MOST_CARRIED = 1_000_000
"""Far above the regret of any day; the squares of a million people still fit in 64 bits."""


Regret = Annotated[int, Meta(ge=0, le=MOST_CARRIED)]


class CarriedOver(Rule, frozen=True, kw_only=True, tag="carried_over"):
    """The regret that participants bring along."""

    regrets: Annotated[dict[str, Regret], Meta(title="From the id of a participant to their regret")]

    def mentions(self) -> Iterator[Mention]:
        """Yield the participants."""
        yield from (("participant", "regrets", name) for name in self.regrets)

    def describe(self, problem: Problem) -> Text:  # noqa: ARG002  (no names in it)
        """Return what it is."""
        return text("regret carried over from an earlier edition")

    def carried(self, problem: Problem) -> Ints:
        """Return the regrets by position."""
        found = np.zeros(problem.participant_count, np.int64)
        for name, regret in self.regrets.items():
            found[problem.people_at[name]] += regret
        return found


RULE = CarriedOver
