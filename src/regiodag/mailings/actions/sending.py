# SPDX-License-Identifier: EUPL-1.2
"""Messages that rules send by themselves: put in the outbox a part at a time, and finished after whatever happened."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from regiodag.accounts import audit
from regiodag.mailings.actions.write import APPROVED, KIND, written
from regiodag.mailings.kinds import Recipient
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import is_over, people_of
from regiodag.messages.actions import post_all
from regiodag.messages.models import Mail

AT_ONCE = 100
"""People whose mails go into the outbox in one transaction: others wait for no more than that."""

log = logging.getLogger(__name__)


def sweep_unfinished() -> None:
    """Go on with every message that is being sent. One that fails stops no other, and is tried at the next sweep."""
    for mailing in Mailing.objects.filter(state=Mailing.State.SENDING).select_related("day", "rule"):
        try:
            send_on(mailing)
        except Exception:
            log.exception("a message could not be sent: %s", mailing.pk)


def send_on(mailing: Mailing) -> None:
    """Send what is left of a message.

    1. A part of its people is taken, and their mails are written; nobody waits for that.
    2. In a short transaction these are put in the outbox, but for who is not among its people any more. A mail is
       unique per person and message: when two workers do the same, or one is killed anywhere, nobody gets it twice.
    3. Who has a mail already is not taken again. At the end whoever says first that it is finished writes that down.
    """
    left = _left(mailing)
    for first in range(0, len(left), AT_ONCE):
        _send(mailing, left[first : first + AT_ONCE])
    _finish(mailing)


def _left(mailing: Mailing) -> list[Recipient]:
    """Return who is to get a message and has no mail yet; nobody when its rule was switched off, or it is too late."""
    rule = mailing.rule
    if rule and (not rule.active or is_over(rule, timezone.now())):
        return []
    there = set(_mails(mailing).values_list("about", flat=True))
    return [each for each in people_of(mailing) if each.id not in there]


def _send(mailing: Mailing, people: Sequence[Recipient]) -> None:
    mails = written(mailing, people)
    with transaction.atomic():
        wanted = {each.id for each in people_of(mailing)}
        post_all([each for each in mails if each.about in wanted])


@transaction.atomic
def _finish(mailing: Mailing) -> None:
    audit.hold(mailing.day_id)
    people = _mails(mailing).count()
    sending = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING)
    if sending.update(state=Mailing.State.APPROVED, people=people, version=F("version") + 1):
        facts = {"message": mailing.subject, "people": str(people)}
        audit.record(None, APPROVED, mailing.day_id, f"mailing:{mailing.pk}", **facts)


def _mails(mailing: Mailing) -> QuerySet[Mail]:
    return Mail.objects.filter(scope=mailing.day_id, kind=KIND, version=str(mailing.pk))
