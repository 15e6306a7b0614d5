# SPDX-License-Identifier: EUPL-1.2
"""Make series and days, and keep what is told about a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Series
from regiodag.editing import versions

MADE_SERIES = audit.action("series.made", _("made the series “{title}”"))
MADE_DAY = audit.action("day.made", _("made the day “{title}”"))
CHANGED_DAY = audit.action("day.changed", _("changed the details of the day"))


@transaction.atomic
def make_day(by: User, title: str, when: date | None, series: Series | None = None, series_title: str = "") -> Day:
    """Make a day in a series, or in a new series that its maker then owns."""
    if series is None:
        series = Series.objects.create(title=series_title or title)
        Membership.objects.create(user=by, series=series, role=Role.OWNER)
        audit.record(by, MADE_SERIES, series.pk, f"series:{series.pk}", title=series.title)
    day = Day.objects.create(series=series, title=title, date=when)
    audit.record(by, MADE_DAY, day.pk, f"day:{day.pk}", title=title)
    return day


@transaction.atomic
def keep_details(by: User, day: Day, seen: int) -> Day:
    """Keep what is told about the day. Raises StaleError when somebody else changed it since version `seen`."""
    versions.save(day, seen)
    audit.record(by, CHANGED_DAY, day.pk, f"day:{day.pk}")
    return day
