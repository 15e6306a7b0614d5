# SPDX-License-Identifier: EUPL-1.2
"""Which workshops somebody wishes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from ninja.params.functions import Header

from regiodag.api.access import day_of, token_of
from regiodag.api.actions.participants import change_somebody, demand_open
from regiodag.api.endpoints.participants import demand_comes, seen_version, tag_of
from regiodag.api.filled import unknown_wishes, wishes_field
from regiodag.api.problems import Mistake, invalid
from regiodag.api.reading import participant_of
from regiodag.api.scopes import Scope
from regiodag.api.service import operation
from regiodag.api.shapes import WishesIn, WishesOut
from regiodag.days.models import Day
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, Participant
from regiodag.registrations.queries import fields_of

PATH = "/participants/{participant_id}/wishes"


@operation("GET", PATH, "api-wishes", Scope.WISHES_READ, response=WishesOut, summary="What somebody wishes")
def wishes(request: HttpRequest, response: HttpResponse, participant_id: UUID) -> dict[str, Any]:
    """List the ids of workshops, most wanted first."""
    return _shown(response, participant_of(day_of(request), participant_id))


@operation("PUT", PATH, "api-wishes", Scope.WISHES_WRITE, response=WishesOut, summary="Replace what somebody wishes")
def replace_wishes(
    request: HttpRequest,
    response: HttpResponse,
    participant_id: UUID,
    body: WishesIn,
    seen: str = Header(None, alias="If-Match", description="the ETag of the participant as you saw it"),
) -> dict[str, Any]:
    """Replace all wishes at once, most wanted first; none: an empty list. Only while registration is open."""
    token = token_of(request)
    found = participant_of(token.day, participant_id)
    version = seen_version(found, seen)
    demand_comes(found)
    demand_open(token.day)
    change_somebody(token, found, version, {}, _answer(token.day, body.wishes))
    return _shown(response, participant_of(token.day, participant_id))


def _answer(day: Day, sent: list[UUID]) -> dict[FormField, Any]:
    """Return the wishes as the answer to the question for them. Raises ProblemError when they are not valid."""
    asked = fields_of(day)
    field = wishes_field(asked)
    mistakes = list(unknown_wishes(day, asked, sent))
    if mistakes or field is None:
        raise invalid(*mistakes or [Mistake("body", "#/wishes", "This day asks no wishes.")])
    kind = kind_of(field.kind)
    try:
        return {field: kind.kept(kind.asked(field).clean([str(each) for each in sent]))}
    except ValidationError as error:
        raise invalid(*(Mistake("body", "#/wishes", str(each)) for each in error.messages)) from error


def _shown(response: HttpResponse, participant: Participant) -> dict[str, Any]:
    response.headers["ETag"] = tag_of(participant)
    ranked = sorted(participant.preferences.all(), key=lambda each: each.rank)
    return {
        "participant_id": participant.pk,
        "version": participant.version,
        "wishes": [each.workshop_id for each in ranked],
        "wished_at": participant.wished,
    }
