# SPDX-License-Identifier: EUPL-1.2
"""Whoever gets another programme by a publication than they were mailed last, as far as they come."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.placements.models import Publication
from regiodag.placements.queries.told import to_be_told
from regiodag.registrations.audiences.who import ids_in, recipients
from regiodag.registrations.models import Participant


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:
    wanted: set[UUID] = set()
    for each in Publication.objects.filter(day=day, pk__in=ids_in(chosen)):
        wanted |= to_be_told(each)
    coming = Participant.objects.filter(day=day, state=Participant.State.REGISTERED)
    return [each for each in recipients(coming) if each.id in wanted]


def _choices(day: Day) -> list[tuple[str, str]]:
    return [(str(each.pk), str(each)) for each in Publication.objects.filter(day=day)]


AUDIENCE = Audience("programme-changed", _("whose programme changed by a version"), 60, _people, _choices)
