# SPDX-License-Identifier: EUPL-1.2
"""Whom a message can be for, by id: who registered, and speakers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from regiodag.days.models import Day, Speaker
from regiodag.registrations.models import Participant


def addressed(day: Day, ids: Iterable[UUID]) -> list[Participant | Speaker]:
    """Return the people of a day with these ids."""
    wanted = {*ids}
    people: list[Participant | Speaker] = [*Participant.objects.filter(day=day), *Speaker.objects.filter(day=day)]
    return [each for each in people if each.pk in wanted]
