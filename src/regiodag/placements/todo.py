# SPDX-License-Identifier: EUPL-1.2
"""What there is to do for the placement of a day, and what to look at before its state says that it is done."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.days.models import Day
from regiodag.days.states import Move, State
from regiodag.days.todo import Step
from regiodag.placements.queries.published import current


def steps_of(day: Day) -> Iterator[Step]:
    """Yield the steps."""
    yield Step(
        gettext_lazy("Place everybody, and publish the programmes"),
        current(day) is not None,
        "placement",
        gettext_lazy("Workshops for everybody, best by what they asked for."),
    )


def doubts_before(day: Day, move: Move) -> Iterator[str]:
    """Yield what somebody should know who is about to say that the placement is ready, or published."""
    if move.end == State.PLACED and move.start == State.CLOSED and not day.placements.exists():
        yield _("Nobody was placed yet. You do that at “Placement”.")
    if move.end == State.PUBLISHED and move.start == State.PLACED and current(day) is None:
        yield _("No placement was published, so participants will see no programme. You publish it at “Placement”.")
