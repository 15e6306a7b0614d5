# SPDX-License-Identifier: EUPL-1.2
"""Why somebody is not where they wished to be: the engine's sentences, asked in a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regiodag.days.models import Workshop
from regiodag.placements.processes import process
from regiodag.placements.queries.outcome import Outcome, Person

SECONDS = 30

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wish:
    """A wish of somebody: which one it is, whether it came true, and else why not, in sentences."""

    number: int
    workshop: Workshop | None
    came_true: bool
    why: list[str] = field(default_factory=list)


def why_not(outcome: Outcome, person: Person) -> list[Wish]:
    """Return the wishes of somebody, the best first. Without sentences when the engine has no answer."""
    held = {str(each.session.workshop_id) for each in person.held}
    missed = [each for each in person.wishes if each not in held]
    told = _asked(outcome, person, missed) if missed else {}
    workshops = {str(each.pk): each for each in outcome.placement.day.workshops.all()}
    return [
        Wish(number, workshops.get(each), each in held, told.get(each, []))
        for number, each in enumerate(person.wishes, start=1)
    ]


def _asked(outcome: Outcome, person: Person, workshops: list[str]) -> dict[str, list[str]]:
    run, who = outcome.placement.run, str(person.participant.pk)
    question = {
        "problem": _named(run.problem, tied(outcome, person)),
        "placement": run.result,
        "participant": who,
        "workshops": workshops,
        "language": (get_language() or "nl").partition("-")[0],
    }
    try:
        answer = process.ask("why-not", question, SECONDS)
    except process.EndedError:
        log.warning("no answer to why not, run %s", run.pk)
        return {}
    return {} if "refused" in answer else answer


def tied(outcome: Outcome, person: Person) -> dict[str, str]:
    """Return the names of somebody, and of those who were placed together with them, by id."""
    who = str(person.participant.pk)
    groups = [each["participants"] for each in outcome.placement.run.problem.get("rules", ()) if "participants" in each]
    ids = {who, *(each for group in groups if who in group for each in group)}
    people = (each.participant for each in outcome.people)
    return {str(each.pk): str(each) for each in people if str(each.pk) in ids}


def _named(problem: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the problem in which some people have their names, for the sentences about them."""
    people = [{**each, "name": names.get(each["id"], _("somebody"))} for each in problem["participants"]]
    return {**problem, "participants": people}
