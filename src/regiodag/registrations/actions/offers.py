# SPDX-License-Identifier: EUPL-1.2
"""Places that come free go to who is next, by mail and with a deadline."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.days.models import Day
from regiodag.days.states import State as DayState
from regiodag.registrations import mails
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.models import Participant
from regiodag.registrations.places import free_places, queue_of

OFFERED = audit.action("participant.offered", _("offered a place to who was next on the waiting list"))
ACCEPTED = audit.action("participant.accepted", _("took the place that was offered"))
DECLINED = audit.action("participant.declined", _("did not take the place that was offered"))
LAPSED = audit.action("participant.lapsed", _("did not answer the offer of a place in time"))

State = Participant.State
BEFORE_IT_IS_HELD = (DayState.OPEN, DayState.CLOSED, DayState.PLACED, DayState.PUBLISHED)


class OfferOverError(Exception):
    """There is no offer, or not any more: the place went to who was next."""


@transaction.atomic
def offer_places(day: Day) -> list[Participant]:
    """Offer the places that are free to who is next, and mail them; without a limit to everybody who waits."""
    audit.hold(day.pk)
    day.refresh_from_db(fields=["capacity", "state"])
    if day.state not in BEFORE_IT_IS_HELD:
        return []
    free, until = free_places(day), timezone.now() + ensure_form(day).offer_lasts
    chosen = queue_of(day)[:free]
    for each in chosen:
        each.state, each.offered_until = State.OFFERED, until
        each.version += 1
        each.save()
        audit.record(None, OFFERED, day.pk, f"participant:{each.pk}")
        mails.offer(each)
    return chosen


@transaction.atomic
def accept_offer(participant: Participant) -> Participant:
    """Take the place that was offered; a second time nothing happens. Raises OfferOverError when it is too late."""
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    if participant.state == State.REGISTERED:
        return participant
    if participant.state != State.OFFERED or _is_over(participant, timezone.now()):
        raise OfferOverError
    participant.state, participant.offered_until = State.REGISTERED, None
    participant.version += 1
    participant.save()
    audit.record(None, ACCEPTED, participant.day_id, f"participant:{participant.pk}")
    mails.confirm(participant)
    return participant


@transaction.atomic
def decline_offer(participant: Participant) -> Participant:
    """Give the place to who is next. Raises OfferOverError when there is none."""
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    if participant.state != State.OFFERED:
        raise OfferOverError
    _give_up(participant, DECLINED)
    offer_places(participant.day)
    return participant


def sweep_offers() -> int:
    """End the offers that nobody answered in time, and offer every place that is free; return how many were offered."""
    waiting = Participant.objects.filter(state__in=[State.WAITING, State.OFFERED])
    days = Day.objects.filter(pk__in=waiting.values("day"), state__in=BEFORE_IT_IS_HELD)
    return sum(_swept(day) for day in days)


@transaction.atomic
def _swept(day: Day) -> int:
    audit.hold(day.pk)
    now = timezone.now()
    for each in Participant.objects.filter(day=day, state=State.OFFERED, offered_until__lte=now):
        _give_up(each, LAPSED)
        mails.tell_lapsed(each)
    return len(offer_places(day))


def _give_up(participant: Participant, how: audit.Action) -> None:
    """Let somebody no longer have the offer; they can register again, at the end of the list."""
    participant.state, participant.offered_until = State.CANCELLED, None
    participant.cancelled = timezone.now()
    participant.version += 1
    participant.save()
    audit.record(None, how, participant.day_id, f"participant:{participant.pk}")


def _is_over(participant: Participant, now: datetime) -> bool:
    return participant.offered_until is None or participant.offered_until <= now
