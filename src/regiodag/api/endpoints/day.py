# SPDX-License-Identifier: EUPL-1.2
"""The day, its workshops and the organisations that people come from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from regiodag.api.access import day_of
from regiodag.api.scopes import Scope
from regiodag.api.service import operation
from regiodag.api.shapes import DayOut, OrganisationsOut, WorkshopsOut
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, Organisation
from regiodag.registrations.openness import openness
from regiodag.registrations.places import free_places
from regiodag.registrations.queries import fields_of


@operation("GET", "/day", "api-day", Scope.DAY_READ, response=DayOut, summary="The day of the token")
def day(request: HttpRequest) -> dict[str, Any]:
    """Tell what the day is, whether registration is open, and what its form asks."""
    found = day_of(request)
    form = ensure_form(found)
    return {
        **{name: getattr(found, name) for name in ("id", "title", "date", "town", "state", "capacity")},
        "registration": openness(found, form, timezone.now()),
        "free_places": free_places(found),
        "wishes_asked": form.wishes,
        "rounds": list(found.rounds.all()),
        "questions": [_question(each) for each in fields_of(found)],
    }


def _question(field: FormField) -> dict[str, Any]:
    names = ("id", "kind", "label", "required", "choices")
    return {**{name: getattr(field, name) for name in names}, "sensitive": kind_of(field.kind).sensitive}


@operation("GET", "/workshops", "api-workshops", Scope.DAY_READ, response=WorkshopsOut, summary="All workshops")
def workshops(request: HttpRequest) -> dict[str, Any]:
    """List the workshops of the day, each with the rounds and rooms in which it is given."""
    found = day_of(request).workshops.prefetch_related("sessions__room", "sessions__round")
    names = ("id", "title", "subject", "form", "minimum", "maximum")
    items = [
        {
            **{name: getattr(each, name) for name in names},
            "sessions": [
                {"id": it.pk, "round_id": it.round_id, "room": it.room.name if it.room else None, "chairs": it.chairs}
                for it in each.sessions.all()
            ],
        }
        for each in found
    ]
    return {"items": items}


@operation(
    "GET",
    "/organisations",
    "api-organisations",
    Scope.PARTICIPANTS_READ,
    response=OrganisationsOut,
    summary="All organisations",
)
def organisations(request: HttpRequest) -> dict[str, Any]:
    """List the organisations that participants come from, with the field of work when it is known."""
    found = Organisation.objects.filter(day=day_of(request)).select_related("domain")
    items = [
        {"id": each.pk, "name": each.name, "domain": each.domain and each.domain.name, "also": each.also}
        for each in found
    ]
    return {"items": items}
