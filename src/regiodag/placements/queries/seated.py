# SPDX-License-Identifier: EUPL-1.2
"""Who is where: of a placement as it stands, or of a version with what people changed in it. Files are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from regiodag.days.models import Day, Session
from regiodag.placements.models import Placement, PlacementRun, Publication
from regiodag.placements.problem import question_of, sessions_of
from regiodag.placements.queries.outcome import organisation_of
from regiodag.placements.queries.published import Seats, seats_now, seats_of
from regiodag.registrations.models import Participant

TWO = 2


@dataclass(frozen=True)
class Seated:
    """Who is where. pk: of the run or of the version; run: None when it is not there any more."""

    pk: UUID
    day: Day
    title: str
    seats: Seats
    run: PlacementRun | None
    version: Publication | None = None


def seated_in(day: Day, pk: UUID) -> Seated | None:
    """Return who is where by the id of a version or of a run that is done; None when it is neither."""
    version = Publication.objects.filter(day=day, pk=pk).select_related("placement__run").first()
    if version is not None:
        run = version.placement.run if version.placement else None
        return Seated(pk, day, str(version), seats_now(version), run, version)
    placement = Placement.objects.filter(day=day, run=pk).select_related("run").first()
    return Seated(pk, day, str(placement.run), seats_of(placement), placement.run) if placement else None


# For people ----------------------------------------------------------------------------------------------------------


@dataclass
class Meeting:
    """A session on paper: its times (None: not in the timetable) and who comes, by name."""

    session: Session
    start: time | None
    end: time | None
    people: list[Participant] = field(default_factory=list)

    @property
    def spare(self) -> range:
        """Lines for who comes as well: one per chair that is free, some at most."""
        return range(max(0, min(MOST_SPARE, self.session.chairs - len(self.people))))


MOST_SPARE = 3


def meetings(seated: Seated) -> list[Meeting]:
    """Return the sessions of the day in the order of the rounds, each with who comes now."""
    times = {each.round_id: each for each in seated.day.items.exclude(round=None)}
    sessions = Session.objects.filter(workshop__day=seated.day).select_related("workshop", "room", "round")
    found: dict[str, Meeting] = {}
    for each in sessions.order_by("round__number", "workshop__position", "workshop__title", "pk").prefetch_related(
        "workshop__leaders"
    ):
        item = times.get(each.round_id)
        found[str(each.pk)] = Meeting(each, item.start if item else None, item.end if item else None)
    coming = Participant.objects.filter(day=seated.day, state=Participant.State.REGISTERED)
    for person in coming.select_related("organisation"):
        for session in seated.seats.get(str(person.pk), ()):
            if session in found:
                found[session].people.append(person)
    return list(found.values())


# For the engine ------------------------------------------------------------------------------------------------------


def question_about(seated: Seated, *, names: bool = False) -> dict[str, Any]:
    """Return what the engine is asked for a file of it: the problem of those who are placed, and their seats.

    result: what was calculated, when nothing is different from it. names: with names and organisations, and the rooms.
    Raises NothingToPlaceError.
    """
    problem, sessions = _asked(seated)
    keys = {session: key for key, session in sessions.items()}
    rows = [
        {"participant": person, "workshop": workshop, "round": rnd}
        for person, held in sorted(seated.seats.items())
        for workshop, rnd in (keys[each].split(" ") for each in held if each in keys)
    ]
    run = seated.run
    known = {"objective": run.objective if run else "fair", "seed": run.seed if run else 0}
    kept = {each["participant"] for each in rows} | _without_a_seat(seated)
    asked = only(problem, kept)
    question = {**known, "problem": asked, "placements": rows, "result": run.result if run else None}
    return {**question, **_names(seated, asked)} if names else question


def _asked(seated: Seated) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Return the problem with its sessions: as it was calculated, or of now when somebody sits in a new session."""
    run, used = seated.run, {each for held in seated.seats.values() for each in held}
    if run is not None and used <= {*run.sessions.values()}:
        return run.problem, run.sessions
    return question_of(seated.day), sessions_of(seated.day)


def _without_a_seat(seated: Seated) -> set[str]:
    """Return those who come and have no seat as they lead a workshop in all rounds."""
    run = seated.run
    if run is None or run.result is None:
        return set()
    placed = {each["participant"] for each in run.result["placements"]}
    asked = {each["id"] for each in run.problem["participants"]} - placed
    coming = Participant.objects.filter(day=seated.day, state=Participant.State.REGISTERED, pk__in=asked)
    return {str(pk) for pk in coming.values_list("pk", flat=True)}


def only(problem: Mapping[str, Any], kept: set[str]) -> dict[str, Any]:
    """Return the problem of some of its people; a group of which fewer than two are left is none."""
    found = {**problem, "participants": [each for each in problem["participants"] if each["id"] in kept]}
    rules = []
    for rule in problem.get("rules", ()):
        members = [each for each in rule.get("participants", ()) if each in kept]
        if "participants" not in rule:
            rules.append(rule)
        elif len(members) >= TWO:
            rules.append({**rule, "participants": members})
    return {**found, "rules": rules} if "rules" in problem else found


def _names(seated: Seated, problem: Mapping[str, Any]) -> dict[str, Any]:
    """Return the problem with names and organisations of those who come, and the rooms of its sessions."""
    coming = Participant.objects.filter(day=seated.day, state=Participant.State.REGISTERED)
    people = {str(each.pk): each for each in coming.select_related("organisation")}
    named = [_named(each, people.get(each["id"])) for each in problem["participants"]]
    titles = {str(each.pk): each.title for each in seated.day.workshops.all()}
    workshops = [{**each, "title": titles.get(each["id"], each["title"])} for each in problem["workshops"]]
    with_room = Session.objects.filter(workshop__day=seated.day).exclude(room=None).select_related("room", "round")
    rooms = [
        {"workshop": str(each.workshop_id), "round": f"r{each.round.number}", "room": each.room.name}
        for each in with_room
        if each.room
    ]
    return {"problem": {**problem, "participants": named, "workshops": workshops}, "rooms": rooms}


def _named(row: Mapping[str, Any], person: Participant | None) -> Mapping[str, Any]:
    if person is None:
        return {**row, "name": _("nobody known")}
    organisation = organisation_of(person)
    return {**row, "name": str(person), **({"organisation": organisation} if organisation else {})}
