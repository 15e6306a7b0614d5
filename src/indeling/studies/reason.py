# SPDX-License-Identifier: EUPL-1.2
"""What is known of why somebody is not in a workshop, before it is put in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indeling.studies.charges import Charge
from indeling.studies.counterfactual import Counterfactual
from indeling.studies.obstacles import CLOSED, Barrier, Case, Round

Reason = (
    Barrier
    | Literal["no-round", "content", "clash", "not-best", "full-higher", "full-loss", "dropped", "minimum", "rule"]
)


@dataclass(frozen=True, eq=False)
class Finding:
    """Why a participant is not in a workshop.

    reason
        `has` (they are), `own` (they lead it), `forbidden`, `rule-bars` (rule number `rule` does), `not-given`
        (nowhere a chair); `no-round`: not given in a round in which they are free. `content`: they ranked all they
        have as high, or higher. `clash`: so they did what they have in the rounds in which it is given. `full-higher`:
        full, and everybody there ranked it the same or higher, or has a fixed place. `full-loss`: full, and trading
        places with those who ranked it lower would not make the placement better. `dropped`: not given, for want of
        people. `minimum`: what they have would have too few people. `rule`: a rule would be broken. `not-best`: nothing
        is in the way; the placement is not the best there is.
    rounds
        The workshop in each round.
    charges
        What the prices say, when the proof has them and the workshop is open to the participant in some round.
    priced
        Whether the proof consists of prices, and holds.
    exact
        What it would take, when that was asked.
    """

    case: Case
    reason: Reason
    rule: int
    rounds: tuple[Round, ...]
    priced: bool
    charges: tuple[Charge, ...]
    exact: Counterfactual | None = None

    @property
    def open_rounds(self) -> tuple[Round, ...]:
        """The rounds in which the participant might have been in the workshop."""
        return tuple(each for each in self.rounds if each.obstacle not in CLOSED)

    def person(self, *, names: bool) -> str:
        """Return the name of the participant when names are asked for, else the id."""
        problem, person = self.case.problem, self.case.person
        return problem.person(person) if names else problem.participant_ids[person]
