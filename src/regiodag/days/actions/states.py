# SPDX-License-Identifier: EUPL-1.2
"""Move a day from one state to the next, or back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.days.states import Move, State

MOVED = audit.action("day.moved", _("moved the day from {start} to {end}"), start=State, end=State)


class StateMovedError(Exception):
    """The day is not in the state that the move starts from: somebody else moved it."""


@transaction.atomic
def move_day(by: User, day: Day, move: Move) -> Day:
    """Make a move. Raises StateMovedError, and changes nothing, when the day has moved on in the meantime."""
    if not Day.objects.filter(pk=day.pk, state=move.start).update(state=move.end):
        raise StateMovedError
    day.refresh_from_db()
    start, end = State(move.start), State(move.end)
    audit.record(by, MOVED, day.pk, f"day:{day.pk}", start=start.value, end=end.value)
    return day
