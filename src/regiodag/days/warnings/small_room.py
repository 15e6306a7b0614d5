# SPDX-License-Identifier: EUPL-1.2
"""A room with fewer chairs than people may come."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regiodag.days.models import ProgrammeItem, Session
from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Severity, Warned

FOR_ALL = frozenset({ProgrammeItem.Kind.PLENARY, ProgrammeItem.Kind.FILM})


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield a warning for each session, and for each plenary part when the capacity of the day is known."""
    for session in programme.sessions:
        if session.room is not None and session.room.capacity < session.workshop.maximum:
            yield _session(session, session.room.capacity)
    for item in programme.items:
        if item.kind in FOR_ALL and item.room is not None and item.room.capacity < (programme.day.capacity or 0):
            yield _item(item, item.room.capacity, programme.day.capacity or 0)


def _session(session: Session, chairs: int) -> Warned:
    return Warned(
        Severity.ATTENTION,
        _("Room is too small"),
        _("“{workshop}” is for at most {maximum} people, {room} has {chairs} chairs ({round}).").format(
            workshop=session.workshop,
            maximum=session.workshop.maximum,
            room=session.room,
            chairs=chairs,
            round=session.round,
        ),
        _("Choose a bigger room; otherwise {chairs} people can come.").format(chairs=chairs),
        (session.pk,),
    )


def _item(item: ProgrammeItem, chairs: int, capacity: int) -> Warned:
    return Warned(
        Severity.ATTENTION,
        _("Room is too small"),
        _("{capacity} people can come to the day, {room} has {chairs} chairs (“{item}”, {start}).").format(
            capacity=capacity, room=item.room, chairs=chairs, item=item.title, start=f"{item.start:%H:%M}"
        ),
        _("Choose a bigger room, or lower the capacity of the day."),
        (item.pk,),
    )


CHECK = _check
