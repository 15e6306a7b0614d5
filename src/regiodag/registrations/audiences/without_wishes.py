# SPDX-License-Identifier: EUPL-1.2
"""Whoever has a place, or is offered one, and wished nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.registrations.audiences.who import State, recipients
from regiodag.registrations.models import Participant


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:  # noqa: ARG001
    return recipients(
        Participant.objects.filter(day=day, state__in=[State.REGISTERED, State.OFFERED], preferences=None)
    )


AUDIENCE = Audience("without-wishes", _("who comes and has no wishes yet"), 20, _people)
