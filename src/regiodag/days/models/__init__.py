# SPDX-License-Identifier: EUPL-1.2
"""What a day is made of."""

from __future__ import annotations

from regiodag.days.models.day import Day, PlannedDate, Series
from regiodag.days.models.places import Room
from regiodag.days.models.programme import ProgrammeItem, Round
from regiodag.days.models.speakers import Speaker
from regiodag.days.models.workshops import Session, Workshop

__all__ = ["Day", "PlannedDate", "ProgrammeItem", "Room", "Round", "Series", "Session", "Speaker", "Workshop"]
