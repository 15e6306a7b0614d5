# SPDX-License-Identifier: EUPL-1.2
"""Whom people can ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    told = ", ".join(part for part in (day.contact_name, day.contact_email, day.contact_phone) if part)
    return dict.fromkeys(ids, told) if told else {}


PLACEHOLDER = Placeholder(
    "contact",
    _("contact"),
    _("whom people can ask: name, e-mail address and telephone number"),
    60,
    _values,
    shared=True,
    absent=_("The day has nobody to ask yet. Fill it in at “Place and people”."),
)
