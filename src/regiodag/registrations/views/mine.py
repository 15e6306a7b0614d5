# SPDX-License-Identifier: EUPL-1.2
"""A participant's own page, behind their personal link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiodag.registrations.access import on_participant, token_in
from regiodag.registrations.models import Participant
from regiodag.registrations.places import place_in_queue


@on_participant
@require_safe
def my(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Show whether somebody comes, what they wished, and what they can do."""
    waits = participant.state == Participant.State.WAITING
    place = place_in_queue(participant) if waits else None
    wishes = participant.preferences.select_related("workshop").order_by("rank")
    context = {
        "participant": participant,
        "day": participant.day,
        "token": token_in(request),
        "place": place,
        "wishes": wishes,
    }
    return render(request, "registrations/my.html", context)
