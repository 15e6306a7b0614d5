# SPDX-License-Identifier: EUPL-1.2
"""Postpone a day: another date or none yet, and what becomes of the registrations. What was planned stays known."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day, PlannedDate
from regiodag.days.signals import day_postponed
from regiodag.editing import versions

POSTPONED = audit.action("day.postponed", _("moved the day from {before} to {after}"))
DATED = audit.action("day.dated", _("set the date to {after}"))


@transaction.atomic
def postpone_day(
    by: User,
    day: Day,
    seen: int,
    to: date | None,
    registrations: str,
    reason: str = "",
    *,
    answer_by: date | None = None,
) -> Day:
    """Move a day to another date; None: still to be announced. answer_by: until when who is asked again may answer.

    A draft that had no date is only dated: nobody was told anything yet. Raises StaleError.
    """
    before = day.date
    day.date = to
    versions.save(day, seen)
    if before is None and not day.planned.exists():
        audit.record(by, DATED, day.pk, f"day:{day.pk}", after=_written(to))
        return day
    asks = registrations == PlannedDate.Registrations.ASK
    planned = PlannedDate(day=day, date=before, moved_to=to, registrations=registrations, reason=reason, by=by)
    planned.answer_by = answer_by if asks else None
    planned.save()
    audit.record(by, POSTPONED, day.pk, f"day:{day.pk}", before=_written(before), after=_written(to))
    day_postponed.send(Day, day=day, by=by, planned=planned)
    return day


def _written(when: date | None) -> str:
    return when.isoformat() if when else ""
