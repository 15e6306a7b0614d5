# SPDX-License-Identifier: EUPL-1.2
"""The placement: let everybody be placed, follow it, fetch what came out, and which versions were published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Status

from regiodag.api.access import day_of, token_of
from regiodag.api.actions.placements import ask_for_placement
from regiodag.api.problems import ProblemError
from regiodag.api.scopes import Scope
from regiodag.api.service import operation
from regiodag.api.shapes_placements import PublicationsOut, RunIn, RunOut, RunsOut, SeatsOut
from regiodag.days.models import Day
from regiodag.placements.models import PlacementRun
from regiodag.placements.queries.published import shown
from regiodag.registrations.models import Participant

AT_MOST = 50
"""So many runs are listed."""
PLACES = (PlacementRun.Kind.SOLVE, PlacementRun.Kind.REPAIR)
"""Kinds of which a placement of the day itself comes."""


@operation(
    "GET",
    "/placement-runs",
    "api-placement-runs",
    Scope.PLACEMENTS_READ,
    response=RunsOut,
    summary="Calculations of the placement",
)
def runs(request: HttpRequest) -> dict[str, Any]:
    """List the newest fifty, the newest first."""
    return {"items": [_told(each) for each in day_of(request).placement_runs.filter(kind__in=PLACES)[:AT_MOST]]}


@operation(
    "POST",
    "/placement-runs",
    "api-placement-runs",
    Scope.PLACEMENTS_RUN,
    response={202: RunOut},
    summary="Let everybody be placed",
)
def run(request: HttpRequest, response: HttpResponse, body: RunIn) -> Status[Any]:
    """Place everybody as the day is now, as the button does. Nobody sees anything until an organiser publishes.

    Ask how it goes where Location points. There is one calculation of a day at a time.
    """
    made = ask_for_placement(token_of(request), body.objective)
    response.headers["Location"] = _where(made)
    return Status(202, _told(made))


@operation(
    "GET",
    "/placement-runs/{run_id}",
    "api-placement-run",
    Scope.PLACEMENTS_READ,
    response=RunOut,
    summary="How a calculation goes",
)
def one(request: HttpRequest, run_id: UUID) -> dict[str, Any]:
    """Tell the state, and while it is calculated how far it is. Asking once a second is often enough."""
    return _told(_run(day_of(request), run_id))


@operation(
    "GET",
    "/placement-runs/{run_id}/problem",
    "api-placement-problem",
    Scope.PLACEMENTS_READ,
    response=dict[str, Any],
    summary="What was calculated",
)
def problem(request: HttpRequest, run_id: UUID) -> dict[str, Any]:
    """Give the day as it was then, without names, in the format indeling/problem, version 1."""
    found: dict[str, Any] = _run(day_of(request), run_id).problem
    return found


@operation(
    "GET",
    "/placement-runs/{run_id}/placement",
    "api-placement-result",
    Scope.PLACEMENTS_READ,
    response=dict[str, Any],
    summary="What came out",
)
def result(request: HttpRequest, run_id: UUID) -> dict[str, Any]:
    """Give what was calculated, with its proof, in the format indeling/placement, version 1.

    The command `indeling check` takes it, with the problem. Who was moved by hand since is where they were calculated;
    `/placement-runs/{run_id}/seats` says where everybody is now.
    """
    found = _run(day_of(request), run_id)
    content: dict[str, Any] | None = found.result
    if content is None:
        told = "There is no placement. See the state of the calculation: it is not done yet, or ended without one."
        raise ProblemError("not-ready", told)
    return content


@operation(
    "GET",
    "/placement-runs/{run_id}/seats",
    "api-placement-seats",
    Scope.PLACEMENTS_READ,
    response=SeatsOut,
    summary="Where everybody is now",
)
def seats(request: HttpRequest, run_id: UUID) -> dict[str, Any]:
    """List who is where in this placement now, of those who come. Who is in no row of a round has no seat in it.

    `byHand`: moved since it was calculated, by organisers or by themselves; `locked`: nobody moves them.
    """
    found = _run(day_of(request), run_id)
    if not found.placed:
        told = "There is no placement. See the state of the calculation: it is not done yet, or ended without one."
        raise ProblemError("not-ready", told)
    rows = found.placement.seats.filter(participant__state=Participant.State.REGISTERED)
    rows = rows.select_related("session__round").order_by("participant", "session__round__number", "pk")
    return {
        "items": [
            {
                "participant": each.participant_id,
                "round": f"r{each.session.round.number}",
                "workshop": each.session.workshop_id,
                "by_hand": each.by_hand,
                "locked": each.locked,
            }
            for each in rows
        ]
    }


@operation(
    "GET",
    "/publications",
    "api-publications",
    Scope.PLACEMENTS_READ,
    response=PublicationsOut,
    summary="Versions of the programmes",
)
def publications(request: HttpRequest) -> dict[str, Any]:
    """List the versions that were published, the newest first; current is the one that participants see."""
    day = day_of(request)
    now = shown(day)
    items = [
        {
            **{name: getattr(each, name) for name in ("id", "number", "name")},
            "published_at": each.at,
            "current": each == now,
            "run_id": each.placement.run_id if each.placement else None,
        }
        for each in day.publications.select_related("placement")
    ]
    return {"items": items}


def _run(day: Day, run_id: UUID) -> PlacementRun:
    return get_object_or_404(PlacementRun, pk=run_id, day=day, kind__in=PLACES)


def _where(run: PlacementRun) -> str:
    return reverse("api-placement-run", args=[run.pk])


def _told(run: PlacementRun) -> dict[str, Any]:
    progress = run.progress if run.active else {}
    return {
        **{name: getattr(run, name) for name in ("id", "number", "objective", "seed", "state")},
        "reason": run.reason or None,
        "step": progress.get("step"),
        "steps": progress.get("steps"),
        "asked_at": run.made,
        "ended_at": run.ended,
    }
