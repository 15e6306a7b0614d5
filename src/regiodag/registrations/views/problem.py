# SPDX-License-Identifier: EUPL-1.2
"""The day as a file for the placement."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from regiodag.accounts import audit
from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.attachment import attachment
from regiodag.days.views.home import me
from regiodag.registrations.problem import NothingToPlaceError, problem_of

TAKEN_OUT = audit.action("problem.taken-out", gettext_lazy("took out the day as a file for the placement"))
TAKEN_OUT_NAMED = audit.action(
    "problem.taken-out-named", gettext_lazy("took out the day as a file for the placement, with names")
)


@on_day(Permission.EXPORT)
@require_safe
def problem_export(request: HttpRequest, day: Day) -> HttpResponse:
    """Give the problem as a file; with names when asked for."""
    names = request.GET.get("names") == "yes"
    try:
        problem = problem_of(day, names=names)
    except NothingToPlaceError:
        messages.error(request, _("There is nothing to place yet. First make rounds and workshops."))
        return redirect("timetable", day.pk)
    audit.record(me(request), TAKEN_OUT_NAMED if names else TAKEN_OUT, day.pk)
    return attachment(json.dumps(problem, ensure_ascii=False, indent=1), "problem.json", "application/json")
