# SPDX-License-Identifier: EUPL-1.2
"""What came out of a run: for everybody where they are and what they asked for, for each session who comes.

Counted from the seats and from the wishes as they were when it was calculated; names and rooms are those of now.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from regiodag.days.models import Day, Round, Session
from regiodag.placements.models import Placement
from regiodag.placements.queries.rooms import asked_again
from regiodag.registrations.models import Participant
from regiodag.registrations.problem import NothingToPlaceError

ANYTHING, UNWISHED = 0, -1
"""In place of a wish: they wished fewer than was asked, so anything was fine; they did not ask for this."""


@dataclass(frozen=True)
class Held:
    """A seat. wish: which wish it is, counted from 1; ANYTHING or UNWISHED. by_hand: they were moved there.

    locked: nobody moves them.
    """

    session: Session
    wish: int
    by_hand: bool = False
    locked: bool = False


@dataclass
class Person:
    """Somebody, what they have in each round, and the workshops they wished, the best first (ids).

    rounds: for every round the seat, or None: they lead a workshop then, or there is none for them.
    """

    participant: Participant
    wishes: list[str]
    rounds: list[Held | None]
    leads: set[str] = field(default_factory=set)

    @property
    def held(self) -> list[Held]:
        """The seats there are."""
        return [each for each in self.rounds if each is not None]

    @property
    def got(self) -> list[int]:
        """The wishes that came true, the best first."""
        return sorted(each.wish for each in self.held if each.wish > 0)

    @property
    def by_hand(self) -> bool:
        """Whether somebody moved them."""
        return any(each.by_hand for each in self.held)

    @property
    def locked(self) -> bool:
        """Whether nobody moves them."""
        return any(each.locked for each in self.held)

    @property
    def unhappy(self) -> bool:
        """Whether they have a seat that they did not ask for, or the last of their wishes while others went before."""
        outside, ranks = self.misfortune
        lowest = max(ranks, default=0)
        return bool(outside and self.wishes) or len(self.held) < lowest == len(self.wishes)

    @property
    def first(self) -> bool:
        """Whether they have what they wanted most."""
        return 1 in self.got

    @property
    def kind(self) -> str:
        """How it went: "silent" asked for nothing, "all" is only in what they asked for, "some", "none"."""
        if not self.wishes:
            return "silent"
        if not any(each.wish == UNWISHED for each in self.held):
            return "all" if self.got or not self.held else "none"
        return "some" if self.got else "none"

    @property
    def misfortune(self) -> tuple[int, list[int]]:
        """How badly it went, to put people in order: seats that they did not ask for, then the lowest wishes."""
        rank = sorted((each.wish if each.wish > 0 else len(self.wishes) + 1 for each in self.held), reverse=True)
        return sum(each.wish == UNWISHED for each in self.held), rank if self.wishes else []


class Filled:
    """A session with its chairs, those that it needs at least, and how many people come."""

    session: Session
    least: int

    @property
    def number(self) -> int:
        """How many people come."""
        raise NotImplementedError

    @property
    def free(self) -> int:
        """Chairs that nobody has; below zero when there are too many people."""
        return self.session.chairs - self.number

    @property
    def too_few(self) -> bool:
        """Whether fewer people come than it needs."""
        return self.number < self.least

    @property
    def share(self) -> int:
        """How full it is, in percent, at most 100."""
        return min(100, round(100 * self.number / max(1, self.session.chairs)))


@dataclass
class Fill(Filled):
    """A session and who comes."""

    session: Session
    least: int
    people: list[Person] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many people come."""
        return len(self.people)

    @cached_property
    def domains(self) -> list[tuple[str, int]]:
        """How many people of each domain come, the most first; "" for those of none."""
        found = Counter(domain_of(each.participant) for each in self.people)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True)
class Outcome:
    """A placement as people read it. wishes_asked: how many wishes the form asked for."""

    placement: Placement
    rounds: list[Round]
    people: list[Person]
    sessions: list[Fill]
    wishes_asked: int

    @cached_property
    def tally(self) -> Mapping[str, int]:
        """How many people it went how for; see `Person.kind`."""
        return Counter(each.kind for each in self.people)

    @cached_property
    def firsts(self) -> int:
        """How many people have what they wanted most."""
        return sum(each.first for each in self.people)

    @cached_property
    def asked(self) -> int:
        """How many people asked for anything."""
        return sum(bool(each.wishes) for each in self.people)

    @cached_property
    def by_hand(self) -> int:
        """How many seats somebody gave by hand."""
        return sum(held.by_hand for each in self.people for held in each.held)

    @cached_property
    def profile(self) -> list[tuple[int, int]]:
        """How many seats are which wish: 1, 2, … as far as people could go, then ANYTHING, then UNWISHED."""
        seats = Counter(held.wish for each in self.people if each.wishes for held in each.held)
        last = max([self.wishes_asked, *seats])
        return [(wish, seats[wish]) for wish in [*range(1, last + 1), ANYTHING, UNWISHED]]

    @cached_property
    def worst(self) -> list[Person]:
        """Those for whom it went worst: whoever has a seat that they did not ask for, or else who has the lowest wish.

        Nobody when everybody has what nobody could have had better: as many seats as wishes from the first one on.
        """
        unlucky = [each for each in self.people if each.misfortune[0]]
        if not unlucky:
            behind = [each for each in self.people if max(each.misfortune[1], default=0) > len(each.held)]
            lowest = max((each.misfortune for each in behind), default=None)
            unlucky = [each for each in behind if each.misfortune == lowest]
        return sorted(unlucky, key=lambda each: each.misfortune, reverse=True)

    def person(self, pk: object) -> Person | None:
        """Return somebody by their id."""
        return next((each for each in self.people if each.participant.pk == pk), None)

    def of_round(self) -> list[tuple[Round, list[Fill]]]:
        """Return the sessions by round."""
        return [(rnd, [each for each in self.sessions if each.session.round_id == rnd.pk]) for rnd in self.rounds]


Had = tuple[Session, bool, bool]
"""A session that somebody has, whether it was given by hand, and whether it is locked."""


def outcome_of(placement: Placement) -> Outcome:
    """Return what came out, for those who still come: a handful of queries, however many people there are."""
    found = Session.objects.filter(workshop__day=placement.day).select_related("workshop", "room", "round")
    sessions = {each.pk: each for each in found}
    seats: dict[Any, list[Had]] = defaultdict(list)
    rows = placement.seats.values_list("participant", "session", "by_hand", "locked")
    for participant, session, by_hand, locked in rows:
        seats[participant].append((sessions[session], by_hand, locked))
    return outcome_with(placement, list(sessions.values()), seats)


def outcome_with(
    placement: Placement, sessions: list[Session], seats: Mapping[Any, list[Had]], rounds: list[Round] | None = None
) -> Outcome:
    """Return what comes of these seats, by the id of participants, in these sessions.

    rounds: those of the day, unless others are said.
    """
    day, problem = placement.day, placement.run.problem
    rounds, asked = rounds or list(day.rounds.all()), wishes_asked(problem)
    fills = {each.pk: Fill(each, least_of(each)) for each in sessions}
    known = {each["id"]: each for each in problem["participants"]}
    coming = Participant.objects.filter(day=day, state=Participant.State.REGISTERED, pk__in=list(seats))

    def seated(each: Participant) -> Person:
        mine: Mapping[str, Any] = known.get(str(each.pk), {})
        wishes = mine.get("wishes", ())
        held = [Held(session, wish_of(session, wishes, asked), *how) for session, *how in seats[each.pk]]
        return _person(each, mine, held, rounds)

    people = [seated(each) for each in coming.select_related("organisation__domain")]
    for person in people:
        for held in person.held:
            fills[held.session.pk].people.append(person)
    return Outcome(placement, rounds, people, list(fills.values()), asked)


def placeless(outcome: Outcome) -> list[Participant]:
    """Return who comes and was not there yet when it was calculated, by name."""
    known = {each["id"] for each in outcome.placement.run.problem["participants"]}
    seated = {each.participant.pk for each in outcome.people}
    coming = Participant.objects.filter(day=outcome.placement.day, state=Participant.State.REGISTERED)
    coming = coming.select_related("organisation")
    return [each for each in coming if str(each.pk) not in known and each.pk not in seated]


def person_of(placement: Placement, participant: Participant) -> Person:
    """Return where somebody is, without all the others."""
    problem, who = placement.run.problem, str(participant.pk)
    known: Mapping[str, Any] = next((each for each in problem["participants"] if each["id"] == who), {})
    asked, seats = wishes_asked(problem), placement.seats.filter(participant=participant)
    held = [
        Held(each.session, wish_of(each.session, known.get("wishes", ()), asked), each.by_hand, each.locked)
        for each in seats.select_related("session__workshop", "session__room", "session__round")
    ]
    return _person(participant, known, held, list(placement.day.rounds.all()))


def _person(
    participant: Participant, known: Mapping[str, Any], seats: Sequence[Held], rounds: Sequence[Round]
) -> Person:
    held = {each.session.round_id: each for each in seats}
    wishes, leads = list(known.get("wishes", ())), set(known.get("leads", ()))
    return Person(participant, wishes, [held.get(rnd.pk) for rnd in rounds], leads)


def least_of(session: Session) -> int:
    """Return how many people a session needs; where the room is smaller than the minimum, a full room will do."""
    return min(session.workshop.minimum, session.chairs)


def wishes_asked(problem: Mapping[str, Any]) -> int:
    """Return how many wishes the form asked for, as far as is known."""
    asked: int = problem.get("wishes_asked") or max(
        (len(each.get("wishes", ())) for each in problem["participants"]), default=0
    )
    return asked


def wish_of(session: Session, wishes: Sequence[str], asked: int) -> int:
    """Return which wish a session is, or would be, to somebody who wished these workshops where so many were asked."""
    workshop = str(session.workshop_id)
    if workshop in wishes:
        return wishes.index(workshop) + 1
    return ANYTHING if len(wishes) < asked else UNWISHED


def domain_of(participant: Participant) -> str:
    """Return the domain that somebody works in, empty when it is not known."""
    organisation = participant.organisation
    return organisation.domain.name if organisation and organisation.domain else ""


def organisation_of(participant: Participant) -> str:
    """Return where somebody works, as far as it is known."""
    return participant.organisation.name if participant.organisation else participant.organisation_typed


@dataclass(frozen=True)
class Since:
    """What became different since a run.

    came: people who come now and have no place in it; left: who no longer come; wishes: whose wishes are others;
    programme: whether rooms, rounds, workshops or groups are.
    """

    came: int
    left: int
    wishes: int
    programme: bool

    def __bool__(self) -> bool:
        return bool(self.came or self.left or self.wishes or self.programme)


def since(day: Day, problem: Mapping[str, Any]) -> Since:
    """Return what became different in a day since a run asked this."""
    try:
        now = asked_again(day, problem)
    except NothingToPlaceError:
        return Since(0, 0, 0, programme=True)
    before, after = ({each["id"]: {**each} for each in one["participants"]} for one in (problem, now))
    for each in before.values():
        each.pop("fixed", None)  # a place that somebody kept is no wish of theirs
    kept = before.keys() & after.keys()
    rest = [{name: value for name, value in one.items() if name != "participants"} for one in (problem, now)]
    return Since(
        came=len(after.keys() - before.keys()),
        left=len(before.keys() - after.keys()),
        wishes=sum(before[each] != after[each] for each in kept),
        programme=rest[0] != rest[1],
    )
