# SPDX-License-Identifier: EUPL-1.2
"""The page of a series: its days, and who organises them all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_series
from regiodag.days.models import Series
from regiodag.days.places import members_of


@on_series(Permission.SEE)
@require_safe
def series_home(request: HttpRequest, series: Series) -> HttpResponse:
    """Show the days of a series, the newest first, and who organises them."""
    context = {"series": series, "days": series.days.all(), "members": members_of(series)}
    return render(request, "days/series.html", context)
