# SPDX-License-Identifier: EUPL-1.2
"""A participant's own programme: a part of their own page, and a file for their calendar."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regiodag.days.views.attachment import attachment
from regiodag.placements.calendar import calendar_of
from regiodag.placements.queries.published import programme_of
from regiodag.registrations.access import on_participant
from regiodag.registrations.models import Participant
from regiodag.registrations.own_page import Shown


def my_programme(participant: Participant) -> Shown | None:
    """Return somebody's programme for their own page, nothing until it is published."""
    parts = programme_of(participant)
    lacks = any(each.free for each in parts)
    return Shown("placements/my_programme.html", {"programme": parts, "lacks": lacks}) if parts else None


@on_participant
@require_safe
def calendar(request: HttpRequest, participant: Participant) -> HttpResponse:  # noqa: ARG001
    """Give their workshops as a file for the calendar. Raises Http404 while there are none to see."""
    found = calendar_of(participant)
    if not found:
        raise Http404
    return attachment(found, "programma.ics", "text/calendar; charset=utf-8")
