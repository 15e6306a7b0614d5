# SPDX-License-Identifier: EUPL-1.2
"""Whoever leads a workshop or speaks, and has an address."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.placements.queries.leaders import leaders_of


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:  # noqa: ARG001
    return [Recipient(each.pk, str(each), each.email) for each in leaders_of(day) if each.email]


AUDIENCE = Audience("leaders", _("speakers and leaders of workshops"), 90, _people)
