# SPDX-License-Identifier: EUPL-1.2
"""Whether people can register for a day now, or change what they wished."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from regiodag.days.models import Day
from regiodag.days.states import State
from regiodag.registrations.models import RegistrationForm


class Openness(StrEnum):
    """How it stands with registration."""

    NOT_YET = "not-yet"
    OPEN = "open"
    CLOSED = "closed"


def openness(day: Day, form: RegistrationForm, now: datetime) -> Openness:
    """Return how it stands with registration at a moment."""
    if day.state == State.DRAFT:
        return Openness.NOT_YET
    if day.state != State.OPEN or (form.closes is not None and now >= form.closes):
        return Openness.CLOSED
    return Openness.NOT_YET if form.opens is not None and now < form.opens else Openness.OPEN
