# SPDX-License-Identifier: EUPL-1.2
"""Saves what a plan says, writing down how it was, for `undo` to put back. Whoever calls this holds the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from regiodag.days.models import Day
from regiodag.registrations.fields import kind_of
from regiodag.registrations.intake.plan import Entry
from regiodag.registrations.links import sign
from regiodag.registrations.models import Answer, FormField, Participant, Preference

Done = dict[str, Any]
State = Participant.State

TEXTS = ("given_name", "prefix", "family_name", "email", "function", "organisation_typed", "state", "language")
MOMENTS = ("queued", "cancelled", "wished", "offered_until")


def keep_new(day: Day, entries: Sequence[Entry]) -> tuple[list[Participant], Done]:
    """Register who is new, in the order of the entries; return them, and what was done."""
    now = timezone.now()
    people = [_made(day, each, now + timedelta(microseconds=at)) for at, each in enumerate(entries)]
    Participant.objects.bulk_create(people)
    _keep_said(list(zip(people, entries, strict=True)))
    return people, {"new": [[str(each.pk), each.version, each.state] for each in people]}


def _made(day: Day, entry: Entry, queued: datetime) -> Participant:
    participant = Participant(
        day=day, **entry.values, source=Participant.Source.IMPORT, queued=queued, made=queued,
        state=State.WAITING if entry.waits else State.REGISTERED, wished=queued if entry.wishes else None,
    )  # fmt: skip
    sign(participant)
    return participant


def keep_changed(entries: Sequence[Entry]) -> Done:
    """Change who is there already; return what was done, and how they were."""
    done = []
    for entry in entries:
        participant = entry.known
        if participant is None:
            continue
        before = _as_it_is(participant, entry.answers)
        for name, value in entry.values.items():
            setattr(participant, name, value)
        if entry.returns:
            participant.state, participant.cancelled = State.WAITING if entry.waits else State.REGISTERED, None
            participant.queued = timezone.now()
        if entry.wishes is not None:
            participant.wished = timezone.now()
            Preference.objects.filter(participant=participant).delete()
        for question in entry.answers:
            kind_of(question.kind).clear(participant, question)
        participant.version += 1
        participant.save()
        _keep_said([(participant, entry)])
        done.append([str(participant.pk), participant.version, before])
    return {"changed": done}


def _keep_said(people: Iterable[tuple[Participant, Entry]]) -> None:
    """Save wishes and answers of which nothing stands there yet."""
    rows: list[models.Model] = []
    for participant, entry in people:
        rows += [
            Preference(participant=participant, workshop_id=UUID(pk), rank=rank)
            for rank, pk in enumerate(entry.wishes or (), 1)
        ]
        for question, value in entry.answers.items():
            rows += kind_of(question.kind).rows(participant, question, value)
    Preference.objects.bulk_create([row for row in rows if isinstance(row, Preference)])
    Answer.objects.bulk_create([row for row in rows if isinstance(row, Answer)])


def _as_it_is(participant: Participant, answers: Mapping[FormField, Any]) -> Done:
    asked = {question.pk for question in answers}
    moments = {name: getattr(participant, name) for name in MOMENTS}
    return {
        **{name: getattr(participant, name) for name in TEXTS},
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
        "organisation": participant.organisation_id and str(participant.organisation_id),
        "wishes": [[str(each.workshop_id), each.rank] for each in participant.preferences.all()],
        "asked": [str(pk) for pk in asked],
        "answers": [[str(each.field_id), each.value] for each in participant.answers.all() if each.field_id in asked],
    }
