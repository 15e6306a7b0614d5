# SPDX-License-Identifier: EUPL-1.2
"""Two parts for everybody at the same time, or two things in one room at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from regiodag.days.models import ProgrammeItem, Session
from regiodag.days.programme import Occupation, Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield one warning for each pair. Two sessions of one round in one room are told by `crowded`."""
    for first, second in combinations(programme.occupations(), 2):
        if not first.meets(second):
            continue
        if _for_everybody(first) and _for_everybody(second):
            yield _both(first, second)
        elif first.room is not None and first.room == second.room and not _of_one_round(first, second):
            yield _one_room(first, second)


def _for_everybody(one: Occupation) -> bool:
    """Return whether everybody is expected there: any part of the programme that is not “something else” beside it."""
    return isinstance(one.thing, ProgrammeItem) and one.thing.kind != ProgrammeItem.Kind.OTHER


def _of_one_round(first: Occupation, second: Occupation) -> bool:
    return (
        isinstance(first.thing, Session)
        and isinstance(second.thing, Session)
        and first.thing.round_id == second.thing.round_id
    )


def _both(first: Occupation, second: Occupation) -> Warned:
    return Warned(
        Severity.PROBLEM,
        _("Same time"),
        _("“{first}” lasts until {end}, and “{second}” starts at {start}: nobody can be at both.").format(
            first=first.title, second=second.title, end=f"{first.end:%H:%M}", start=f"{second.start:%H:%M}"
        ),
        _("Move one of them, or make one shorter."),
        (second.pk, first.pk),
    )


def _one_room(first: Occupation, second: Occupation) -> Warned:
    return Warned(
        Severity.PROBLEM,
        _("Room is taken"),
        _("“{first}” and “{second}” are in {room} at the same time, {start}.").format(
            first=first.title, second=second.title, room=first.room, start=f"{max(first.start, second.start):%H:%M}"
        ),
        _("Give one of them another room or another time."),
        (second.pk, first.pk),
    )


CHECK = _check
