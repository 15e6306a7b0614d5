# SPDX-License-Identifier: EUPL-1.2
"""When one more round would be: right after the last one, as long as that, with what comes after it later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from regiodag.days.actions.programme import MIDNIGHT, minute_of
from regiodag.days.models import Day


@dataclass(frozen=True)
class Slot:
    """From when until when a round would be. minutes: how long; later: how many parts come so much later."""

    start: time
    end: time
    minutes: int
    later: int


def slot_for_round(day: Day) -> Slot | None:
    """Return when one more round would be; None when a round has no time yet, or the day would last past midnight."""
    items = list(day.items.all())
    rounds = [each for each in items if each.round_id]
    if not rounds or len(rounds) < day.rounds.count():
        return None
    last = max(rounds, key=lambda each: each.end)
    later = [each for each in items if each.start >= last.end]
    end = minute_of(last.end) + last.minutes
    if max([end, *(minute_of(each.end) + last.minutes for each in later)]) >= MIDNIGHT:
        return None
    return Slot(last.end, time(*divmod(end, 60)), last.minutes, len(later))
