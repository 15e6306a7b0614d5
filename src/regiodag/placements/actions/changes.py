# SPDX-License-Identifier: EUPL-1.2
"""Change a day as it was tried: more chairs for a workshop, a workshop less or once more, a round more, rooms.

Each is made of what organisers do themselves, so that it is one step that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from regiodag.accounts.models import User
from regiodag.days.actions.parts import change_part, give_in
from regiodag.days.actions.programme import add_item
from regiodag.days.actions.sessions import place_session
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.editing import steps, versions
from regiodag.placements.models import PlacementRun
from regiodag.placements.queries.one_more_round import slot_for_round
from regiodag.placements.queries.rooms import free_rooms, rooms_for
from regiodag.placements.trials import ROOMS, ROUND, number_of, title_of


@dataclass(frozen=True)
class Obstacle:
    """A session for which no room is free that is large enough. chairs: how many it needs; room: the one it has."""

    session: Session
    chairs: int
    room: Room


def make_change(by: User, run: PlacementRun, change: Mapping[str, Any]) -> list[Obstacle]:
    """Change the day of a run, and return what stands in the way: those sessions are left without a room.

    run: what was calculated; its problem tells what was wished, and its result which rooms were chosen.
    """
    with steps.step(by, run.day_id, gettext_noop("adopted “{change}”"), change=title_of(run.problem, change)):
        return list(_MAKERS[change["kind"]](by, run, change))


def _more_chairs(by: User, run: PlacementRun, change: Mapping[str, Any]) -> Iterator[Obstacle]:
    """Let as many people more come as the advice says, in every round; sessions go to a larger room when they must."""
    workshop = run.day.workshops.get(pk=change["workshop"])
    sessions = list(workshop.sessions.select_related("room", "round", "workshop"))
    wished = sum(change["workshop"] in each.get("wishes", ()) for each in run.problem["participants"])
    needs = {each: _chairs(change, each.chairs, wished) for each in sessions}
    workshop.maximum = max(workshop.maximum, *needs.values())
    change_part(by, workshop, workshop.version)
    for session, chairs in needs.items():
        if session.room is not None and session.room.capacity < chairs:
            yield from _to_larger(run.day, session, session.room, chairs)


def _chairs(change: Mapping[str, Any], now: int, wished: int) -> int:
    """Return how many chairs a session then has: so many more, or with a bigger room up to twice as many."""
    return now + change["chairs"] if change["kind"] == "chairs" else max(now, min(2 * now, wished))


def _to_larger(day: Day, session: Session, room: Room, chairs: int) -> Iterator[Obstacle]:
    session.room = _smallest(free_rooms(day, session.round), session.workshop, chairs)
    versions.save(session, session.version)
    if session.room is None:
        yield Obstacle(session, chairs, room)


def _once_more(by: User, run: PlacementRun, change: Mapping[str, Any]) -> Iterable[Obstacle]:
    """Give a workshop in one more round, in the smallest room that will do; without one, in none yet."""
    workshop = run.day.workshops.get(pk=change["workshop"])
    rnd: Round = run.day.rounds.get(number=number_of(change))
    place_session(by, workshop, rnd, _smallest(free_rooms(run.day, rnd), workshop, change["chairs"]))
    return ()


def _not_given(by: User, run: PlacementRun, change: Mapping[str, Any]) -> Iterable[Obstacle]:
    """Give a workshop in no round; the workshop itself stays."""
    give_in(by, run.day.workshops.get(pk=change["workshop"]), ())
    return ()


def _one_more_round(by: User, run: PlacementRun, _change: Mapping[str, Any]) -> Iterable[Obstacle]:
    """Add a round after the last one, in which every workshop is given; what comes after it comes later."""
    slot = slot_for_round(run.day)
    if slot is not None:
        number = run.day.rounds.count() + 1
        item = ProgrammeItem(kind=ProgrammeItem.Kind.ROUND, title=_("Round %(number)s") % {"number": number})
        item.start, item.end = slot.start, slot.end
        add_item(by, run.day, item, fill=True, shift=True)
    return ()


def _rooms(_by: User, run: PlacementRun, _change: Mapping[str, Any]) -> Iterable[Obstacle]:
    """Put every session in its room; one in which nobody is leaves a room that another one has now."""
    given = {each.session.pk: each.then for each in rooms_for(run.day, run)}
    sessions = list(Session.objects.filter(workshop__day=run.day).select_related("room"))
    taken = {(each.round_id, given[each.pk]) for each in sessions if each.pk in given}
    for session in sessions:
        free = (session.round_id, session.room) not in taken
        room = given.get(session.pk) or (session.room if free else None)
        if session.room != room:
            session.room = room
            versions.save(session, session.version)
    return ()


def _smallest(rooms: Iterable[Room], workshop: Workshop, chairs: int) -> Room | None:
    fitting = [room for room in rooms if room.capacity >= chairs and not room.lacks(workshop.needs)]
    return min(fitting, key=lambda room: room.capacity, default=None)


_Maker = Callable[[User, PlacementRun, Mapping[str, Any]], Iterable[Obstacle]]

_MAKERS: Mapping[str, _Maker] = {
    "chairs": _more_chairs,
    "room": _more_chairs,
    "repeat": _once_more,
    "drop": _not_given,
    ROUND: _one_more_round,
    ROOMS: _rooms,
}
