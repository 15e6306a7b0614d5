# SPDX-License-Identifier: EUPL-1.2
"""What if: ask what would help, try a change on a copy of the day, then adopt or drop it.

What was tried has no placement and so cannot be published; adopting it changes the day and makes the placement, in one
transaction, and only when the day with the change is the one that was calculated.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day, Session
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.changes import Obstacle, make_change
from regiodag.placements.actions.runs import MOST_SEED, enqueue, give_seats
from regiodag.placements.aims import Aim
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.problem import fixed, question_of, sessions_of
from regiodag.placements.queries.locks import locked_now, locked_seats
from regiodag.placements.queries.one_more_round import slot_for_round
from regiodag.placements.queries.outcome import since
from regiodag.placements.queries.rooms import mark_of, with_rooms
from regiodag.placements.queries.side_by_side import calculated
from regiodag.placements.trials import ROOMS, ROUND, Change, title_of

ADVISED = audit.action("placement.advised", _("asked what would help calculation {number} of the placement"))
TRIED = audit.action("placement.tried", _("tried in the placement: {change}"))
WITH_ROOMS = audit.action("placement.with-rooms", _("let everybody be placed and the rooms be chosen: {aim}"), aim=Aim)
ADOPTED = audit.action("placement.adopted", _("adopted what was tried in the placement: {change}"))
DROPPED = audit.action("placement.dropped", _("dropped what was tried in the placement: {change}"))

LOOKING = 120
"""Seconds in which changes are looked at."""

Kind = PlacementRun.Kind


class ChangedError(Exception):
    """The day is no longer the one that was calculated."""


class DecidedError(Exception):
    """It was adopted or dropped already, or nothing came out."""


class BlockedError(Exception):
    """The day cannot be changed so: what stands in the way has to be solved first."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__("something stands in the way")
        self.obstacles = obstacles


@transaction.atomic
def ask_advice(by: User, run: PlacementRun, chairs: int) -> PlacementRun:
    """Ask which single changes of the day would help most. chairs: how many are added at a time, 1 or more.

    Whoever is locked in the placement keeps their seats. Raises RunningError, and ChangedError when the day is no
    longer the one of the run.
    """
    _same_day(run)
    problem = fixed(run.problem, locked_seats(run.placement))
    asked = _of(by, run, kind=Kind.ADVICE, problem=problem, sessions=run.sessions, asked={"chairs": chairs},
                time_limit=LOOKING)  # fmt: skip
    audit.record(by, ADVISED, run.day_id, f"run:{asked.pk}", number=str(run.number))
    return asked


@transaction.atomic
def try_change(by: User, run: PlacementRun, change: Change) -> PlacementRun:
    """Calculate what becomes of a placement when the day is changed, near to what everybody has in it.

    The day is changed, written down as a question, and changed back, all in one transaction: nobody sees it. Whoever
    is locked keeps their seats. With a round more nobody has all their seats, and there is nothing to be near to.
    Raises as `ask_advice` does.
    """
    _same_day(run)
    if change["kind"] == ROUND and slot_for_round(run.day) is None:
        raise ChangedError
    locked = locked_seats(run.placement)
    with transaction.atomic():
        obstacles = make_change(by, run, change)
        problem = fixed(_kept(run.problem, question_of(run.day)), locked)
        question = {"problem": problem, "sessions": sessions_of(run.day)}
        transaction.set_rollback(True)
    asked: dict[str, Any] = {"change": dict(change), "obstacles": [_told(each) for each in obstacles]}
    asked |= {} if change["kind"] == ROUND else {"earlier": _with_locked(run.result or {}, locked)}
    tried = _of(by, run, kind=Kind.WHAT_IF, asked=asked, **question)
    audit.record(by, TRIED, run.day_id, f"run:{tried.pk}", change=title_of(run.problem, change))
    return tried


@transaction.atomic
def try_rooms(by: User, day: Day, aim: str, *, keep: bool = False) -> PlacementRun:
    """Place everybody with the rooms chosen as well, near to what was calculated of this day; they count once adopted.

    keep: as in `queue_run`. Raises RunningError, and NothingToPlaceError.
    """
    locked = locked_now(day) if keep else {}
    base = next((each for each in calculated(day, fixed(question_of(day), locked)) if each.objective == aim), None)
    asked: dict[str, Any] = {"change": {"kind": ROOMS}, **({"earlier": base.result} if base else {})}
    tried = enqueue(
        by,
        day,
        kind=Kind.WHAT_IF,
        base=base,
        objective=aim,
        seed=base.seed if base else 1 + secrets.randbelow(MOST_SEED),
        asked=asked,
        problem=fixed(with_rooms(day), locked),
        sessions=sessions_of(day),
    )
    audit.record(by, WITH_ROOMS, day.pk, f"run:{tried.pk}", aim=aim)
    return tried


@transaction.atomic
def adopt(by: User, run: PlacementRun, seen: str) -> Placement:
    """Change the day as it was tried, and make the placement.

    seen: the mark of the sessions that somebody looked at (`queries.rooms.mark_of`). Raises DecidedError, BlockedError,
    ChangedError, and StaleError when somebody changed the sessions since.
    """
    run = _undecided(run)
    change = run.asked["change"]
    if mark_of(run.day) != seen:
        raise StaleError(None)
    if change["kind"] == ROOMS:
        _same_day(run)
        make_change(by, run, change)
    else:
        obstacles = make_change(by, run, change)
        if obstacles:
            raise BlockedError(obstacles)
        _same_day(run)
    PlacementRun.objects.filter(pk=run.pk).update(sessions=sessions_of(run.day))
    run.refresh_from_db()
    audit.record(by, ADOPTED, run.day_id, f"run:{run.pk}", change=title_of(run.problem, change))
    return give_seats(run, (run.result or {})["placements"])


@transaction.atomic
def drop(by: User, run: PlacementRun) -> None:
    """Put aside what was tried. Raises DecidedError."""
    run = _undecided(run)
    PlacementRun.objects.filter(pk=run.pk).update(dropped=True)
    audit.record(by, DROPPED, run.day_id, f"run:{run.pk}", change=title_of(run.problem, run.asked["change"]))


def _kept(before: Mapping[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    """Return the problem in which whoever had a place whatever comes of the others has it again."""
    fixed = {each["id"]: each["fixed"] for each in before["participants"] if each.get("fixed")}
    people = [{**each, "fixed": fixed[each["id"]]} if each["id"] in fixed else each for each in problem["participants"]]
    return {**problem, "participants": people}


def _with_locked(result: Mapping[str, Any], locked: Mapping[UUID, Sequence[Session]]) -> dict[str, Any]:
    """Return what was calculated with the seats of whoever is locked as they are now: somebody may have moved them."""
    who = {str(each) for each in locked}
    seats = [
        {"participant": str(person), "round": f"r{each.round.number}", "workshop": str(each.workshop_id)}
        for person, theirs in locked.items()
        for each in theirs
    ]
    return {**result, "placements": [each for each in result["placements"] if each["participant"] not in who] + seats}


def _of(by: User, run: PlacementRun, **about: Any) -> PlacementRun:
    """Put a run at the end of the queue that starts from another one, with its aim and its lots."""
    return enqueue(by, run.day, base=run, objective=run.objective, seed=run.seed, **about)


def _same_day(run: PlacementRun) -> None:
    audit.hold(run.day_id)
    if since(run.day, run.problem):
        raise ChangedError


def _undecided(run: PlacementRun) -> PlacementRun:
    """Return what was tried, for whoever holds the day. Raises DecidedError."""
    audit.hold(run.day_id)
    found = PlacementRun.objects.select_related("day", "placement").get(pk=run.pk)
    if found.kind != Kind.WHAT_IF or found.state != PlacementRun.State.DONE or found.dropped or found.placed:
        raise DecidedError
    return found


def _told(obstacle: Obstacle) -> dict[str, Any]:
    return {
        "round": obstacle.session.round.number,
        "room": str(obstacle.room),
        "has": obstacle.room.capacity,
        "chairs": obstacle.chairs,
    }
