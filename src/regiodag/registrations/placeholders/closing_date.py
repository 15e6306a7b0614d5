# SPDX-License-Identifier: EUPL-1.2
"""Until when people can register and change their wishes: a placeholder, and a moment for rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Moment, Placeholder
from regiodag.registrations.models import RegistrationForm


def _when(day: Day) -> datetime | None:
    return RegistrationForm.objects.filter(day=day).values_list("closes", flat=True).first()


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    closes = _when(day)
    return dict.fromkeys(ids, date_format(localtime(closes), "l j F Y, H:i")) if closes else {}


PLACEHOLDER = Placeholder(
    "closing-date",
    _("closing-date"),
    _("until when people can change their wishes"),
    45,
    _values,
    shared=True,
    absent=_("Registration has no moment at which it closes. Choose one at “Registration”, in its settings."),
)
MOMENT = Moment("closing", _("registration closes"), 10, _when)
