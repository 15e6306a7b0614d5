# SPDX-License-Identifier: EUPL-1.2
"""What an organiser does for one participant: give a place, put on the waiting list, send the personal link."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.registrations import mails
from regiodag.registrations.actions.links import replace_link
from regiodag.registrations.actions.offers import offer_places
from regiodag.registrations.models import Participant
from regiodag.registrations.places import TAKEN, queue_of

GIVEN = audit.action("participant.given-place", _("gave a place to a participant"))
PUT_BACK = audit.action("participant.put-back", _("put a participant on the waiting list"))
SENT = audit.action("participant.link-sent", _("sent a participant their personal link again"))

State = Participant.State


class WouldReturnError(Exception):
    """Nobody else waits and the day is not too full: whoever goes on the waiting list gets the place back at once."""


@transaction.atomic
def give_place(by: User, participant: Participant) -> Participant:
    """Give somebody a place, also when the day is full, and mail them. Whoever has one keeps it."""
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    if participant.state == State.REGISTERED:
        return participant
    participant.state, participant.offered_until, participant.cancelled = State.REGISTERED, None, None
    return _moved(by, participant, GIVEN)


@transaction.atomic
def put_on_waiting_list(by: User, participant: Participant) -> Participant:
    """Take somebody's place, and let them wait as the last one; the place goes to who is next.

    Raises WouldReturnError when that would be the same person. Whoever waits already keeps their turn.
    """
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    if participant.state == State.WAITING:
        return participant
    if would_return(participant):
        raise WouldReturnError
    participant.state, participant.queued = State.WAITING, timezone.now()
    participant.offered_until = participant.cancelled = None
    participant.ask_no_more()
    _moved(by, participant, PUT_BACK)
    offer_places(participant.day)
    return participant


def would_return(participant: Participant) -> bool:
    """Return whether somebody who goes on the waiting list would be offered a place at once."""
    day = participant.day
    if day.capacity is None:
        return True
    taken = Participant.objects.filter(day=day, state__in=TAKEN).exclude(pk=participant.pk).count()
    return day.capacity - taken > len(queue_of(day))


@transaction.atomic
def send_link(by: User, participant: Participant, key: UUID, *, anew: bool = False) -> None:
    """Mail somebody their personal link. key: of the form; a form that is sent twice mails once.

    anew: first replace the link, so that the one that was sent before opens nothing any more.
    """
    audit.hold(participant.day_id)
    if anew:
        replace_link(participant, key, by)
        return
    mails.send_link(participant, key)
    audit.record(by, SENT, participant.day_id, f"participant:{participant.pk}")


def _moved(by: User, participant: Participant, what: audit.Action) -> Participant:
    participant.version += 1
    participant.save()
    audit.record(by, what, participant.day_id, f"participant:{participant.pk}")
    mails.confirm(participant)
    return participant
