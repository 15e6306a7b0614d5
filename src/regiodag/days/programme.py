# SPDX-License-Identifier: EUPL-1.2
"""The programme of a day as a whole, loaded at once: what is when, where, and with whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Speaker, Workshop


@dataclass(frozen=True)
class Programme:
    """All that makes up the timetable of a day. Its parts refer to one another: asking them costs no query."""

    day: Day
    rooms: list[Room]
    rounds: list[Round]
    items: list[ProgrammeItem]
    workshops: list[Workshop]
    sessions: list[Session]

    def item_of(self, rnd: Round) -> ProgrammeItem | None:
        """Return the part of the programme that says when a round is."""
        return next((item for item in self.items if item.round_id == rnd.pk), None)

    def sessions_in(self, rnd: Round) -> list[Session]:
        """Return what is given in a round."""
        return [session for session in self.sessions if session.round_id == rnd.pk]

    def waiting_for(self, rnd: Round) -> list[Workshop]:
        """Return the workshops that are not given in a round."""
        given = {session.workshop_id for session in self.sessions_in(rnd)}
        return [workshop for workshop in self.workshops if workshop.pk not in given]

    def occupations(self) -> Iterator[Occupation]:
        """Yield whatever takes time: the items, and the sessions of each round that has a time."""
        for item in self.items:
            # What a round takes up in rooms and people is that of its sessions.
            room, people = (None, ()) if item.round_id else (item.room, tuple(item.speakers.all()))
            yield Occupation(item, item.start, item.end, room, people)
        for session in self.sessions:
            item_of_round = self.item_of(session.round)
            if item_of_round is not None:
                people = tuple(session.workshop.leaders.all())
                yield Occupation(session, item_of_round.start, item_of_round.end, session.room, people)


@dataclass(frozen=True)
class Occupation:
    """An item or session: from when until when, where, and who has to be there."""

    thing: ProgrammeItem | Session
    start: time
    end: time
    room: Room | None
    people: tuple[Speaker, ...]

    @property
    def pk(self) -> UUID:
        """The id of the item or session."""
        return self.thing.pk

    @property
    def title(self) -> str:
        """What it is called."""
        return self.thing.workshop.title if isinstance(self.thing, Session) else self.thing.title

    def meets(self, other: Occupation) -> bool:
        """Return whether two things are at the same time, be it for a minute. One may start when the other ends."""
        return self.start < other.end and other.start < self.end


def load(day: Day) -> Programme:
    """Return the programme of a day: seven queries, however much there is."""
    rooms = list(day.rooms.all())
    rounds = list(day.rounds.all())
    items = list(day.items.prefetch_related("speakers"))
    workshops = list(day.workshops.prefetch_related("leaders"))
    sessions = list(Session.objects.filter(round__day=day))
    room_of = {room.pk: room for room in rooms}
    round_of = {rnd.pk: rnd for rnd in rounds}
    workshop_of = {workshop.pk: workshop for workshop in workshops}
    for item in items:
        item.room = room_of.get(item.room_id) if item.room_id else None
        item.round = round_of.get(item.round_id) if item.round_id else None
    for session in sessions:
        session.room = room_of.get(session.room_id) if session.room_id else None
        session.round = round_of[session.round_id]
        session.workshop = workshop_of[session.workshop_id]
    return Programme(day, rooms, rounds, items, workshops, sessions)
