# SPDX-License-Identifier: EUPL-1.2
"""Messages of the demonstration: a draft that waits to be looked at, and a rule that reminds by itself."""

from __future__ import annotations

from datetime import time

from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.mailings.actions.rules import add_rule
from regiodag.mailings.actions.write import make_draft
from regiodag.mailings.models import Mailing, Rule, Template
from regiodag.mailings.usual import PRACTICAL, REMINDER


def make_messages(user: User, day: Day) -> None:
    """Give the day a draft for who has no wishes yet, and a rule for the week before the day."""
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
