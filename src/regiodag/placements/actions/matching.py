# SPDX-License-Identifier: EUPL-1.2
"""Wishes to swap find one another: whoever can have each other's chairs is asked; what cannot be any more ends.

Everything here is for whoever holds the day, and is part of their transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.days.models import Day, Session
from regiodag.placements import mails
from regiodag.placements.models import Exchange, SwapOffer
from regiodag.placements.queries.cycles import shortest_cycle
from regiodag.placements.queries.own import may_change, rules_of
from regiodag.placements.queries.published import current, seats_now
from regiodag.registrations.models import Participant

FOUND = audit.action("placement.exchange-found", _("found {people} people who can have each other's chairs"))
OFF = audit.action("placement.exchange-off", _("a swap of chairs did not come about"))

ANSWER = timedelta(hours=48)
"""So long people have to agree, and never longer than they may change anything."""

State = SwapOffer.State


def open_offers(day: Day) -> list[SwapOffer]:
    """Return the wishes to swap that are still to come true, the oldest first."""
    found = SwapOffer.objects.filter(participant__day=day, state=State.OPEN)
    return list(found.select_related("participant__day", "gives", "wants", "exchange"))


def match(offer: SwapOffer) -> Exchange | None:
    """Ask those with whom a wish to swap comes true, when there are such people."""
    day = offer.participant.day
    others = [each for each in open_offers(day) if each.exchange_id is None and each.pk != offer.pk]
    found = shortest_cycle(offer, others)
    if not found:
        return None
    until = min(filter(None, (timezone.now() + ANSWER, rules_of(day).until)))
    exchange = Exchange.objects.create(day=day, until=until)
    for each in found:
        each.exchange, each.agreed = exchange, None
        each.save()
        mails.ask_to_agree(each)
    audit.record(None, FOUND, day.pk, f"exchange:{exchange.pk}", people=str(len(found)))
    return exchange


def tidy(day: Day, now: datetime | None = None) -> None:
    """End the wishes that cannot come true any more, with the swaps that they are part of; others find one another.

    A wish ends when they do not have any more what they give, have or come to have what they want, or nothing may be
    changed any more. When the time to agree is up, the wish ends of whoever did not.
    """
    offers = open_offers(day)
    if not offers:
        return
    now = now or timezone.now()
    seats, goes_on = seats_now(current(day)), may_change(day, now)
    workshops = {str(pk): it for pk, it in Session.objects.filter(workshop__day=day).values_list("pk", "workshop")}

    def lives(offer: SwapOffer) -> bool:
        theirs = {each: workshops.get(each) for each in seats.get(str(offer.participant_id), ())}
        late = offer.exchange is not None and offer.agreed is None and offer.exchange.until <= now
        return not late and _can_be(offer, theirs)

    end(day, [each for each in offers if not goes_on or not lives(each)])


def end(day: Day, ended: Iterable[SwapOffer]) -> None:
    """End wishes to swap; whoever would have swapped with them is free for others."""
    gone = list(ended)
    SwapOffer.objects.filter(pk__in=[each.pk for each in gone]).update(state=State.ENDED)
    exchanges = {each.exchange_id for each in gone if each.exchange_id is not None}
    for pk in exchanges:
        Exchange.objects.filter(pk=pk).update(state=Exchange.State.OFF)
        audit.record(None, OFF, day.pk, f"exchange:{pk}")
    left = SwapOffer.objects.filter(exchange__in=exchanges, state=State.OPEN).select_related("participant__day")
    waiting = [each.pk for each in left]
    for each in left:
        mails.tell_off(each)
    SwapOffer.objects.filter(pk__in=waiting).update(exchange=None, agreed=None)
    for each in SwapOffer.objects.filter(pk__in=waiting).select_related("participant__day"):
        each.refresh_from_db(fields=["exchange"])  # the one before may have found this one
        if each.exchange_id is None:
            match(each)


def _can_be(offer: SwapOffer, theirs: Mapping[str, UUID | None]) -> bool:
    """Return whether a wish can still come true for somebody who has these sessions, of these workshops."""
    others = {workshop for session, workshop in theirs.items() if session != str(offer.gives_id)}
    comes = offer.participant.state == Participant.State.REGISTERED
    return comes and str(offer.gives_id) in theirs and offer.wants.workshop_id not in others


def sweep_exchanges() -> int:
    """End what was not agreed to in time; return how many wishes ended."""
    days = Day.objects.filter(participants__swap_offers__state=State.OPEN).distinct()
    return sum(_swept(day) for day in days)


@transaction.atomic
def _swept(day: Day) -> int:
    audit.hold(day.pk)
    before = SwapOffer.objects.filter(participant__day=day, state=State.OPEN)
    number = before.count()
    tidy(day)
    return number - before.count()
