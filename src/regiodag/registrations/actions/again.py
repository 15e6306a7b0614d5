# SPDX-License-Identifier: EUPL-1.2
"""The day has another date: ask everybody who comes whether they still do, and do what they answer.

A question is known by the moment at which it was asked. Every answer says which question it is to, so that nobody
answers about a date that they did not see.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.registrations import mails
from regiodag.registrations.actions.offers import offer_places
from regiodag.registrations.actions.register import cancel, take_out
from regiodag.registrations.models import Participant
from regiodag.registrations.queries_again import asked_in, question, silent_in

ASKED = audit.action("day.asked-again", _("asked {people} people whether they come on the new date"))
WITHDRAWN = audit.action("day.asks-no-more", _("no longer asks {people} people whether they come on an earlier date"))
YES = audit.action("participant.still-comes", _("said that they come on the new date"))
SILENT = audit.action("day.silent-cancelled", _("cancelled {people} registrations of people who did not answer"))

State = Participant.State


class NotAskedError(Exception):
    """The question is not asked any more: the day has yet another date, or they do not come any more."""


@transaction.atomic
def ask_again(by: User, day: Day) -> int:
    """Ask everybody who comes whether they do so on the new date; return how many. Earlier answers count no more."""
    audit.hold(day.pk)
    _withdrawn(day)
    coming = Participant.objects.filter(day=day, state=State.REGISTERED)
    count = coming.update(asked_again=timezone.now(), said_yes=None, version=F("version") + 1)
    audit.record(by, ASKED, day.pk, f"day:{day.pk}", people=str(count))
    return count


@transaction.atomic
def ask_no_more(by: User, day: Day) -> int:
    """Let a question about an earlier date no longer stand; return of how many people. Nothing happens without one."""
    audit.hold(day.pk)
    count = _withdrawn(day)
    if count:
        audit.record(by, WITHDRAWN, day.pk, f"day:{day.pk}", people=str(count))
    return count


def _withdrawn(day: Day) -> int:
    return asked_in(day).update(asked_again=None, said_yes=None, version=F("version") + 1)


@transaction.atomic
def answer(participant: Participant, asked: str, *, comes: bool) -> Participant:
    """Keep that somebody comes on the new date, and mail it with the day for their calendar; or cancel them.

    asked: the question that they saw. The same answer a second time changes nothing. Raises NotAskedError.
    """
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    if not asked or question(participant) != asked:
        raise NotAskedError
    if not comes:
        return cancel(participant)
    if participant.said_yes is None:
        participant.said_yes = timezone.now()
        participant.version += 1
        participant.save()
        audit.record(None, YES, participant.day_id, f"participant:{participant.pk}")
        mails.confirm(participant)
    return participant


@transaction.atomic
def cancel_silent(by: User, day: Day, asked: str) -> int:
    """Cancel whoever did not answer, with the usual mail, and offer their places; return how many.

    asked: the question that the organiser saw. Raises NotAskedError, and cancels nobody, when another one stands now.
    """
    audit.hold(day.pk)
    people = list(silent_in(day).select_related("day"))
    if any(question(each) != asked for each in people):
        raise NotAskedError
    for each in people:
        take_out(each, by)
    if people:
        audit.record(by, SILENT, day.pk, f"day:{day.pk}", people=str(len(people)))
        offer_places(day)
    return len(people)
