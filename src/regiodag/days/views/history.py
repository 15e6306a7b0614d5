# SPDX-License-Identifier: EUPL-1.2
"""Who did what to a day or a series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiodag.accounts import audit
from regiodag.accounts.queries import trail
from regiodag.accounts.roles import Permission, allows
from regiodag.days.access import on_day, on_series, role_of
from regiodag.days.places import Place, address_of, framed

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """An entry as people read it."""

    number: int
    at: datetime
    who: str
    did: str


@require_safe
def history(request: HttpRequest, place: Place) -> HttpResponse:
    """Tell who did what, the newest first; e-mail addresses only to whoever can change the day."""
    addresses = allows(role_of(request), Permission.EDIT)
    page = Paginator(trail(place.pk), PER_PAGE).get_page(request.GET.get("page"))
    lines = [
        Line(each.number, each.at, audit.who(each, addresses=addresses), audit.told(each, addresses=addresses))
        for each in page
    ]
    context = {"page": page, "lines": lines, "broken": audit.first_broken(place.pk)}
    return render(request, "days/history.html", framed(place, **context, back=address_of(place, "organisers")))


OF_A_DAY = {"history": on_day(Permission.SEE)(history)}
OF_A_SERIES = {"history": on_series(Permission.SEE)(history)}
