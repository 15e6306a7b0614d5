# SPDX-License-Identifier: EUPL-1.2
"""Undo and redo: each thing that somebody does to a day is a step, and steps are taken back from the last one on.

While a step is being made every history row (django-simple-history) carries its id. Before: the row that precedes
the first of the step; after: its last. Undo puts back the one, redo the other (memento; Gamma and others, Design
Patterns, 1994). What is saved by a queryset's `update` has no history row and cannot be put back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.dispatch import receiver
from simple_history.signals import pre_create_historical_record

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.editing.models import Step, Versioned

_now: ContextVar[str] = ContextVar("step that is being made", default="")
_open: ContextVar[Step | None] = ContextVar("step that others are part of", default=None)
_kinds: list[type[Versioned]] = []


class NothingToUndoError(Exception):
    """There is no step to take back, or none to do again."""


class OvertakenError(Exception):
    """What the step changed was changed outside any step since, so that it cannot be put back safely."""


@dataclass(frozen=True)
class Change:
    """What a step did to one thing: its history rows just before and at the end, None where it was not there."""

    kind: type[Versioned]
    pk: UUID
    before: Any
    after: Any


def undoable(*kinds: type[Versioned]) -> None:
    """Let steps put back things of these kinds; those that others refer to come first."""
    _kinds.extend(kinds)


@contextmanager
def step(by: User, scope: UUID, sentence: str, **facts: object) -> Iterator[Step]:
    """Make one step of all that is saved and deleted inside, in one transaction. What was undone is forgotten.

    sentence: what is done, in English, as the catalogue of translations has it; the facts are filled in.
    A step inside another one is part of it: what somebody does with one click is undone with one click.
    """
    outer = _open.get()
    if outer is not None and outer.scope == scope:
        yield outer
        return
    with transaction.atomic():
        audit.hold(scope)
        Step.objects.filter(scope=scope, undone=True).delete()
        last = Step.objects.filter(scope=scope).order_by("-number").first()
        number = last.number + 1 if last else 1
        told = {name: str(fact) for name, fact in facts.items()}
        made = Step.objects.create(scope=scope, number=number, by=by, sentence=sentence, facts=told)
        signed, opened = _now.set(str(made.pk)), _open.set(made)
        try:
            yield made
        finally:
            _now.reset(signed)
            _open.reset(opened)


def last_step(scope: UUID) -> Step | None:
    """Return the step that undo would take back."""
    return Step.objects.filter(scope=scope, undone=False).order_by("-number").first()


def next_step(scope: UUID) -> Step | None:
    """Return the step that redo would do again."""
    return Step.objects.filter(scope=scope, undone=True).order_by("number").first()


@transaction.atomic
def undo(scope: UUID) -> Step:
    """Take the last step back, and return it. Raises NothingToUndoError and OvertakenError; then nothing is changed."""
    found = last_step(scope)
    if found is None:
        raise NothingToUndoError
    changes = changes_of(found)
    _put([(change, change.before) for change in changes], found, [change.after for change in changes])
    found.undone = True
    found.save()
    return found


@transaction.atomic
def redo(scope: UUID) -> Step:
    """Do the step that was undone last again, and return it. Raises as `undo`."""
    found = next_step(scope)
    if found is None:
        raise NothingToUndoError
    changes = changes_of(found)
    _put([(change, change.after) for change in changes], found, [change.before for change in changes])
    found.undone = False
    found.save()
    return found


def changes_of(made: Step) -> list[Change]:
    """Return what a step changed, those that others refer to first."""
    return [change for kind in _kinds for change in _changes_of_kind(kind, made)]


def _changes_of_kind(kind: type[Versioned], made: Step) -> Iterator[Change]:
    rows: Any = kind.history.filter(history_change_reason=str(made.pk))  # type: ignore[attr-defined]
    for pk in dict.fromkeys(rows.order_by("history_id").values_list("id", flat=True)):
        mine = rows.filter(id=pk).order_by("history_id")
        first, last = mine.first(), mine.last()
        earlier = kind.history.filter(id=pk, history_id__lt=first.history_id).order_by("history_id").last()  # type: ignore[attr-defined]
        before = None if first.history_type == "+" or earlier is None else earlier
        yield Change(kind, pk, before, None if last.history_type == "-" else last)


def _put(targets: Sequence[tuple[Change, Any]], made: Step, expected: Sequence[Any]) -> None:
    """Put things in the state of history rows; make what is to be there, then delete what is not."""
    for (change, _), row in zip(targets, expected, strict=True):
        _check(change, row)
    token = _now.set(f"put back {made.pk}")
    try:
        for change, row in targets:
            if row is not None:
                _restore(change, row)
        for change, row in reversed(targets):
            if row is None:
                for thing in change.kind._default_manager.filter(pk=change.pk):
                    thing.delete()
    finally:
        _now.reset(token)


def _check(change: Change, expected: Any) -> None:
    """Raise OvertakenError when a thing is not as the step left it."""
    now = change.kind._default_manager.filter(pk=change.pk).first()
    if (now is None) != (expected is None):
        raise OvertakenError
    if now is not None and _values(now) != _values(expected.instance):
        raise OvertakenError


def _values(thing: Versioned) -> dict[str, Any]:
    return {
        field.attname: getattr(thing, field.attname)
        for field in thing._meta.concrete_fields
        if field.name != "version" and not isinstance(field, models.FileField)
    }


def _restore(change: Change, row: Any) -> None:
    """Save a thing as it was in a history row, with a new version, so that whoever has it open notices."""
    now = change.kind._default_manager.filter(pk=change.pk).first()
    thing = row.instance
    thing.version = (now.version if now else row.version) + 1
    thing._state.adding = now is None
    for field in change.kind._meta.concrete_fields:
        if isinstance(field, models.FileField) and not _is_kept(getattr(thing, field.name)):
            setattr(thing, field.name, getattr(now, field.name) if now else "")
    thing.save()
    for field in change.kind._meta.many_to_many:
        rows = getattr(row, field.name).all()
        getattr(thing, field.name).set([getattr(each, f"{field.related_model._meta.model_name}_id") for each in rows])


def _is_kept(file: FieldFile) -> bool:
    """Return whether a file is still there: those that nothing names are deleted after a while (orphans.py)."""
    return not file or file.storage.exists(str(file.name))


@receiver(pre_create_historical_record)
def _sign(history_instance: Any, **_kwargs: Any) -> None:
    """Let a history row carry the step that it belongs to."""
    if _now.get():
        history_instance.history_change_reason = _now.get()
