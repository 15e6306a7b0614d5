# SPDX-License-Identifier: EUPL-1.2
"""What became different in a day since people were told where they are, by what it was: a list to go through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regiodag.days.models import Day, Room, Round, Session, Workshop
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

    @property
    def urgent(self) -> bool:
        """Whether somebody has no place, or a workshop has too few people."""
        return bool(self.late or self.chairless or any(each.too_few for each in self.altered))


def changed_since(base: Base, now: Json) -> Changed:
    """Return what became different since a base; now: the day as a problem."""
    day, before = base.placement.day, {each["id"]: each for each in base.run.problem["participants"]}
    people = {str(each.pk): each for each in day.participants.all()}
    after = {each["id"]: each for each in now["participants"]}
    workshops = {str(each.pk): each.title for each in day.workshops.all()}
    titles = {each["id"]: each.get("title", "") for each in base.run.problem["workshops"]} | workshops
    gone = [each for each in base.seats if each not in after]
    seated = {each for each, seats in base.seats.items() if seats}
    return Changed(
        base,
        sorted(_left(base, people, gone, titles), key=lambda each: (each.participant.family_name, each.participant.pk)),
        sum(each not in people for each in gone),
        [each for pk, each in people.items() if pk in after and pk not in seated and _needs(after[pk], before.get(pk))],
        list(_rewished(people, before, after, workshops)),
        list(_altered(base, day, after, titles)),
        _groups(base.run.problem, after) != _groups(now, after),
        [people[each] for each in unstuck(base)],
    )


def _groups(problem: Json, coming: Mapping[str, Json]) -> set[frozenset[str]]:
    """Return the groups that are placed together, of those who come."""
    rules = problem.get("rules", ())
    found = (frozenset(each for each in rule["participants"] if each in coming) for rule in rules)
    return {each for each in found if len(each) > 1}


def _needs(now: Json, before: Json | None) -> bool:
    """Return whether somebody without a seat waits for one: not those who had none because of what they lead."""
    return before is None or now.get("leads") != before.get("leads")


def _left(
    base: Base, people: Mapping[str, Participant], gone: Iterable[str], titles: Mapping[str, str]
) -> Iterator[Left]:
    for pk in gone:
        if pk in people:
            seats = sorted(base.seats[pk], key=lambda where: where[1])
            yield Left(people[pk], [titles.get(workshop, "") for workshop, _round in seats])


def _rewished(
    people: Mapping[str, Participant],
    before: Mapping[str, Json],
    after: Mapping[str, Json],
    workshops: Mapping[str, str],
) -> Iterator[Rewished]:
    """Yield who wishes or leads something else; what is gone they did not change. workshops: those there are."""

    def asks(known: Json) -> list[list[str]]:
        return [[each for each in known.get(name, ()) if each in workshops] for name in ("wishes", "leads")]

    for pk, participant in people.items():
        if pk in before and pk in after and asks(before[pk]) != asks(after[pk]):
            yield Rewished(participant, [workshops.get(each, "") for each in after[pk].get("wishes", ())])


def _altered(base: Base, day: Day, coming: Mapping[str, Json], titles: Mapping[str, str]) -> Iterator[Altered]:
    """Yield the sessions that are not as they were, by round, then in the order of the workshops."""
    rounds = {f"r{each.number}": each for each in day.rounds.all()}
    sessions = Session.objects.filter(workshop__day=day).select_related("workshop", "room", "round")
    now = {(str(each.workshop_id), f"r{each.round.number}"): each for each in sessions}
    before = _chairs(base.run.problem)
    people = Counter(where for pk, seats in base.seats.items() if pk in coming for where in seats)
    rooms = _rooms(base, day)
    order = {each: position for position, each in enumerate(titles)}
    for where in sorted({*before, *now, *people}, key=lambda each: (each[1], order.get(each[0], 0))):
        workshop, rnd = where
        session = now.get(where)
        found = Altered(
            titles.get(workshop, ""),
            rounds.get(rnd),
            before.get(where),
            session.chairs if session else None,
            people[where],
            min(session.workshop.minimum, session.chairs) if session else 0,
            rooms.get(base.run.sessions.get(" ".join(where), ""), ""),
            str(session.room or "") if session else "",
        )
        if found.differs:
            yield found


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
