# SPDX-License-Identifier: EUPL-1.2
"""Two workshops in one room in the same round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield one warning for each pair of sessions."""
    for first, second in combinations(programme.sessions, 2):
        if first.room_id and (first.round_id, first.room_id) == (second.round_id, second.room_id):
            yield Warned(
                Severity.PROBLEM,
                _("Room is taken"),
                _("“{first}” and “{second}” are both in {room} in {round}.").format(
                    first=first.workshop, second=second.workshop, room=first.room, round=first.round
                ),
                _("Move one of them to another room or round."),
                (second.pk, first.pk),
            )


CHECK = _check
