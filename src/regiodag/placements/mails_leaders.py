# SPDX-License-Identifier: EUPL-1.2
"""The mail with which a leader gets the link to their own page."""

from __future__ import annotations

from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.days.models import Speaker
from regiodag.mailings.kinds import Person
from regiodag.messages.actions import Cause, post
from regiodag.placements.links import LEADER_LINK

NAMES = {"leader-link": gettext_lazy("links for leaders")}
"""What this kind of mail is called in the outbox of a day."""


def send_link(speaker: Speaker, key: UUID) -> None:
    """Put the mail in the outbox; the link is filled in when it is sent. key: of this time."""
    day = speaker.day
    leads = speaker.workshops.exists()
    context = {"speaker": speaker, "day": day, "link": LEADER_LINK, "leads": leads}
    subject = (
        _("Your workshop at %(day)s: who comes, and your material")
        if leads
        else _("Your part in %(day)s: when and where, and your material")
    )
    post(
        speaker.email,
        subject % {"day": day.title},
        render_to_string("placements/mail/leader.txt", context),
        html=render_to_string("placements/mail/leader.html", context),
        reply_to=day.contact_email,
        cause=Cause(day.pk, speaker.pk, "leader-link", str(key)),
    )


def speaker_of(speaker_id: UUID) -> Person | None:
    """Return which leader a mail is about, for the outbox; None for who is no speaker."""
    found = Speaker.objects.filter(pk=speaker_id).first()
    return Person(str(found), found.email, reverse("speaker", args=[found.day_id, found.pk])) if found else None
