# SPDX-License-Identifier: EUPL-1.2
"""Runs: ask for one, stop it, calculate it, and end what nobody looks after any more.

The row is the state. Whoever changes it says which state it must be in, so that an end is written once and never
overwritten: not by a worker that was thought dead, not by a second worker, not by somebody who presses stop too late.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day, Session
from regiodag.placements.aims import Aim
from regiodag.placements.models import Placement, PlacementRun, Seat
from regiodag.placements.problem import fixed, kept_in, key_of, question_of, sessions_of
from regiodag.placements.processes import process
from regiodag.placements.queries.locks import locked_now
from regiodag.registrations.models import Participant

ASKED = audit.action("placement.asked", _("let everybody be placed: {aim}"), aim=Aim)
STOPPED = audit.action("placement.stopped", _("stopped calculation {number} of the placement"))
ENDED = audit.action("placement.ended", _("calculation {number} of the placement ended: {state}"),
                     state=PlacementRun.State)  # fmt: skip

SECONDS = 60
"""How long a run may look for something better. What it has then is taken, with what was proven of it."""
GRACE = 60
"""Seconds that a process gets besides, to begin and to write down what it found; then it is killed."""
CHECKING = 120
"""Seconds that the check may take."""
MOST_SEED = 999_999
"""Lots are drawn with a number up to this one: short enough to be read out."""
SILENT = timedelta(seconds=20)
"""After such a time without a heartbeat, whoever watched a run is gone."""
BEAT = timedelta(seconds=1)
LOST = timedelta(seconds=5)
"""After such a time in the queue, the nudge is taken to be lost."""

State, Reason = PlacementRun.State, PlacementRun.Reason

FOR_EVERY_AIM = (Reason.ASKED, Reason.IMPOSSIBLE, Reason.REFUSED)
"""Reasons for which no other aim of the same day needs to be tried."""


class RunningError(Exception):
    """A run of this day has yet to end."""

    def __init__(self, run: PlacementRun) -> None:
        super().__init__("a run of this day has yet to end")
        self.run = run


# What organisers do --------------------------------------------------------------------------------------------------


@transaction.atomic
def queue_run(by: User | None, day: Day, aim: str, *, keep: bool = False, **about: Any) -> PlacementRun:
    """Ask for a placement of the day as it is now. Raises RunningError, and NothingToPlaceError.

    keep: whoever is locked in the newest placement keeps the seats that they have there. about: other fields of it.
    """
    audit.hold(day.pk)
    if keep:
        about = {"problem": fixed(question_of(day), locked_now(day)), "sessions": sessions_of(day), **about}
    run = enqueue(by, day, **{"objective": aim, "seed": 1 + secrets.randbelow(MOST_SEED), **about})
    audit.record(by, ASKED, day.pk, f"run:{run.pk}", aim=aim)
    return run


@transaction.atomic
def enqueue(by: User | None, day: Day, **about: Any) -> PlacementRun:
    """Put a run at the end of the queue, of the day as it is now unless something else is said.

    Raises RunningError, and NothingToPlaceError.
    """
    audit.hold(day.pk)
    runs = PlacementRun.objects.filter(day=day)
    active = runs.filter(state__in=PlacementRun.ACTIVE).first()
    if active:
        raise RunningError(active)
    number = (runs.aggregate(last=Max("number"))["last"] or 0) + 1
    if "problem" not in about:
        about |= {"problem": question_of(day), "sessions": sessions_of(day)}
    run = PlacementRun.objects.create(**{"day": day, "number": number, "time_limit": SECONDS, "by": by, **about})
    transaction.on_commit(_nudge)
    return run


@transaction.atomic
def stop_run(by: User, run: PlacementRun) -> bool:
    """Stop a run, whoever calculates it; return whether there was something to stop."""
    rows = PlacementRun.objects.filter(pk=run.pk, state__in=PlacementRun.ACTIVE)
    if not rows.update(halt=True):
        return False
    audit.record(by, STOPPED, run.day_id, f"run:{run.pk}", number=str(run.number))
    if not rows.filter(state=State.RUNNING, heartbeat__gte=timezone.now() - SILENT).exists():
        _end(run, State.STOPPED, Reason.ASKED)
    return True


# What the worker does ------------------------------------------------------------------------------------------------


def work() -> int:
    """Calculate what is queued, one after the other; return how many runs that were."""
    done = 0
    while (run := _take(PlacementRun.objects.filter(state=State.QUEUED))) is not None:
        _calculate(run)
        done += 1
    return done


def sweep_runs(now: datetime | None = None) -> int:
    """End runs that nobody watches any more, and calculate those that were forgotten; return how many that were."""
    now = now or timezone.now()
    silent = PlacementRun.objects.filter(state=State.RUNNING, heartbeat__lt=now - SILENT)
    left = sum(_bury(each) for each in silent)
    while (run := _take(PlacementRun.objects.filter(state=State.QUEUED, made__lt=now - LOST))) is not None:
        _calculate(run)
        left += 1
    return left


def _bury(run: PlacementRun) -> bool:
    """End a run whose watcher is gone, with what is left of its process."""
    if run.process:
        process.kill_leftover(run.process)
    return _end(run, *((State.STOPPED, Reason.ASKED) if run.halt else (State.FAILED, Reason.DIED)))


def _take(queued: Any) -> PlacementRun | None:
    """Take the oldest that is queued and that nobody else takes."""
    for run in queued.order_by("made", "pk"):
        now = timezone.now()
        mine = PlacementRun.objects.filter(pk=run.pk, state=State.QUEUED, halt=False)
        if mine.update(state=State.RUNNING, started=now, heartbeat=now):
            run.refresh_from_db()
            return run  # type: ignore[no-any-return]  # as above
    return None


def _calculate(run: PlacementRun) -> None:
    """Let it be solved, then checked in another process, then kept; whatever happens, the run ends."""
    try:
        solved = process.ask(run.kind, _question(run), run.time_limit + GRACE, _Watch(run))
        if not _is_answer(run, solved):
            return
        verdict = _verdict(run, solved)
    except process.StoppedError:
        _end(run, State.STOPPED, Reason.ASKED)
    except process.TooLongError:
        _end(run, State.FAILED, Reason.TIME)
    except process.EndedError:
        _end(run, State.FAILED, Reason.DIED)
    except BaseException:
        _end(run, State.FAILED, Reason.DIED)
        raise
    else:
        _keep(run, solved, verdict)


def _question(run: PlacementRun) -> dict[str, Any]:
    about = {"problem": run.problem, "objective": run.objective, "seed": run.seed, "time_limit": run.time_limit}
    return {**about, **run.asked}


def _verdict(run: PlacementRun, solved: Mapping[str, Any]) -> dict[str, Any]:
    """Return what another process says of a placement; of what places nobody there is nothing to say."""
    if run.kind in PlacementRun.WITHOUT_PLACEMENT:
        return {}
    return process.ask("check", {"problem": run.problem, "placement": solved["placement"]}, CHECKING, _Watch(run))


def _is_answer(run: PlacementRun, solved: Mapping[str, Any]) -> bool:
    """Return whether there is what was asked for; ends the run when there is not."""
    if solved.get("refused"):
        reason = Reason.TIME if solved["refused"] == "time" else Reason.REFUSED
        _end(run, State.FAILED, reason, told=solved["told"])
        return False
    if solved.get("placement", {}).get("status") == "infeasible":
        _end(run, State.FAILED, Reason.IMPOSSIBLE, told=solved["conflicts"])
        return False
    return True


def _keep(run: PlacementRun, solved: Mapping[str, Any], verdict: Mapping[str, Any]) -> None:
    """Write down what came out, and give everybody their seat: only what was found right, and all of it or nothing."""
    if run.kind in PlacementRun.WITHOUT_PLACEMENT:
        _tell(run, solved)
        return
    if not verdict.get("feasible"):
        _end(run, State.FAILED, Reason.WRONG, told=verdict.get("findings", []))
        return
    with transaction.atomic():
        audit.hold(run.day_id)
        known = {"result": solved["placement"], "verdict": {**verdict, "gap": solved["gap"]}}
        known = _without_erased(run, {**known, **({"found": solved["found"]} if "found" in solved else {})})
        if _end(run, State.DONE, "", checked=True, **known):
            if run.kind != PlacementRun.Kind.WHAT_IF:
                give_seats(run, known["result"]["placements"])
        else:
            _end(run, State.STOPPED, Reason.ASKED)


@transaction.atomic
def _tell(run: PlacementRun, answer: Mapping[str, Any]) -> None:
    """Write down what came out of a run that places nobody."""
    audit.hold(run.day_id)
    if not _end(run, State.DONE, "", **_without_erased(run, {"found": answer["found"]})):
        _end(run, State.STOPPED, Reason.ASKED)


def _without_erased(run: PlacementRun, known: dict[str, Any]) -> dict[str, Any]:
    """Return what came out with the ids that `receivers.py` gave to those who were erased while it was calculated."""
    asked = _people_in(run)
    run.refresh_from_db(fields=["problem", "asked"])
    text = json.dumps(known)
    for before, now in zip(asked, _people_in(run), strict=True):
        if before != now:
            text = text.replace(before, now)
    result: dict[str, Any] = json.loads(text)
    return result


def _people_in(run: PlacementRun) -> list[str]:
    """Return the ids of all people in what is asked, always in the same order."""
    earlier = run.asked.get("earlier", {}).get("placements", ())
    return [*(each["id"] for each in run.problem["participants"]), *(each["participant"] for each in earlier)]


def give_seats(run: PlacementRun, rows: Iterable[Mapping[str, Any]]) -> Placement:
    """Make the placement of a run, and give everybody their seat; for whoever holds the day."""
    placement = Placement.objects.create(run=run, day_id=run.day_id)
    Seat.objects.bulk_create(_seats(run, placement, rows), batch_size=500)
    return placement


def _seats(run: PlacementRun, placement: Placement, rows: Iterable[Mapping[str, Any]]) -> Iterable[Seat]:
    """Yield the seats of people and sessions that are still there: either may have gone while it was calculated.

    Whoever was locked still is.
    """
    locked = kept_in(run.problem) | {*run.asked.get("locked", ())}
    people = {str(pk) for pk in Participant.objects.filter(day=run.day_id).values_list("pk", flat=True)}
    sessions = {str(pk) for pk in Session.objects.filter(workshop__day=run.day_id).values_list("pk", flat=True)}
    for row in rows:
        session = run.sessions.get(key_of(row["workshop"], row["round"]))
        if row["participant"] in people and session in sessions:
            who = row["participant"]
            yield Seat(placement=placement, participant_id=who, session_id=session, locked=who in locked)


@transaction.atomic
def _end(run: PlacementRun, state: str, reason: str, **known: Any) -> bool:
    """Write down how a run ended, unless it has ended; return whether this was its end."""
    audit.hold(run.day_id)
    rows = PlacementRun.objects.filter(pk=run.pk, state__in=PlacementRun.ACTIVE)
    if state == State.DONE:
        rows = rows.filter(halt=False)
    if not rows.update(state=state, reason=reason, ended=timezone.now(), process=None, **known):
        return False
    audit.record(None, ENDED, run.day_id, f"run:{run.pk}", number=str(run.number), state=state)
    if run.then and reason not in FOR_EVERY_AIM:
        _go_on(run)
    return True


def _go_on(run: PlacementRun) -> None:
    """Ask for the next aim of the same day, drawn with the same number: in the transaction in which this one ends."""
    run.refresh_from_db(fields=["problem", "by"])
    aim, *then = run.then
    same = {"problem": run.problem, "sessions": run.sessions, "seed": run.seed}
    queue_run(run.by, run.day, aim, then=then, **same)


class _Watch:
    """Writes down that a run is looked after and what it is doing; says stop when somebody ended it or asked to."""

    def __init__(self, run: PlacementRun) -> None:
        self._run = run
        self._last: datetime | None = None

    def __call__(self, number: int, progress: Mapping[str, Any] | None) -> bool:
        """Return whether the process is to go on; `number` is that of the process."""
        now = timezone.now()
        rows = PlacementRun.objects.filter(pk=self._run.pk, state=State.RUNNING, halt=False)
        if progress is None and self._last is not None and now - self._last < BEAT:
            return rows.exists()
        self._last = now
        told = {"progress": progress} if progress else {}
        return bool(rows.update(heartbeat=now, process=number, **told))


def _nudge() -> None:
    from regiodag.placements.tasks import place  # noqa: PLC0415  (the task calls this module)

    place.enqueue()
