# SPDX-License-Identifier: EUPL-1.2
"""Wishes at a glance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.registrations.queries_participants import counts_of
from regiodag.registrations.queries_wanted import wanted


@on_day(Permission.SEE)
@require_safe
def wishes_chart(request: HttpRequest, day: Day) -> HttpResponse:
    """Show how much each workshop is wanted against its chairs, and who has no wishes yet."""
    context = {"day": day, "glance": wanted(day), "counts": counts_of(day)}
    return render(request, "registrations/wanted.html", context)
