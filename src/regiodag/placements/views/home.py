# SPDX-License-Identifier: EUPL-1.2
"""Before: is the day ready, and the one button that places everybody; with what was calculated before."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.placements.actions.runs import RunningError, queue_run
from regiodag.placements.actions.what_if import try_rooms
from regiodag.placements.aims import CONSEQUENCES, USUAL, Aim
from regiodag.placements.forms import AimForm
from regiodag.placements.models import OwnChange, PlacementRun
from regiodag.placements.queries.base import base_of
from regiodag.placements.queries.changed import Changed, changed_since
from regiodag.placements.queries.locks import locked_now
from regiodag.placements.queries.outcome import Outcome, outcome_of
from regiodag.placements.queries.own import rules_of
from regiodag.placements.queries.published import current, shown
from regiodag.placements.queries.ready import readiness
from regiodag.placements.queries.rooms import asked_again
from regiodag.registrations.problem import NothingToPlaceError
from regiodag.registrations.queries_wanted import wanted

MOST_RUNS = 8
"""So many runs are shown side by side."""


@dataclass(frozen=True)
class Way:
    """An aim to choose: its code, what it is called, and what comes of it."""

    code: str
    name: str
    consequence: str
    chosen: bool = False


@dataclass(frozen=True)
class Listed:
    """A run in the list, and what came out when it is done."""

    run: PlacementRun
    outcome: Outcome | None


def ways(*, usual: bool) -> list[Way]:
    """Return the aims that most days choose from, or the others."""
    return [
        Way(aim.value, str(aim.label), str(CONSEQUENCES[aim]), chosen=aim is Aim.FAIR)
        for aim in Aim
        if (aim in USUAL) == usual
    ]


@on_day(Permission.SEE)
@require_safe
def placement(request: HttpRequest, day: Day) -> HttpResponse:
    """Show whether the day is ready, what can be aimed at, and what was calculated."""
    placing = day.placement_runs.exclude(kind__in=PlacementRun.WITHOUT_PLACEMENT).exclude(dropped=True)
    runs = list(placing.select_related("by", "placement__run")[:MOST_RUNS])
    for each in runs:
        each.day = day
    context = {
        "day": day,
        "ready": readiness(day),
        "glance": wanted(day),
        "usual": ways(usual=True),
        "more": ways(usual=False),
        "active": day.placement_runs.filter(state__in=PlacementRun.ACTIVE).first(),
        "runs": [Listed(each, _outcome(each)) for each in runs],
        "locked": len(locked_now(day)),
        "current": current(day),
        "shown": shown(day),
        "changes_allowed": rules_of(day).allowed,
        "changed_themselves": OwnChange.objects.filter(publication__day=day).count(),
        "changed": _changed(day),
    }
    return render(request, "placements/home.html", context)


def _changed(day: Day) -> Changed | None:
    base = base_of(day)
    try:
        return changed_since(base, asked_again(day, base.run.problem)) if base else None
    except NothingToPlaceError:
        return None


def _outcome(run: PlacementRun) -> Outcome | None:
    return outcome_of(run.placement) if run.placed else None


@on_day(Permission.EDIT)
@require_POST
def start(request: HttpRequest, day: Day) -> HttpResponse:
    """Ask for a placement, or lead to the one that is being calculated."""
    form = AimForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was started: choose what to aim at."))
        return redirect("placement", day.pk)
    try:
        start_it = try_rooms if form.cleaned_data["rooms"] else queue_run
        run = start_it(me(request), day, form.cleaned_data["aim"], keep=form.cleaned_data["keep"])
    except RunningError as busy:
        messages.info(request, _("A placement is being calculated already. Here it is."))
        run = busy.run
    except NothingToPlaceError:
        messages.error(request, _("Nothing was started: there is no round or no workshop yet."))
        return redirect("placement", day.pk)
    return redirect("placement-run", day.pk, run.pk)
