# SPDX-License-Identifier: EUPL-1.2
"""Move somebody by hand: where they could go and what it does, then do it; put them back; lock them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day, Session
from regiodag.days.views.home import me
from regiodag.placements.actions import moves
from regiodag.placements.forms import BoardForm, MoveForm
from regiodag.placements.models import Placement
from regiodag.placements.queries.choices import choices
from regiodag.placements.queries.outcome import person_of
from regiodag.placements.views.answers import REFUSED, by_board, done, not_done, refused
from regiodag.placements.views.run import placement_in
from regiodag.registrations.models import Participant


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID, number: int) -> HttpResponse:
    """Show where somebody could go in a round and what it does, and move them."""
    placement, participant = _somebody(day, run_id, participant_id)
    rnd = get_object_or_404(day.rounds, number=number)
    if request.method != "POST":
        person = person_of(placement, participant)
        context = {"day": day, "run": placement.run, "person": person, "round": rnd, "seen": placement.version}
        page = "placements/move_form.html" if by_board(request) else "placements/move.html"
        return render(request, page, {**context, "choices": choices(placement, person, rnd)})
    form = MoveForm(
        Session.objects.filter(workshop__day=day, round=rnd).select_related("workshop", "round"), request.POST
    )
    again = reverse("placement-move", args=[day.pk, run_id, participant_id, number])
    if not form.is_valid():
        return not_done(request, _("Nothing was changed: choose a workshop."), again)
    try:
        moves.move(me(request), placement, participant, form.cleaned_data["session"], form.cleaned_data["seen"])
    except REFUSED as error:
        return refused(request, error, again)
    said = _("They were moved. Participants see it once you publish.")
    return done(request, placement, participant, rnd, said, _page_of(placement, participant))


@on_day(Permission.EDIT)
@require_POST
def put_back(request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID) -> HttpResponse:
    """Give somebody again what was calculated."""
    return _done(request, day, run_id, participant_id, moves.put_back, _("They have again what was calculated."))


@on_day(Permission.EDIT)
@require_POST
def lock(request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID) -> HttpResponse:
    """Let nobody move somebody."""
    return _done(request, day, run_id, participant_id, moves.lock, _("They are locked: nobody moves them now."))


@on_day(Permission.EDIT)
@require_POST
def unlock(request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID) -> HttpResponse:
    """Let somebody be moved again."""
    return _done(request, day, run_id, participant_id, moves.unlock, _("They can be moved again."))


def _done(
    request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID, act: Callable[..., None], said: str
) -> HttpResponse:
    """Do something to somebody that takes no more than the version that was seen."""
    placement, participant = _somebody(day, run_id, participant_id)
    form = BoardForm(day, request.POST)
    seen, rnd = (form.cleaned_data["seen"], form.cleaned_data["round"]) if form.is_valid() else (0, None)
    after = _page_of(placement, participant)
    try:
        act(me(request), placement, participant, seen)
    except REFUSED as error:
        return refused(request, error, after)
    return done(request, placement, participant, rnd, said, after)


def _page_of(placement: Placement, participant: Participant) -> str:
    return reverse("placement-person", args=[placement.day_id, placement.run_id, participant.pk])


def _somebody(day: Day, run_id: UUID, participant_id: UUID) -> tuple[Placement, Participant]:
    """Return a placement and somebody who has a seat in it and comes. Raises Http404."""
    placement = placement_in(day, run_id)
    coming = Participant.objects.filter(day=day, state=Participant.State.REGISTERED, pk=participant_id)
    found = coming.select_related("organisation__domain").first()
    if found is None or not placement.seats.filter(participant=found).exists():
        raise Http404
    return placement, found
