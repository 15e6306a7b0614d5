# SPDX-License-Identifier: EUPL-1.2
"""The day as a problem for the placement: who comes, what they wish, how many chairs there are.

In the interchange format `indeling/problem`, version 1 (docs/reference/problem-format.md), written out here: what is
taken out of the site needs no engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from regiodag.days.models import Day, Session, Speaker, Workshop
from regiodag.registrations.models import Participant, RegistrationForm

TWO = 2


class NothingToPlaceError(Exception):
    """The day has no round, or no workshop."""


def problem_of(day: Day, *, names: bool = False) -> dict[str, Any]:
    """Return the problem, in an order that is the same each time. names: people are named, for people to read.

    Raises NothingToPlaceError when there is no round or no workshop.
    """
    rounds = {each.pk: f"r{each.number}" for each in day.rounds.all()}
    workshops = list(day.workshops.order_by("position", "title", "pk").prefetch_related("sessions__room"))
    if not rounds or not workshops:
        raise NothingToPlaceError
    leads = _leads(day)
    people = list(_coming(day))
    asked = RegistrationForm.objects.filter(day=day).values_list("wishes", flat=True).first()
    problem: dict[str, Any] = {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": each} for each in rounds.values()],
        "workshops": [_workshop(each, rounds) for each in workshops],
        "participants": [_participant(each, leads.get(each.email.lower(), []), names=names) for each in people],
    }
    if asked:
        problem["wishes_asked"] = min(asked, len(workshops))
    rules = list(_together(people))
    return {**problem, "rules": rules} if rules else problem


def _coming(day: Day) -> Iterable[Participant]:
    found = Participant.objects.filter(day=day, state=Participant.State.REGISTERED).order_by("pk")
    return found.select_related("organisation__domain").prefetch_related("preferences")


def _workshop(workshop: Workshop, rounds: Mapping[UUID, str]) -> dict[str, Any]:
    sessions = sorted(workshop.sessions.all(), key=lambda each: rounds[each.round_id])
    return {
        "id": str(workshop.pk),
        "title": workshop.title,
        "sessions": [_session(each, workshop.minimum, rounds[each.round_id]) for each in sessions],
    }


def _session(session: Session, minimum: int, when: str) -> dict[str, Any]:
    """Return a session; where the room is smaller than the minimum, a full room will do."""
    return {"round": when, "capacity": session.chairs, "minimum": min(minimum, session.chairs)}


def _participant(participant: Participant, leads: list[str], *, names: bool) -> dict[str, Any]:
    """Return somebody who comes; what is not known is left out."""
    ranked = sorted(participant.preferences.all(), key=lambda each: each.rank)
    organisation = participant.organisation
    known: dict[str, Any] = {
        "id": str(participant.pk),
        "name": str(participant) if names else "",
        "organisation": organisation.name if organisation else participant.organisation_typed,
        "domain": organisation.domain.name if organisation and organisation.domain else "",
        "wishes": [str(each.workshop_id) for each in ranked if str(each.workshop_id) not in leads],
        "leads": leads,
    }
    return {name: value for name, value in known.items() if value}


def _leads(day: Day) -> dict[str, list[str]]:
    """Return the workshops that somebody leads, by the address under which they registered as well."""
    found: dict[str, list[str]] = defaultdict(list)
    for speaker in Speaker.objects.filter(day=day).exclude(email="").prefetch_related("workshops").order_by("pk"):
        found[speaker.email.lower()] += sorted(str(each.pk) for each in speaker.workshops.all())
    return found


def _together(people: Iterable[Participant]) -> Iterable[dict[str, Any]]:
    """Yield a rule for each group of which two or more come."""
    groups: dict[UUID, list[str]] = defaultdict(list)
    for each in people:
        if each.group_id is not None:
            groups[each.group_id].append(str(each.pk))
    for members in groups.values():
        if len(members) >= TWO:
            yield {"kind": "together", "participants": members}
