# SPDX-License-Identifier: EUPL-1.2
"""What is published, what a publication changes for whom, and somebody's own programme."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any
from uuid import UUID

from regiodag.days.models import Day, ProgrammeItem, Room, Session, Speaker
from regiodag.days.states import State
from regiodag.placements.models import OwnChange, Placement, Publication, Published
from regiodag.registrations.models import Participant

SHOWN = (State.PUBLISHED, State.HELD, State.LOOKED_BACK)
"""States in which participants see their programme."""

Seats = Mapping[str, Sequence[str]]
"""The ids of the sessions of each participant, by their id."""


def current(day: Day) -> Publication | None:
    """Return the publication of a day that counts."""
    found = Published.objects.filter(day=day).select_related("publication").first()
    return found.publication if found else None


def shown(day: Day) -> Publication | None:
    """Return the publication that participants see now, None while there is none for them to see."""
    return current(day) if day.state in SHOWN else None


def seats_of(placement: Placement) -> dict[str, list[str]]:
    """Return the seats of a placement as a publication holds them: of those who come, in the order of the rounds."""
    coming = placement.seats.filter(participant__state=Participant.State.REGISTERED)
    found: dict[str, list[str]] = {}
    for person, session in coming.order_by("participant", "session__round__number").values_list(
        "participant", "session"
    ):
        found.setdefault(str(person), []).append(str(session))
    return found


def seats_now(publication: Publication | None, *, with_left: bool = False) -> dict[str, list[str]]:
    """Return the seats as they are now: as they were published, with what people changed themselves since.

    Whatever asks who is where now asks this, and not the publication. Nobody's seats when there is none. with_left:
    whoever does not come any more still has what they had, for who looks at what has changed.
    """
    if publication is None:
        return {}
    seats = {person: [*sessions] for person, sessions in publication.seats.items()}
    changes = publication.changes.select_related("participant")
    if with_left:
        changes = changes.exclude(kind=OwnChange.Kind.CANCELLED, participant__state=Participant.State.CANCELLED)
    for each in changes:
        theirs = seats.setdefault(str(each.participant_id), [])
        if str(each.before_id) in theirs:
            theirs.remove(str(each.before_id))
        if each.after_id is not None:
            theirs.append(str(each.after_id))
    return seats


def chosen_themselves(publication: Publication | None) -> set[tuple[str, str]]:
    """Return who has which session now because they chose it themselves: the ids of both."""
    if publication is None:
        return set()
    made = OwnChange.objects.filter(publication__day=publication.day_id).exclude(after=None)
    seats = seats_now(publication)
    pairs = {(str(person), str(session)) for person, session in made.values_list("participant", "after")}
    return {(person, session) for person, session in pairs if session in seats.get(person, ())}


def own_changes(day: Day) -> list[OwnChange]:
    """Return what people changed themselves, the last first; also in versions before this one."""
    found = OwnChange.objects.filter(publication__day=day).order_by("-pk")
    return list(found.select_related("participant", "publication", "round", "before__workshop", "after__workshop"))


@dataclass(frozen=True)
class Change:
    """Somebody for whom it becomes different: what they had and what they get, in the order of the rounds.

    chosen: what they had because they chose it themselves, and lose. moved: what they keep, in another room.
    """

    participant: Participant
    before: list[Session]
    after: list[Session]
    chosen: list[Session] = field(default_factory=list)
    moved: list[Session] = field(default_factory=list)


def changes(
    day: Day,
    before: Seats,
    after: Seats,
    chosen: Container[tuple[str, str]] = (),
    moved: frozenset[str] | set[str] = frozenset(),
) -> list[Change]:
    """Return for whom it becomes different, of those who come, by name.

    chosen: see `chosen_themselves`. moved: see `elsewhere`.
    """
    different = changed(before, after, moved)
    sessions = {str(each.pk): each for each in Session.objects.filter(workshop__day=day).select_related(
        "workshop", "round", "room")}  # fmt: skip
    coming = Participant.objects.filter(day=day, state=Participant.State.REGISTERED)

    def of(seats: Seats, person: Participant) -> list[Session]:
        found = [sessions[each] for each in seats.get(str(person.pk), ()) if each in sessions]
        return sorted(found, key=lambda each: each.round.number)

    def change(person: Participant) -> Change:
        had, gets = of(before, person), of(after, person)
        lost = [each for each in had if each not in gets and (str(person.pk), str(each.pk)) in chosen]
        return Change(person, had, gets, lost, [each for each in gets if each in had and str(each.pk) in moved])

    return [change(each) for each in coming if str(each.pk) in different]


def changed(before: Seats, after: Seats, moved: frozenset[str] | set[str] = frozenset()) -> set[str]:
    """Return the ids of those who have other seats in one than in the other, or keep one of the sessions that moved."""

    def differs(person: str) -> bool:
        had, gets = {*before.get(person, ())}, {*after.get(person, ())}
        return had != gets or not moved.isdisjoint(gets)

    return {each for each in {*before, *after} if differs(each)}


def before(publication: Publication) -> Publication | None:
    """Return the publication that counted until this one."""
    earlier = Publication.objects.filter(day=publication.day_id, number__lt=publication.number)
    return earlier.order_by("-number").first()


@dataclass(frozen=True)
class Part:
    """Something in somebody's programme.

    session: it is a workshop of theirs; leads: they lead it; free: they have none in this round; number, round_id: of
    the round. mark: what is different from the version before (marks.py).
    """

    start: time
    end: time
    title: str
    room: Room | None
    people: list[str]
    about: str = ""
    session: Session | None = None
    leads: bool = False
    free: bool = False
    round_id: UUID | None = None
    number: int | None = None
    mark: Any = None


def programme_of(participant: Participant) -> list[Part]:
    """Return the whole day of somebody with their own workshops; nothing until it is published, or when they cancel."""
    publication = shown(participant.day)
    if publication is None or not participant.comes:
        return []
    mine = _sessions(seats_now(publication).get(str(participant.pk), ()))
    led = led_by(participant)
    items = participant.day.items.select_related("room", "round").prefetch_related("speakers")
    return [_part(item, mine, led) for item in items]


def _part(item: ProgrammeItem, mine: Mapping[UUID, Session], led: Mapping[UUID, Session]) -> Part:
    if item.round_id is None:
        speakers = [str(each) for each in item.speakers.all()]
        return Part(item.start, item.end, item.title, item.room, speakers, item.description)
    number = item.round.number if item.round else None
    session, leads = mine.get(item.round_id), led.get(item.round_id)
    found = session or leads
    if found is None:
        return Part(item.start, item.end, item.title, None, [], free=True, round_id=item.round_id, number=number)
    workshop, people = found.workshop, [str(each) for each in found.workshop.leaders.all()]
    part = Part(item.start, item.end, workshop.title, found.room, people, workshop.description, found)
    return replace(part, leads=session is None, round_id=item.round_id, number=number)


def _sessions(ids: Iterable[str]) -> dict[UUID, Session]:
    """Return the sessions by their round; those that were taken out of the programme are gone."""
    found = Session.objects.filter(pk__in=list(ids)).select_related("workshop", "room", "round")
    return {each.round_id: each for each in found.prefetch_related("workshop__leaders")}


def led_by(participant: Participant) -> dict[UUID, Session]:
    """Return the sessions that somebody leads, by their round; known by the address under which they registered."""
    speakers = Speaker.objects.filter(day=participant.day_id, email__iexact=participant.email).exclude(email="")
    found = Session.objects.filter(workshop__leaders__in=speakers).select_related("workshop", "room", "round")
    return {each.round_id: each for each in found.prefetch_related("workshop__leaders")}


def lines_of(day: Day, publication: Publication, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return for each of these people their workshops in a line each, for a mail."""
    sessions = {str(each.pk): each for each in Session.objects.filter(workshop__day=day).select_related(
        "workshop", "room", "round")}  # fmt: skip
    times = {each.round_id: each for each in day.items.exclude(round=None)}

    def line(session: Session) -> str:
        item = times.get(session.round_id)
        when = f"{item.start:%H:%M}–{item.end:%H:%M} " if item else ""
        return f"{when}{session.workshop}{f', {session.room}' if session.room else ''}"

    def lines(ids: Iterable[str]) -> str:
        found = [sessions[each] for each in ids if each in sessions]
        return "\n".join(line(each) for each in sorted(found, key=lambda each: each.round.number))

    seats = seats_now(publication)
    return {each: lines(seats.get(str(each), ())) for each in ids}
