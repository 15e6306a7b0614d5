# SPDX-License-Identifier: EUPL-1.2
"""What the timetable answers to a change: the table anew for htmx, else the page; and what it says in a conflict."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from regiodag.days.models import Day, ProgrammeItem, Session
from regiodag.days.views.timetable.board import board_of

ItemView = Callable[[HttpRequest, Day, ProgrammeItem], HttpResponse]
SessionView = Callable[[HttpRequest, Day, Session], HttpResponse]


def done(request: HttpRequest, day: Day, said: str, anchor: str = "") -> HttpResponse:
    """Answer to a change that was made. anchor: the id on the page of what was changed, which gets the focus."""
    if not _by_htmx(request):
        messages.success(request, said)
        return redirect(reverse("timetable", args=[day.pk]) + (f"#{anchor}" if anchor else ""))
    answer = render(request, "days/timetable/changed.html", {"day": day, "board": board_of(day)})
    trigger_client_event(answer, "announce", {"value": said})
    return trigger_client_event(answer, "moved", {"anchor": anchor}, after="settle")


def refused(request: HttpRequest, day: Day, why: str) -> HttpResponse:
    """Answer to a change that was not made, with the timetable as it stands: status 409."""
    page = "days/timetable/changed.html" if _by_htmx(request) else "days/timetable/timetable.html"
    return render(request, page, {"day": day, "board": board_of(day), "notice": why}, status=409)


def overtaken(request: HttpRequest, day: Day) -> HttpResponse:
    """Answer to a change of what somebody else changed in the meantime."""
    return refused(
        request,
        day,
        _("Somebody else changed this in the meantime, so nothing was changed now. This is how it is; try again."),
    )


def of_item(view: ItemView) -> Callable[..., HttpResponse]:
    """Give the view the item with the id in the address, when it belongs to the day."""

    @wraps(view)
    def found(request: HttpRequest, day: Day, item_id: UUID, **kwargs: Any) -> HttpResponse:
        item = day.items.select_related("round").filter(pk=item_id).first()
        return view(request, day, item, **kwargs) if item else _gone(request, day)

    return found


def of_session(view: SessionView) -> Callable[..., HttpResponse]:
    """Give the view the session with the id in the address, when it belongs to the day."""

    @wraps(view)
    def found(request: HttpRequest, day: Day, session_id: UUID, **kwargs: Any) -> HttpResponse:
        sessions = Session.objects.select_related("workshop", "round", "room")
        session = sessions.filter(pk=session_id, round__day=day).first()
        return view(request, day, session, **kwargs) if session else _gone(request, day)

    return found


def _gone(request: HttpRequest, day: Day) -> HttpResponse:
    """Answer to whoever wants to change what somebody else has deleted. Raises Http404 to whoever looks."""
    if request.method != "POST":
        raise Http404
    return overtaken(request, day)


def _by_htmx(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by the middleware of django-htmx
