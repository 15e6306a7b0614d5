# SPDX-License-Identifier: EUPL-1.2
"""Call the day off: what that does and the message that tells it are shown first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions.states import StateMovedError
from regiodag.days.models import Day
from regiodag.days.states import Move, State, move_to
from regiodag.days.views.home import me
from regiodag.mailings.actions.call_off import call_off as do_call_off
from regiodag.mailings.actions.call_off import letter_of
from regiodag.mailings.forms import CallOffForm
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import people_of


@on_day(Permission.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, day: Day) -> HttpResponse:
    """Ask whether the day is to be called off; POST does it, and goes on to the message."""
    move = move_to(request.POST.get("from", "") if request.method == "POST" else day.state, State.CALLED_OFF)
    if move is None:
        return _nothing_changed(request, day)
    letter = letter_of(day)
    people = len(people_of(letter))
    form = CallOffForm(request.POST or None, instance=letter)
    if request.method == "POST" and (not people or form.is_valid()):
        return _called_off(request, day, move, form.save(commit=False) if people else letter)
    return render(request, "mailings/call_off.html", {"day": day, "move": move, "form": form, "people": people})


def _called_off(request: HttpRequest, day: Day, move: Move, letter: Mailing) -> HttpResponse:
    try:
        draft = do_call_off(me(request), day, move, letter)
    except StateMovedError:
        return _nothing_changed(request, day)
    if draft is None:
        messages.success(request, _("The day is called off. There is nobody to write to."))
        return redirect("day-state", day.pk)
    messages.success(request, _("The day is called off. Look through the message, then send it: nobody has it yet."))
    return redirect("mailing", day.pk, draft.pk)


def _nothing_changed(request: HttpRequest, day: Day) -> HttpResponse:
    messages.error(request, _("Nothing was changed: the day is not in that state any more. Look again."))
    return redirect("day-state", day.pk)
