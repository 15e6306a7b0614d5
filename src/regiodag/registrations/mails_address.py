# SPDX-License-Identifier: EUPL-1.2
"""Mails about another e-mail address: to the new one a link, or that it is taken; to the old one that it was asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.messages.actions import Cause, post
from regiodag.messages.late import PERSONAL_LINK
from regiodag.messages.models import Mail
from regiodag.registrations.models import AddressChange

ADDRESS_LINK = "[[address-link]]"

NAMES = {
    "address": gettext_lazy("links that confirm another e-mail address"),
    "address-taken": gettext_lazy("answers to who asked for an address that is registered already"),
    "address-asked": gettext_lazy("notices that another e-mail address was asked for"),
}
"""What each kind of mail is called in the outbox of a day."""


def to_new(asked: AddressChange, *, taken: bool) -> Mail:
    """Mail the new address how to confirm; when another registration has it, that nothing is changed."""
    day = asked.participant.day
    kind = "address-taken" if taken else "address"
    link = settings.SITE_ADDRESS + reverse("link-again", args=[day.pk]) if taken else ADDRESS_LINK
    return _post(asked, kind, asked.email, link, Cause(day.pk, asked.pk, kind, str(asked.pk)))


def to_old(asked: AddressChange) -> Mail:
    """Tell the address that there is now that another one was asked for."""
    person = asked.participant
    cause = Cause(person.day_id, person.pk, "address-asked", str(asked.pk))
    return _post(asked, "address-asked", person.email, PERSONAL_LINK, cause)


def _post(asked: AddressChange, kind: str, to: str, link: str, cause: Cause) -> Mail:
    person = asked.participant
    with translation.override(person.language):
        until = date_format(localtime(asked.expires), "l j F Y, H:i")
        context: dict[str, Any] = {"participant": person, "day": person.day, "kind": kind, "link": link, "until": until}
        subjects = {
            "address": _("Confirm your e-mail address for %(day)s"),
            "address-taken": _("Your e-mail address for %(day)s"),
            "address-asked": _("Another e-mail address was asked for: %(day)s"),
        }
        return post(
            to,
            subjects[kind] % {"day": person.day.title},
            render_to_string("registrations/mail/address.txt", context),
            html=render_to_string("registrations/mail/address.html", context),
            reply_to=person.day.contact_email,
            cause=cause,
        )
