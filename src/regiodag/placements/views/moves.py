# SPDX-License-Identifier: EUPL-1.2
"""Move somebody by hand: where they could go and what it does, then do it; and put them back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day, Session
from regiodag.days.views.home import me
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.moves import TwiceError
from regiodag.placements.actions.moves import move as move_to
from regiodag.placements.actions.moves import put_back as put_back_to
from regiodag.placements.forms import MoveForm, SeenForm
from regiodag.placements.queries.choices import choices
from regiodag.placements.queries.outcome import Outcome, Person
from regiodag.placements.views.run import outcome_in


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID, number: int) -> HttpResponse:
    """Show where somebody could go in a round and what it does, and move them."""
    outcome, person = _somebody(day, run_id, participant_id)
    rnd = get_object_or_404(day.rounds, number=number)
    form = MoveForm(Session.objects.filter(workshop__day=day, round=rnd), request.POST or None)
    if request.method == "POST":
        if form.is_valid() and _moved(request, outcome, person, form):
            return redirect("placement-person", day.pk, run_id, participant_id)
        if not form.is_valid():
            messages.error(request, _("Nothing was changed: choose a workshop."))
        return redirect("placement-move", day.pk, run_id, participant_id, number)
    context = {"day": day, "run": outcome.placement.run, "person": person, "round": rnd}
    more = {"choices": choices(outcome, person, rnd), "seen": outcome.placement.version}
    return render(request, "placements/move.html", {**context, **more})


@on_day(Permission.EDIT)
@require_POST
def put_back(request: HttpRequest, day: Day, run_id: UUID, participant_id: UUID) -> HttpResponse:
    """Give somebody again what was calculated."""
    outcome, person = _somebody(day, run_id, participant_id)
    form = SeenForm(request.POST)
    try:
        put_back_to(
            me(request), outcome.placement, person.participant, form.cleaned_data["seen"] if form.is_valid() else 0
        )
        messages.success(request, _("They have again what was calculated."))
    except StaleError:
        messages.error(request, _("Nothing was changed: somebody else moved people in the meantime. Look again."))
    return redirect("placement-person", day.pk, run_id, participant_id)


def _somebody(day: Day, run_id: UUID, participant_id: UUID) -> tuple[Outcome, Person]:
    outcome = outcome_in(day, run_id)
    person = outcome.person(participant_id)
    if person is None:
        raise Http404
    return outcome, person


def _moved(request: HttpRequest, outcome: Outcome, person: Person, form: MoveForm) -> bool:
    """Move somebody; tell why not when that was not to be."""
    session, seen = form.cleaned_data["session"], form.cleaned_data["seen"]
    try:
        move_to(me(request), outcome.placement, person.participant, session, seen)
    except StaleError:
        messages.error(request, _("Nothing was changed: somebody else moved people in the meantime. Look again."))
        return False
    except TwiceError:
        messages.error(request, _("Nothing was changed: they have that workshop in another round already."))
        return False
    messages.success(request, _("They were moved. Participants see it once you publish."))
    return True
