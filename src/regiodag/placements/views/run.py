# SPDX-License-Identifier: EUPL-1.2
"""A run: how far it is, stop it, and what came out: at a glance, per session, per person."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.placements.actions.runs import stop_run
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.problem import kept_in
from regiodag.placements.queries.outcome import Outcome, outcome_of, placeless, since
from regiodag.placements.queries.published import current
from regiodag.placements.queries.why import tied, why_not


def run_of(day: Day, run_id: UUID) -> PlacementRun:
    """Return a run of the day. Raises Http404."""
    run = get_object_or_404(PlacementRun.objects.select_related("by", "placement"), pk=run_id, day=day)
    run.day = day
    return run


def placement_in(day: Day, run_id: UUID) -> Placement:
    """Return the placement that a run of the day gave. Raises Http404 when there is none, or not yet."""
    run = run_of(day, run_id)
    if not run.placed:
        raise Http404
    placement = run.placement
    placement.day, placement.run = day, run
    return placement


def outcome_in(day: Day, run_id: UUID) -> Outcome:
    """Return what came out of a run of the day. Raises Http404 when nothing has, or not yet."""
    return outcome_of(placement_in(day, run_id))


@on_day(Permission.SEE)
@require_safe
def run(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Show how far a run is, what came out, or why nothing did."""
    found = run_of(day, run_id)
    context: dict[str, Any] = {"day": day, "run": found}
    if found.active:
        return render(request, "placements/running.html", {**context, "seen": seen_of(found)})
    if found.state != PlacementRun.State.DONE:
        return render(request, "placements/failed.html", context)
    if not found.placed:
        return redirect(*_elsewhere(day, found))
    outcome = outcome_in(day, run_id)
    more: dict[str, Any] = {
        "outcome": outcome,
        "since": since(day, found.problem),
        "proof": proof_of(found),
        "current": current(day),
    }
    more["kept"] = len(kept_in(found.problem))
    return render(request, "placements/result.html", {**context, **more})


def _elsewhere(day: Day, found: PlacementRun) -> tuple[Any, ...]:
    """Return where something is told that came out without a placement."""
    if found.kind == PlacementRun.Kind.WHAT_IF:
        return "placement-tried", day.pk, found.pk
    if found.base_id is None:
        return "placement", day.pk
    place = "placement-what-if" if found.kind == PlacementRun.Kind.ADVICE else "placement-repaired"
    return place, day.pk, found.base_id


@on_day(Permission.SEE)
@require_safe
def progress(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Tell how far a run is when that is something else than was seen; load the page anew once it has ended."""
    found = run_of(day, run_id)
    if not found.active:
        return HttpResponseClientRefresh()
    seen = seen_of(found)
    if request.GET.get("seen") == seen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "placements/progress.html", {"day": day, "run": found, "seen": seen})


def seen_of(found: PlacementRun) -> str:
    """Return what of a run is on the page, to compare it with later."""
    return f"{found.state}-{found.progress.get('step', 0)}-{found.halt:d}"


@on_day(Permission.EDIT)
@require_POST
def stop(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Stop a run."""
    found = run_of(day, run_id)
    if stop_run(me(request), found):
        messages.success(request, _("It is being stopped. What was published stays as it is."))
    else:
        messages.info(request, _("It had ended already."))
    return redirect("placement-run", day.pk, found.pk)


@on_day(Permission.SEE)
@require_safe
def sessions(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Show who comes to each session."""
    outcome = outcome_in(day, run_id)
    return render(request, "placements/sessions.html", {"day": day, "run": outcome.placement.run, "outcome": outcome})


@on_day(Permission.SEE)
@require_safe
def people(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Show where everybody is, those for whom it went worst first when that is asked."""
    outcome, by_luck = outcome_in(day, run_id), request.GET.get("sort") == "luck"
    found = sorted(outcome.people, key=lambda each: each.misfortune, reverse=True) if by_luck else outcome.people
    context = {"day": day, "run": outcome.placement.run, "outcome": outcome, "people": found, "by_luck": by_luck}
    return render(request, "placements/people.html", {**context, "placeless": placeless(outcome)})


@on_day(Permission.SEE)
@require_safe
def person(request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID) -> HttpResponse:
    """Show where somebody is, what they wished, and why they did not get what they wished more."""
    outcome = outcome_in(day, run_id)
    found = outcome.person(participant_id)
    if found is None:
        raise Http404
    context = {"day": day, "run": outcome.placement.run, "rounds": outcome.rounds, "person": found}
    context["seen"] = outcome.placement.version
    context["together"] = [name for pk, name in tied(outcome, found).items() if pk != str(found.participant.pk)]
    return render(request, "placements/person.html", {**context, "wishes": why_not(outcome, found)})


def proof_of(found: PlacementRun) -> Mapping[str, Any]:
    """Return what is certain of the result: kind is "proven", "solver" or "open"; gap: what is not known."""
    verdict = found.verdict or {}
    if found.result and found.result["status"] != "optimal":
        return {"kind": "open", "gap": verdict.get("gap")}
    return {"kind": "proven" if verdict.get("proven") else "solver", "gap": None}
