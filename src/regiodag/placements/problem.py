# SPDX-License-Identifier: EUPL-1.2
"""The day as it is handed to the engine and kept with a run: people by their id, and nothing about who they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from regiodag.days.models import Day, Session
from regiodag.registrations.problem import problem_of

ABOUT_A_PERSON = ("name", "organisation", "domain")
"""What no objective and no rule of the site looks at."""


def question_of(day: Day) -> dict[str, Any]:
    """Return the problem without what tells who people are. Raises NothingToPlaceError."""
    problem = problem_of(day)
    problem["participants"] = [
        {name: value for name, value in each.items() if name not in ABOUT_A_PERSON} for each in problem["participants"]
    ]
    return problem


def fixed(problem: Mapping[str, Any], seats: Mapping[UUID, Iterable[Session]]) -> dict[str, Any]:
    """Return the problem in which these people, by their id, have these seats whatever comes of the others."""
    given = {str(who): {f"r{each.round.number}": str(each.workshop_id) for each in mine} for who, mine in seats.items()}
    people = [{**each, "fixed": given[each["id"]]} if each["id"] in given else each for each in problem["participants"]]
    return {**problem, "participants": people}


def kept_in(problem: Mapping[str, Any]) -> set[str]:
    """Return the ids of those who have seats whatever comes of the others."""
    return {each["id"] for each in problem["participants"] if each.get("fixed")}


def key_of(workshop: str, rnd: str) -> str:
    """Return how a run calls a workshop in a round."""
    return f"{workshop} {rnd}"


def sessions_of(day: Day) -> dict[str, str]:
    """Return the ids of the sessions of a day, by workshop and round as the problem calls them."""
    found = Session.objects.filter(workshop__day=day).select_related("round")
    return {key_of(str(each.workshop_id), f"r{each.round.number}"): str(each.pk) for each in found}
