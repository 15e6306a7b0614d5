# SPDX-License-Identifier: EUPL-1.2
"""Register for a day: the form, the code that it may take, and the page afterwards, which is the same for everybody."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.days.models import Day
from regiodag.days.views.page import on_page
from regiodag.registrations.actions import register as actions
from regiodag.registrations.forms.register import RegisterForm
from regiodag.registrations.invitations import invitee_in
from regiodag.registrations.known import WHY
from regiodag.registrations.limits import allowed, visitor
from regiodag.registrations.models import Participant, RegistrationForm
from regiodag.registrations.openness import Openness, openness
from regiodag.registrations.places import has_place
from regiodag.registrations.queries import form_of, sent_before

Access = RegistrationForm.Access
OPENED = "registrations opened with a code"
MOST_CODES = 20
"""Codes that one network address may try of a day, in each period."""


@on_page
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, day: Day) -> HttpResponse:
    """Ask who somebody is and what the day wants to know, and register them. What was sent before is found again."""
    form = form_of(day)
    refusal = refused(request, day, form)
    asked = RegisterForm(day, request.POST or None, initial=_invited_as(request, day))
    if request.method == "POST" and not refusal and asked.is_valid():
        return _registered(request, day, asked)
    earlier = _sent_before(request, day)
    if earlier is not None:
        return _as_it_is(request, earlier)
    shown = not refusal or request.method == "POST"
    context = {
        "day": day,
        "registration": form,
        "refusal": refusal,
        "form": asked if shown else None,
        "full": not has_place(day),
        **WHY,
    }
    status = HTTPStatus.CONFLICT if request.method == "POST" and refusal else HTTPStatus.OK
    return render(request, "registrations/register.html", context, status=status)


def _registered(request: HttpRequest, day: Day, asked: RegisterForm) -> HttpResponse:
    """Register somebody, unless it shows, while the day is held, that this form was sent before."""
    came = actions.register(day, asked.submission())
    return redirect("register-done", day.pk) if came.new or came.known else _as_it_is(request, came.participant)


def _sent_before(request: HttpRequest, day: Day) -> Participant | None:
    """Return whose form this is, when this very form was sent before, whatever became of the day since."""
    try:
        return sent_before(day, UUID(request.POST.get("key", ""))) if request.method == "POST" else None
    except ValueError:
        return None


def _as_it_is(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Answer a form that is sent again: as the first time, unless it was cancelled since. Nobody comes anew unseen."""
    if participant.state != Participant.State.CANCELLED:
        return redirect("register-done", participant.day_id)
    context = {"day": participant.day, "open": openness(participant.day, form_of(participant.day), timezone.now())}
    return render(request, "registrations/sent_before.html", context, status=HTTPStatus.CONFLICT)


def refused(request: HttpRequest, day: Day, form: RegistrationForm) -> str:
    """Return why somebody cannot register now: not-yet, closed, code or personal; "" when they can."""
    state = openness(day, form, timezone.now())
    if state != Openness.OPEN:
        return state.value
    if form.access == Access.CODE and str(day.pk) not in request.session.get(OPENED, []):
        return Access.CODE.value
    return Access.PERSONAL.value if form.access == Access.PERSONAL and invitee_in(request, day) is None else ""


def _invited_as(request: HttpRequest, day: Day) -> dict[str, str]:
    """Return what an invitation says of somebody already, for the form; nothing for whoever came without."""
    invitee = invitee_in(request, day)
    names = ("given_name", "prefix", "family_name", "email", "organisation")
    return {name: getattr(invitee, name) for name in names} if invitee else {}


@on_page
@require_POST
def code(request: HttpRequest, day: Day) -> HttpResponse:
    """Open the form for whoever typed the code."""
    return _opened(request, day, request.POST.get("code", ""))


@on_page
@require_safe
def with_code(request: HttpRequest, day: Day, code: str) -> HttpResponse:
    """Open the form for whoever has the code in a link, and forget it in the address."""
    return _opened(request, day, code)


def _opened(request: HttpRequest, day: Day, typed: str) -> HttpResponse:
    """Go to the form, which is open now if the code is right."""
    wanted, given = form_of(day).code.encode(), "".join(typed.split()).lower().encode()
    if not allowed("code", f"{day.pk}:{visitor(request)}", MOST_CODES):
        messages.error(request, _("That is too often in a short time. Wait a quarter of an hour and try again."))
    elif secrets.compare_digest(wanted, given):
        request.session[OPENED] = sorted({*request.session.get(OPENED, []), str(day.pk)})
    else:
        messages.error(request, _("This is not the code. Look in your invitation, and type it again."))
    return redirect("register", day.pk)


@on_page
@require_safe
def done(request: HttpRequest, day: Day) -> HttpResponse:
    """Say that a mail is on its way: the same to everybody, registered before or not."""
    return render(request, "registrations/done.html", {"day": day})
