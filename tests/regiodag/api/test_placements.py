# SPDX-License-Identifier: EUPL-1.2
"""A program lets everybody be placed, follows it and fetches what came out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localdate

from api_program import Program, told
from placed_people import a_run, placeable, placed, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.api.actions.tokens import make_token
from regiodag.days.models import Day
from regiodag.placements.actions.moves import lock, move
from regiodag.placements.actions.publish import publish
from regiodag.placements.actions.runs import work
from regiodag.placements.models import PlacementRun
from regiodag.placements.queries.published import shown
from regiodag.registrations.actions.register import cancel

__all__ = ["placeable"]

pytestmark = pytest.mark.django_db

FIRST = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


def program_for(day: Day, owner: User, *scopes: str) -> Program:
    return Program(make_token(owner, day, "Planner", [*scopes], localdate() + timedelta(days=9))[1])


@pytest.fixture
def planner(placeable: Day, owner: User) -> Program:
    return program_for(placeable, owner, "placements:read", "placements:run")


def test_program_lets_everybody_be_placed_follows_it_and_fetches_what_came_out(planner: Program) -> None:
    answer = planner.ask("POST", "/placement-runs", {"objective": "rank-maximal"})
    run = PlacementRun.objects.get()
    known = {"id": str(run.pk), "number": 1, "objective": "rank-maximal", "seed": run.seed, "state": "queued"}
    queued = {
        **known,
        "reason": None,
        "step": None,
        "steps": None,
        "askedAt": answer.json()["askedAt"],
        "endedAt": None,
    }
    assert (answer.status_code, answer.json()) == (202, queued)
    where = answer.headers["Location"].removeprefix("/api/v1")
    assert told(planner.ask("GET", f"{where}/placement")) == (409, "not-ready", [])
    PlacementRun.objects.update(state="running", progress={"what": {"en": "…"}, "step": 2, "steps": 5})
    assert planner.get(where) == {**queued, "state": "running", "step": 2, "steps": 5}
    PlacementRun.objects.update(state="queued")
    work()
    run.refresh_from_db()
    done = planner.get(where)
    assert (done["state"], done["step"], done["endedAt"] is None) == ("done", None, False)
    assert planner.get(f"{where}/placement") == run.result
    assert planner.get(f"{where}/problem") == run.problem
    assert planner.get("/placement-runs") == {"items": [done]}
    assert {*AuditEntry.objects.values_list("action", flat=True)} >= {"placement.asked", "api.placement-asked"}


def test_program_fetches_who_is_where_now_and_who_was_moved_by_hand(
    planner: Program, placeable: Day, owner: User
) -> None:
    placement = placed(placeable, {"Ada": "FC", "Bo": "C-"})
    where = f"/placement-runs/{placement.run_id}"
    lock(owner, placement, who("Bo"), placement.version)
    placement.refresh_from_db()
    move(owner, placement, who("Ada"), session(placeable, "D", 1), placement.version)

    def seat(name: str, letter: str, number: int, **how: bool) -> dict[str, object]:
        workshop = str(session(placeable, letter, number).workshop_id)
        marked = {"byHand": False, "locked": False, **how}
        return {"participant": str(who(name).pk), "round": f"r{number}", "workshop": workshop, **marked}

    seats = planner.get(f"{where}/seats")["items"]
    assert sorted(seats, key=str) == sorted(
        [seat("Ada", "D", 1, byHand=True), seat("Ada", "C", 2), seat("Bo", "C", 1, locked=True)], key=str
    )
    assert planner.get(f"{where}/placement") == placement.run.result


def test_whoever_does_not_come_has_no_seat_for_programs(planner: Program, placeable: Day) -> None:
    placement = placed(placeable, {"Ada": "F-"})
    cancel(who("Ada"))
    assert planner.get(f"/placement-runs/{placement.run_id}/seats") == {"items": []}


def test_run_without_placement_has_no_seats(planner: Program, placeable: Day) -> None:
    run = a_run(placeable, state="failed", reason="died")
    assert told(planner.ask("GET", f"/placement-runs/{run.pk}/seats")) == (409, "not-ready", [])


def test_second_placement_at_once_is_refused_with_where_the_first_is(planner: Program) -> None:
    first = planner.ask("POST", "/placement-runs", {})
    second = planner.ask("POST", "/placement-runs", {})
    assert told(second) == (409, "busy", [])
    assert second.headers["Location"] == first.headers["Location"]
    assert PlacementRun.objects.count() == 1


def test_day_without_rounds_is_not_ready(planner: Program, placeable: Day) -> None:
    placeable.rounds.all().delete()
    assert told(planner.ask("POST", "/placement-runs", {})) == (409, "not-ready", [])


def test_objective_that_is_not_known_is_a_mistake(planner: Program) -> None:
    answer = planner.ask("POST", "/placement-runs", {"objective": "best"})
    assert told(answer) == (422, "invalid", [("body", "#/objective")])


def test_whoever_may_only_read_places_nobody(placeable: Day, owner: User) -> None:
    reader = program_for(placeable, owner, "placements:read")
    assert told(reader.ask("POST", "/placement-runs", {})) == (403, "forbidden", [])
    assert reader.get("/placement-runs") == {"items": []}


def test_versions_are_listed_with_the_one_that_participants_see(planner: Program, placeable: Day, owner: User) -> None:
    placements = [placed(placeable, {**FIRST, "Dee": dee}) for dee in ("DC", "CD")]
    for number, placement in enumerate(placements):
        placement.day = placeable
        publish(owner, placement, f"versie {number}", number)
    placeable.refresh_from_db()
    items = planner.get("/publications")["items"]
    now = shown(placeable)
    assert now is not None
    assert [(each["number"], each["name"], each["current"], each["runId"]) for each in items] == [
        (2, "versie 1", True, str(placements[1].run_id)),
        (1, "versie 0", False, str(placements[0].run_id)),
    ]
    assert items[0]["id"] == str(now.pk)


def test_run_of_another_day_is_not_there(planner: Program) -> None:
    assert told(planner.ask("GET", f"/placement-runs/{UUID(int=5)}")) == (404, "not-found", [])
