# SPDX-License-Identifier: EUPL-1.2
"""What somebody wished: the titles of workshops, what they want most first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.registrations.models import Preference


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    wanted = {*ids}
    found: dict[UUID, list[str]] = {}
    wishes = Preference.objects.filter(participant__day=day).select_related("workshop").order_by("participant", "rank")
    for each in wishes:
        if each.participant_id in wanted:
            found.setdefault(each.participant_id, []).append(f"{each.rank}. {each.workshop}")
    return {pk: "\n".join(lines) for pk, lines in found.items()}


PLACEHOLDER = Placeholder("wishes", _("my-wishes"), _("the workshops that they wished, in order"), 25, _values)
