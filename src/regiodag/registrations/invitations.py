# SPDX-License-Identifier: EUPL-1.2
"""Invitations to register: the mail with somebody's own link, and who came to the form with theirs."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from regiodag.days.models import Day
from regiodag.messages.actions import Cause, post
from regiodag.messages.models import Mail
from regiodag.registrations.models import Invitee

LINK = "[[invitation-link]]"
INVITED = "invited to"


def invite(invitee: Invitee) -> Mail:
    """Put the invitation in the outbox, once."""
    day = invitee.day
    context = {"invitee": invitee, "day": day, "link": LINK}
    with translation.override(invitee.language):
        return post(
            invitee.email,
            _("You are invited to %(day)s") % {"day": day.title},
            render_to_string("registrations/mail/invited.txt", context),
            html=render_to_string("registrations/mail/invited.html", context),
            reply_to=day.contact_email,
            cause=Cause(day.pk, invitee.pk, "invited", "1"),
        )


def remember_invitee(request: HttpRequest, invitee: Invitee) -> None:
    """Let the form of the day know who opens it."""
    request.session[INVITED] = {**request.session.get(INVITED, {}), str(invitee.day_id): str(invitee.pk)}


def invitee_in(request: HttpRequest, day: Day) -> Invitee | None:
    """Return who came to the form of a day with their invitation, None for anybody else."""
    pk = request.session.get(INVITED, {}).get(str(day.pk))
    return Invitee.objects.filter(day=day, pk=pk).first() if pk else None
