# SPDX-License-Identifier: EUPL-1.2
"""How many places a day has, and who is next for one."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q

from regiodag.database.prepared import Prepared
from regiodag.days.models import Day
from regiodag.registrations.models import Participant

State = Participant.State
TAKEN = (State.REGISTERED, State.OFFERED)
"""States in which somebody has a place, or one is kept for them."""


_capacity = Prepared(lambda day: Day.objects.filter(pk=day).values_list("capacity", flat=True), day=UUID)
_here = Prepared(
    lambda day: (
        Participant.objects.order_by()
        .filter(day=day, state__in=(*TAKEN, State.WAITING))
        .values("day")
        .annotate(people=Count("pk"))
        .values_list("people", flat=True)
    ),
    day=UUID,
)


def free_places(day: Day) -> int | None:
    """Return how many places nobody has, not below zero; None when there is no limit.

    Whoever acts on it holds the day (`audit.hold`), or somebody else takes the last place in between.
    """
    if day.capacity is None:
        return None
    return max(0, day.capacity - Participant.objects.filter(day=day, state__in=TAKEN).count())


def has_place(day: Day) -> bool:
    """Return whether somebody who registers now has a place: when there are more free than people who wait for one.

    Asks what the day is like now, which may be another thing than when it was read. Held as with `free_places`.
    """
    capacity = _capacity(day=day.pk)[0]
    return capacity is None or sum(_here(day=day.pk)) < capacity


def queue_of(day: Day) -> list[Participant]:
    """Return who waits for a place, who is next first."""
    return list(Participant.objects.filter(day=day, state=State.WAITING).order_by("queued", "pk"))


def place_in_queue(participant: Participant) -> int:
    """Return the place on the waiting list: 1 is who is next."""
    earlier = Q(queued__lt=participant.queued) | Q(queued=participant.queued, pk__lt=participant.pk)
    return Participant.objects.filter(earlier, day=participant.day_id, state=State.WAITING).count() + 1
