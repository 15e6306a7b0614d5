# SPDX-License-Identifier: EUPL-1.2
"""Rooms: every session has a room with the chairs and the features it needs, and no room has two sessions in a round.

Rows, with u = 1 when a session has a room: people in the session ≤ Σ capacity · u; Σ u over rooms ≤ 1; Σ u over the
sessions of a round ≤ 1 for each room. Which rooms are used is a bipartite matching in each round (Kuhn, 1955).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from indeling.errors import Text, text
from indeling.placement import RoomOf
from indeling.problem import Ints
from indeling.rules.rows import Rows, Session, Sum
from indeling.rules.rule import Breach, Count, Id, Lack, Mention, Rule, given, listed
from indeling.rules.sessions import Where, people_in

if TYPE_CHECKING:
    from indeling.problem import Problem

Features = Annotated[list[Id], Meta(title="Features, such as “step-free”")]
Needs = Annotated[dict[str, Features], Meta(title="From the id of a workshop to the features its room has to have")]


class Room(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A room."""

    id: Annotated[Id, Meta(title="Id of the room")]
    capacity: Annotated[Count, Meta(title="Chairs")]
    features: Features | UnsetType = UNSET


class Rooms(Rule, frozen=True, kw_only=True, tag="rooms"):
    """The rooms there are in every round; which session is in which is chosen so that wishes are met best."""

    rooms: Annotated[list[Room], Meta(title="Rooms")]
    needs: Needs | UnsetType = UNSET

    def mentions(self) -> Iterator[Mention]:
        """Yield the workshops."""
        yield from (("workshop", "needs", name) for name in given(self.needs, {}))

    def issues(self, problem: Problem) -> Iterator[tuple[str, Text]]:
        """Yield the rooms with the id of another, and a second list of rooms: a session would need a room of each."""
        if next(rule for rule in problem.rules if isinstance(rule, Rooms)) is not self:
            yield "", text("{place}: the rooms are in another rule already. Put all of them in one.")
        first: set[str] = set()
        for at, room in enumerate(self.rooms):
            if room.id in first:
                yield f"rooms[{at}].id", text("{place}: there is another room “{id}”.", id=room.id)
            first.add(room.id)

    def describe(self, problem: Problem) -> Text:  # noqa: ARG002  (no names in it)
        """Return what is asked."""
        return text("a room for every session")

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Give each session with people in it a room that is large enough."""
        for rnd in sorted({session[1] for session in rows.sessions}):
            sessions = [session for session in rows.sessions if session[1] == rnd]
            if rows.relaxed or not self._rooms_for_all(problem, sessions):
                self._ask_in_round(rows, problem, sessions)

    def _rooms_for_all(self, problem: Problem, sessions: list[Session]) -> bool:
        """Return whether all these sessions can have a room each that is large enough when they are full."""
        chairs = {session: _chairs(problem, session) for session in sessions}
        options = {
            Where(*session): [room for room in self.fitting(problem, session) if room.capacity >= chairs[session]]
            for session in sessions
        }
        return all(_find_room(where, options, held, set()) for held in [dict[str, Where]()] for where in options)

    def _ask_in_round(self, rows: Rows, problem: Problem, sessions: list[Session]) -> None:
        """Give each session of a round a kind of room, of those with the same chairs and features."""
        kinds: dict[tuple[int, tuple[str, ...]], list[Room]] = {}
        for room in sorted(self.rooms, key=lambda each: each.capacity):
            kinds.setdefault((room.capacity, tuple(sorted(given(room.features, [])))), []).append(room)
        used = {kind: Sum() for kind in kinds}
        for session in sessions:
            chairs, held = Sum(), Sum()
            most = problem.participant_count if rows.relaxed else _chairs(problem, session)
            for kind in kinds:
                if set(given(self.needs, {}).get(problem.workshop_ids[session[0]], [])) <= set(kind[1]):
                    chosen = rows.new()
                    chairs, held = chairs.plus(chosen, min(kind[0], most)), held.plus(chosen)
                    used[kind] = used[kind].plus(chosen)
            taken = rows.taken(range(problem.participant_count), session)
            rows.at_most(held, Sum({}, 1))
            rows.at_most(taken, chairs.plus(rows.amount(problem.participant_count)))
        for kind, rooms in kinds.items():
            rows.at_most(used[kind], Sum({}, len(rooms)))

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:
        """Yield the sessions for which no room is left, however the rooms are dealt out."""
        for people, rooms in self._rounds(problem, seats):
            for where in people:
                if where not in rooms:
                    names = {"people": people[where], **where.names(problem)}
                    yield text("{workshop} in {round}: no room is left for its {people} people", **names), 1

    def lacks(self, problem: Problem, seats: Ints) -> Iterator[Lack]:
        """Yield why each session without a room has none: features, size, or other sessions in the same round."""
        for people, rooms in self._rounds(problem, seats):
            for where in people:
                if where not in rooms:
                    yield {**self._why_none(problem, where, people[where], len(people)), **where.names(problem)}

    def _why_none(self, problem: Problem, where: Where, people: int, sessions: int) -> Lack:
        needs = given(self.needs, {}).get(problem.workshop_ids[where.workshop])
        suitable = self.fitting(problem, where)
        if needs and not suitable:
            return {"kind": "room-features", "features": listed(needs)}
        if suitable and suitable[-1].capacity < people:
            return {"kind": "room-chairs", "chairs": suitable[-1].capacity, "people": people}
        large = sum(room.capacity >= people for room in suitable)
        return {"kind": "room-taken", "rooms": large, "sessions": sessions, "people": people}

    def deal(self, problem: Problem, seats: Ints) -> Iterator[RoomOf]:
        """Yield the room of each session that has one, small rooms first."""
        for _, rooms in self._rounds(problem, seats):
            for (workshop, rnd), room in sorted(rooms.items()):
                yield RoomOf(problem.workshop_ids[workshop], problem.round_ids[rnd], room.id)

    def bound_chairs(self, problem: Problem, seats: Ints, rooms: tuple[RoomOf, ...], chairs: Ints) -> None:  # noqa: ARG002
        """Give no session more chairs than its room has; rooms and sessions that are not known are passed over."""
        capacity = {room.id: room.capacity for room in self.rooms}
        for each in rooms:
            if each.room in capacity and each.workshop in problem.workshops_at and each.round in problem.round_ids:
                where = problem.workshops_at[each.workshop], problem.round_ids.index(each.round)
                chairs[where] = min(int(chairs[where]), capacity[each.room])

    def misdealt(self, problem: Problem, seats: Ints, rooms: tuple[RoomOf, ...]) -> Iterator[Text]:
        """Yield what is wrong with the rooms of a placement."""
        people = dict(people_in(problem, seats))
        counts = Counter((each.workshop, each.round) for each in rooms)
        for where in people:
            if counts[problem.workshop_ids[where.workshop], problem.round_ids[where.rnd]] != 1:
                yield text("{workshop} in {round} has not one room", **where.names(problem))
        for (room, rnd), count in Counter((each.room, each.round) for each in rooms).items():
            if count > 1:
                yield text("room {room} is used for {count} sessions in {round}", room=room, count=count, round=rnd)
        yield from (found for each in rooms for found in self._unsuitable(problem, people, each))

    def _unsuitable(self, problem: Problem, people: dict[Where, list[int]], given_: RoomOf) -> Iterator[Text]:
        if given_.workshop not in problem.workshops_at or given_.round not in problem.round_ids:
            yield text("room {room}: there is no session {workshop} in {round}", **given_._asdict())
            return
        where = Where(problem.workshops_at[given_.workshop], problem.round_ids.index(given_.round))
        chairs = {room.id: room.capacity for room in self.fitting(problem, where)}
        if given_.room not in chairs or len(people.get(where, [])) > chairs[given_.room]:
            yield text("room {room} does not suit {workshop} in {round}", room=given_.room, **where.names(problem))

    def fitting(self, problem: Problem, session: Session) -> list[Room]:
        """Return the rooms with the features that the workshop needs, small ones first."""
        needs = set(given(self.needs, {}).get(problem.workshop_ids[session[0]], []))
        fitting = [room for room in self.rooms if needs <= set(given(room.features, []))]
        return sorted(fitting, key=lambda room: (room.capacity, room.id))

    def _rounds(self, problem: Problem, seats: Ints) -> Iterator[tuple[dict[Where, int], dict[Where, Room]]]:
        """Yield for each round its sessions with their number of people, and as many of their rooms as can be."""
        everywhere = {where: len(people) for where, people in people_in(problem, seats)}
        for rnd in sorted({where.rnd for where in everywhere}):
            people = {where: count for where, count in everywhere.items() if where.rnd == rnd}
            options = {
                where: [room for room in self.fitting(problem, where) if room.capacity >= count]
                for where, count in people.items()
            }
            held: dict[str, Where] = {}
            for where in sorted(options, key=lambda each: (people[each], problem.workshop_ids[each.workshop])):
                _find_room(where, options, held, set())
            rooms = {room.id: room for room in self.rooms}
            yield people, {where: rooms[name] for name, where in held.items()}


def _chairs(problem: Problem, session: Session) -> int:
    """Return the most people that a session can have."""
    return min(int(problem.capacity[session]), problem.participant_count)


def _find_room(where: Where, options: dict[Where, list[Room]], held: dict[str, Where], tried: set[str]) -> bool:
    """Give a session a room, moving others to another of theirs where needed (an augmenting path)."""
    for room in options[where]:
        if room.id not in tried:
            tried.add(room.id)
            if room.id not in held or _find_room(held[room.id], options, held, tried):
                held[room.id] = where
                return True
    return False


RULE = Rooms
