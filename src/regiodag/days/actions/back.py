# SPDX-License-Identifier: EUPL-1.2
"""Undo what was done to a day last, and do it again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.editing import steps
from regiodag.editing.models import Step

UNDID = audit.action("day.undid", _("undid: {label}"))
REDID = audit.action("day.redid", _("did again: {label}"))


class OtherStepError(Exception):
    """What would be undone is not what the button promised: somebody did something else in the meantime."""


@transaction.atomic
def undo(by: User, day: Day, promised: UUID) -> Step:
    """Take the last step back. Raises OtherStepError, NothingToUndoError, OvertakenError; then nothing changed."""
    _check(steps.last_step(day.pk), promised)
    done = _put(steps.undo, day)
    audit.record(by, UNDID, day.pk, f"step:{done.pk}", label=done.label)
    return done


@transaction.atomic
def redo(by: User, day: Day, promised: UUID) -> Step:
    """Do again what was undone last. Raises as `undo`."""
    _check(steps.next_step(day.pk), promised)
    done = _put(steps.redo, day)
    audit.record(by, REDID, day.pk, f"step:{done.pk}", label=done.label)
    return done


def _check(found: Step | None, promised: UUID) -> None:
    if found is not None and found.pk != promised:
        raise OtherStepError


def _put(act: Callable[[UUID], Step], day: Day) -> Step:
    """Put things back. What was made since may be in the way, such as a new workshop of the same title."""
    try:
        return act(day.pk)
    except IntegrityError as error:
        raise steps.OvertakenError from error
