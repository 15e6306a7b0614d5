# SPDX-License-Identifier: EUPL-1.2
"""Participants as the API tells of them, and the list in pages."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from regiodag.api.models import ApiToken
from regiodag.api.problems import Mistake, invalid
from regiodag.api.scopes import Scope
from regiodag.days.models import Day
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, Participant
from regiodag.registrations.places import queue_of
from regiodag.registrations.queries import fields_of

AS_IT_IS = (
    "id", "version", "given_name", "prefix", "family_name", "email", "function", "organisation_id", "language",
    "state", "source", "offered_until",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which participants are asked for; None: whichever."""

    state: str | None = None
    organisation: UUID | None = None
    wishes: str | None = None


def participants_of(day: Day) -> QuerySet[Participant]:
    """Return everybody who registered, who did first comes first, with what the API tells of them."""
    found = Participant.objects.filter(day=day).select_related("group", "day")
    return found.prefetch_related("answers", "preferences").order_by("made", "pk")


def participant_of(day: Day, participant_id: UUID) -> Participant:
    """Return a participant of a day. Raises Http404 when there is none, or in another day."""
    found = participants_of(day).filter(pk=participant_id).first()
    if found is None:
        raise Http404
    return found


def page_of(day: Day, wanted: Wanted, limit: int, cursor: str | None) -> tuple[list[Participant], str | None]:
    """Return at most so many participants after the cursor, and the cursor for the next ones, None at the end.

    Raises ProblemError for a cursor that is not one of ours.
    """
    found = participants_of(day)
    if wanted.state is not None:
        found = found.filter(state=wanted.state)
    if wanted.organisation is not None:
        found = found.filter(organisation=wanted.organisation)
    if wanted.wishes is not None:
        found = found.filter(preferences__isnull=wanted.wishes == "none").distinct()
    if cursor is not None:
        made, pk = _place(cursor)
        found = found.filter(Q(made__gt=made) | Q(made=made, pk__gt=pk))
    rows = list(found[: limit + 1])
    more = len(rows) > limit
    return rows[:limit], _cursor(rows[limit - 1]) if more else None


def _cursor(last: Participant) -> str:
    """Return the place of a participant in the list, as text that is safe in an address and tells nothing."""
    return base64.urlsafe_b64encode(f"{last.made.isoformat()} {last.pk}".encode()).decode()


def _place(cursor: str) -> tuple[datetime, UUID]:
    """Return the place in the list. Raises ProblemError for text that is no cursor."""
    try:
        made, pk = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        return datetime.fromisoformat(made).astimezone(UTC), UUID(pk)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise invalid(Mistake("query", "#/cursor", "Use nextCursor of the page before, as it is.")) from error


def told(token: ApiToken, participants: Sequence[Participant]) -> list[dict[str, Any]]:
    """Return participants as the API tells of them; sensitive answers only to who may read those."""
    fields = [each for each in fields_of(token.day) if each.kind != "wishes"]
    seen = [each for each in fields if Scope.SENSITIVE_READ in token.scopes or not kind_of(each.kind).sensitive]
    waits = any(each.state == Participant.State.WAITING for each in participants)
    places = {each.pk: at for at, each in enumerate(queue_of(token.day), 1)} if waits else {}
    return [_told(each, seen, places.get(each.pk)) for each in participants]


def _told(participant: Participant, fields: Iterable[FormField], place: int | None) -> dict[str, Any]:
    return {
        **{name: getattr(participant, name) for name in AS_IT_IS},
        "organisation": participant.organisation_typed,
        "group": participant.group and participant.group.name,
        "place_in_queue": place,
        "registered_at": participant.made,
        "answers": list(_answers(participant, fields)),
    }


def _answers(participant: Participant, fields: Iterable[FormField]) -> Iterable[dict[str, Any]]:
    for each in fields:
        value = kind_of(each.kind).answer_of(participant, each)
        if value is not None:
            yield {"question_id": each.pk, "kind": each.kind, "value": value}
