# SPDX-License-Identifier: EUPL-1.2
"""Participants: the list, one of them, register, change, cancel."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Status
from ninja.params.functions import Header, Query
from pydantic import Field

from regiodag.api.access import day_of, demand, token_of
from regiodag.api.actions.participants import cancel_somebody, change_somebody, moved_on, register_somebody
from regiodag.api.filled import answers_of, form_of
from regiodag.api.problems import ProblemError
from regiodag.api.reading import Wanted, page_of, participant_of, told
from regiodag.api.scopes import Scope
from regiodag.api.service import operation
from regiodag.api.shapes import CancellationIn, ParticipantChange, ParticipantIn, ParticipantOut, ParticipantsOut
from regiodag.registrations.forms.register import PERSON, filled_in, name_of
from regiodag.registrations.models import Participant
from regiodag.registrations.queries import fields_of

StateOf = Literal["registered", "waiting", "offered", "cancelled"]
AT_MOST = 200


@operation(
    "GET",
    "/participants",
    "api-participants",
    Scope.PARTICIPANTS_READ,
    response=ParticipantsOut,
    summary="Who registered, a page at a time",
)
def several(
    request: HttpRequest,
    state: StateOf = Query(None, description="only in this state"),
    organisation: UUID = Query(None, alias="organisationId", description="only of this organisation"),
    wishes: Literal["given", "none"] = Query(None, description="only with wishes, or without"),
    limit: Annotated[int, Field(ge=1, le=AT_MOST)] = Query(50, description="so many at a time"),
    cursor: str = Query(None, description="nextCursor of the page before"),
) -> dict[str, Any]:
    """Who registered first comes first. Ask on with nextCursor until that is null."""
    found, after = page_of(day_of(request), Wanted(state, organisation, wishes), limit, cursor)
    return {"items": told(token_of(request), found), "next_cursor": after}


@operation(
    "GET",
    "/participants/{participant_id}",
    "api-participant",
    Scope.PARTICIPANTS_READ,
    response=ParticipantOut,
    summary="One participant",
)
def one(request: HttpRequest, response: HttpResponse, participant_id: UUID) -> dict[str, Any]:
    """Tell what is known of a participant. The ETag is the version, for a change."""
    return _shown(request, response, participant_of(day_of(request), participant_id))


@operation(
    "POST",
    "/participants",
    "api-participants",
    Scope.PARTICIPANTS_WRITE,
    response={200: ParticipantOut, 201: ParticipantOut},
    summary="Register somebody",
)
def add(
    request: HttpRequest,
    response: HttpResponse,
    body: ParticipantIn,
    key: UUID = Header(alias="Idempotency-Key", description="a UUID of your own; the same when you send it again"),
) -> Status[Any]:
    """As with the form: whoever comes when the day is full waits, and they are mailed unless you say quiet.

    201: registered; see state for whether there was a place. 200: it was sent before, and nothing was done again.
    """
    token = token_of(request)
    if body.wishes:
        demand(token, Scope.WISHES_WRITE)
    form = form_of(token.day, {name: getattr(body, name) for name in PERSON}, body.answers, body.wishes, key)
    sent = replace(form.submission(), language=body.language, quiet=body.quiet)
    made, new = register_somebody(token, sent)
    response.headers["Location"] = reverse("api-participant", args=[made.pk])
    return Status(201 if new else 200, _shown(request, response, participant_of(token.day, made.pk)))


@operation(
    "PATCH",
    "/participants/{participant_id}",
    "api-participant",
    Scope.PARTICIPANTS_WRITE,
    response=ParticipantOut,
    summary="Change a registration",
)
def change(
    request: HttpRequest,
    response: HttpResponse,
    participant_id: UUID,
    body: ParticipantChange,
    seen: str = Header(None, alias="If-Match", description="the ETag of the participant as you saw it"),
) -> dict[str, Any]:
    """Change what is sent; what is left out stays as it is. Nobody is mailed."""
    token = token_of(request)
    found = participant_of(token.day, participant_id)
    version = seen_version(found, seen)
    demand_comes(found)
    sent = body.model_dump(exclude_unset=True)
    answers = sent.pop("answers", None)
    now = filled_in(found, asked := fields_of(token.day))
    before = {each.pk: now[name_of(each)] for each in asked if each.kind != "wishes"}
    wishes = [each.workshop_id for each in found.preferences.all()]
    form = form_of(token.day, {**{name: now[name] for name in PERSON}, **sent}, {**before, **(answers or {})}, wishes)
    person = {_column(name): form.cleaned_data[name] for name in sent}
    change_somebody(token, found, version, person, None if answers is None else answers_of(form))
    return _shown(request, response, participant_of(token.day, participant_id))


@operation(
    "POST",
    "/participants/{participant_id}/cancellation",
    "api-cancellation",
    Scope.PARTICIPANTS_WRITE,
    response=ParticipantOut,
    summary="Cancel a registration",
)
def cancellation(
    request: HttpRequest, response: HttpResponse, participant_id: UUID, body: CancellationIn
) -> dict[str, Any]:
    """Cancel; the place goes to who is next, by mail. A second time nothing happens."""
    token = token_of(request)
    cancel_somebody(token, participant_of(token.day, participant_id), quiet=body.quiet)
    return _shown(request, response, participant_of(token.day, participant_id))


def seen_version(participant: Participant, seen: str | None) -> int:
    """Return the version that a system saw. Raises ProblemError when it does not say, or saw another one."""
    if seen is None:
        raise ProblemError("version-needed", "Send the ETag that you got with it in the header If-Match.")
    if seen.strip() != tag_of(participant):
        raise moved_on(participant)
    return participant.version


def tag_of(participant: Participant) -> str:
    """Return the ETag of a participant."""
    return f'"{participant.version}"'


def demand_comes(participant: Participant) -> None:
    """Raise ProblemError for somebody who cancelled: there is nothing to change."""
    if participant.state == Participant.State.CANCELLED:
        raise ProblemError("cancelled", "Nothing was changed. Register them again; that uses the same address.")


def _column(name: str) -> str:
    return "organisation_typed" if name == "organisation" else name


def _shown(request: HttpRequest, response: HttpResponse, participant: Participant) -> dict[str, Any]:
    response.headers["ETag"] = tag_of(participant)
    return told(token_of(request), [participant])[0]
