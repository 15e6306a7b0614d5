# SPDX-License-Identifier: EUPL-1.2
"""How far a day is, and moving it on or back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission, Role, allows
from regiodag.days.access import on_day
from regiodag.days.actions.states import StateMovedError, move_day
from regiodag.days.doubts import doubts_about
from regiodag.days.models import Day
from regiodag.days.states import STAGES, Move, State, move_to, moves_from
from regiodag.days.views.home import me


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, day: Day) -> HttpResponse:
    """Show the states, and make a move."""
    role: Role = request.role  # type: ignore[attr-defined]  # set by on_day
    if request.method == "POST":
        return _move(request, day, role)
    moves = [(move, doubts_about(day, move)) for move in moves_from(day.state) if allows(role, move.permission)]
    done = STAGES[: STAGES.index(State(day.state))] if day.state in STAGES else ()
    return render(request, "days/state.html", {"day": day, "moves": moves, "stages": STAGES, "done": done})


def _move(request: HttpRequest, day: Day, role: Role) -> HttpResponse:
    start, end = request.POST.get("from", ""), request.POST.get("to", "")
    move = move_to(start, end)
    if move is not None and not allows(role, move.permission):
        raise PermissionDenied
    if move is not None and move.asked:
        return redirect(move.asked, day.pk)
    if move is not None and _moved(request, day, move):
        messages.success(request, _("Done. The day is now: %(state)s.") % {"state": day.get_state_display()})
    else:
        messages.error(request, _("Nothing was changed: the day is not in that state any more. Look again."))
    return redirect(_back(request) or reverse("day-state", args=[day.pk]))


def _back(request: HttpRequest) -> str:
    """Return the page of this site that somebody came from and goes back to, "" when none was named."""
    page = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if own else ""


def _moved(request: HttpRequest, day: Day, move: Move) -> bool:
    try:
        move_day(me(request), day, move)
    except StateMovedError:
        return False
    return True
