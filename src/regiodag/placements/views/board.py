# SPDX-License-Identifier: EUPL-1.2
"""The board of a placement: move people by hand, undo it and do it again."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.placements.actions import corrections
from regiodag.placements.forms import BoardForm
from regiodag.placements.models import Correction
from regiodag.placements.queries.board import Which, board_of
from regiodag.placements.queries.corrections import last_correction, next_correction
from regiodag.placements.views.answers import REFUSED, done, refused
from regiodag.placements.views.run import outcome_in, placement_in


@on_day(Permission.SEE)
@require_safe
def board(request: HttpRequest, day: Day, run_id: UUID, number: int | None = None) -> HttpResponse:
    """Show the sessions of a round, the first when no other is asked for, with everybody who is there."""
    outcome = outcome_in(day, run_id)
    rounds = day.rounds.filter(number=number) if number is not None else day.rounds.all()[:1]
    rnd = get_object_or_404(rounds)
    found = board_of(outcome, rnd, request.GET.get("organisation", ""), request.GET.get("which", ""))
    context = {"day": day, "run": outcome.placement.run, "board": found, "round": rnd, "which": Which.choices}
    return render(request, "placements/board.html", context)


@on_day(Permission.SEE)
@require_safe
def news(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Tell whether somebody changed the placement since it was shown; nothing to tell is an empty answer."""
    placement = placement_in(day, run_id)
    seen = request.GET.get("seen", "")
    if seen == str(placement.version):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    last, undone = last_correction(placement), next_correction(placement)
    who = last.by if last and not undone else None  # who undid something is not known from what was done
    context = {"day": day, "run": placement.run, "seen": seen, "news": True, "who": who}
    return render(request, "placements/board_news.html", context)


@on_day(Permission.EDIT)
@require_POST
def undo(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Take back what was done by hand last."""
    return _back(request, day, run_id, corrections.undo, _("Undone."))


@on_day(Permission.EDIT)
@require_POST
def redo(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Do again what was undone last."""
    return _back(request, day, run_id, corrections.redo, _("Done again."))


def _back(request: HttpRequest, day: Day, run_id: UUID, act: Callable[..., Correction], said: str) -> HttpResponse:
    placement = placement_in(day, run_id)
    form = BoardForm(day, request.POST)
    seen, rnd = (form.cleaned_data["seen"], form.cleaned_data["round"]) if form.is_valid() else (0, None)
    name, which = ("placement-board-round", [rnd.number]) if rnd else ("placement-board", [])
    after = reverse(name, args=[day.pk, run_id, *which])
    try:
        found = act(me(request), placement, seen)
    except REFUSED as error:
        return refused(request, error, after)
    return done(request, placement, found.participant, rnd, said, after)
