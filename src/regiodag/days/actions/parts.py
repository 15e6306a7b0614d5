# SPDX-License-Identifier: EUPL-1.2
"""Rooms, speakers and workshops: add, change, take away. Each is a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy, gettext_noop

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day, Room, Round, Session, Speaker, Workshop
from regiodag.editing import versions
from regiodag.editing.steps import step

Part = Room | Speaker | Workshop

ADDED = audit.action("part.added", gettext_lazy("added {name}"))
CHANGED = audit.action("part.changed", gettext_lazy("changed {name}"))
REMOVED = audit.action("part.removed", gettext_lazy("took {name} away"))

_ADDED = gettext_noop("added {name}")
_CHANGED = gettext_noop("changed {name}")


def keep_part(by: User, day: Day, part: Part, seen: int | None, after: Callable[[], None]) -> None:
    """Add something (seen: None) or change it, and do what belongs with it: one step. Raises StaleError."""
    sentence = _ADDED if seen is None else _CHANGED
    with step(by, day.pk, sentence, name=part):
        if seen is None:
            add_part(by, day, part)
        else:
            change_part(by, part, seen)
        after()


def add_part(by: User, day: Day, part: Part) -> Part:
    """Add a room, speaker or workshop to a day, after those that are there."""
    with step(by, day.pk, _ADDED, name=part):
        part.day = day
        if not isinstance(part, Speaker):
            others = type(part)._default_manager.filter(day=day)
            part.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
        part.save()
        audit.record(by, ADDED, day.pk, _subject(part), name=str(part))
    return part


def change_part(by: User, part: Part, seen: int) -> Part:
    """Keep what was changed. Raises StaleError when somebody else changed it since version `seen`."""
    with step(by, part.day_id, _CHANGED, name=part):
        versions.save(part, seen)
        audit.record(by, CHANGED, part.day_id, _subject(part), name=str(part))
    return part


def remove_part(by: User, part: Part) -> None:
    """Take a room, speaker or workshop away; what refers to it stays, without it. Sessions go with their workshop."""
    with step(by, part.day_id, gettext_noop("took {name} away"), name=part):
        if isinstance(part, Room):
            _leave(part.items.all())
            _leave(part.sessions.all())
        if isinstance(part, Speaker):
            # One by one as well: who spoke and led comes back with an undo.
            for item in part.items.all():
                item.speakers.remove(part)
            for workshop in part.workshops.all():
                workshop.leaders.remove(part)
        audit.record(by, REMOVED, part.day_id, _subject(part), name=str(part))
        part.delete()


def _leave(things: Iterable[models.Model]) -> None:
    """Let things be without a room, one by one, so that each has a history that can be put back."""
    for thing in things:
        thing.room = None  # type: ignore[attr-defined]  # items and sessions have one
        thing.save()


def give_in(by: User, workshop: Workshop, rounds: Iterable[Round]) -> None:
    """Give a workshop in these rounds and in no other; sessions that stay keep their room."""
    wanted = {rnd.pk: rnd for rnd in rounds}
    there = {session.round_id: session for session in workshop.sessions.all()}
    with step(by, workshop.day_id, gettext_noop("changed the rounds of {name}"), name=workshop):
        for pk, session in there.items():
            if pk not in wanted:
                session.delete()
        for pk, rnd in wanted.items():
            if pk not in there:
                Session.objects.create(workshop=workshop, round=rnd)


def _subject(part: Part) -> str:
    return f"{part._meta.model_name}:{part.pk}"
