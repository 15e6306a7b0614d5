# SPDX-License-Identifier: EUPL-1.2
"""A participant's own programme: a part of their own page, and a file for their calendar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regiodag.days.views.attachment import attachment
from regiodag.placements.calendar import calendar_of
from regiodag.placements.handing import given
from regiodag.placements.queries.leaders import material_for
from regiodag.placements.queries.own import may_change, rules_of, swaps_of
from regiodag.placements.queries.published import programme_of
from regiodag.registrations.access import on_participant
from regiodag.registrations.models import Participant
from regiodag.registrations.own_page import Shown


def my_programme(participant: Participant) -> Shown | None:
    """Return somebody's programme for their own page, nothing until it is published."""
    parts = programme_of(participant)
    if not parts:
        return None
    may, lacks = may_change(participant.day), any(each.free for each in parts)
    context: dict[str, Any] = {"programme": parts, "lacks": lacks, "may": may, "until": rules_of(participant.day).until}
    context["files"] = material_for(participant)
    return Shown("placements/my_programme.html", context | {"swaps": swaps_of(participant) if may else []})


@on_participant
@require_safe
def calendar(request: HttpRequest, participant: Participant) -> HttpResponse:  # noqa: ARG001
    """Give their workshops as a file for the calendar. Raises Http404 while there are none to see."""
    found = calendar_of(participant)
    if not found:
        raise Http404
    return attachment(found, "programma.ics", "text/calendar; charset=utf-8")


@on_participant
@require_safe
def material(request: HttpRequest, participant: Participant, material_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Give a file of a workshop that they go to. Raises Http404 for any other."""
    found = next((each for each in material_for(participant) if each.pk == material_id), None)
    if found is None:
        raise Http404
    return given(found)
