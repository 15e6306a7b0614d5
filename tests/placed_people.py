# SPDX-License-Identifier: EUPL-1.2
"""A day that can be placed, and placements of it made without the engine. Everybody is made up.

Two rounds. Film has 2 chairs in each, Casus 3, Dialoog 20. People rank two workshops. Ada, Bo and Cas want Film most;
Dee asks for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

import pytest

from regiodag.accounts.models import User
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.placements.models import Placement, PlacementRun, Seat
from regiodag.placements.problem import question_of, sessions_of
from regiodag.registrations.models import Participant, RegistrationForm
from registered_people import registered, wish

Seats = Mapping[str, str]
"""What everybody has, by first name: the first letters of their workshops in the rounds, "-" for none."""


@pytest.fixture
def placeable(day: Day) -> Day:
    """The day as it is told above; registration is closed."""
    day.state = "closed"
    day.contact_email = "post@example.org"
    day.save()
    RegistrationForm.objects.filter(day=day).update(wishes=2)
    second = Round.objects.create(day=day, number=2)
    ProgrammeItem.objects.create(day=day, kind="round", title="Ronde 2", start=time(13), end=time(14), round=second)
    dialogue, room = Workshop.objects.get(day=day), Room.objects.get(day=day)
    film = Workshop.objects.create(day=day, title="Film", maximum=2, position=1)
    case = Workshop.objects.create(day=day, title="Casus", maximum=3, position=2)
    Session.objects.create(workshop=dialogue, round=second, room=room)
    for rnd in day.rounds.all():
        for workshop in (film, case):
            Session.objects.create(workshop=workshop, round=rnd)
    for name, wishes in (("Ada", (film, case)), ("Bo", (film, case)), ("Cas", (film, dialogue)), ("Dee", ())):
        wish(registered(day, name), *wishes)
    return day


def who(name: str) -> Participant:
    return Participant.objects.get(given_name=name)


def session(day: Day, letter: str, number: int) -> Session:
    return Session.objects.get(workshop__day=day, workshop__title__startswith=letter, round__number=number)


def a_run(day: Day, **more: Any) -> PlacementRun:
    """A run of the day as it is now, queued unless something else is said."""
    known = {"number": day.placement_runs.count() + 1, "problem": question_of(day), "sessions": sessions_of(day)}
    return PlacementRun.objects.create(**{"day": day, **known, **more})


def placed(day: Day, seats: Seats, by: User | None = None) -> Placement:
    """A placement in which people have these workshops."""
    rows = [
        {
            "participant": str(who(name).pk),
            "round": f"r{number}",
            "workshop": str(session(day, letter, number).workshop_id),
        }
        for name, letters in seats.items()
        for number, letter in enumerate(letters, start=1)
        if letter != "-"
    ]
    result = {"status": "optimal", "placements": rows}
    known = {"state": "done", "checked": True, "result": result, "verdict": {"feasible": True, "proven": True}}
    placement = Placement.objects.create(run=a_run(day, by=by, **known), day=day)
    for name, letters in seats.items():
        for number, letter in enumerate(letters, start=1):
            if letter != "-":
                Seat.objects.create(placement=placement, participant=who(name), session=session(day, letter, number))
    return placement


def seated(placement: Placement) -> dict[str, str]:
    """What everybody has in a placement, as `placed` takes it."""
    found: dict[str, str] = {}
    for seat in placement.seats.select_related("session__workshop").order_by("session__round__number"):
        name = seat.participant.given_name
        found[name] = found.get(name, "") + seat.session.workshop.title[0]
    return dict(sorted(found.items()))
