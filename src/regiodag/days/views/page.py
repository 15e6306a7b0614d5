# SPDX-License-Identifier: EUPL-1.2
"""The page of a day for everybody: when it is published, or with the code."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regiodag.accounts.access import PUBLIC, View, declared
from regiodag.accounts.models import User
from regiodag.database.prepared import Remembered
from regiodag.days.models import Day, Session
from regiodag.days.queries import role_in_day
from regiodag.days.states import PUBLIC as PUBLIC_STATES
from regiodag.days.theme import style_sheet

OPENED = "days opened with a code"

_found = Remembered(lambda pk: Day.objects.select_related("series").filter(pk=pk), pk=UUID)


def on_page(view: Callable[..., HttpResponseBase]) -> View:
    """Let those see the page of a day, and what is on it, who may: everybody, when it is public."""

    @wraps(view)
    def checked(request: HttpRequest, day_id: UUID, **kwargs: Any) -> HttpResponseBase:
        day = next(iter(_found(pk=day_id)), None)
        if day is None or not _may_see(request, day):
            raise Http404
        return view(request, day, **kwargs)

    return declared(checked, PUBLIC)


def _may_see(request: HttpRequest, day: Day) -> bool:
    if day.state in PUBLIC_STATES or str(day.pk) in request.session.get(OPENED, []):
        return True
    return isinstance(request.user, User) and role_in_day(request.user, day) is not None


def _with_code(request: HttpRequest, day_id: UUID, code: str) -> HttpResponse:
    """Open the page of a day that is not public yet, for whoever has the code, and forget the code in the address."""
    day = Day.objects.filter(pk=day_id).first()
    if day is None or not secrets.compare_digest(day.code.encode(), code.encode()):
        raise Http404
    opened = {*request.session.get(OPENED, []), str(day.pk)}
    request.session[OPENED] = sorted(opened)
    return redirect("page", day.pk)


with_code = declared(require_safe(_with_code), PUBLIC)


@on_page
@require_safe
def page(request: HttpRequest, day: Day) -> HttpResponse:
    """Show what the day is: where, when, who speaks, what there is to choose."""
    sessions = Session.objects.select_related("room", "round")
    return render(
        request,
        "days/page.html",
        {
            "day": day,
            "items": day.items.select_related("room", "round").prefetch_related("speakers"),
            "workshops": day.workshops.prefetch_related("leaders", Prefetch("sessions", sessions)),
            "speakers": day.speakers.filter(items__isnull=False).distinct(),
        },
    )


@on_page
@require_safe
def page_style(request: HttpRequest, day: Day) -> HttpResponse:  # noqa: ARG001
    """Give the style sheet of the day."""
    return HttpResponse(style_sheet(day.theme), content_type="text/css; charset=utf-8")


@on_page
@require_safe
def page_logo(request: HttpRequest, day: Day) -> HttpResponseBase:  # noqa: ARG001
    """Give the logo of the day."""
    return picture(day.logo.name)


@on_page
@require_safe
def page_photo(request: HttpRequest, day: Day, speaker_id: UUID) -> HttpResponseBase:  # noqa: ARG001
    """Give the photo of a speaker who agreed that it is shown."""
    speaker = day.speakers.filter(pk=speaker_id, photo_consent=True).first()
    return picture(speaker.photo.name if speaker else "")


def picture(name: str | None) -> HttpResponseBase:
    """Return a picture that we drew ourselves. Raises Http404 when there is none."""
    if not name or not default_storage.exists(name):
        raise Http404
    return FileResponse(default_storage.open(name), content_type="image/png")
