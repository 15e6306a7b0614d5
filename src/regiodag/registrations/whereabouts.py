# SPDX-License-Identifier: EUPL-1.2
"""Whom a mail is about, for the outbox of the day."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from regiodag.mailings.kinds import Person
from regiodag.registrations.models import AddressChange, Participant


def person_of(participant_id: UUID) -> Person | None:
    """Return who somebody is and where organisers change their address; None for who is no participant.

    A mail to a new address is about what was asked, and goes to that address.
    """
    found = Participant.objects.filter(pk=participant_id).first()
    if found is not None:
        return Person(str(found), found.email, _where(found))
    asked = AddressChange.objects.select_related("participant").filter(pk=participant_id).first()
    return Person(str(asked.participant), asked.email, _where(asked.participant)) if asked else None


def _where(participant: Participant) -> str:
    """Return the address of the page of a participant for organisers, empty while there is none."""
    try:
        return reverse("participant", args=[participant.day_id, participant.pk])
    except NoReverseMatch:
        return ""
