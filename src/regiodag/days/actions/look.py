# SPDX-License-Identifier: EUPL-1.2
"""Give a day its own look."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.days.theme import COLOURS
from regiodag.editing import versions

CHANGED_LOOK = audit.action("day.look", _("changed logo or colours"))


@transaction.atomic
def dress_day(
    by: User,
    day: Day,
    seen: int,
    theme: Mapping[str, str],
    logo: ContentFile[bytes] | None,
    words: str,
    *,
    without_logo: bool = False,
) -> Day:
    """Keep logo and colours; only colours that are not ours are kept. Raises StaleError."""
    versions.claim(day, seen)
    day.version = seen + 1
    day.theme = {name: value for name, value in theme.items() if value != COLOURS[name][1]}
    day.logo_words = words
    if logo is not None:
        day.logo.save(logo.name or "logo.png", logo, save=False)
    elif without_logo:
        day.logo = ""
    day.save()
    audit.record(by, CHANGED_LOOK, day.pk, f"day:{day.pk}")
    return day
