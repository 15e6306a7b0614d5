# SPDX-License-Identifier: EUPL-1.2
"""Who is asked whether they come on the new date, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from regiodag.days.models import Day, PlannedDate
from regiodag.registrations.models import Participant


@dataclass(frozen=True)
class Asked:
    """A question that stands. since: when it was asked.

    answer_by: until when an answer is asked, None when no day was said. cancelled: how many cancelled since.
    """

    since: datetime
    answer_by: date | None
    silent: int
    yes: int
    cancelled: int

    @property
    def question(self) -> str:
        """What answers refer to it by."""
        return self.since.isoformat()


def question(participant: Participant) -> str:
    """Return the question that somebody is asked, as answers refer to it; "" when they are asked nothing."""
    return participant.asked_again.isoformat() if participant.asked_again else ""


def asked_in(day: Day) -> QuerySet[Participant]:
    """Return who is asked, whatever they answered."""
    return Participant.objects.filter(day=day, asked_again__isnull=False)


def silent_in(day: Day) -> QuerySet[Participant]:
    """Return who is asked and did not answer yet."""
    return asked_in(day).filter(said_yes=None)


def asked_of(day: Day) -> Asked | None:
    """Return how it stands with the question, None while nobody is asked."""
    found = asked_in(day).aggregate(
        since=Max("asked_again"), silent=Count("pk", filter=Q(said_yes=None)), yes=Count("said_yes")
    )
    if found["since"] is None:
        return None
    gone = Participant.objects.filter(day=day, state=Participant.State.CANCELLED, cancelled__gte=found["since"])
    return Asked(answer_by=answer_by_of(day), cancelled=gone.count(), **found)


def answer_by_of(day: Day) -> date | None:
    """Return until when people are asked to answer; None when no day was said, or nothing is asked."""
    last = last_move_of(day)
    return last.answer_by if last and last.asks else None


def last_move_of(day: Day) -> PlannedDate | None:
    """Return the last time that the day was postponed, None when it never was."""
    return PlannedDate.objects.filter(day=day).last()
