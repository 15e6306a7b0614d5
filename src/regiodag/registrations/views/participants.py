# SPDX-License-Identifier: EUPL-1.2
"""The list of participants, for organisers: search, filters, order, pages.

What somebody types to search for people is a name or an address, so it never stands in an address of a page: it is
sent by POST and kept in their session, and the address says no more than that there is something (`search=1`). The
filters are codes and do stand there, so that a list can be linked to. Without script the form is sent and answered
with a redirect; with script (htmx) it is sent while typing, and the answer is the list alone.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url, trigger_client_event

from regiodag.accounts.roles import Permission, allows
from regiodag.days.access import on_day, role_of
from regiodag.days.models import Day
from regiodag.registrations.forms.participants import FilterForm
from regiodag.registrations.models import Participant
from regiodag.registrations.queries_participants import Filters, counts_of, participants_of

PER_PAGE = 50
LOOKED_FOR = "people looked for"


@on_day(Permission.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: HttpRequest, day: Day) -> HttpResponse:
    """List the participants; POST is a search, which changes nothing."""
    editor = allows(role_of(request), Permission.EDIT)
    if request.method == "POST":
        filters = FilterForm(day, request.POST, editor=editor).filters()
        request.session[LOOKED_FOR] = {str(day.pk): filters.words}
        where = f"{reverse('participants', args=[day.pk])}?{filters.query}"
        return _part(request, day, filters, where) if _by_script(request) else redirect(where)
    form = FilterForm(day, {**request.GET.dict(), "words": words_of(request, day)}, editor=editor)
    context = {**_listed(request, day, form.filters()), "form": form, "counts": counts_of(day)}
    return render(request, "registrations/participants.html", context)


def _part(request: HttpRequest, day: Day, filters: Filters, where: str) -> HttpResponse:
    """Return the list alone, told to whoever listens to the page."""
    context = _listed(request, day, filters)
    number = context["page"].paginator.count
    answer = replace_url(render(request, "registrations/participants_list.html", context), where)
    told = ngettext("%(number)d participant found", "%(number)d participants found", number) % {"number": number}
    return trigger_client_event(answer, "announce", {"value": told})


def _listed(request: HttpRequest, day: Day, filters: Filters) -> dict[str, Any]:
    addresses = allows(role_of(request), Permission.EDIT)
    found = participants_of(day, filters, addresses=addresses)
    page: Page[Participant] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    unsorted = Filters(**{**vars(filters), "sort": ""}).query
    return {"day": day, "page": page, "filters": filters, "query": filters.query, "unsorted": unsorted}


def words_of(request: HttpRequest, day: Day) -> str:
    """Return what somebody looks for in this day, when the address says that there is something."""
    looked_for = request.session.get(LOOKED_FOR, {})
    return str(looked_for.get(str(day.pk), "")) if request.GET.get("search") else ""


def _by_script(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
