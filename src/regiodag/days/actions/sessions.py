# SPDX-License-Identifier: EUPL-1.2
"""Workshops in rounds and rooms: put one there, move it, swap two, take one out. Each is a step that can be undone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Room, Round, Session, Workshop
from regiodag.editing import steps, versions

PLACED = audit.action("session.placed", _("put “{title}” in {place}"))
MOVED = audit.action("session.moved", _("moved “{title}” to {place}"))
SWAPPED = audit.action("session.swapped", _("swapped “{title}” and “{other}”"))
REMOVED = audit.action("session.removed", _("took “{title}” out of {place}"))

_PUT = gettext_noop("put {title} in round {round}")
_PUT_IN = gettext_noop("put {title} in round {round}, {room}")
_MOVED = gettext_noop("moved {title} to round {round}")
_MOVED_IN = gettext_noop("moved {title} to round {round}, {room}")


class AlreadyThereError(Exception):
    """The workshop is in that round already: once per round is what a workshop can be given."""


@transaction.atomic
def place_session(by: User, workshop: Workshop, rnd: Round, room: Room | None) -> Session:
    """Give a workshop in a round, in a room or without one yet. Raises AlreadyThereError."""
    place = place_of(rnd, room)
    _check_free(workshop, rnd)
    sentence = _PUT_IN if room else _PUT
    with steps.step(by, rnd.day_id, sentence, title=workshop, round=rnd.number, room=room):
        made = Session.objects.create(workshop=workshop, round=rnd, room=room)
    audit.record(by, PLACED, rnd.day_id, f"session:{made.pk}", title=workshop.title, place=place)
    return made


@transaction.atomic
def move_session(by: User, session: Session, seen: int, rnd: Round, room: Room | None) -> Session:
    """Move a session to another round or room. Raises StaleError and AlreadyThereError."""
    title, place = session.workshop.title, place_of(rnd, room)
    if rnd != session.round:
        _check_free(session.workshop, rnd)
    sentence = _MOVED_IN if room else _MOVED
    with steps.step(by, rnd.day_id, sentence, title=title, round=rnd.number, room=room):
        session.round, session.room = rnd, room
        versions.save(session, seen)
    audit.record(by, MOVED, rnd.day_id, f"session:{session.pk}", title=title, place=place)
    return session


@transaction.atomic
def swap_sessions(by: User, one: Session, seen: int, other: Session, seen_other: int) -> None:
    """Let two sessions change rounds and rooms. Raises StaleError and AlreadyThereError."""
    title, second, scope = one.workshop.title, other.workshop.title, one.round.day_id
    if one.round != other.round:
        _check_free(one.workshop, other.round)
        _check_free(other.workshop, one.round)
    with steps.step(by, scope, gettext_noop("swapped {title} and {other}"), title=title, other=second):
        one.round, other.round = other.round, one.round
        one.room, other.room = other.room, one.room
        versions.save(one, seen)
        versions.save(other, seen_other)
    audit.record(by, SWAPPED, scope, f"session:{one.pk}", title=title, other=second)


@transaction.atomic
def remove_session(by: User, session: Session, seen: int) -> None:
    """Take a workshop out of a round; the workshop itself stays. Raises StaleError."""
    title, place, scope = session.workshop.title, str(session.round), session.round.day_id
    sentence = gettext_noop("took {title} out of round {round}")
    with steps.step(by, scope, sentence, title=title, round=session.round.number):
        versions.claim(session, seen)
        session.delete()
    audit.record(by, REMOVED, scope, f"session:{session.pk}", title=title, place=place)


def place_of(rnd: Round, room: Room | None) -> str:
    """Return where that is, in words."""
    return f"{rnd}, {room}" if room else str(rnd)


def _check_free(workshop: Workshop, rnd: Round) -> None:
    if Session.objects.filter(workshop=workshop, round=rnd).exists():
        raise AlreadyThereError
