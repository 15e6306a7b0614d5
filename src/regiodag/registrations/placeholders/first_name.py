# SPDX-License-Identifier: EUPL-1.2
"""The first name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.registrations.addressed import addressed


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.pk: each.given_name for each in addressed(day, ids)}


PLACEHOLDER = Placeholder("first-name", _("first-name"), _("the first name"), 10, _values)
