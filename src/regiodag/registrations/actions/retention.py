# SPDX-License-Identifier: EUPL-1.2
"""What was kept long enough goes: each answer after the weeks of its question, people eight weeks after the day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.days.models import Day
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.fields import kind_of
from regiodag.registrations.known import WEEKS
from regiodag.registrations.models import Answer, FormField, Participant, Preference

FORGOTTEN = audit.action("answers.forgotten", _("deleted the answers to a question: they were kept long enough"))


def sweep_retention(today: date | None = None) -> int:
    """Delete what was to be kept until before today; return how many people and questions that were."""
    today = today or timezone.localdate()
    days = Day.objects.filter(date__lt=today, participants__isnull=False).distinct()
    return sum(_forget_answers(day, today) + _forget_people(day, today) for day in days)


def _forget_people(day: Day, today: date) -> int:
    """Erase everybody of a day that is long enough ago."""
    if not _is_over(day, WEEKS, today):
        return 0
    people = list(Participant.objects.filter(day=day))
    for each in people:
        erase(each)
    return len(people)


def _forget_answers(day: Day, today: date) -> int:
    """Delete the answers to questions of a day whose weeks are over."""
    fields = [each for each in FormField.objects.filter(section__form__day=day) if _is_over(day, each.weeks, today)]
    return sum(_forget(day, each) for each in fields)


@transaction.atomic
def _forget(day: Day, field: FormField) -> int:
    wishes = kind_of(field.kind).code == "wishes"
    rows = Preference.objects.filter(participant__day=day) if wishes else Answer.objects.filter(field=field)
    if not rows.exists():
        return 0
    rows.delete()
    audit.record(None, FORGOTTEN, day.pk, f"question:{field.pk}")
    return 1


def _is_over(day: Day, weeks: int, today: date) -> bool:
    return day.date is not None and today > day.date + timedelta(weeks=weeks)
