# SPDX-License-Identifier: EUPL-1.2
"""Who is locked: nobody moves them, and they can keep their seats when everybody is placed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from regiodag.days.models import Day, Session
from regiodag.placements.models import Placement
from regiodag.registrations.models import Participant


def locked_seats(placement: Placement) -> Mapping[UUID, list[Session]]:
    """Return the sessions of whoever is locked and still comes, by their id, in the order of the rounds."""
    seats = placement.seats.filter(locked=True, participant__state=Participant.State.REGISTERED)
    found: dict[UUID, list[Session]] = defaultdict(list)
    for seat in seats.select_related("session__round").order_by("participant", "session__round__number"):
        found[seat.participant_id].append(seat.session)
    return dict(found)


def locked_now(day: Day) -> Mapping[UUID, list[Session]]:
    """Return who is locked in the newest placement of a day, as `locked_seats` does."""
    newest = day.placements.first()
    return locked_seats(newest) if newest else {}
