# SPDX-License-Identifier: EUPL-1.2
"""When the day is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    told = date_format(day.date, "l j F Y") if day.date else ""
    return dict.fromkeys(ids, told) if told else {}


PLACEHOLDER = Placeholder(
    "date",
    _("date"),
    _("the date of the day"),
    40,
    _values,
    shared=True,
    absent=_("The day has no date yet. Choose one at “Date”."),
)
