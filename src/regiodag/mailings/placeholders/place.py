# SPDX-License-Identifier: EUPL-1.2
"""Where the day is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    told = ", ".join(part for part in (day.venue, day.address, day.town) if part)
    return dict.fromkeys(ids, told) if told else {}


PLACEHOLDER = Placeholder(
    "place",
    _("place"),
    _("where the day is: venue, address and town"),
    50,
    _values,
    shared=True,
    absent=_("The day has no place yet. Fill it in at “Place and people”."),
)
