# SPDX-License-Identifier: EUPL-1.2
"""What participants do with their own programme."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.accounts import audit
from regiodag.messages.actions import Cause, post
from regiodag.messages.late import PERSONAL_LINK
from regiodag.placements.calendar import calendar_of
from regiodag.placements.models import Publication, SeenVersion
from regiodag.placements.queries.marks import marked_programme
from regiodag.registrations.models import Participant

KIND = "programme"
NAMES = {KIND: gettext_lazy("programmes that people asked for")}
"""What such mails are called in the outbox of a day."""

MAILED = audit.action("programme.mailed", gettext_lazy("had their own programme mailed to themselves"))


def note_seen(participant: Participant, publication: Publication) -> None:
    """Remember that somebody looked at their programme in a version; a second time nothing."""
    if not participant.seen_versions.filter(publication=publication).exists():
        SeenVersion.objects.bulk_create(
            [SeenVersion(participant=participant, publication=publication)], ignore_conflicts=True
        )


@transaction.atomic
def mail_programme(participant: Participant) -> bool:
    """Mail somebody their programme, with their workshops for the calendar; return whether there is one to mail."""
    with translation.override(participant.language):
        parts, day = marked_programme(participant), participant.day
        if not parts:
            return False
        context = {"participant": participant, "day": day, "programme": parts, "link": PERSONAL_LINK}
        post(
            participant.email,
            _("Your programme for %(day)s") % {"day": day.title},
            render_to_string("placements/mail/programme.txt", context),
            html=render_to_string("placements/mail/programme.html", context),
            reply_to=day.contact_email,
            cause=Cause(day.pk, participant.pk, KIND, str(uuid4())),
            calendar=calendar_of(participant),
        )
    audit.record(None, MAILED, day.pk, f"participant:{participant.pk}")
    return True
