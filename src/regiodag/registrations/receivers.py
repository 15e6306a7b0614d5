# SPDX-License-Identifier: EUPL-1.2
"""What registration does when something happens to a day."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from regiodag.accounts.models import User
from regiodag.days.actions.copy import Part
from regiodag.days.models import Day, PlannedDate
from regiodag.days.signals import day_copied, day_postponed
from regiodag.mailings.actions.write import draft_from
from regiodag.mailings.usual import ASK_AGAIN, POSTPONED
from regiodag.registrations.actions.again import ask_again, ask_no_more
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.actions.form_copy import copy_form


@receiver(post_save, sender=Day)
def give_a_form(instance: Day, created: bool, raw: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002  (Django's signature)
    """Let every new day have a registration form."""
    if created and not raw:
        ensure_form(instance)


@receiver(day_copied)
def copy_the_form(day: Day, new: Day, parts: Collection[Part], **_kwargs: Any) -> None:
    """Let the registration form come along to a new day."""
    if Part.REGISTRATION in parts:
        copy_form(day, new)


@receiver(day_postponed)
def ask_who_comes(day: Day, by: User, planned: PlannedDate, **_kwargs: Any) -> None:
    """Ask everybody again when that was chosen, and put the messages ready: for who comes, and for who waits.

    A question about an earlier date is not asked any more.
    """
    if not planned.asks:
        ask_no_more(by, day)
        return
    ask_again(by, day)
    draft_from(by, day, ASK_AGAIN)
    draft_from(by, day, POSTPONED, "waiting")
