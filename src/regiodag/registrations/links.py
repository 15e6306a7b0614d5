# SPDX-License-Identifier: EUPL-1.2
"""Personal links. A link is drawn from the secret key, so that every mail can carry it and no database holds it."""

from __future__ import annotations

import base64
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from regiodag.accounts.tokens import hashed
from regiodag.registrations.models import AddressChange, Invitee, Participant
from regiodag.registrations.queries import participant_of_id


def token_of(participant: Participant) -> str:
    """Return the token of a participant's link: 256 bits that nobody can guess (HMAC; RFC 2104)."""
    return drawn("regiodag.registrations.link", f"{participant.pk}:{participant.link}")


def drawn(purpose: str, words: str) -> str:
    """Return a token for a purpose: 256 bits that nobody can guess, and that the same words give again."""
    digest = salted_hmac(purpose, words, algorithm="sha256").digest()
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
    found = participant_of_id(participant_id)
    return link_of(found) if found else f"{settings.SITE_ADDRESS}/"


# Invitations --------------------------------------------------------------------------------------------------------


def invitation_token_of(invitee: Invitee) -> str:
    """Return the token of the link in an invitation: 256 bits that nobody can guess."""
    return drawn("regiodag.registrations.invitation", str(invitee.pk))


def sign_invitation(invitee: Invitee) -> None:
    """Let the invitee be found by their link; to be saved afterwards."""
    invitee.link_hash = hashed(invitation_token_of(invitee))


def invitee_of(token: str) -> Invitee | None:
    """Return whose invitation it is, None when it is nobody's or was withdrawn."""
    return Invitee.objects.select_related("day__series").filter(link_hash=hashed(token)).first()


def invitation_link_of_id(invitee_id: UUID) -> str:
    """Return the address in an invitation; of the site when it was withdrawn."""
    found = Invitee.objects.filter(pk=invitee_id).first()
    path = reverse("invited", args=[invitation_token_of(found)]) if found else "/"
    return f"{settings.SITE_ADDRESS}{path}"


# Another e-mail address ---------------------------------------------------------------------------------------------


def address_token_of(asked: AddressChange) -> str:
    """Return the token of the link that confirms another address: 256 bits that nobody can guess."""
    return drawn("regiodag.registrations.address", str(asked.pk))


def sign_address(asked: AddressChange) -> None:
    """Let it be found by the link in the mail; to be saved afterwards."""
    asked.token_hash = hashed(address_token_of(asked))


def address_change_of(token: str) -> AddressChange | None:
    """Return what a link confirms, None when it is nobody's."""
    found = AddressChange.objects.select_related("participant__day__series")
    return found.filter(token_hash=hashed(token)).first()


def address_link_of_id(asked_id: UUID) -> str:
    """Return the address in the mail; of the site when it is not there any more."""
    found = AddressChange.objects.filter(pk=asked_id).first()
    path = reverse("address-confirm", args=[address_token_of(found)]) if found else "/"
    return str(settings.SITE_ADDRESS) + path
