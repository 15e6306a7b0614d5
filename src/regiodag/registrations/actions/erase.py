# SPDX-License-Identifier: EUPL-1.2
"""Erase somebody: what is known about them goes, that it was erased stays."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import AuditDetail, User
from regiodag.database.sqlite.log import empty_log
from regiodag.messages.models import Mail
from regiodag.registrations.actions.offers import offer_places
from regiodag.registrations.intake.forget import forget_person
from regiodag.registrations.models import AddressChange, Participant

ERASED = audit.action("participant.erased", _("erased a participant"))


def erase(participant: Participant, by: User | None = None) -> None:
    """Delete a participant with answers and wishes, and what mails and trail say of them; a second time nothing.

    1. Mail that waits is not sent any more; of mail that was sent only stays that there was one.
    2. The trail keeps that something was done, without words. Files that were brought in forget them too.
    3. The place goes to who is next. No mail tells of it: there is nobody left to mail.
    4. The log of the database is emptied; when somebody holds it, at the next sweep.
    """
    with transaction.atomic():
        transaction.on_commit(empty_log)
        audit.hold(participant.day_id)
        found = Participant.objects.select_related("day", "group").filter(pk=participant.pk).first()
        if found is None:
            return
        group, subject = found.group, f"participant:{found.pk}"
        _forget_mail(found)
        forget_person(found.day_id, found.pk, found.email)
        found.delete()
        if group is not None and not group.participants.exists():
            group.delete()
        audit.record(by, ERASED, found.day_id, subject)
        AuditDetail.objects.filter(entry__scope=found.day_id, entry__subject=subject).update(facts={})
        offer_places(found.day)


def _forget_mail(participant: Participant) -> None:
    """Let nothing of the mails about somebody remain but when they were sent; also to addresses that they wanted."""
    about = [participant.pk, *AddressChange.objects.filter(participant=participant).values_list("pk", flat=True)]
    theirs = Q(scope=participant.day_id, to__iexact=participant.email)
    mails = Mail.objects.filter(Q(about__in=about) | theirs)
    mails.filter(state=Mail.State.QUEUED).delete()
    mails.update(to="", subject="", text="", html="", calendar="", reason="")
