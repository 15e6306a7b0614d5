# SPDX-License-Identifier: EUPL-1.2
"""What messages do when something happens to a day."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from regiodag.accounts.models import User
from regiodag.days.models import Day, PlannedDate
from regiodag.days.signals import day_postponed
from regiodag.mailings.actions.rules import run_once_more
from regiodag.mailings.actions.templates import give_templates
from regiodag.mailings.actions.write import draft_from
from regiodag.mailings.models import Rule
from regiodag.mailings.usual import POSTPONED


@receiver(post_save, sender=Day)
def give_texts(instance: Day, created: bool, raw: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002  (Django's signature)
    """Let every new day have its texts."""
    if created and not raw:
        give_templates(instance)


@receiver(day_postponed)
def write_about_postponing(day: Day, by: User, planned: PlannedDate, **_kwargs: Any) -> None:
    """Put the message that tells it ready, to be looked at and sent; and let the rules run for the new date.

    When people are asked again, whoever asks them writes it.
    """
    for rule in Rule.objects.filter(day=day):
        run_once_more(by, rule)
    if not planned.asks:
        draft_from(by, day, POSTPONED)
