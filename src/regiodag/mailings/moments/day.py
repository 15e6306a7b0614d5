# SPDX-License-Identifier: EUPL-1.2
"""The day itself."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Moment


def _when(day: Day) -> datetime | None:
    return datetime.combine(day.date, time(), ZoneInfo(settings.TIME_ZONE)) if day.date else None


MOMENT = Moment("day", _("the day"), 20, _when)
