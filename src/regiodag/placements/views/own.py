# SPDX-License-Identifier: EUPL-1.2
"""A participant changes their own workshops: a free chair, a swap with others; asked once more before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiodag.days.models import Round, Session
from regiodag.placements.actions.exchanges import agree_to_swap, offer_swap, withdraw_swap
from regiodag.placements.actions.own import RefusedError, take_chair
from regiodag.placements.forms import TakeForm
from regiodag.placements.queries.own import Option, Standing, may_change, options, standing_of
from regiodag.registrations.access import on_participant, token_in
from regiodag.registrations.models import Participant


@on_participant
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: HttpRequest, participant: Participant, number: int) -> HttpResponse:
    """Show where somebody could go in a round; what they choose is told first, and done by the button below it."""
    rnd = get_object_or_404(participant.day.rounds, number=number)
    if request.method == "POST":
        return _taken(request, participant, rnd)
    standing = standing_of(participant) if may_change(participant.day) else None
    context = {"day": participant.day, "token": token_in(request), "round": rnd}
    if standing is None or rnd.pk in standing.led_rounds:
        return render(request, "placements/own_closed.html", context)
    return _page(request, participant, rnd, standing, context)


def _page(
    request: HttpRequest, participant: Participant, rnd: Round, standing: Standing, context: Mapping[str, Any]
) -> HttpResponse:
    found = options(standing, rnd)
    chosen = next((each for each in found if str(each.session.pk) == request.GET.get("session")), None)
    mine = standing.mine.get(rnd.pk)
    asked = participant.swap_offers.filter(state="open").values_list("wants", flat=True)
    more: dict[str, Any] = {"options": found, "mine": mine, "stays": standing.stays(rnd.pk), "asked": set(asked)}
    if chosen is None or not _can_be(chosen, mine):
        return render(request, "placements/own_choose.html", {**context, **more})
    more |= {"chosen": chosen, "in_group": participant.group_id is not None and mine is not None}
    return render(request, "placements/own_confirm.html", {**context, **more})


def _can_be(option: Option, mine: Session | None) -> bool:
    return option.why is None or (option.by_swap and mine is not None)


def _taken(request: HttpRequest, participant: Participant, rnd: Round) -> HttpResponse:
    """Do what was chosen: take the chair, or ask for a swap."""
    sessions = Session.objects.filter(workshop__day=participant.day_id, round=rnd).select_related("workshop", "round")
    form = TakeForm(sessions, request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: choose a workshop."))
        return redirect("my-another", token_in(request), rnd.number)
    session, seen = form.cleaned_data["session"], form.cleaned_data["seen"]
    swaps = bool(request.POST.get("swap"))
    try:
        said = _asked(participant, session, seen) if swaps else _took(participant, session, seen)
    except RefusedError as refused:
        messages.error(request, _("Nothing was changed: %(why)s") % {"why": refused.why.label})
        return redirect("my-another", token_in(request), rnd.number)
    messages.success(request, said)
    return redirect("my", token_in(request))


def _took(participant: Participant, session: Session, seen: str) -> str:
    take_chair(participant, session, seen)
    return _("You are in “%(title)s” now. The confirmation is in your mail.") % {"title": session.workshop}


def _asked(participant: Participant, session: Session, seen: str) -> str:
    if offer_swap(participant, session, seen):
        return _("There is somebody to swap with. Look at “Swaps” below, and say whether you agree.")
    return _("Your wish to swap is kept. You get a mail when there is somebody to swap with.")


@on_participant
@require_POST
def withdraw(request: HttpRequest, participant: Participant, offer_id: UUID) -> HttpResponse:
    """Take back a wish to swap, or say no to the swap that was found."""
    withdraw_swap(participant, offer_id)
    messages.success(request, _("You keep your workshop: the wish to swap is gone."))
    return redirect("my", token_in(request))


@on_participant
@require_POST
def agree(request: HttpRequest, participant: Participant, offer_id: UUID) -> HttpResponse:
    """Agree to the swap that was found."""
    return _answered(request, lambda: agree_to_swap(participant, offer_id, request.POST.get("exchange", "")))


def _answered(request: HttpRequest, agreed: Callable[[], bool]) -> HttpResponse:
    try:
        done = agreed()
    except RefusedError as refused:
        messages.error(request, _("Nothing was changed: %(why)s") % {"why": refused.why.label})
    else:
        said = _("You have swapped. The confirmation is in your mail.")
        messages.success(request, said if done else _("Thank you. It is done as soon as everybody who swaps agrees."))
    return redirect("my", token_in(request))
