# SPDX-License-Identifier: EUPL-1.2
"""A participant's own page, behind their personal link: how it stands, and the day for their calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.days.models import Day
from regiodag.days.views.attachment import attachment
from regiodag.registrations.access import on_participant, token_in
from regiodag.registrations.actions.again import NotAskedError, answer
from regiodag.registrations.actions.offers import (
    BEFORE_IT_IS_HELD,
    OfferOverError,
    accept_offer,
    decline_offer,
)
from regiodag.registrations.calendar import calendar_of
from regiodag.registrations.models import Participant
from regiodag.registrations.openness import Openness, openness
from regiodag.registrations.own_page import parts_for
from regiodag.registrations.places import place_in_queue
from regiodag.registrations.queries import fields_of, form_of
from regiodag.registrations.queries_again import answer_by_of, question


def is_open(day: Day) -> bool:
    """Return whether people can register for a day now, and change what they wish."""
    return _openness(day) == Openness.OPEN


def opens_later(day: Day) -> bool:
    """Return whether registration is still to open: whoever an organiser registered can choose from then on."""
    return _openness(day) == Openness.NOT_YET


def _openness(day: Day) -> Openness:
    return openness(day, form_of(day), timezone.now())


@on_participant
@require_safe
def my(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Show whether somebody comes, what they wished, and what they can do."""
    day = participant.day
    waits = participant.state == Participant.State.WAITING
    parts = parts_for(participant)
    context = {
        "participant": participant,
        "day": day,
        "token": token_in(request),
        "registration": form_of(day),
        "open": is_open(day),
        "opens_later": opens_later(day),
        "place": place_in_queue(participant) if waits else None,
        "asks_wishes": any(each.kind == "wishes" for each in fields_of(day)) and day.workshops.exists(),
        "wishes": participant.preferences.select_related("workshop").order_by("rank"),
        "parts": parts,
        "items": [] if parts else day.items.select_related("room"),
    }
    if participant.has_to_answer and day.state in BEFORE_IT_IS_HELD:
        context |= {"question": question(participant), "answer_by": answer_by_of(day)}
    return render(request, "registrations/my.html", context)


@on_participant
@require_POST
def offer(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Take the place that was offered, or leave it to who is next."""
    accepts = request.POST.get("answer") == "accept"
    try:
        if accepts:
            accept_offer(participant)
            messages.success(request, _("You come. The confirmation is in your mail."))
        else:
            decline_offer(participant)
            messages.success(request, _("The place goes to who is next. Thank you for telling."))
    except OfferOverError:
        messages.error(request, _("Nothing was changed: this place is not kept for you any more."))
    return redirect("my", token_in(request))


@on_participant
@require_POST
def still(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Say whether one comes on the new date."""
    comes = request.POST.get("answer") == "yes"
    try:
        answer(participant, request.POST.get("asked", ""), comes=comes)
    except NotAskedError:
        messages.error(request, _("Nothing was changed: this is not asked any more. Below you see how it stands."))
        return redirect("my", token_in(request))
    if comes:
        messages.success(request, _("You come. The confirmation is in your mail, with the new date."))
    else:
        messages.success(request, _("You do not come any more. Thank you for telling."))
    return redirect("my", token_in(request))


@on_participant
@require_safe
def calendar(request: HttpRequest, participant: Participant) -> HttpResponse:  # noqa: ARG001
    """Give the day as a file for the calendar. Raises Http404 while it has no date."""
    found = calendar_of(participant)
    if not found:
        raise Http404
    return attachment(found, "regiodag.ics", "text/calendar; charset=utf-8")
