# SPDX-License-Identifier: EUPL-1.2
"""A participant changes their registration, cancels it, comes again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiodag.editing.versions import StaleError
from regiodag.registrations.access import on_participant, token_in
from regiodag.registrations.actions.register import cancel as cancel_registration
from regiodag.registrations.actions.register import change as change_registration
from regiodag.registrations.actions.register import come_again
from regiodag.registrations.forms.change import ChangeForm
from regiodag.registrations.models import Participant
from regiodag.registrations.views.mine import is_open, opens_later

State = Participant.State


@on_participant
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Change name and organisation, and while registration is open wishes and answers, too."""
    only_person = not is_open(participant.day) or participant.state == State.CANCELLED
    form = ChangeForm(participant, request.POST or None, only_person=only_person)
    context = {"participant": participant, "day": participant.day, "token": token_in(request), "form": form}
    context |= {"only_person": only_person, "opens_later": opens_later(participant.day)}
    if request.method == "POST" and form.is_valid():
        answers = None if only_person else form.answers()
        try:
            change_registration(form.changed_participant(), form.cleaned_data["seen"], answers)
        except StaleError as stale:
            context["differences"] = form.differences(stale.now)
            return render(request, "registrations/change.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect("my", token_in(request))
    return render(request, "registrations/change.html", context)


@on_participant
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Cancel: GET asks whether, POST does."""
    if request.method == "POST":
        cancel_registration(participant)
        messages.success(request, _("You do not come any more. Thank you for telling."))
        return redirect("my", token_in(request))
    context = {"participant": participant, "day": participant.day, "token": token_in(request)}
    return render(request, "registrations/cancel.html", context)


@on_participant
@require_POST
def again(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Come after all, while registration is open."""
    if is_open(participant.day):
        come_again(participant)
        messages.success(request, _("You are registered again. Below you see whether there is a place."))
    else:
        messages.error(request, _("Nothing was changed: registration is closed. Ask the organisers."))
    return redirect("my", token_in(request))
