# SPDX-License-Identifier: EUPL-1.2
"""A round without enough chairs for everybody who can come to the day."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield a warning for each round, when the capacity of the day is known."""
    capacity = programme.day.capacity
    for rnd in programme.rounds if capacity else ():
        chairs = sum(session.chairs for session in programme.sessions_in(rnd))
        if capacity and chairs < capacity:
            item = programme.item_of(rnd)
            yield Warned(
                Severity.ATTENTION,
                _("Too few chairs"),
                _("The workshops of {round} have {chairs} chairs, and {capacity} people can come to the day.").format(
                    round=rnd, chairs=chairs, capacity=capacity
                ),
                _("Add {short} chairs: a bigger room, or one more workshop in this round.").format(
                    short=capacity - chairs
                ),
                (item.pk if item else rnd.pk, rnd.pk),
            )


CHECK = _check
