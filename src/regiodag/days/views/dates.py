# SPDX-License-Identifier: EUPL-1.2
"""Another date for a day, and a new day from last year's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions.copy import Part, copy_day
from regiodag.days.actions.postpone import postpone_day
from regiodag.days.forms.dates import CopyForm, PostponeForm
from regiodag.days.models import Day, PlannedDate
from regiodag.days.views.home import me
from regiodag.editing.differences import refreshed
from regiodag.editing.versions import StaleError


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: HttpRequest, day: Day) -> HttpResponse:
    """Move a day to another date."""
    form = PostponeForm(day, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choice, reason = given.get("registrations", PlannedDate.Registrations.KEEP), given.get("reason", "")
        answer_by = given.get("answer_by")
        try:
            postpone_day(me(request), day, given["seen"], given["date"], choice, reason, answer_by=answer_by)
        except StaleError as stale:
            refreshed(form, stale.now)
            context = {"day": stale.now or day, "form": form, "differences": []}
            return render(request, "days/postpone.html", context, status=409)
        messages.success(request, _("The date is changed. What was planned before stays visible."))
        return redirect("day", day.pk)
    return render(request, "days/postpone.html", {"day": day, "form": form})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, day: Day) -> HttpResponse:
    """Make a new day of the series from this one."""
    initial = {"title": day.title, "parts": [*Part]}
    form = CopyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        parts = [Part(each) for each in given["parts"]]
        new = copy_day(me(request), day, given["title"], given["date"], parts, given["town"])
        messages.success(request, _("The new day is made. Look through it: what is different this time?"))
        return redirect("day", new.pk)
    return render(request, "days/copy.html", {"day": day, "form": form})
