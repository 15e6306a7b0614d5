# SPDX-License-Identifier: EUPL-1.2
"""Saves what a plan says, writing down how it was, and puts that back. Whoever calls this holds the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from regiodag.days.models import Day, Workshop
from regiodag.messages.models import Mail
from regiodag.registrations.fields import kind_of
from regiodag.registrations.intake.plan import Entry
from regiodag.registrations.links import sign
from regiodag.registrations.models import Answer, FormField, Invitee, Organisation, Participant, Preference

Done = dict[str, Any]
State = Participant.State

TEXTS = ("given_name", "prefix", "family_name", "email", "function", "organisation_typed", "state")
MOMENTS = ("queued", "cancelled", "wished", "offered_until")


# Doing --------------------------------------------------------------------------------------------------------------


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


# Undoing ------------------------------------------------------------------------------------------------------------


def put_back(day: Day, done: Done) -> list[str]:
    """Take away who was new and put back who changed; return the ids of those who changed since.

    These stay as they are; so does whoever was invited since.
    """
    people = {str(each.pk): each for each in Participant.objects.filter(day=day).prefetch_related("preferences")}
    stay = [*_take_away(people, done.get("new", ())), *_restore_all(people, done.get("changed", ()))]
    Invitee.objects.filter(day=day, pk__in=done.get("invitees", ()), invited=None).delete()
    return [pk for pk in stay if pk in people]


def _take_away(people: Mapping[str, Participant], new: Sequence[Sequence[Any]]) -> list[str]:
    as_made = [pk for pk, version, state in new if pk in people and _is(people[pk], version, state)]
    ids = [UUID(pk) for pk in as_made]
    Mail.objects.filter(about__in=ids, state=Mail.State.QUEUED, lease=None).delete()
    Participant.objects.filter(pk__in=ids).delete()
    gone = set(as_made)
    return [pk for pk, _version, _state in new if pk not in gone]


def _restore_all(people: Mapping[str, Participant], changed: Sequence[Sequence[Any]]) -> list[str]:
    addresses = {each.email.lower(): pk for pk, each in people.items()}
    stay = []
    for pk, version, before in changed:
        now = people.get(pk)
        if now is None or now.version != version or addresses.get(before["email"].lower(), pk) != pk:
            stay.append(pk)
        else:
            _restore(now, before)
    return stay


def _is(participant: Participant, version: int, state: str) -> bool:
    return (participant.version, participant.state) == (version, state)


def _restore(participant: Participant, before: Done) -> None:
    for name in TEXTS:
        setattr(participant, name, before[name])
    for name in MOMENTS:
        setattr(participant, name, before[name] and datetime.fromisoformat(before[name]))
    organisation = before["organisation"]
    known = organisation and Organisation.objects.filter(pk=organisation).exists()
    participant.organisation_id = UUID(organisation) if known else None
    participant.version += 1
    participant.save()
    Preference.objects.filter(participant=participant).delete()
    there = {str(pk) for pk in Workshop.objects.filter(day=participant.day_id).values_list("pk", flat=True)}
    Preference.objects.bulk_create(
        [
            Preference(participant=participant, workshop_id=UUID(pk), rank=rank)
            for pk, rank in before["wishes"]
            if pk in there
        ]
    )
    Answer.objects.filter(participant=participant, field__in=before["asked"]).delete()
    asked = {str(pk) for pk in FormField.objects.filter(pk__in=before["asked"]).values_list("pk", flat=True)}
    Answer.objects.bulk_create(
        [
            Answer(participant=participant, field_id=UUID(pk), value=value)
            for pk, value in before["answers"]
            if pk in asked
        ]
    )
