# SPDX-License-Identifier: EUPL-1.2
"""The programme of a day: add, change, move, order and delete its parts. Each is a step that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import time
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.actions.fill import fill_round
from regiodag.days.models import Day, ProgrammeItem, Round, Speaker
from regiodag.days.models.programme import minutes_between
from regiodag.editing import steps, versions

ADDED = audit.action("programme.added", _("added “{title}” to the programme"))
CHANGED = audit.action("programme.changed", _("changed “{title}” in the programme"))
MOVED = audit.action("programme.moved", _("moved “{title}” to {start}"))
DELETED = audit.action("programme.deleted", _("deleted “{title}” from the programme"))

MIDNIGHT = 24 * 60


class OutsideDayError(Exception):
    """Something would start before the day or end after it."""


@transaction.atomic
def add_item(
    by: User,
    day: Day,
    item: ProgrammeItem,
    speakers: Collection[Speaker] = (),
    *,
    fill: bool = False,
    shift: bool = False,
) -> ProgrammeItem:
    """Add a part to the programme. A part of kind round makes a round, or says when one is that has no time yet.

    fill: every workshop is given in the round. shift: what begins then or later comes after it. Raises OutsideDayError.
    """
    item.day = day
    with steps.step(by, day.pk, gettext_noop("added {title}"), title=item.title):
        if shift:
            _shift(day.items.filter(start__gte=item.start), item.minutes)
        if item.kind == ProgrammeItem.Kind.ROUND:
            item.round = _round_without_time(day) or _new_round(day)
        item.save()
        item.speakers.set(speakers)
        if fill and item.round is not None:
            fill_round(by, item.round)
    return _recorded(by, ADDED, item)


@transaction.atomic
def change_item(
    by: User, item: ProgrammeItem, seen: int, speakers: Collection[Speaker] = (), *, shift: bool = False
) -> ProgrammeItem:
    """Keep a part that somebody changed. shift: what comes after it moves along with its end.

    Raises StaleError and OutsideDayError.
    """
    with steps.step(by, item.day_id, gettext_noop("changed {title}"), title=item.title):
        before = ProgrammeItem.objects.filter(pk=item.pk).first()
        versions.save(item, seen)
        item.speakers.set(speakers)
        if shift and before is not None:
            _shift(_after(before), minutes_between(before.end, item.end))
    return _recorded(by, CHANGED, item)


@transaction.atomic
def move_item(by: User, item: ProgrammeItem, seen: int, start: time, *, shift: bool = False) -> ProgrammeItem:
    """Let a part start at another time; it keeps its length. shift: what comes after it moves along.

    Raises StaleError and OutsideDayError.
    """
    sentence = gettext_noop("moved {title} to {start}")
    with steps.step(by, item.day_id, sentence, title=item.title, start=f"{start:%H:%M}"):
        following = _after(item) if shift else []
        minutes = minutes_between(item.start, start)
        _set_start(item, minute_of(start))
        versions.save(item, seen)
        _shift(following, minutes)
    return _recorded(by, MOVED, item, start=f"{start:%H:%M}")


@transaction.atomic
def order_item(by: User, item: ProgrammeItem, seen: int, before: ProgrammeItem | None) -> ProgrammeItem:
    """Put a part before another one, or last. Those between give way, so that all keep their length.

    The pauses stay where they are: after the first, after the second, and so on. Raises StaleError and OutsideDayError.
    """
    items = list(ProgrammeItem.objects.filter(day=item.day_id))
    order = [each for each in items if each != item]
    order.insert(order.index(before) if before in order else len(order), item)
    pauses = [minutes_between(one.end, other.start) for one, other in pairwise(items)]
    if order == items:
        return item
    with steps.step(by, item.day_id, gettext_noop("moved {title}"), title=item.title):
        at = minute_of(items[0].start)
        for each, pause in zip(order, [*pauses, 0], strict=True):
            length, start = each.minutes, minute_of(each.start)
            _set_start(each, at)
            if each == item:
                versions.save(each, seen)
            elif start != at:
                versions.save(each, each.version)
            at += length + pause
    moved = next(each for each in order if each == item)
    return _recorded(by, MOVED, moved, start=f"{moved.start:%H:%M}")


@transaction.atomic
def delete_item(by: User, item: ProgrammeItem, seen: int) -> None:
    """Delete a part; with a round go its sessions, the workshops stay. Raises StaleError."""
    with steps.step(by, item.day_id, gettext_noop("deleted {title}"), title=item.title):
        versions.claim(item, seen)
        if item.round is not None:
            item.round.delete()
        else:
            item.delete()
    audit.record(by, DELETED, item.day_id, f"item:{item.pk}", title=item.title)


def minute_of(moment: time) -> int:
    """Return the minutes since midnight."""
    return moment.hour * 60 + moment.minute


def _recorded(by: User, what: audit.Action, item: ProgrammeItem, **facts: str) -> ProgrammeItem:
    audit.record(by, what, item.day_id, f"item:{item.pk}", title=item.title, **facts)
    return item


def _round_without_time(day: Day) -> Round | None:
    return Round.objects.filter(day=day, item=None).first()


def _new_round(day: Day) -> Round:
    highest: dict[str, Any] = Round.objects.filter(day=day).aggregate(number=Max("number"))
    return Round.objects.create(day=day, number=(highest["number"] or 0) + 1)


def _after(item: ProgrammeItem) -> list[ProgrammeItem]:
    return list(ProgrammeItem.objects.filter(day=item.day_id, start__gte=item.end).exclude(pk=item.pk))


def _shift(items: Iterable[ProgrammeItem], minutes: int) -> None:
    for item in items if minutes else ():
        _set_start(item, minute_of(item.start) + minutes)
        versions.save(item, item.version)


def _set_start(item: ProgrammeItem, minute: int) -> None:
    """Let an item start at a minute of the day and keep its length. Raises OutsideDayError."""
    end = minute + item.minutes
    if minute < 0 or end >= MIDNIGHT:
        raise OutsideDayError
    item.start, item.end = time(*divmod(minute, 60)), time(*divmod(end, 60))
