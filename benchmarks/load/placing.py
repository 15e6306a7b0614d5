# SPDX-License-Identifier: EUPL-1.2
"""What the nursery does for `kills`: a published day that has changed, runs of it, and what is kept of them."""

# ruff: noqa: ANN401, PLC0415  (as models are when Django is set up first)

from __future__ import annotations

import json
import random
from datetime import date, time, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

PEOPLE = 120
WORKSHOPS = 12
CHAIRS = 12
WISHES = 4
LEFT, LATE = 6, 3


def make_published() -> str:
    """Make a day, place everybody, publish that; let people cancel and come, and a session be gone. Return its id."""
    from regiodag.days.models import Day, ProgrammeItem, Round, Series, Session, Workshop
    from regiodag.placements.actions.publish import publish
    from regiodag.placements.actions.runs import queue_run, work
    from regiodag.placements.models import Placement
    from regiodag.registrations.models import RegistrationForm

    series = Series.objects.create(title="Gemeten dagen (fictief)")
    day = Day.objects.create(series=series, title="Gemeten dag", date=date(2030, 9, 12), state="closed")
    RegistrationForm.objects.filter(day=day).update(wishes=WISHES)
    rounds = [Round.objects.create(day=day, number=number) for number in (1, 2)]
    for hour, each in enumerate(rounds, start=10):
        begin, end = time(hour), time(hour, 50)
        ProgrammeItem.objects.create(day=day, kind="round", title=f"Ronde {hour}", start=begin, end=end, round=each)
    for at in range(WORKSHOPS):
        workshop = Workshop.objects.create(day=day, title=f"Workshop {at}", maximum=CHAIRS, position=at)
        for each in rounds:
            Session.objects.create(workshop=workshop, round=each)
    _come(day, PEOPLE)
    run = queue_run(_owner(), day, "fair")
    work()
    publish(_owner(), Placement.objects.get(run=run), "eerste", 0)
    _disturb(day)
    return str(day.pk)


def _owner() -> Any:
    from regiodag.accounts.models import User

    return User.objects.get_or_create(email="robin@example.org", defaults={"name": "Robin Voorbeeld"})[0]


def _come(day: Any, number: int) -> None:
    """Let so many people register, who wish some workshops more than others."""
    from regiodag.registrations.models import Participant, Preference

    chance, workshops = random.Random(number), list(day.workshops.all())
    weights = [1 / at for at in range(1, len(workshops) + 1)]
    for at in range(number):
        key = uuid4().hex
        known = {"email": f"p{at}.{key}@example.org", "link_hash": key}
        person = Participant.objects.create(day=day, given_name=f"P{at}", family_name="Voorbeeld", **known)
        wished = dict.fromkeys(chance.choices(workshops, weights, k=40))
        for rank, workshop in enumerate(list(wished)[:WISHES], start=1):
            Preference.objects.create(participant=person, workshop=workshop, rank=rank)


def _disturb(day: Any) -> None:
    from regiodag.days.models import Session
    from regiodag.registrations.actions.register import cancel

    for person in day.participants.order_by("pk")[:LEFT]:
        cancel(person)
    _come(day, LATE)
    gone = Session.objects.filter(workshop__day=day, round__number=1).order_by("-workshop__position").first()
    if gone is not None:
        gone.delete()


def ask_run(day_id: str, kind: str) -> str:
    """Ask for a run of a kind; return its id. The worker takes it."""
    from regiodag.days.models import Day
    from regiodag.placements.actions.repair import queue_repair
    from regiodag.placements.actions.runs import queue_run
    from regiodag.placements.queries.base import base_of

    day = Day.objects.get(pk=UUID(day_id))
    base = base_of(day)
    if kind == "repair" and base is not None:
        return str(queue_repair(_owner(), day, base.seen).pk)
    return str(queue_run(_owner(), day, "fair").pk)


def run_state(run_id: str) -> list[Any]:
    """Return state, reason and process of a run, and whether it gave a placement."""
    from regiodag.placements.models import PlacementRun

    run = PlacementRun.objects.get(pk=UUID(run_id))
    return [run.state, run.reason, run.process, hasattr(run, "placement")]


def run_times(run_id: str) -> list[Any]:
    """Return the state of a run, how many seconds it waited for a worker, and how many it was at work."""
    from regiodag.placements.models import PlacementRun

    run = PlacementRun.objects.get(pk=UUID(run_id))
    started, ended = run.started or run.made, run.ended or run.made
    return [run.state, (started - run.made).total_seconds(), (ended - started).total_seconds()]


def file_seconds(run_id: str) -> dict[str, float]:
    """Return how many seconds each file of a placement takes to make, by its name."""
    from regiodag.days.models import Day
    from regiodag.placements.files import Named, Nameless, file_of
    from regiodag.placements.models import PlacementRun
    from regiodag.placements.queries.seated import seated_in

    seated = seated_in(Day.objects.get(placement_runs=UUID(run_id)), PlacementRun.objects.get(pk=UUID(run_id)).pk)
    took: dict[str, float] = {}
    if seated is None:
        return took
    for name in (*Nameless.values, *Named.values):
        begun = perf_counter()
        file_of(seated, name)
        took[name] = perf_counter() - begun
    return took


def published(day_id: str) -> str:
    """Return all that is kept of what was published, as text."""
    from regiodag.placements.models import Publication, Published

    rows = [list(kind.objects.filter(day=UUID(day_id)).order_by("pk").values()) for kind in (Publication, Published)]
    return json.dumps(rows, default=str, sort_keys=True)


def sweep_runs() -> int:
    """Let those who watched be silent for long, and do what the sweeper does then."""
    from django.utils import timezone

    from regiodag.placements.actions import runs

    return runs.sweep_runs(timezone.now() + runs.SILENT + timedelta(seconds=1))
