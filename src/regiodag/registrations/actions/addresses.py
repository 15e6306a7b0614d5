# SPDX-License-Identifier: EUPL-1.2
"""A participant gets another e-mail address: asked from their own page, confirmed from the new mailbox."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.registrations import mails, mails_address
from regiodag.registrations.links import sign_address
from regiodag.registrations.models import AddressChange, Participant
from regiodag.registrations.queries import participant_with

ASKED = audit.action("participant.address-asked", _("asked for another e-mail address"))
CONFIRMED = audit.action("participant.address-confirmed", _("confirmed another e-mail address"))

LASTS = timedelta(hours=24)
"""How long the link in the mail works."""

KEPT = timedelta(days=7)
"""How long after that it is known, so that its page can tell that it is over."""


class AddressOverError(Exception):
    """The link was used, is too old, or the personal link was replaced since."""


class AddressTakenError(Exception):
    """Somebody else registered with this address in the meantime."""


@transaction.atomic
def ask_address(participant: Participant, email: str) -> AddressChange:
    """Mail a link to the new address, and tell the address that there is now.

    An address that another registration has gets a mail that says so. Both take the same work, so that whoever asks
    does not learn which it was (trust.md, 3).
    """
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    other = participant_with(participant.day, email)
    asked = AddressChange(participant=participant, email=email, link=participant.link, expires=timezone.now() + LASTS)
    sign_address(asked)
    asked.save(force_insert=True)
    mails_address.to_new(asked, taken=other is not None)
    mails_address.to_old(asked)
    audit.record(None, ASKED, participant.day_id, f"participant:{participant.pk}")
    return asked


@transaction.atomic
def confirm_address(asked: AddressChange) -> Participant:
    """Let the new address count, and mail the personal link to it. Raises AddressOverError or AddressTakenError."""
    audit.hold(asked.participant.day_id)
    asked = AddressChange.objects.select_related("participant__day").get(pk=asked.pk)
    participant = asked.participant
    if asked.is_over:
        raise AddressOverError
    other = participant_with(participant.day, asked.email)
    if other is not None and other.pk != participant.pk:
        raise AddressTakenError
    asked.used = timezone.now()
    asked.save()
    participant.email = asked.email
    participant.version += 1
    participant.save()
    audit.record(None, CONFIRMED, participant.day_id, f"participant:{participant.pk}")
    mails.send_link(participant, asked.pk)
    return participant


def sweep_addresses() -> int:
    """Forget what was asked long enough ago; return how many that were."""
    return AddressChange.objects.filter(expires__lt=timezone.now() - KEPT).delete()[0]
