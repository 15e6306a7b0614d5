# SPDX-License-Identifier: EUPL-1.2
"""What is known about a participant: to see, to take along, to erase."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.access import public
from regiodag.days.views.attachment import attachment
from regiodag.registrations.access import on_participant, token_in
from regiodag.registrations.actions.erase import erase as erase_participant
from regiodag.registrations.known import happened_to, known_about
from regiodag.registrations.models import Participant


@on_participant
@require_safe
def data(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Show every piece, why it is known and until when, and what was done and mailed."""
    context = {
        "participant": participant,
        "day": participant.day,
        "token": token_in(request),
        "known": known_about(participant),
        "happened": happened_to(participant),
    }
    return render(request, "registrations/data.html", context)


@on_participant
@require_safe
def data_file(request: HttpRequest, participant: Participant) -> HttpResponse:  # noqa: ARG001
    """Give the same as a file (AVG, article 20)."""
    content: dict[str, Any] = {
        "day": participant.day.title,
        "known": [asdict(each) for each in known_about(participant)],
        "happened": [asdict(each) for each in happened_to(participant)],
    }
    told = json.dumps(content, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    return attachment(told, "regiodag.json", "application/json")


@on_participant
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Erase everything about a participant: GET asks whether, POST does."""
    if request.method == "POST":
        erase_participant(participant)
        return redirect("erased")
    context = {"participant": participant, "day": participant.day, "token": token_in(request)}
    return render(request, "registrations/erase.html", context)


@public
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it was done: nobody is left to mail."""
    return render(request, "registrations/erased.html")
