# SPDX-License-Identifier: EUPL-1.2
"""The first name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.registrations.models import Participant


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    wanted = {*ids}
    return {each.pk: each.given_name for each in Participant.objects.filter(day=day) if each.pk in wanted}


PLACEHOLDER = Placeholder("first-name", _("first-name"), _("the first name"), 10, _values)
