# SPDX-License-Identifier: EUPL-1.2
"""The sessions of a round with the number of people in each: counted, so that a move is answered at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from regiodag.days.models import Round, Session
from regiodag.placements.models import Placement
from regiodag.placements.queries.outcome import Filled, least_of
from regiodag.registrations.models import Participant


@dataclass(frozen=True)
class Column(Filled):
    """A session and how many people come."""

    session: Session
    least: int
    count: int

    @property
    def number(self) -> int:
        """How many people come."""
        return self.count


def columns_of(placement: Placement, rnd: Round, only: Collection[UUID] | None = None) -> list[Column]:
    """Return the sessions of a round in the order of the programme. only: the ids of those to return, None: all."""
    seats = placement.seats.filter(session__round=rnd, participant__state=Participant.State.REGISTERED)
    found = Session.objects.filter(round=rnd).select_related("workshop", "room", "round")
    if only is not None:
        seats, found = seats.filter(session__in=only), found.filter(pk__in=only)
    counts = dict(seats.order_by().values_list("session").annotate(Count("pk")))
    return [Column(each, least_of(each), counts.get(each.pk, 0)) for each in found]
