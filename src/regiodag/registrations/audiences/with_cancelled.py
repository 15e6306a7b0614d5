# SPDX-License-Identifier: EUPL-1.2
"""Everybody who ever registered."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.registrations.audiences.who import recipients
from regiodag.registrations.models import Participant


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:  # noqa: ARG001
    return recipients(Participant.objects.filter(day=day))


AUDIENCE = Audience("with-cancelled", _("everybody, also who cancelled"), 90, _people)
