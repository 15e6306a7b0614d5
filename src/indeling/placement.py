# SPDX-License-Identifier: EUPL-1.2
"""What comes out: who is where in each round, its figures and its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from indeling.problem import Ints

Status = Literal["optimal", "feasible", "infeasible"]

NO_SEAT = -1
"""Workshop of a participant who needs no seat in that round (away, or leading)."""

OUTSIDE = 0
"""Rank of a seat outside the wishes."""


class RoomOf(NamedTuple):
    """The room of a session; all three are ids."""

    workshop: str
    round: str
    room: str


@dataclass(frozen=True)
class Figures:
    """What a placement is worth.

    cost: sum over seats. largest_regret: the worst off participant's. seats_by_rank: effective rank → seats,
    ranks from 1 in order. seats_outside_wishes: seats at cost U. All ≥ 0.
    """

    cost: int
    largest_regret: int
    seats_by_rank: Mapping[int, int]
    seats_outside_wishes: int


@dataclass(frozen=True, eq=False)
class Placement:
    """One placement, aligned with the ids it carries (the same tuples as the problem's).

    seats
        int64 (n, R): position of the workshop, NO_SEAT where none is needed.
    ranks
        int64 (n, R): effective rank from 1, OUTSIDE (0) outside the wishes, NO_SEAT (−1) where no seat is needed.
    status
        `optimal` (proven), `feasible` (not proven, the proof holds the bound) or `infeasible` (no placement:
        `seats` are all NO_SEAT and `proof["conflicts"]` says why).
    proof
        A JSON tree with `kind`, `route` and `levels`; see docs/reference/certificates.md.
    rooms
        The room of each session, where the problem has rooms.
    """

    round_ids: tuple[str, ...]
    workshop_ids: tuple[str, ...]
    participant_ids: tuple[str, ...]
    seats: Ints
    ranks: Ints
    objective: str
    seed: int
    status: Status
    figures: Figures
    proof: Mapping[str, Any] = field(default_factory=dict)
    rooms: tuple[RoomOf, ...] = ()

    def __post_init__(self) -> None:
        self.seats.flags.writeable = False
        self.ranks.flags.writeable = False

    def to_dict(self) -> dict[str, Any]:
        """Return the interchange format `indeling/placement` version 1, rows sorted by participant id and round."""
        from indeling.interchange import placement_to_dict  # noqa: PLC0415  (interchange builds on this module)

        return placement_to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Placement:
        """Read the interchange format `indeling/placement` version 1. Raises PlacementError.

        Rounds, workshops and participants are those that occur in it, in sorted order; use
        `indeling.interchange.align` to line it up with a problem.
        """
        from indeling.interchange import placement_from_dict  # noqa: PLC0415  (interchange builds on this module)

        return placement_from_dict(data)

    @cached_property
    def seats_per_session(self) -> Ints:
        """Int64 (m, R): people per session."""
        workshops, rounds = len(self.workshop_ids), len(self.round_ids)
        count = np.zeros((workshops, rounds), np.int64)
        for rnd, seats in enumerate(self.seats.T):
            count[:, rnd] = np.bincount(seats[seats != NO_SEAT], minlength=workshops)
        count.flags.writeable = False
        return count
