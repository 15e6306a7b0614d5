# SPDX-License-Identifier: EUPL-1.2
"""Mails to participants about what they change in their own workshops: what they have now, and what they are asked."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.messages.actions import Cause, post
from regiodag.messages.late import PERSONAL_LINK
from regiodag.placements.models import OwnChange, SwapOffer
from regiodag.placements.queries.published import lines_of
from regiodag.registrations.models import Participant

NAMES = {
    "own-change": gettext_lazy("confirmations of a changed programme"),
    "swap-found": gettext_lazy("swaps that wait for an answer"),
    "swap-off": gettext_lazy("swaps that did not come about"),
}
"""What each kind of mail is called in the outbox of a day."""


def tell_changed(change: OwnChange) -> None:
    """Tell somebody what their workshops are now."""
    person = change.participant
    lines = lines_of(person.day, change.publication, [person.pk])[person.pk]
    _post(person, "own-change", str(change.pk), lines=lines.splitlines())


def ask_to_agree(offer: SwapOffer) -> None:
    """Ask somebody whether they agree to the swap that was found for them."""
    if offer.exchange is None:
        return
    with translation.override(offer.participant.language):
        until = date_format(localtime(offer.exchange.until), "l j F, H:i")
    _post(offer.participant, "swap-found", str(offer.exchange_id), offer=offer, until=until)


def tell_off(offer: SwapOffer) -> None:
    """Tell somebody that a swap did not come about, and that their wish stays."""
    _post(offer.participant, "swap-off", str(offer.exchange_id), offer=offer)


def _post(person: Participant, kind: str, version: str, **facts: Any) -> None:
    with translation.override(person.language):
        subjects = {
            "own-change": _("Your programme for %(day)s has changed"),
            "swap-found": _("You can swap workshops at %(day)s. Do you agree?"),
            "swap-off": _("The swap at %(day)s did not come about"),
        }
        context = {"participant": person, "day": person.day, "link": PERSONAL_LINK, "kind": kind, **facts}
        post(
            person.email,
            subjects[kind] % {"day": person.day.title},
            render_to_string("placements/mail/own.txt", context),
            html=render_to_string("placements/mail/own.html", context),
            reply_to=person.day.contact_email,
            cause=Cause(person.day_id, person.pk, kind, version),
        )
