# SPDX-License-Identifier: EUPL-1.2
"""What the day is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    told = day.title
    return dict.fromkeys(ids, told) if told else {}


PLACEHOLDER = Placeholder("day", _("day"), _("what the day is called"), 30, _values, shared=True)
