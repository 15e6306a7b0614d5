# SPDX-License-Identifier: EUPL-1.2
"""People who registered for the day of a test, made without a form and without mail. All are made up."""

from __future__ import annotations

from typing import Any

from regiodag.days.models import Day, Workshop
from regiodag.registrations.links import sign
from regiodag.registrations.models import Participant, Preference


def registered(day: Day, given: str, family: str = "Voorbeeld", **more: Any) -> Participant:
    """Return somebody who comes, with an address made of their name."""
    email = f"{given}.{family}@example.org".replace(" ", "").lower()
    participant = Participant(**{"day": day, "given_name": given, "family_name": family, "email": email, **more})
    sign(participant)
    participant.save(force_insert=True)
    return participant


def wish(participant: Participant, *workshops: Workshop) -> None:
    """Let somebody want workshops, the first one most."""
    for rank, workshop in enumerate(workshops, 1):
        Preference.objects.create(participant=participant, workshop=workshop, rank=rank)
