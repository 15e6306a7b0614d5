# SPDX-License-Identifier: EUPL-1.2
"""Swap with others: wish to, take that back, agree once it can be. All get each other's chairs, or nobody does."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.days.models import Session
from regiodag.placements import mails
from regiodag.placements.actions.changed import Kind, Move, put
from regiodag.placements.actions.matching import end, match, open_offers, tidy
from regiodag.placements.actions.own import RefusedError, held
from regiodag.placements.models import Exchange, SwapOffer
from regiodag.placements.queries.own import BY_SWAP, Refusal, standing_of
from regiodag.registrations.models import Participant

OFFERED = audit.action("placement.swap-wished", _("wished to swap for “{title}” in round {round}"))
WITHDRAWN = audit.action("placement.swap-withdrawn", _("took back a wish to swap"))
AGREED = audit.action("placement.swap-agreed", _("agreed to a swap"))
SWAPPED = audit.action("placement.exchanged", _("{people} people were given each other's chairs"))

State = SwapOffer.State


@transaction.atomic
def offer_swap(participant: Participant, wants: Session, seen: str) -> bool:
    """Let somebody give what they have for a chair in another session of that round; return whether others can.

    A second time nothing happens. Raises RefusedError. seen: as for `take_chair`.
    """
    standing = held(participant)
    known = SwapOffer.objects.filter(participant=participant, wants=wants, state=State.OPEN).first()
    if known is not None:
        return known.exchange_id is not None
    gives = standing.mine.get(wants.round_id)
    if gives is None:
        raise RefusedError(Refusal.NOTHING)
    if seen != str(gives.pk) or gives == wants:
        raise RefusedError(Refusal.OTHERWISE)
    refusal = standing.refusal(wants)
    if refusal not in BY_SWAP:
        raise RefusedError(refusal or Refusal.FREE)
    offer = SwapOffer.objects.create(participant=participant, gives=gives, wants=wants)
    facts = {"title": wants.workshop.title, "round": str(wants.round.number)}
    audit.record(None, OFFERED, participant.day_id, f"participant:{participant.pk}", **facts)
    return match(offer) is not None


@transaction.atomic
def withdraw_swap(participant: Participant, offer_id: UUID) -> None:
    """Take back a wish to swap, also one for which others were found. A second time nothing happens."""
    audit.hold(participant.day_id)
    offer = next((each for each in _theirs(participant) if each.pk == offer_id), None)
    if offer is not None:
        audit.record(None, WITHDRAWN, participant.day_id, f"participant:{participant.pk}")
        end(participant.day, [offer])


@transaction.atomic
def agree_to_swap(participant: Participant, offer_id: UUID, exchange_id: str) -> bool:
    """Agree to a swap; return whether that was the last one who had to, so that everybody has swapped.

    A second time nothing happens. Raises RefusedError when it is over, or was another swap than this one.
    """
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    tidy(participant.day)
    offer = SwapOffer.objects.filter(pk=offer_id, participant=participant).select_related("exchange").first()
    if offer is None or offer.exchange is None or str(offer.exchange_id) != exchange_id or offer.state == State.ENDED:
        raise RefusedError(Refusal.OVER)
    if offer.agreed is None:
        offer.agreed = timezone.now()
        offer.save()
        audit.record(None, AGREED, participant.day_id, f"participant:{participant.pk}")
        return _complete(offer.exchange)
    return offer.state == State.DONE


def _complete(exchange: Exchange) -> bool:
    """Give everybody the chair of the next one, once all agreed; return whether that was done."""
    offers = list(exchange.offers.select_related("participant__day", "gives__workshop", "wants__workshop"))
    if any(each.agreed is None for each in offers):
        return False
    unfit = [each for each in offers if not _fits(each)]
    if {each.gives_id for each in offers} != {each.wants_id for each in offers}:
        unfit = offers  # a session was taken out of the programme: what is left does not go round
    if unfit:
        end(exchange.day, unfit)
        return False
    _swap(exchange, offers)
    return True


def _swap(exchange: Exchange, offers: list[SwapOffer]) -> None:
    publication = exchange.day.published.publication
    for each in offers:
        move = Move(each.participant, each.gives.round_id, each.gives, each.wants)
        mails.tell_changed(put(publication, move, Kind.EXCHANGE))
    exchange.offers.update(state=State.DONE)
    Exchange.objects.filter(pk=exchange.pk).update(state=Exchange.State.DONE)
    audit.record(None, SWAPPED, exchange.day_id, f"exchange:{exchange.pk}", people=str(len(offers)))
    tidy(exchange.day)


def _fits(offer: SwapOffer) -> bool:
    """Return whether somebody still has what they give, and could be in what they want."""
    standing = standing_of(offer.participant)
    if standing is None:
        return False
    return standing.mine.get(offer.gives.round_id) == offer.gives and standing.bars(offer.wants) is None


def _theirs(participant: Participant) -> list[SwapOffer]:
    return [each for each in open_offers(participant.day) if each.participant_id == participant.pk]
