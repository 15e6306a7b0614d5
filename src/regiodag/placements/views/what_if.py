# SPDX-License-Identifier: EUPL-1.2
"""What if: what would help a placement; one change tried, beside where it started from; adopted or dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.runs import RunningError
from regiodag.placements.actions.what_if import (
    BlockedError,
    ChangedError,
    DecidedError,
    ask_advice,
    try_change,
)
from regiodag.placements.actions.what_if import adopt as adopt_it
from regiodag.placements.actions.what_if import drop as drop_it
from regiodag.placements.forms import ChairsForm, MarkForm, TryForm
from regiodag.placements.models import PlacementRun
from regiodag.placements.queries.locks import locked_seats
from regiodag.placements.queries.outcome import since
from regiodag.placements.queries.rooms import mark_of, rooms_for
from regiodag.placements.queries.side_by_side import SideBySide, difference, way_of
from regiodag.placements.queries.what_if import advice_for, read_advice, tries_of, way_tried
from regiodag.placements.trials import POSSIBLE, ROOMS, ROUND
from regiodag.placements.views.run import outcome_in, proof_of, run_of, seen_of


@on_day(Permission.SEE)
@require_safe
def what_if(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Show what would help a placement, and what was tried from it."""
    outcome = outcome_in(day, run_id)
    found = outcome.placement.run
    asked = advice_for(found)
    context: dict[str, Any] = {
        "day": day,
        "placed": found,
        "run": found,
        "outcome": outcome,
        "since": since(day, found.problem),
        "asked": asked,
        "form": ChairsForm(initial=asked.asked if asked else None),
        "tries": tries_of(found),
        "locked": len(locked_seats(outcome.placement)),
        "busy": day.placement_runs.filter(state__in=PlacementRun.ACTIVE).first(),
    }
    if asked and asked.active:
        context["seen"] = seen_of(asked)
    if asked and asked.state == PlacementRun.State.DONE:
        context["advice"] = read_advice(asked)
    return render(request, "placements/what_if.html", context)


@on_day(Permission.EDIT)
@require_POST
def ask(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Ask what would help."""
    found, form = outcome_in(day, run_id).placement.run, ChairsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was started: say how many chairs, from 1 to 200."))
        return redirect("placement-what-if", day.pk, run_id)
    _started(request, lambda: ask_advice(me(request), found, form.cleaned_data["chairs"]))
    return redirect("placement-what-if", day.pk, run_id)


@on_day(Permission.EDIT)
@require_POST
def try_it(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Try a change of the advice."""
    found, form = outcome_in(day, run_id).placement.run, TryForm(request.POST)
    if not form.is_valid():
        raise Http404
    advice = get_object_or_404(found.followers, pk=form.cleaned_data["advice"], kind=PlacementRun.Kind.ADVICE)
    changes, number = (advice.found or {}).get("changes", []), form.cleaned_data["change"]
    if number >= len(changes) or changes[number]["kind"] not in POSSIBLE:
        raise Http404
    started = _started(request, lambda: try_change(me(request), found, changes[number]))
    return redirect("placement-run", day.pk, started.pk) if started else redirect("placement-what-if", day.pk, run_id)


@on_day(Permission.SEE)
@require_safe
def tried(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Show what came of something that was tried, beside where it started from."""
    found = run_of(day, run_id)
    if found.kind != PlacementRun.Kind.WHAT_IF or found.state != PlacementRun.State.DONE:
        return redirect("placement-run", day.pk, found.pk)
    way, question = way_tried(found), found.problem
    context: dict[str, Any] = {
        "day": day,
        "run": found,
        "found": SideBySide([way], question),
        "rooms": rooms_for(day, found) if found.asked["change"]["kind"] == ROOMS and not found.placed else (),
        "proof": proof_of(found),
        "seen": mark_of(day),
        "obstacles": found.asked.get("obstacles", ()),
    }
    base = found.base
    if base is not None and base.placed:
        base.day = day
        before = way_of(day, base)
        context |= {"found": SideBySide([before, way], question), "one": before, "other": way}
        if found.asked["change"]["kind"] != ROUND:  # else it is another day for everybody
            context["difference"] = difference(before.outcome, way.outcome)
    return render(request, "placements/tried.html", context)


@on_day(Permission.EDIT)
@require_POST
def adopt(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Change the day as it was tried, and make it a placement as any other."""
    found, form = run_of(day, run_id), MarkForm(request.POST)
    try:
        adopt_it(me(request), found, form.cleaned_data["seen"] if form.is_valid() else "")
    except DecidedError:
        messages.info(request, _("It was adopted or dropped already."))
    except StaleError:
        messages.error(request, _("Nothing was changed: somebody changed the timetable in the meantime. Look again."))
    except ChangedError:
        messages.error(
            request,
            _("Nothing was changed: the day is no longer as it was when this was calculated. Place everybody again."),
        )
    except BlockedError as blocked:
        for each in blocked.obstacles:
            messages.error(
                request,
                _("Nothing was changed: no free room has {chairs} chairs for “{title}” in {round}.").format(
                    chairs=each.chairs, title=each.session.workshop, round=each.session.round
                ),
            )
    else:
        messages.success(request, _("Adopted: the day is changed so. You can undo that in the timetable."))
    return redirect("placement-run", day.pk, run_id)


@on_day(Permission.EDIT)
@require_POST
def drop(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Put aside what was tried."""
    found = run_of(day, run_id)
    try:
        drop_it(me(request), found)
        messages.success(request, _("Dropped. The day and its placements are as they were."))
    except DecidedError:
        messages.info(request, _("It was adopted or dropped already."))
    base = found.base
    if base is not None and base.placed:
        return redirect("placement-what-if", day.pk, base.pk)
    return redirect("placement", day.pk)


def _started(request: HttpRequest, start: Callable[[], PlacementRun]) -> PlacementRun | None:
    """Start a run; tell why not when that was not to be."""
    try:
        return start()
    except RunningError:
        messages.info(request, _("A placement is being calculated already. Ask again once it is done."))
    except ChangedError:
        messages.error(request, _("Nothing was started: the day has changed since. Place everybody again first."))
    return None
