# SPDX-License-Identifier: EUPL-1.2
"""Fill a round: every workshop is given in it, each in a room of its own as far as there are rooms that fit."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from regiodag.accounts.models import User
from regiodag.days.models import Room, Round, Session, Workshop
from regiodag.editing.steps import step


def fill_round(by: User, rnd: Round) -> list[Session]:
    """Give every workshop that is not in the round yet, and return those sessions. One step.

    A workshop gets the room that it has in an earlier round; else the smallest free room with chairs enough and with
    what it needs, the largest workshop first; else none yet.
    """
    given = list(rnd.sessions.all())
    waiting = rnd.day.workshops.exclude(pk__in=[session.workshop_id for session in given])
    taken = {session.room_id for session in given}
    made = []
    with step(by, rnd.day_id, gettext_noop("filled round {round}"), round=rnd.number):
        for workshop, before in _in_turn(rnd, list(waiting)):
            free = [room for room in rnd.day.rooms.all() if room.pk not in taken]
            room = before if before in free else _smallest_that_fits(workshop, free)
            taken.add(room.pk if room else None)
            made.append(Session.objects.create(workshop=workshop, round=rnd, room=room))
    return made


def _in_turn(rnd: Round, waiting: list[Workshop]) -> list[tuple[Workshop, Room | None]]:
    """Return the workshops with the room that each had, in the order in which they choose a room."""
    others = Session.objects.filter(round__day=rnd.day_id, room__isnull=False).select_related("room")
    had = {session.workshop_id: session.room for session in others.order_by("round__number")}
    return sorted(
        ((workshop, had.get(workshop.pk)) for workshop in waiting),
        key=lambda pair: (pair[1] is None, -pair[0].maximum, pair[0].position),
    )


def _smallest_that_fits(workshop: Workshop, free: list[Room]) -> Room | None:
    fitting = [room for room in free if room.capacity >= workshop.maximum and not room.lacks(workshop.needs)]
    return min(fitting, key=lambda room: room.capacity, default=None)
