# SPDX-License-Identifier: EUPL-1.2
"""Repair: place the day as it is now with few moves from where people are; and what more moves would buy."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.placements.actions.runs import MOST_SEED, enqueue
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.queries.base import base_of, earlier_of, locked_in

REPAIR = audit.action("placement.repair", _("let the placement be repaired with the fewest moves"))
WITHIN = audit.action("placement.repair-within", _("let the placement be repaired with at most {most} moves"))
CURVE = audit.action("placement.curve", _("asked what more moves would buy in a repair of the placement"))

CURVE_SECONDS = 100
"""How long may be looked for what more moves would buy; what is known by then is shown."""

Kind = PlacementRun.Kind


class OtherBaseError(Exception):
    """What was looked at is no longer what people know: it was published anew, or somebody was moved by hand."""


@transaction.atomic
def queue_repair(by: User, day: Day, seen: str, placement: Placement | None = None) -> PlacementRun:
    """Ask for the fewest moves from what is published, or from a placement. Raises OtherBaseError and RunningError.

    seen: the `Base.seen` that somebody looked at.
    """
    audit.hold(day.pk)
    base = base_of(day, placement)
    if base is None or base.seen != seen:
        raise OtherBaseError
    run = enqueue(
        by,
        day,
        kind=Kind.REPAIR,
        objective=base.run.objective,
        seed=1 + secrets.randbelow(MOST_SEED),
        base=base.run,
        version=base.version,
        asked={"earlier": earlier_of(base), "locked": locked_in(base)},
    )
    audit.record(by, REPAIR, day.pk, f"run:{run.pk}")
    return run


@transaction.atomic
def queue_curve(by: User, repaired: PlacementRun) -> PlacementRun:
    """Ask what fewer and more moves would buy than those of a repair. Raises RunningError."""
    run = _like(by, repaired, kind=Kind.CURVE, time_limit=CURVE_SECONDS, base=repaired)
    audit.record(by, CURVE, repaired.day_id, f"run:{run.pk}")
    return run


@transaction.atomic
def queue_within(by: User, repaired: PlacementRun, most: int) -> PlacementRun:
    """Ask for another repair of the same day, with at most so many moves. Raises RunningError."""
    about = {"base": repaired.base, "asked": {**repaired.asked, "most": most}}
    run = _like(by, repaired, kind=Kind.REPAIR, **about)
    audit.record(by, WITHIN, repaired.day_id, f"run:{run.pk}", most=str(most))
    return run


def _like(by: User, repaired: PlacementRun, **other: object) -> PlacementRun:
    """Ask the same question as that of a repair, but for some things."""
    same = ("objective", "seed", "version", "asked", "problem", "sessions")
    return enqueue(by, repaired.day, **{name: getattr(repaired, name) for name in same} | other)
