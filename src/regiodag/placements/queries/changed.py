# SPDX-License-Identifier: EUPL-1.2
"""What became different in a day since people were told where they are, by what it was: a list to go through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from regiodag.days.models import Day, Room, Round, Session, Workshop
from regiodag.placements.problem import key_of
from regiodag.placements.queries.base import Base, Where, unstuck
from regiodag.registrations.models import Participant

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Left:
    """Somebody who does not come any more, and the workshops whose chairs came free, in the order of the rounds."""

    participant: Participant
    held: list[str]


@dataclass(frozen=True)
class Rewished:
    """Somebody whose wishes are others, and what they wish now, the best first."""

    participant: Participant
    wishes: list[str]


@dataclass(frozen=True)
class Altered:
    """A workshop in a round that is not as it was.

    before, after: chairs, None where it is not given. people: how many have it and still come. least: how many it
    needs. room_before, room: where it was and is given, empty where that is nowhere.
    """

    title: str
    round: Round | None
    before: int | None
    after: int | None
    people: int
    least: int
    room_before: str = ""
    room: str = ""

    @property
    def gone(self) -> bool:
        """Whether it is given no more."""
        return self.after is None

    @property
    def over(self) -> int:
        """How many people have no chair any more."""
        return max(0, self.people - (self.after or 0))

    @property
    def too_few(self) -> bool:
        """Whether fewer people are left than it needs."""
        return not self.gone and self.before is not None and self.people < self.least

    @property
    def shrunk(self) -> bool:
        """Whether it has fewer chairs, and enough of them."""
        return self.after is not None and self.after < (self.before or 0) and not self.over and not self.too_few

    @property
    def moved(self) -> bool:
        """Whether it is in another room."""
        return not self.gone and self.before is not None and self.room != self.room_before

    @property
    def roomless(self) -> bool:
        """Whether it had a room and has none now: how many chairs there are is only what was thought of."""
        return self.moved and not self.room

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell."""
        return self.before != self.after or self.moved or bool(self.over) or self.too_few


@dataclass(frozen=True)
class Changed:
    """What became different since a base.

    erased: how many are not even known any more. groups: whether they differ. unstuck: who is locked and cannot stay.
    """

    base: Base
    left: list[Left]
    erased: int
    late: list[Participant]
    rewished: list[Rewished]
    altered: list[Altered]
    groups: bool
    unstuck: list[Participant]

    def __bool__(self) -> bool:
        return bool(self.left or self.erased or self.late or self.rewished or self.altered or self.groups)

    @cached_property
    def chairless(self) -> int:
        """How many seats there are too many: of sessions that are gone or have become too small."""
        return sum(each.over for each in self.altered)

    @cached_property
    def freed(self) -> int:
        """How many chairs came free because people do not come any more."""
        return sum(len(each.held) for each in self.left)

    @property
    def away(self) -> int:
        """How many people do not come any more."""
        return len(self.left) + self.erased


@dataclass(frozen=True)
class _Known:
    """What the list is made of. people: all who ever registered, by name; before, after: who was and is to be placed.

    workshops, titles: what the workshops are called that there are, and those too that there were.
    """

    base: Base
    people: dict[str, Participant]
    before: dict[str, Json]
    after: dict[str, Json]
    workshops: dict[str, str]
    titles: dict[str, str]

    def came(self, pk: str) -> bool:
        """Return whether somebody waits for a place: not those who had none because of what they lead."""
        now, before = self.after.get(pk), self.before.get(pk)
        if now is None or self.base.seats.get(pk):
            return False
        return before is None or now.get("leads") != before.get("leads")

    def differs(self, pk: str) -> bool:
        """Return whether somebody wishes or leads something else; what is gone they did not change."""
        now, before = self.after.get(pk), self.before.get(pk)
        return now is not None and before is not None and self._asks(now) != self._asks(before)

    def _asks(self, known: Json) -> list[list[str]]:
        return [[each for each in known.get(name, ()) if each in self.workshops] for name in ("wishes", "leads")]

    def left(self, pk: str) -> list[str]:
        """Return the workshops that somebody had, in the order of the rounds."""
        return [self.titles.get(each, "") for each, _round in sorted(self.base.seats[pk], key=lambda where: where[1])]


def changed_since(base: Base, now: Json) -> Changed:
    """Return what became different since a base; now: the day as a problem."""
    known = _known(base, now)
    people = known.people.items()
    gone = base.seats.keys() - known.after.keys()
    return Changed(
        base,
        left=[Left(each, known.left(pk)) for pk, each in people if pk in gone],
        erased=len(gone - known.people.keys()),
        late=[each for pk, each in people if known.came(pk)],
        rewished=[Rewished(each, _wishes(known, pk)) for pk, each in people if known.differs(pk)],
        altered=[each for each in _sessions(known) if each.differs],
        groups=_groups(base.run.problem, known.after) != _groups(now, known.after),
        unstuck=[known.people[each] for each in unstuck(base)],
    )


def _known(base: Base, now: Json) -> _Known:
    day, then = base.placement.day, base.run.problem
    workshops = {str(each.pk): each.title for each in day.workshops.all()}
    return _Known(
        base,
        {str(each.pk): each for each in day.participants.select_related("organisation")},
        {each["id"]: each for each in then["participants"]},
        {each["id"]: each for each in now["participants"]},
        workshops,
        {each["id"]: each.get("title", "") for each in then["workshops"]} | workshops,
    )


def _wishes(known: _Known, pk: str) -> list[str]:
    return [known.workshops.get(each, "") for each in known.after[pk].get("wishes", ())]


def _groups(problem: Json, coming: Mapping[str, Json]) -> set[frozenset[str]]:
    """Return the groups that are placed together, of those who come."""
    rules = problem.get("rules", ())
    found = (
        frozenset(each for each in rule["participants"] if each in coming) for rule in rules if "participants" in rule
    )
    return {each for each in found if len(each) > 1}


def _sessions(known: _Known) -> Iterator[Altered]:
    """Yield the workshops of all rounds as they were and are, by round, then in the order of the workshops."""
    base, day = known.base, known.base.placement.day
    rounds = {f"r{each.number}": each for each in day.rounds.all()}
    sessions = Session.objects.filter(workshop__day=day).select_related("workshop", "room", "round")
    now = {(str(each.workshop_id), f"r{each.round.number}"): each for each in sessions}
    before, rooms = _chairs(base.run.problem), _rooms(base, day)
    people = Counter(where for pk, seats in base.seats.items() if pk in known.after for where in seats)
    order = {each: position for position, each in enumerate(known.titles)}
    for where in sorted({*before, *now, *people}, key=lambda each: (each[1], order.get(each[0], 0))):
        workshop, rnd = where
        room = rooms.get(base.run.sessions.get(key_of(workshop, rnd), ""), "")
        was = Altered(known.titles.get(workshop, ""), rounds.get(rnd), before.get(where), None, people[where], 0, room)
        yield _as_it_is(was, now.get(where))


def _as_it_is(was: Altered, session: Session | None) -> Altered:
    """Return a workshop in a round with what it is now."""
    if session is None:
        return was
    least = min(session.workshop.minimum, session.chairs)
    return replace(was, after=session.chairs, least=least, room=str(session.room or ""))


def _chairs(problem: Json) -> dict[Where, int]:
    """Return how many chairs there were, by workshop and round."""
    return {
        (workshop["id"], session["round"]): session["capacity"]
        for workshop in problem["workshops"]
        for session in workshop["sessions"]
    }


def _rooms(base: Base, day: Day) -> dict[str, str]:
    """Return in which room each session was when it was calculated, from what is kept of changes."""
    moment = base.run.made
    names = {each.pk: each.name for each in Room.history.as_of(moment).filter(day=day)}
    workshops = Workshop.objects.filter(day=day).values("pk")
    then = Session.history.as_of(moment).filter(workshop__in=workshops)
    return {str(each.pk): names.get(each.room_id, "") for each in then}
