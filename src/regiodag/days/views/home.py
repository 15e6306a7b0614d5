# SPDX-License-Identifier: EUPL-1.2
"""Where an organiser comes in: their days, and what to do next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.access import signed_in
from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions.make import make_day
from regiodag.days.forms.day import NewDayForm
from regiodag.days.models import Day
from regiodag.days.queries import days_of
from regiodag.days.states import PUBLIC as PUBLIC_STATES
from regiodag.days.todo import steps_of


def me(request: HttpRequest) -> User:
    """Return who has signed in; for views that only organisers can open."""
    if not isinstance(request.user, User):
        message = "a view for organisers was opened by nobody"
        raise TypeError(message)
    return request.user


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the organiser's days; who has one goes on to it from here."""
    return render(request, "days/home.html", {"days": days_of(me(request))})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_day(request: HttpRequest) -> HttpResponse:
    """Make a day."""
    form = NewDayForm(me(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        day = make_day(me(request), given["title"], given["date"], given["series"])
        messages.success(request, _("The day is made. Now tell where it is and who organises it."))
        return redirect("day", day.pk)
    return render(request, "days/new_day.html", {"form": form})


@on_day(Permission.SEE)
@require_safe
def day_home(request: HttpRequest, day: Day) -> HttpResponse:
    """Show how far a day is, and what to do next."""
    context = {
        "day": day,
        "steps": steps_of(day),
        "page_is_public": day.state in PUBLIC_STATES,
        "code_link": request.build_absolute_uri(reverse("page-with-code", args=[day.pk, day.code])),
    }
    return render(request, "days/day_home.html", context)
