# SPDX-License-Identifier: EUPL-1.2
"""Have every way of placing calculated on the day as it is now, one after the other."""

from __future__ import annotations

from django.db import transaction

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.placements.actions.runs import queue_run
from regiodag.placements.aims import Aim
from regiodag.placements.models import PlacementRun
from regiodag.placements.problem import fixed, question_of, sessions_of
from regiodag.placements.queries.locks import locked_now
from regiodag.placements.queries.side_by_side import calculated


@transaction.atomic
def compare_all(by: User, day: Day, *, keep: bool = False) -> PlacementRun | None:
    """Ask for each way that was not calculated of the day as it is now; return the first, None when all were.

    All are drawn with the same number. keep: as in `queue_run`. Raises RunningError, and NothingToPlaceError.
    """
    audit.hold(day.pk)
    question = fixed(question_of(day), locked_now(day)) if keep else question_of(day)
    known = {run.objective for run in calculated(day, question)}
    aims = [aim for aim in Aim.values if aim not in known]
    if not aims:
        return None
    return queue_run(by, day, aims[0], then=aims[1:], problem=question, sessions=sessions_of(day))
