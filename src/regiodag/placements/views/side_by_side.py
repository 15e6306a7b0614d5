# SPDX-License-Identifier: EUPL-1.2
"""All ways of placing side by side on the day's own data, and for whom two of them differ."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.placements.actions.compare import compare_all
from regiodag.placements.actions.runs import RunningError
from regiodag.placements.models import PlacementRun
from regiodag.placements.queries.outcome import since
from regiodag.placements.queries.side_by_side import SideBySide, difference
from regiodag.placements.queries.side_by_side import side_by_side as found_side_by_side
from regiodag.placements.views.run import seen_of
from regiodag.registrations.problem import NothingToPlaceError

TWO = 2


@on_day(Permission.SEE)
@require_safe
def side_by_side(request: HttpRequest, day: Day) -> HttpResponse:
    """Show what each way makes of the day, and for whom two of them differ."""
    active = day.placement_runs.filter(kind=PlacementRun.Kind.SOLVE, state__in=PlacementRun.ACTIVE).first()
    found = found_side_by_side(day, active)
    context: dict[str, Any] = {"day": day, "found": found, "run": active}
    if found and active:
        context |= {"seen": seen_of(active), **_how_far(found, active)}
    if found:
        context |= {"since": since(day, found.question), **_two(request, found)}
    return render(request, "placements/side_by_side.html", context)


@on_day(Permission.EDIT)
@require_POST
def compare(request: HttpRequest, day: Day) -> HttpResponse:
    """Have every way calculated that was not yet."""
    try:
        if compare_all(me(request), day, keep="keep" in request.POST) is None:
            messages.info(request, _("All ways were calculated already. Here they are."))
    except RunningError:
        messages.info(request, _("A placement is being calculated already. Ask again once it is done."))
    except NothingToPlaceError:
        messages.error(request, _("Nothing was started: there is no round or no workshop yet."))
        return redirect("placement", day.pk)
    return redirect("placement-side-by-side", day.pk)


def _how_far(found: SideBySide, active: PlacementRun) -> dict[str, int]:
    """Return which way is being calculated, and how many there will be."""
    which = 1 + sum(each.run.objective != active.objective for each in found.ways)
    return {"which": which, "in_all": which + len(active.then)}


def _two(request: HttpRequest, found: SideBySide) -> dict[str, Any]:
    """Return the two ways that were chosen, or the first two, and what differs."""
    if len(found.ways) < TWO:
        return {}
    one = found.way(request.GET.get("one", "")) or found.ways[0]
    other = found.way(request.GET.get("other", "")) or next(each for each in found.ways if each is not one)
    return {"one": one, "other": other, "difference": difference(one.outcome, other.outcome)}
