# SPDX-License-Identifier: EUPL-1.2
"""The address of the own page of a speaker or leader, filled in when the mail is sent; others have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.placements.links import LEADER_LINK


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    wanted = {*ids}
    return {each: LEADER_LINK for each in day.speakers.values_list("pk", flat=True) if each in wanted}


PLACEHOLDER = Placeholder(
    "leader-link", _("leader-link"), _("the link of speakers and leaders to their own page"), 22, _values, link=True
)
