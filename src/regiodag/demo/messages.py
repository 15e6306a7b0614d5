# SPDX-License-Identifier: EUPL-1.2
"""Messages of the demonstration: a draft that waits to be looked at, and a rule that reminds by itself."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.mailings.actions.rules import add_rule
from regiodag.mailings.actions.write import make_draft
from regiodag.mailings.models import Mailing, Rule, Template
from regiodag.mailings.usual import PRACTICAL, REMINDER
from regiodag.registrations.models import RegistrationForm


def make_messages(user: User, day: Day) -> None:
    """Give the day a draft for who has no wishes yet, and a rule for the week before the day."""
    _close(day)
    texts = {each.code: each for each in Template.objects.filter(day=day)}
    reminder = texts[REMINDER]
    draft = Mailing(
        day=day,
        subject=reminder.subject,
        text=reminder.text,
        audience=reminder.audience,
        language=reminder.language,
    )
    make_draft(user, draft)
    add_rule(user, day, Rule(template=texts[PRACTICAL], audience="coming", days=7, moment="day", time=time(9)))


def _close(day: Day) -> None:
    """Let registration close three weeks before the day, so that people can be told until when they can choose."""
    if day.date is not None:
        closes = datetime.combine(day.date - timedelta(weeks=3), time(17), ZoneInfo(settings.TIME_ZONE))
        RegistrationForm.objects.filter(day=day, closes=None).update(closes=closes)
