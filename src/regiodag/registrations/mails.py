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

from regiodag.days.models import Day
from regiodag.messages.actions import Cause, post, post_all, prepared
from regiodag.messages.late import PERSONAL_LINK
from regiodag.messages.models import Mail
from regiodag.registrations.calendar import calendar_of
from regiodag.registrations.models import Participant
from regiodag.registrations.places import place_in_queue

MOST_TOLD = 3
"""Mails in 24 hours that tell somebody that they are registered already."""

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


def drafted(participant: Participant) -> Mail:
    """Return the confirmation for somebody who is going to be registered, not in the outbox yet."""
    return _drafted(participant, "registered", calendar=calendar_of(participant))


def drafted_for_known(participant: Participant, key: UUID) -> Mail:
    """Return the mail for somebody who registers again, with the day for their calendar; not in the outbox yet."""
    calendar = calendar_of(participant) if participant.comes else ""
    return _drafted(participant, "known", version=str(key), calendar=calendar)


def confirm(participant: Participant, draft: Mail | None = None) -> None:
    """Tell somebody that they are registered, with the day for their calendar, or what place they have in the queue.

    draft: a mail that was made for them beforehand, which may be the right one.
    """
    if participant.state == Participant.State.WAITING:
        post_all([_drafted(participant, "waiting", place=place_in_queue(participant))])
        return
    fits = draft is not None and (draft.about, draft.kind) == (participant.pk, "registered")
    post_all([draft if fits and draft else drafted(participant)])


def tell_known(participant: Participant, key: UUID, draft: Mail | None = None) -> None:
    """Tell somebody who registers again that they are registered already. draft: as in `confirm`.

    Silently not more often than some times a day: whoever sends forms with their address must not flood them. Counted
    in the outbox and not with `limits`, which takes so many queries that the time would tell an address is known.
    """
    since = timezone.now() - timedelta(days=1)
    if Mail.objects.filter(about=participant.pk, kind="known", made__gt=since).count() >= MOST_TOLD:
        return
    fits = draft is not None and (draft.about, draft.kind) == (participant.pk, "known")
    post_all([draft if fits and draft else drafted_for_known(participant, key)])


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
    post_all([_drafted(participant, kind, version=version, **facts)])


def _drafted(participant: Participant, kind: str, *, version: str = "", calendar: str = "", **facts: Any) -> Mail:
    """Return a mail of a kind about this version of the registration."""
    day = participant.day
    context = {"participant": participant, "day": day, "link": PERSONAL_LINK, "kind": kind, **facts}
    with translation.override(participant.language):
        subjects = {
            "registered": _("You are registered for %(day)s"),
            "waiting": _("You are on the waiting list of %(day)s"),
            "known": _("You were registered already for %(day)s"),
            "cancelled": _("You are no longer registered for %(day)s"),
            "offered": _("There is a place for you at %(day)s"),
            "lapsed": _("The place at %(day)s went to somebody else"),
            "link": _("Your personal page of %(day)s"),
        }
        return prepared(
            participant.email,
            subjects[kind] % {"day": day.title},
            render_to_string("registrations/mail/about.txt", context),
            html=render_to_string("registrations/mail/about.html", context),
            reply_to=day.contact_email,
            cause=Cause(day.pk, participant.pk, kind, version or str(participant.version)),
            calendar=calendar,
        )
