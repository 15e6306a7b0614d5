# SPDX-License-Identifier: EUPL-1.2
"""Mails to participants about their registration, each in their language and once per state of things."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.database.prepared import Prepared
from regiodag.days.models import Day
from regiodag.messages.actions import Cause, post, post_all, prepared
from regiodag.messages.late import PERSONAL_LINK, Words
from regiodag.messages.models import Mail
from regiodag.registrations.calendar import calendar_of
from regiodag.registrations.models import Participant
from regiodag.registrations.places import place_in_queue
from regiodag.registrations.queries import participant_of_id

MOST_TOLD = 3
"""Mails in 24 hours that tell somebody that they are registered already."""

_told = Prepared(
    lambda about: (
        Mail.objects.filter(about=about, kind="known").order_by("-made").values_list("made", flat=True)[:MOST_TOLD]
    ),
    about=UUID,
)

NAMES = {
    "registered": gettext_lazy("confirmations of registration"),
    "waiting": gettext_lazy("confirmations of a place on the waiting list"),
    "known": gettext_lazy("answers to who was registered already"),
    "cancelled": gettext_lazy("confirmations of cancelling"),
    "offered": gettext_lazy("offers of a place"),
    "lapsed": gettext_lazy("places that went to who was next"),
    "link": gettext_lazy("personal links that were asked for"),
}
"""What each kind of mail is called in the outbox of a day."""

SUBJECTS = {
    "registered": gettext_lazy("You are registered for %(day)s"),
    "waiting": gettext_lazy("You are on the waiting list of %(day)s"),
    "known": gettext_lazy("You were registered already for %(day)s"),
    "cancelled": gettext_lazy("You are no longer registered for %(day)s"),
    "offered": gettext_lazy("There is a place for you at %(day)s"),
    "lapsed": gettext_lazy("The place at %(day)s went to somebody else"),
    "link": gettext_lazy("Your personal page of %(day)s"),
}
LATE = ("registered", "known")
"""Kinds that are written when they are sent: who registers does not wait for that, and the day may change till then."""


def confirm(participant: Participant) -> None:
    """Tell somebody that they are registered, with the day for their calendar, or what place they have in the queue."""
    if participant.state == Participant.State.WAITING:
        _post(participant, "waiting", place=place_in_queue(participant))
    else:
        _post(participant, "registered")


def tell_known(participant: Participant, key: UUID) -> None:
    """Tell somebody who registers again that they are registered already, with the day for their calendar."""
    _post(participant, "known", version=str(key))


def is_told_often(participant: Participant) -> bool:
    """Return whether somebody was told so some times a day: whoever sends forms with their address must not flood them.

    Counted in the outbox and not with `limits`, which takes so many queries that the time would tell of the address.
    """
    told = _told(about=participant.pk)
    return len(told) == MOST_TOLD and told[-1] >= timezone.now() - timedelta(days=1)


def tell_cancelled(participant: Participant) -> None:
    """Tell somebody that they do not come any more."""
    _post(participant, "cancelled")


def offer(participant: Participant) -> None:
    """Offer a place that came free."""
    until = participant.offered_until
    with translation.override(participant.language):
        told = date_format(localtime(until), "l j F Y, H:i") if until else ""
    _post(participant, "offered", until=told)


def tell_lapsed(participant: Participant) -> None:
    """Tell somebody that their place went to who was next."""
    _post(participant, "lapsed")


def send_link(participant: Participant, key: UUID) -> None:
    """Send somebody their personal link, because they asked for it. key: of the form that asked."""
    _post(participant, "link", version=str(key))


def tell_unknown(day: Day, email: str, language: str, key: UUID) -> Mail:
    """Tell somebody who asked for their link that nobody registered with this address."""
    with translation.override(language):
        context = {"day": day, "language": language}
        return post(
            email,
            _("Your personal page of %(day)s") % {"day": day.title},
            render_to_string("registrations/mail/unknown.txt", context),
            html=render_to_string("registrations/mail/unknown.html", context),
            reply_to=day.contact_email,
            cause=Cause(day.pk, key, "unknown", str(key)),
        )


def _post(participant: Participant, kind: str, *, version: str = "", **facts: Any) -> None:
    """Put a mail of a kind in the outbox, once for this version of the registration."""
    words = Words("") if kind in LATE else worded(participant, kind, **facts)
    with translation.override(participant.language):
        subject = SUBJECTS[kind] % {"day": participant.day.title}
    mail = prepared(
        participant.email,
        subject,
        words.text,
        html=words.html,
        reply_to=participant.day.contact_email,
        cause=Cause(participant.day_id, participant.pk, kind, version or str(participant.version)),
    )
    post_all([mail])


def written(kind: str, about: UUID) -> Words | None:
    """Return what a mail of a kind says to a participant, None when they are not there any more."""
    found = participant_of_id(about)
    return worded(found, kind) if found else None


def worded(participant: Participant, kind: str, **facts: Any) -> Words:
    """Return what a mail of a kind says to a participant. facts: what it tells of this moment: place, until."""
    context = {"participant": participant, "day": participant.day, "link": PERSONAL_LINK, "kind": kind, **facts}
    with translation.override(participant.language):
        return Words(
            render_to_string("registrations/mail/about.txt", context),
            render_to_string("registrations/mail/about.html", context),
            calendar_of(participant) if kind == "registered" or (kind == "known" and participant.comes) else "",
        )
