# SPDX-License-Identifier: EUPL-1.2
"""Files of leaders were kept long enough: they go when those who register do."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.days.models import Day
from regiodag.placements.queries.leaders import material_of, material_until

FORGOTTEN = audit.action("leaders.material-forgotten", _("deleted the files of leaders: they were kept long enough"))


def sweep_material(today: date | None = None) -> int:
    """Delete the files of days that are long enough ago; return how many that were."""
    today = today or timezone.localdate()
    with_files = Q(workshops__files__isnull=False) | Q(items__files__isnull=False)
    days = Day.objects.filter(with_files, date__lt=today).distinct()
    return sum(_forget(day) for day in days if (until := material_until(day)) and until < today)


@transaction.atomic
def _forget(day: Day) -> int:
    """Delete the files of a day: with each row its file goes (receivers.py)."""
    audit.hold(day.pk)
    number = material_of(day).delete()[0]
    if number:
        audit.record(None, FORGOTTEN, day.pk)
    return number
