# SPDX-License-Identifier: EUPL-1.2
"""What comes out of a turn-out: for each session how many come, and how many can be booked.

Nothing names a person, but a rate that was given for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from indeling.placement import Placement
from indeling.problem import Problem
from indeling.studies.no_show import Rates

Basis = Literal["anybody", "placement"]


@dataclass(frozen=True)
class Coming:
    """Who comes to a session of a placement.

    people: with a seat in it. chairs: of the session, or of its room when that is smaller. expected: people who come,
    on average. overflow: the chance that more come than there are chairs. short: the chance that fewer come than the
    minimum; None where there is none, or nobody has a seat. distribution: the chance that 0, 1, ..., people come.
    """

    people: int
    chairs: int
    expected: float
    overflow: float
    short: float | None
    distribution: tuple[float, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return this as a JSON tree."""
        tree = {key: value for key, value in vars(self).items() if value is not None}
        return tree | {"distribution": list(self.distribution)}


@dataclass(frozen=True)
class SessionTurnout:
    """A session, and how many people can be booked.

    workshop, round: positions. chairs: as in the problem, or those of the largest room it could have when that is
    smaller. minimum: people it needs. proposed: the capacity to book up to; at least `chairs`. at_worst: the largest
    chance that more come than there are chairs when so many are booked, whoever they are.
    now: in the placement that was given. then: in the one that was made with the proposed capacities.
    """

    workshop: int
    round: int
    chairs: int
    minimum: int
    proposed: int
    at_worst: float
    now: Coming | None = None
    then: Coming | None = None


@dataclass(frozen=True)
class RoomTurnout:
    """A room, its chairs, and the people to book at most for a session in it."""

    room: str
    chairs: int
    proposed: int


@dataclass(frozen=True, eq=False)
class Turnout:
    """How far the sessions of a problem can be booked.

    basis
        `anybody`: the proposals hold whoever is placed where. `placement`: they reckon with people as they sit in the
        placement that was given, and hold in `placement`, the one that was made with them.
    proposed
        The problem with the proposed capacities.
    placement
        Made with them, when one was given; infeasible when there is none.
    """

    problem: Problem
    rates: Rates
    limit: float
    basis: Basis
    sessions: tuple[SessionTurnout, ...]
    rooms: tuple[RoomTurnout, ...]
    proposed: Problem
    placement: Placement | None = None

    @property
    def overflowing(self) -> float | None:
        """Sessions that overflow, on average, in `placement`; dependence between sessions does not matter for that."""
        found = [each.then.overflow for each in self.sessions if each.then]
        return sum(found) if found else None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON tree `indeling/turnout` version 1 (docs/reference/turnout.md)."""
        return {
            "format": "indeling/turnout",
            "version": 1,
            "limit": self.limit,
            "rates": self.rates.to_dict(),
            "basis": self.basis,
            **({"status": self.placement.status} if self.placement else {}),
            "sessions": [self._session(each) for each in self.sessions],
            **({"rooms": [dict(vars(each)) for each in self.rooms]} if self.rooms else {}),
        }

    def _session(self, session: SessionTurnout) -> dict[str, Any]:
        numbers: Mapping[str, Any] = vars(session) | {
            "workshop": self.problem.workshop_ids[session.workshop],
            "round": self.problem.round_ids[session.round],
        }
        plain = {key: value for key, value in numbers.items() if key not in {"now", "then"}}
        placed = {"now": session.now, "then": session.then}
        return plain | {key: coming.to_dict() for key, coming in placed.items() if coming}
