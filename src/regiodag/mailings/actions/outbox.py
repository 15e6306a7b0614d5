# SPDX-License-Identifier: EUPL-1.2
"""What organisers do with single mails of their day: try again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.mailings.registry import person_of
from regiodag.messages.actions import retry
from regiodag.messages.models import Mail

RETRIED = audit.action("mail.retried", _("had {mails} mails tried again"))


@transaction.atomic
def try_again(by: User, day: Day, mails: list[Mail]) -> int:
    """Let mails that failed be tried again, to the address that each person has now; return how many."""
    count = 0
    for mail in mails:
        person = person_of(mail.about)
        count += retry(mail, person.email if person else "")
    if count:
        audit.record(by, RETRIED, day.pk, f"day:{day.pk}", mails=str(count))
    return count
