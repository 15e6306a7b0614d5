# SPDX-License-Identifier: EUPL-1.2
"""What registration does when something happens to a day."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from regiodag.days.actions.copy import Part
from regiodag.days.models import Day
from regiodag.days.signals import day_copied
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
