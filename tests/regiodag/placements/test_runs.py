# SPDX-License-Identifier: EUPL-1.2
"""Runs: asked for once, calculated, checked, stopped, forgotten; each ends once, with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indeling import Problem, solve
from placed_people import a_run, placed, seated, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day
from regiodag.messages.sweepers import sweep
from regiodag.placements.actions import runs
from regiodag.placements.actions.publish import publish
from regiodag.placements.actions.runs import RunningError, queue_run, stop_run, sweep_runs, work
from regiodag.placements.models import Placement, PlacementRun, Publication, Seat
from regiodag.placements.processes import process
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db

Ask = Callable[..., dict[str, Any]]


def ended(run: PlacementRun) -> tuple[str, str]:
    run.refresh_from_db()
    return run.state, run.reason


def answers(monkeypatch: pytest.MonkeyPatch, answered: Callable[[str], dict[str, Any]]) -> None:
    """Let the engine answer what a function says, by the task; it looks once whether to go on."""

    def ask(task: str, _question: Mapping[str, Any], _seconds: int, heed: process.Heed) -> dict[str, Any]:
        if not heed(4_000_000, None):
            raise process.StoppedError
        return answered(task)

    monkeypatch.setattr(process, "ask", ask)


def right(run: PlacementRun) -> Callable[[str], dict[str, Any]]:
    """The answers of an engine that finds what is best."""
    solved: dict[str, Any] = {
        "placement": solve(Problem.from_dict(run.problem)).to_dict(),
        "conflicts": [],
        "gap": None,
    }
    return lambda task: solved if task == "solve" else {"feasible": True, "proven": True, "findings": []}


def test_everybody_is_placed_as_the_engine_does_and_only_after_a_check(placeable: Day, owner: User) -> None:
    run = queue_run(owner, placeable, "fair")
    assert work() == 1
    assert ended(run) == ("done", "")
    assert run.result == solve(Problem.from_dict(run.problem), "fair", run.seed).to_dict()
    assert run.verdict == {"feasible": True, "proven": True, "findings": [], "gap": None}
    assert (run.checked, run.process, run.heartbeat is not None) == (True, None, True)
    by_engine = {(each["participant"], each["workshop"], each["round"]) for each in (run.result or {})["placements"]}
    seats = Seat.objects.select_related("session__round").filter(placement__run=run)
    assert {
        (str(each.participant_id), str(each.session.workshop_id), f"r{each.session.round.number}") for each in seats
    } == by_engine


def test_lots_are_drawn_anew_for_each_run_and_their_number_is_told(
    placeable: Day, owner: User, as_owner: Client
) -> None:
    runs = [queue_run(owner, placeable, "lottery") for _time in range(3) if work() < 2]
    work()
    assert len({each.seed for each in runs}) == 3
    page = as_owner.get(f"/days/{placeable.pk}/placement/runs/{runs[0].pk}/").content.decode()
    assert f"geloot met nummer {runs[0].seed}" in page


def test_problem_that_is_kept_tells_nothing_of_who_people_are(placeable: Day, owner: User) -> None:
    Participant.objects.update(organisation_typed="Opvang De Brug")
    kept = json.dumps(queue_run(owner, placeable, "fair").problem)
    assert [word for word in ("Ada", "Voorbeeld", "Brug", "@") if word in kept] == []
    assert str(who("Ada").pk) in kept


def test_run_is_written_down_with_who_asked_and_how_it_ended(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue_run(owner, placeable, "lottery")
    answers(monkeypatch, right(run))
    work()
    entries = AuditEntry.objects.filter(scope=placeable.pk).order_by("number")
    assert [(each.action, each.detail.facts, each.actor) for each in entries] == [
        ("placement.asked", {"aim": "lottery"}, owner.pk),
        ("placement.ended", {"number": "1", "state": "done"}, None),
    ]


def test_second_run_of_a_day_leads_to_the_first(placeable: Day, owner: User, as_owner: Client) -> None:
    run = queue_run(owner, placeable, "fair")
    with pytest.raises(RunningError) as busy:
        queue_run(owner, placeable, "fair")
    assert busy.value.run == run
    answer = as_owner.post(reverse("placement-start", args=[placeable.pk]), {"aim": "fair"})
    assert answer.headers["Location"] == reverse("placement-run", args=[placeable.pk, run.pk])
    assert PlacementRun.objects.count() == 1


def test_database_keeps_two_runs_of_a_day_from_being_active(placeable: Day) -> None:
    a_run(placeable, state="running")
    with pytest.raises(IntegrityError, match=r"one_run_at_a_time|placementrun\.day_id"), transaction.atomic():
        a_run(placeable)
    with pytest.raises(IntegrityError, match="a_run_that_is_done_was_checked"), transaction.atomic():
        a_run(placeable, state="done", result={})


def test_aim_that_is_not_there_starts_nothing(placeable: Day, as_owner: Client) -> None:
    answer = as_owner.post(reverse("placement-start", args=[placeable.pk]), {"aim": "best-ever"}, follow=True)
    assert "Er is niets begonnen: kies wat het belangrijkst is." in answer.content.decode()
    assert not PlacementRun.objects.exists()


def test_day_that_does_not_fit_ends_with_what_stands_in_the_way(placeable: Day, owner: User, as_owner: Client) -> None:
    session(placeable, "D", 1).delete()
    session(placeable, "F", 1).delete()
    run = queue_run(owner, placeable, "fair")
    work()
    assert ended(run) == ("failed", "impossible")
    page = as_owner.get(reverse("placement-run", args=[placeable.pk, run.pk])).content.decode()
    assert "<li>Ronde 1 heeft 3 plaatsen voor 4 mensen</li>" in page
    assert [reverse(name, args=[placeable.pk]) in page.split("<h1>")[1] for name in ("workshops", "timetable")] == [
        True,
        True,
    ]
    assert not Placement.objects.exists()


def test_what_the_check_refuses_is_seen_by_nobody(placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queue_run(owner, placeable, "fair")
    found, wrong = right(run), {"feasible": False, "proven": False, "findings": [{"nl": "Fout", "en": "Wrong"}]}
    answers(monkeypatch, lambda task: wrong if task == "check" else found(task))
    work()
    assert ended(run) == ("failed", "wrong")
    assert (run.result, run.checked, run.told, Placement.objects.count()) == (None, False, wrong["findings"], 0)


@pytest.mark.parametrize(
    ("failure", "end"),
    [
        (process.DiedError, ("failed", "died")),
        (process.TooLongError, ("failed", "time")),
        (process.StoppedError, ("stopped", "asked")),
    ],
)
def test_process_without_an_answer_ends_the_run_with_the_reason_and_what_is_published_stays(
    failure: type[Exception], end: tuple[str, str], placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(owner, placed(placeable, {"Ada": "FC"}), "eerste", 0)
    before = [*Publication.objects.values()]

    def fail(_task: str) -> dict[str, Any]:
        raise failure

    run = queue_run(owner, placeable, "fair")
    answers(monkeypatch, fail)
    work()
    assert ended(run) == end
    assert [*Publication.objects.values()] == before


def test_mistake_in_the_worker_ends_the_run_too(placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queue_run(owner, placeable, "fair")
    answers(monkeypatch, lambda _task: {})
    with pytest.raises(KeyError):
        work()
    assert ended(run) == ("failed", "died")


def test_run_that_is_stopped_in_the_queue_ends_at_once(placeable: Day, owner: User, as_owner: Client) -> None:
    run = queue_run(owner, placeable, "fair")
    as_owner.post(reverse("placement-stop", args=[placeable.pk, run.pk]))
    assert ended(run) == ("stopped", "asked")
    assert work() == 0
    assert not stop_run(owner, run)


def test_run_that_is_stopped_while_it_is_calculated_ends_as_stopped(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue_run(owner, placeable, "fair")
    found = right(run)

    def stopped(task: str) -> dict[str, Any]:
        if task == "solve":
            assert stop_run(owner, run)
            assert ended(run) == ("running", "")
        return found(task)

    answers(monkeypatch, stopped)
    work()
    assert ended(run) == ("stopped", "asked")
    assert not Placement.objects.exists()


def test_stop_at_the_very_last_moment_gives_no_placement(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue_run(owner, placeable, "fair")
    found = right(run)
    answers(monkeypatch, lambda task: (task == "check" and stop_run(owner, run) and found(task)) or found(task))
    work()
    assert ended(run) == ("stopped", "asked")
    assert not Placement.objects.exists()


def test_run_whose_worker_is_gone_is_ended_by_the_sweeper_and_others_are_not(placeable: Day, day: Day) -> None:
    now = timezone.now()
    run = a_run(placeable, state="running", started=now, heartbeat=now - timedelta(seconds=10), process=4_000_000)
    assert sweep_runs(now) == 0
    assert ended(run) == ("running", "")
    assert sweep_runs(now + timedelta(seconds=15)) == 1
    assert ended(run) == ("failed", "died")
    assert (run.process, run.ended is not None) == (None, True)


def test_worker_that_was_thought_dead_overwrites_nothing(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue_run(owner, placeable, "fair")
    found = right(run)

    def swept(task: str) -> dict[str, Any]:
        if task == "check":
            sweep_runs(timezone.now() + timedelta(minutes=5))
        return found(task)

    answers(monkeypatch, swept)
    work()
    assert ended(run) == ("failed", "died")
    assert (run.result, Placement.objects.count()) == (None, 0)


def test_run_that_nobody_was_nudged_for_is_calculated_at_the_next_sweep(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue_run(owner, placeable, "fair")
    answers(monkeypatch, right(run))
    sweep()
    assert ended(run) == ("queued", "")
    PlacementRun.objects.update(made=timezone.now() - timedelta(minutes=1))
    sweep()
    assert ended(run) == ("done", "")


def test_whoever_is_erased_while_it_is_calculated_has_no_seat_and_others_do(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue_run(owner, placeable, "fair")
    found, bo = right(run), who("Bo")
    gone = str(bo.pk)

    def erased(task: str) -> dict[str, Any]:
        if task == "solve":
            bo.delete()
        return found(task)

    answers(monkeypatch, erased)
    work()
    assert {*seated(Placement.objects.get())} == {"Ada", "Cas", "Dee"}
    assert ended(run) == ("done", "")
    assert gone in json.dumps(found("solve"))
    assert [gone in json.dumps(kept) for kept in (run.problem, run.result, run.verdict)] == [False] * 3


def test_page_follows_by_itself_and_is_loaded_anew_at_the_end(
    placeable: Day, owner: User, as_owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queue_run(owner, placeable, "fair")
    where = reverse("placement-progress", args=[placeable.pk, run.pk])
    page = as_owner.get(reverse("placement-run", args=[placeable.pk, run.pk])).content.decode()
    assert f'hx-get="{where}?seen=queued-0-0" hx-trigger="every 500ms"' in page
    assert as_owner.get(where, {"seen": "queued-0-0"}).status_code == 204
    step = {"what": {"nl": "Kwadraten", "en": "Squares"}, "step": 2, "steps": 3}
    PlacementRun.objects.update(state="running", progress=step, heartbeat=timezone.now())
    later = as_owner.get(where, {"seen": "queued-0-0"}).content.decode()
    assert "Stap 2 van 3:" in later
    assert "Kwadraten" in later
    PlacementRun.objects.update(state="queued", progress={})
    answers(monkeypatch, right(run))
    work()
    assert as_owner.get(where, {"seen": "queued-0-0"}).headers["HX-Refresh"] == "true"


def test_task_that_comes_twice_calculates_once(placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queue_run(owner, placeable, "fair")
    answers(monkeypatch, right(run))
    assert (runs.work(), runs.work()) == (1, 0)
    assert ended(run) == ("done", "")
