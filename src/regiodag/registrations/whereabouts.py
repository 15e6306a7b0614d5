# SPDX-License-Identifier: EUPL-1.2
"""Whom a mail is about, for the outbox of the day."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from regiodag.mailings.kinds import Person
from regiodag.registrations.models import Participant


def person_of(participant_id: UUID) -> Person | None:
    """Return who somebody is and where organisers change their address; None for who is no participant."""
    found = Participant.objects.filter(pk=participant_id).first()
    return Person(str(found), found.email, _where(found)) if found else None


def _where(participant: Participant) -> str:
    """Return the address of the page of a participant for organisers, empty while there is none."""
    try:
        return reverse("participant", args=[participant.day_id, participant.pk])
    except NoReverseMatch:
        return ""
