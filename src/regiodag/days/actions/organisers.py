# SPDX-License-Identifier: EUPL-1.2
"""Inviting people to organise a day or a series together: the invitation and its mail, in one transaction."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regiodag.accounts import actions
from regiodag.accounts.models import Invitation, User
from regiodag.accounts.roles import EXPLAINED, Role
from regiodag.days.models import Day, Series
from regiodag.messages.actions import post


@transaction.atomic
def invite(by: User, email: str, role: Role, to: Day | Series) -> Invitation:
    """Invite somebody, or invite them again with a new link, and mail the link to them.

    In the language of the site: what language somebody reads is not known before they are there.
    """
    invitation, token = actions.invite(by, email, role, to)
    context = {
        "by": by,
        "to": to,
        "role": role.label,
        "explained": EXPLAINED[role],
        "link": settings.SITE_ADDRESS + reverse("invitation", args=[token]),
        "days": actions.INVITATION_LASTS.days,
    }
    with translation.override(settings.LANGUAGE_CODE):
        post(
            invitation.email,
            _("%(name)s invites you to organise “%(title)s” together") % {"name": by, "title": to.title},
            render_to_string("days/mail/invitation.txt", context),
            html=render_to_string("days/mail/invitation.html", context),
            reply_to=by.email,
        )
    return invitation
