# SPDX-License-Identifier: EUPL-1.2
"""Repair: few moves from where people are, as the command line does it; what more buy; adopted as any placement.

Ada has Film and Casus, Bo Casus and Film, Cas Film and Dialoog, Dee Dialoog and Casus.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indeling.cli import main
from placed_people import placed, seated, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Workshop
from regiodag.mailings.actions.write import approve
from regiodag.mailings.models import Mailing
from regiodag.messages.models import Mail
from regiodag.placements.actions.moves import move
from regiodag.placements.actions.publish import publish
from regiodag.placements.actions.repair import OtherBaseError, queue_curve, queue_repair
from regiodag.placements.actions.runs import RunningError, queue_run, stop_run, work
from regiodag.placements.models import Placement, PlacementRun, Publication, Seat
from regiodag.placements.processes import engine, process
from regiodag.placements.queries.base import base_of
from regiodag.placements.queries.outcome import outcome_of
from regiodag.placements.queries.repaired import Repaired, Step, repaired
from regiodag.registrations.actions.register import cancel
from registered_people import registered, wish

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}
IN_ITS_OWN_PROCESS = process.ask


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine answer in this process, which takes no time to begin; one test asks it as it is asked."""

    def ask(task: str, question: Mapping[str, Any], _seconds: int, heed: process.Heed) -> dict[str, Any]:
        if not heed(4_000_000, None):
            raise process.StoppedError
        answer: dict[str, Any] = json.loads(json.dumps(engine.TASKS[task](json.loads(json.dumps(question)))))
        return answer

    monkeypatch.setattr(process, "ask", ask)
    monkeypatch.setattr(engine, "say", lambda _told: None)


@pytest.fixture
def published(placeable: Day, owner: User) -> Placement:
    """Return the placement that is published, of a day on which Film has then one chair less in round 1."""
    placement = placed(placeable, SEATS)
    publish(owner, placement, "eerste", 0)
    return placement


def disturb(day: Day) -> None:
    """Let Film be taken out of round 1, Bo cancel, and Eve come, who wants Casus."""
    session(day, "F", 1).delete()
    cancel(who("Bo"))
    wish(registered(day, "Eve"), Workshop.objects.get(title="Casus"))


def asked(by: User, day: Day, placement: Placement | None = None) -> PlacementRun:
    base = base_of(day, placement)
    assert base is not None
    return queue_repair(by, day, base.seen, placement)


def done(run: PlacementRun) -> PlacementRun:
    work()
    run.refresh_from_db()
    assert (run.state, run.reason) == ("done", "")
    return run


def what(run: PlacementRun) -> Repaired:
    return repaired(outcome_of(run.placement))


def test_only_who_has_to_goes_elsewhere_and_who_came_gets_a_place(published: Placement, owner: User) -> None:
    day = published.day
    disturb(day)
    run = done(asked(owner, day))
    seats = seated(run.placement)
    assert (seats["Dee"], seats["Ada"][1], seats["Cas"][1], sorted(seats)) == (
        "DC",
        "C",
        "D",
        ["Ada", "Cas", "Dee", "Eve"],
    )
    found = what(run)
    assert {(each.person.participant.given_name, each.before.title, each.before.wish) for each in found.moves} == {
        ("Ada", "Film", None), ("Cas", "Film", None),
    }  # fmt: skip
    assert [each.participant.given_name for each in found.new] == ["Eve"]
    assert (found.people, run.base, run.version, run.kind) == (2, published.run, Publication.objects.get(), "repair")


def test_moves_and_placement_are_those_of_the_command_line(
    published: Placement, owner: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "ask", IN_ITS_OWN_PROCESS)
    disturb(published.day)
    run = done(asked(owner, published.day))
    curve = done(queue_curve(owner, run))
    (tmp_path / "now.json").write_text(json.dumps(run.problem), "utf-8")
    (tmp_path / "was.json").write_text(json.dumps(run.asked["earlier"]), "utf-8")
    monkeypatch.chdir(tmp_path)
    options = ("-q", "-a", run.objective, "-s", str(run.seed), "--curve", "--json", "repair.json")
    assert main(["repair", "now.json", "was.json", *options]) == 0
    theirs = json.loads((tmp_path / "repair.json").read_bytes())
    assert theirs["placement"] == run.result
    assert {name: theirs[name] for name in ("moves", "new", "gone")} == run.found
    assert {name: theirs[name] for name in ("status", "curve", "curve_complete")} == curve.found


def test_seats_that_were_given_by_hand_are_where_it_starts_from(placeable: Day, owner: User) -> None:
    placement = placed(placeable, SEATS)
    move(owner, placement, who("Dee"), session(placeable, "F", 2), placement.version)
    publish(owner, placement, "eerste", 0)
    cancel(who("Bo"))
    run = done(asked(owner, placeable))
    assert seated(run.placement) == {"Ada": "FC", "Cas": "FD", "Dee": "DF"}
    assert what(run).moves == []


def test_who_is_locked_stays_and_others_go(placeable: Day, owner: User) -> None:
    placement = placed(placeable, SEATS)
    Seat.objects.filter(participant=who("Ada")).update(locked=True)
    Workshop.objects.filter(title="Film").update(maximum=1)
    run = done(asked(owner, placeable))
    assert [each.person.participant.given_name for each in what(run).moves] == ["Cas"]
    assert [*run.placement.seats.filter(locked=True).values_list("participant", flat=True).distinct()] == [
        who("Ada").pk
    ]
    Seat.objects.filter(placement=placement).update(locked=False)
    Seat.objects.filter(placement=placement, participant=who("Cas")).update(locked=True)
    again = done(asked(owner, placeable, placement))
    assert [each.person.participant.given_name for each in what(again).moves] == ["Ada"]


def test_who_is_locked_in_what_is_not_given_any_more_is_told_and_goes_elsewhere(
    placeable: Day, owner: User, as_owner: Client
) -> None:
    publish(owner, placed(placeable, SEATS), "eerste", 0)
    Seat.objects.filter(participant__given_name__in=["Ada", "Dee"]).update(locked=True)
    session(placeable, "F", 1).delete()
    page = as_owner.get(reverse("placement-changed", args=[placeable.pk]))
    assert [each.given_name for each in page.context["changed"].unstuck] == ["Ada"]
    assert "1 persoon staat vast" in page.content.decode()
    run = done(asked(owner, placeable))
    assert run.asked["locked"] == [str(who("Dee").pk)]
    assert seated(run.placement)["Dee"] == "DC"


def test_repair_with_more_moves_is_a_step_of_the_curve(placeable: Day, owner: User, as_owner: Client) -> None:
    publish(owner, placed(placeable, {"Ada": "DF", "Bo": "CD", "Cas": "FC", "Dee": "DC"}), "eerste", 0)
    registered(placeable, "Eve")
    run = done(asked(owner, placeable))
    assert what(run).moves == []
    where = reverse("placement-curve", args=[placeable.pk, run.pk])
    curve = PlacementRun.objects.get(pk=as_owner.post(where).headers["Location"].rstrip("/").split("/")[-1])
    done(curve)
    steps = what(run).steps
    assert (steps[0].moves, steps[0].chosen, steps[0].regret, steps[-1].regret) == (0, True, 100, 0)
    most = steps[-1].moves
    answer = as_owner.post(reverse("placement-within", args=[placeable.pk, run.pk]), {"most": most})
    wider = done(PlacementRun.objects.order_by("number").last())  # type: ignore[arg-type]  # there is one
    assert answer.headers["Location"] == reverse("placement-run", args=[placeable.pk, wider.pk])
    assert [name for name, seats in seated(wider.placement).items() if "F" in seats and name != "Dee"] != []
    assert len(what(wider).moves) == most > 0
    assert [each.chosen for each in what(wider).steps] == [False] * (len(steps) - 1) + [True]
    page = as_owner.get(reverse("placement-repaired", args=[placeable.pk, wider.pk])).content.decode()
    assert f"Herstel met hoogstens {most} verplaatsingen" in page
    assert "Geen andere indeling met hoogstens zoveel verplaatsingen" in page


def test_curve_tells_below_the_fewest_moves_who_would_have_no_place(published: Placement, owner: User) -> None:
    disturb(published.day)
    run = done(asked(owner, published.day))
    done(queue_curve(owner, run))
    fewest = len(what(run).moves)
    assert [each for each in what(run).steps if each.moves < fewest] == [Step(0, 2, 100), Step(1, 1, 50)]
    assert next(each.unplaced for each in what(run).steps if each.moves >= fewest) == 0


def test_curve_places_nobody_and_leads_to_its_repair(published: Placement, owner: User, as_owner: Client) -> None:
    run = done(asked(owner, published.day))
    curve = done(queue_curve(owner, run))
    assert (Placement.objects.filter(run=curve).exists(), curve.checked, curve.result) == (False, False, None)
    where = reverse("placement-run", args=[published.day_id, curve.pk])
    assert as_owner.get(where).headers["Location"] == reverse("placement-repaired", args=[published.day_id, run.pk])
    for name in ("placement-sessions", "placement-people", "placement-publish", "placement-repaired"):
        assert as_owner.get(reverse(name, args=[published.day_id, curve.pk])).status_code == 404
    home = as_owner.get(reverse("placement", args=[published.day_id]))
    assert [each.run.number for each in home.context["runs"]] == [2, 1]


def test_repair_is_published_and_mails_only_who_has_something_else(published: Placement, owner: User) -> None:
    Mailing.objects.all().delete()
    disturb(published.day)
    run = done(asked(owner, published.day))
    publish(owner, run.placement, "hersteld", 1)
    draft = Mailing.objects.get()
    approve(owner, draft, draft.version)
    assert {each.to for each in Mail.objects.filter(about__in=[who(n).pk for n in ("Ada", "Cas", "Dee", "Eve")])} == {
        f"{name}.voorbeeld@example.org" for name in ("ada", "cas", "eve")
    }


def test_second_of_two_is_told_that_what_it_starts_from_is_another(
    published: Placement, owner: User, as_owner: Client
) -> None:
    base = base_of(published.day)
    assert base is not None
    publish(owner, placed(published.day, SEATS), "tweede", 1)
    with pytest.raises(OtherBaseError):
        queue_repair(owner, published.day, base.seen)
    where = reverse("placement-repair", args=[published.day_id])
    page = as_owner.post(where, {"seen": base.seen}, follow=True).content.decode()
    assert "iemand heeft ondertussen gepubliceerd of mensen verplaatst" in page
    newer = placed(published.day, SEATS)
    base = base_of(published.day, newer)
    assert base is not None
    seen = base.seen
    move(owner, newer, who("Dee"), session(published.day, "F", 2), newer.version)
    answer = as_owner.post(where, {"seen": seen, "run": str(newer.run_id)}, follow=True)
    assert "iemand heeft ondertussen gepubliceerd" in answer.content.decode()
    assert not PlacementRun.objects.filter(kind="repair").exists()


def test_repair_starts_from_the_page_and_one_that_is_busy_is_shown(
    published: Placement, owner: User, as_owner: Client
) -> None:
    disturb(published.day)
    page = as_owner.get(reverse("placement-changed", args=[published.day_id]))
    where, form = reverse("placement-repair", args=[published.day_id]), {"seen": page.context["base"].seen}
    first = as_owner.post(where, form).headers["Location"]
    assert as_owner.post(where, form).headers["Location"] == first
    run = PlacementRun.objects.get(kind="repair")
    assert first == reverse("placement-run", args=[published.day_id, run.pk])
    with pytest.raises(RunningError):
        queue_run(owner, published.day, "fair")
    entry = AuditEntry.objects.filter(action="placement.repair").get()
    assert (entry.subject, entry.actor) == (f"run:{run.pk}", owner.pk)


def test_what_is_not_there_is_not_found(published: Placement, as_owner: Client) -> None:
    day, plain = published.day_id, published.run_id
    assert as_owner.post(reverse("placement-repair", args=[day])).status_code == 404
    assert as_owner.post(reverse("placement-curve", args=[day, plain])).status_code == 404
    assert as_owner.post(reverse("placement-within", args=[day, plain]), {"most": 1}).status_code == 404
    assert as_owner.get(reverse("placement-repaired", args=[day, plain])).status_code == 404
    for run in ("no-id", "00000000-0000-4000-8000-000000000001"):
        assert as_owner.get(reverse("placement-changed", args=[day]), {"run": run}).status_code == 404


def test_repair_that_is_stopped_or_dies_leaves_what_is_published(
    published: Placement, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [*Publication.objects.values()]

    def ask(_task: str, _question: Mapping[str, Any], _seconds: int, _heed: process.Heed) -> dict[str, Any]:
        raise process.DiedError

    stopped = asked(owner, published.day)
    assert stop_run(owner, stopped)
    died = asked(owner, published.day)
    monkeypatch.setattr(process, "ask", ask)
    work()
    assert {*PlacementRun.objects.filter(kind="repair").values_list("pk", "state", "reason")} == {
        (stopped.pk, "stopped", "asked"), (died.pk, "failed", "died"),
    }  # fmt: skip
    assert ([*Publication.objects.values()], Placement.objects.count()) == (before, 1)


def test_repair_that_cannot_be_says_what_stands_in_the_way(published: Placement, owner: User, as_owner: Client) -> None:
    Workshop.objects.filter(title="Dialoog").delete()
    session(published.day, "F", 1).delete()
    Workshop.objects.filter(title="Casus").update(maximum=2)
    run = asked(owner, published.day)
    work()
    run.refresh_from_db()
    assert (run.state, run.reason) == ("failed", "impossible")
    page = as_owner.get(reverse("placement-run", args=[published.day_id, run.pk])).content.decode()
    assert "Ronde 1 heeft 2 plaatsen voor 4 mensen" in page


@pytest.mark.parametrize("kind", ["repair", "curve"])
def test_whoever_is_erased_while_it_is_repaired_leaves_no_id(
    kind: str, published: Placement, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo, gone, real = who("Bo"), str(who("Bo").pk), process.ask
    cancel(bo)
    run = asked(owner, published.day)
    if kind == "curve":
        run = queue_curve(owner, done(run))

    def erased(task: str, *about: Any) -> dict[str, Any]:
        answer = real(task, *about)
        if task == kind:
            bo.delete()
        return answer

    monkeypatch.setattr(process, "ask", erased)
    done(run)
    everything = list(PlacementRun.objects.values_list("problem", "asked", "found", "result"))
    assert gone not in json.dumps(everything)
    assert [len((each.found or {})["gone"]) for each in PlacementRun.objects.filter(kind="repair")] == [1]


def test_who_only_looks_sees_the_repair_and_starts_none(
    published: Placement, owner: User, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    disturb(published.day)
    run = done(asked(owner, published.day))
    viewer = browser_of(join(Role.VIEWER))
    page = viewer.get(reverse("placement-repaired", args=[published.day_id, run.pk])).content.decode()
    assert ("Ada Voorbeeld" in page, "Reken het uit" in page, "Publiceren" in page) == (True, False, False)
    assert viewer.post(reverse("placement-curve", args=[published.day_id, run.pk])).status_code == 403
