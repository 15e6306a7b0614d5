# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from datetime import date, timedelta

import pytest

from regiodag.accounts import audit
from regiodag.days.models import Day, Workshop
from regiodag.messages.models import Mail
from regiodag.registrations.actions.register import Submission, register
from regiodag.registrations.actions.retention import sweep_retention
from regiodag.registrations.models import Answer, FormField, Participant, Preference
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db
HELD = date(2030, 9, 12)


@pytest.fixture
def registered(day: Day) -> Day:
    """A day with Ada, who wished, and answered what is kept for one week; everything else is kept for eight."""
    workshop = Workshop.objects.create(day=day, title="Film", maximum=9)
    answers = {each: [str(workshop.pk)] if each.kind == "wishes" else "noten" for each in fields_of(day)}
    register(day, Submission("Ada", "Voorbeeld", "ada@example.org", answers=answers))
    return day


def left() -> tuple[int, int, int]:
    """How many people, answers and wishes there are."""
    return Participant.objects.count(), Answer.objects.count(), Preference.objects.count()


@pytest.mark.parametrize(
    ("after", "swept", "stays"),
    [
        (timedelta(0), 0, (1, 2, 1)),
        (timedelta(weeks=1), 0, (1, 2, 1)),
        (timedelta(weeks=1, days=1), 2, (1, 0, 1)),
        (timedelta(weeks=8), 2, (1, 0, 1)),
        (timedelta(weeks=8, days=1), 4, (0, 0, 0)),
    ],
)
def test_what_was_kept_long_enough_goes_and_nothing_else(
    registered: Day, after: timedelta, swept: int, stays: tuple[int, int, int]
) -> None:
    assert sweep_retention(HELD + after) == swept
    assert left() == stays
    assert sweep_retention(HELD + after) == 0
    assert audit.first_broken(registered.pk) is None


def test_mail_about_somebody_goes_with_them(registered: Day) -> None:
    Mail.objects.update(state=Mail.State.SENT)
    sweep_retention(HELD + timedelta(weeks=9))
    assert list(Mail.objects.filter(scope=registered.pk).values_list("to", "subject", "text")) == [("", "", "")]


def test_day_without_a_date_keeps_everything(registered: Day) -> None:
    Day.objects.update(date=None)
    assert (sweep_retention(date(2050, 1, 1)), left()) == (0, (1, 2, 1))


def test_question_with_other_weeks_is_kept_for_those(registered: Day) -> None:
    FormField.objects.filter(section__form__day=registered, kind="diet").update(weeks=0)
    assert sweep_retention(HELD + timedelta(days=1)) == 1
    assert Answer.objects.get().field.kind == "access-needs"
