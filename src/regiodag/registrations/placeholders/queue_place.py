# SPDX-License-Identifier: EUPL-1.2
"""Which place somebody has on the waiting list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.registrations.places import queue_of


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    wanted = {*ids}
    return {each.pk: str(place) for place, each in enumerate(queue_of(day), 1) if each.pk in wanted}


PLACEHOLDER = Placeholder(
    "queue-place", _("place-on-the-waiting-list"), _("their place on the waiting list"), 28, _values
)
