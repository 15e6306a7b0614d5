# SPDX-License-Identifier: EUPL-1.2
"""Personal links. A link is drawn from the secret key, so that every mail can carry it and no database holds it."""

from __future__ import annotations

import base64
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from regiodag.accounts.tokens import hashed
from regiodag.registrations.models import Participant


def token_of(participant: Participant) -> str:
    """Return the token of a participant's link: 256 bits that nobody can guess (HMAC; RFC 2104)."""
    words = f"{participant.pk}:{participant.link}"
    digest = salted_hmac("regiodag.registrations.link", words, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def sign(participant: Participant) -> None:
    """Let the participant be found by their link; to be saved afterwards."""
    participant.link_hash = hashed(token_of(participant))


def participant_of(token: str) -> Participant | None:
    """Return whose link it is, None when it is nobody's or was replaced."""
    found = Participant.objects.select_related("day__series", "organisation").filter(link_hash=hashed(token))
    return found.first()


def link_of(participant: Participant) -> str:
    """Return the whole address of a participant's own page."""
    return str(settings.SITE_ADDRESS) + reverse("my", args=[token_of(participant)])


def link_of_id(participant_id: UUID) -> str:
    """Return the address of a participant's own page; of the site when they are not there any more."""
    found = Participant.objects.filter(pk=participant_id).first()
    return link_of(found) if found else f"{settings.SITE_ADDRESS}/"
