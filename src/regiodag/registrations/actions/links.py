# SPDX-License-Identifier: EUPL-1.2
"""Personal links: sent again to who lost theirs, replaced when one leaked."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.registrations import mails
from regiodag.registrations.links import sign
from regiodag.registrations.models import Participant
from regiodag.registrations.queries import participant_with

ASKED = audit.action("participant.link-asked", _("asked for a personal link"))
OWN_REPLACED = audit.action("participant.own-link-replaced", _("replaced their own personal link"))
REPLACED = audit.action("participant.link-replaced", _("replaced the personal link of a participant, and sent it"))


@transaction.atomic
def send_link_again(day: Day, email: str, language: str) -> None:
    """Mail somebody their personal link; who is not registered is told so, by mail, too.

    Both take the same work and give no answer, so that nobody learns who comes (trust.md, 3).
    """
    known, key = participant_with(day, email), uuid4()
    audit.record(None, ASKED, day.pk, f"participant:{known.pk}" if known else "")
    if known:
        mails.send_link(known, key)
    else:
        mails.tell_unknown(day, email, language, key)


@transaction.atomic
def replace_link(participant: Participant, key: UUID | None = None, by: User | None = None) -> Participant:
    """Let the personal link end, and mail a new one to the address of the registration. key: of the mail."""
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    participant.link += 1
    participant.version += 1
    sign(participant)
    participant.save()
    audit.record(by, REPLACED if by else OWN_REPLACED, participant.day_id, f"participant:{participant.pk}")
    mails.send_link(participant, key or uuid4())
    return participant
