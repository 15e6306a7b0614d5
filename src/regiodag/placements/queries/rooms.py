# SPDX-License-Identifier: EUPL-1.2
"""Rooms that workshops can have: those in which nothing else is at that moment; and the day with rooms to choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from regiodag.days.features import Feature
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.placements.models import PlacementRun
from regiodag.placements.problem import key_of, question_of
from regiodag.placements.trials import ROOMS


def free_rooms(day: Day, rnd: Round) -> list[Room]:
    """Return the rooms in which there is nothing in a round."""
    taken = {*Session.objects.filter(round=rnd, room__isnull=False).values_list("room", flat=True)}
    return [each for each in day.rooms.all() if each.pk not in taken | _with_a_part(day, [rnd])]


def with_rooms(day: Day) -> dict[str, Any]:
    """Return the problem in which the rooms are chosen as well, by a rule. Raises NothingToPlaceError.

    Only rooms in which there is nothing else in any round. Sessions have the chairs that their workshop allows; a
    minimum is no more than the largest room that suits can hold, as when rooms are given.
    """
    problem = question_of(day)
    rooms = _rooms_of(day)
    workshops = {str(each.pk): each for each in day.workshops.all()}
    for told in problem["workshops"]:
        workshop = workshops[told["id"]]
        least = min(workshop.minimum, _largest(rooms, workshop))
        told["sessions"] = [{**each, "capacity": workshop.maximum, "minimum": least} for each in told["sessions"]]
    rule = {
        "kind": ROOMS,
        "rooms": [{"id": str(each.pk), "capacity": each.capacity, "features": each.features} for each in rooms],
        "needs": {pk: _known(each.needs) for pk, each in workshops.items() if _known(each.needs)},
    }
    return {**problem, "rules": [*problem.get("rules", ()), rule]}


@dataclass(frozen=True)
class Roomed:
    """A session in which there are people, the room that it has, and the one that it gets."""

    session: Session
    people: int
    now: Room | None
    then: Room


def rooms_for(day: Day, run: PlacementRun) -> list[Roomed]:
    """Return a room for each session of a placement whose rooms were chosen: as far as can be the one that it has.

    Those that were chosen prove that there are rooms for all. Sessions keep a room that will do; the others take one by
    one what is free, letting those before them give way (augmenting paths; Kuhn, 1955).
    """
    rows = (run.result or {}).get("placements", ())
    people = Counter(key_of(each["workshop"], each["round"]) for each in rows)
    sessions = Session.objects.filter(workshop__day=day).select_related("workshop", "round", "room")
    filled = {each: people[key_of(str(each.workshop_id), f"r{each.round.number}")] for each in sessions}
    found: dict[Session, Room] = {}
    for rnd in day.rounds.all():
        found |= _in_round(day, {each: number for each, number in filled.items() if number and each.round == rnd})
    return [Roomed(each, filled[each], each.room, room) for each, room in found.items()]


def _in_round(day: Day, people: Mapping[Session, int]) -> dict[Session, Room]:
    """Return a room for each of these sessions of one round."""
    rooms = _rooms_of(day)
    fitting = {
        each: sorted(
            (room for room in rooms if room.capacity >= number and not room.lacks(each.workshop.needs)),
            key=lambda room: room.capacity,
        )
        for each, number in people.items()
    }
    held: dict[Room, Session] = {}
    for each, fit in fitting.items():
        if each.room in fit and each.room not in held:
            held[each.room] = each
    for each in fitting:
        if each not in held.values():
            _find(each, fitting, held, set())
    return {session: room for room, session in held.items()}


def _find(session: Session, fitting: Mapping[Session, list[Room]], held: dict[Room, Session], seen: set[Room]) -> bool:
    """Give a session a room, letting others go to another one where that must be; return whether that could be."""
    for room in sorted(fitting[session], key=lambda room: room in held):
        if room not in seen:
            seen.add(room)
            if room not in held or _find(held[room], fitting, held, seen):
                held[room] = session
                return True
    return False


def _rooms_of(day: Day) -> list[Room]:
    """Return the rooms in which there is nothing else in any round."""
    taken = _with_a_part(day, day.rounds.all())
    return [each for each in day.rooms.all() if each.pk not in taken]


def asked_again(day: Day, problem: Any) -> dict[str, Any]:
    """Return the question of the day as it is now, with rooms to choose when they were. Raises NothingToPlaceError."""
    chosen = any(each["kind"] == ROOMS for each in problem.get("rules", ()))
    return with_rooms(day) if chosen else question_of(day)


def mark_of(day: Day) -> str:
    """Return a mark of the sessions of a day as they are now: another one once one of them was changed."""
    found = Session.objects.filter(workshop__day=day).order_by("pk").values_list("pk", "version")
    return sha256(repr([(str(pk), version) for pk, version in found]).encode()).hexdigest()


def _with_a_part(day: Day, rounds: Iterable[Round]) -> set[Any]:
    """Return the rooms in which there is another part of the programme during one of the rounds."""
    parts = list(ProgrammeItem.objects.filter(day=day, round=None, room__isnull=False))
    times = list(ProgrammeItem.objects.filter(day=day, round__in=rounds))
    return {part.room_id for part in parts for when in times if part.start < when.end and when.start < part.end}


def _largest(rooms: Iterable[Room], workshop: Workshop) -> int:
    return max((each.capacity for each in rooms if not each.lacks(workshop.needs)), default=0)


def _known(needs: Iterable[str]) -> list[str]:
    return [each for each in needs if each in Feature.values]
