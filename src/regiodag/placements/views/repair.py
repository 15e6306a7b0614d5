# SPDX-License-Identifier: EUPL-1.2
"""After publication: what has changed, a repair with few moves, and what more of them would buy."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.placements.actions.repair import OtherBaseError, queue_curve, queue_repair, queue_within
from regiodag.placements.actions.runs import RunningError
from regiodag.placements.forms import MostForm, RepairForm
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.queries.base import base_of, is_behind, locked_in
from regiodag.placements.queries.changed import changed_since
from regiodag.placements.queries.outcome import since
from regiodag.placements.queries.repaired import repair_of
from regiodag.placements.queries.repaired import repaired as repaired_in
from regiodag.placements.queries.rooms import asked_again
from regiodag.placements.views.run import outcome_in, proof_of, run_of
from regiodag.registrations.problem import NothingToPlaceError


@on_day(Permission.SEE)
@require_safe
def changed(request: HttpRequest, day: Day) -> HttpResponse:
    """Show what has changed since people were told where they are, and offer to repair it."""
    run_id = request.GET.get("run", "")
    base = base_of(day, _placement(day, run_id))
    try:
        found = changed_since(base, asked_again(day, base.run.problem)) if base else None
    except NothingToPlaceError:
        found = None
    if base is None or found is None:
        messages.info(request, _("Nobody was placed yet, so nothing can have changed since."))
        return redirect("placement", day.pk)
    active = day.placement_runs.filter(state__in=PlacementRun.ACTIVE).first()
    context = {"day": day, "base": base, "changed": found, "active": active, "locked": len(locked_in(base))}
    more = {"run_id": run_id, "made": repair_of(base), "behind": base.version is not None and is_behind(base)}
    return render(request, "placements/changed.html", {**context, **more})


@on_day(Permission.EDIT)
@require_POST
def start(request: HttpRequest, day: Day) -> HttpResponse:
    """Repair what people know with the fewest moves."""
    form = RepairForm(request.POST)
    if not form.is_valid():
        raise Http404
    run_id = str(form.cleaned_data["run"] or "")
    placement = _placement(day, run_id)
    try:
        return _started(request, day, lambda: queue_repair(me(request), day, form.cleaned_data["seen"], placement))
    except OtherBaseError:
        messages.error(request, _("Nothing was started: somebody published or moved people meanwhile. Look again."))
    except NothingToPlaceError:
        messages.error(request, _("Nothing was started: there is no round or no workshop yet."))
    return redirect("placement-changed", day.pk)


@on_day(Permission.SEE)
@require_safe
def repaired(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Show who moves in a repair, who gets a place, and what more moves would buy."""
    outcome = outcome_in(day, run_id)
    run = outcome.placement.run
    if run.kind != PlacementRun.Kind.REPAIR:
        raise Http404
    context = {"day": day, "run": run, "outcome": outcome, "repair": repaired_in(outcome), "proof": proof_of(run)}
    return render(request, "placements/repaired.html", {**context, "since": since(day, run.problem)})


@on_day(Permission.EDIT)
@require_POST
def curve(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Ask what more moves would buy than those of a repair."""
    run = _repair(day, run_id)
    return _started(request, day, lambda: queue_curve(me(request), run))


@on_day(Permission.EDIT)
@require_POST
def within(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Repair once more, with at most so many moves."""
    run, form = _repair(day, run_id), MostForm(request.POST)
    if not form.is_valid():
        raise Http404
    return _started(request, day, lambda: queue_within(me(request), run, form.cleaned_data["most"]))


def _placement(day: Day, run_id: str) -> Placement | None:
    """Return the placement of a run of the day, None for none. Raises Http404 for one that is not there."""
    if not run_id:
        return None
    try:
        found = Placement.objects.select_related("run").filter(run=UUID(run_id), day=day).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    found.day = day
    return found


def _repair(day: Day, run_id: UUID) -> PlacementRun:
    """Return a repair that is done. Raises Http404."""
    found = run_of(day, run_id)
    if found.kind != PlacementRun.Kind.REPAIR or found.state != PlacementRun.State.DONE:
        raise Http404
    return found


def _started(request: HttpRequest, day: Day, start_it: Callable[[], PlacementRun]) -> HttpResponse:
    """Start a run, or lead to the one that is being calculated."""
    try:
        run = start_it()
    except RunningError as busy:
        messages.info(request, _("A placement is being calculated already. Here it is."))
        run = busy.run
    return redirect("placement-run", day.pk, run.pk)
