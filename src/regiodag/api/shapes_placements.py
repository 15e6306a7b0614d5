# SPDX-License-Identifier: EUPL-1.2
"""What comes in and goes out about the placement."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from regiodag.api.shapes import Closed, Shape

Objective = Literal["fair", "rank-maximal", "lottery", "leximin", "generous", "least-cost"]


class RunIn(Closed):
    """What to aim at."""

    objective: Objective = Field("fair", description="what to aim at; see docs/reference/objectives.md")


class RunOut(Shape):
    """A calculation of the placement."""

    id: UUID
    number: int
    objective: str
    seed: int = Field(description="the number with which lots are drawn")
    state: str = Field(description="queued, running, done, stopped or failed")
    reason: str | None = Field(description="why there is no placement: asked, impossible, time, died, refused or wrong")
    step: int | None = Field(description="while it is calculated: the step it is at")
    steps: int | None
    asked_at: datetime
    ended_at: datetime | None


class RunsOut(Shape):
    """Calculations."""

    items: list[RunOut]


class SeatOut(Shape):
    """Somebody in a workshop in a round, with the ids of the problem."""

    participant: UUID
    round: str
    workshop: UUID
    by_hand: bool = Field(description="moved by somebody since it was calculated")
    locked: bool = Field(description="nobody moves them, and they may keep it when everybody is placed again")


class SeatsOut(Shape):
    """Seats."""

    items: list[SeatOut]


class PublicationOut(Shape):
    """A version of the programmes."""

    id: UUID
    number: int
    name: str
    published_at: datetime
    current: bool
    run_id: UUID | None = Field(description="the calculation that it came from")


class PublicationsOut(Shape):
    """Versions."""

    items: list[PublicationOut]
