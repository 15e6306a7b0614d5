# SPDX-License-Identifier: EUPL-1.2
"""What came out, counted by hand.

Ada has Film and Casus, her two wishes; Bo has Casus, his second one, and Dialoog, which he did not ask for; Cas, who
wished only two of two, has Casus and Dialoog; Dee asked for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from placed_people import placed, session, who
from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Workshop
from regiodag.placements.actions.runs import queue_run, work
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.processes import process
from regiodag.placements.queries.outcome import ANYTHING, UNWISHED, Since, outcome_of, since
from regiodag.placements.queries.why import why_not
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.models import Domain, Group, Organisation, Participant, Preference, RegistrationForm
from registered_people import registered, wish

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "CD", "Cas": "DC", "Dee": "DF"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def test_how_it_went_for_everybody(placement: Placement) -> None:
    outcome = outcome_of(placement)
    found = {each.participant.given_name: ([held.wish for held in each.held], each.kind) for each in outcome.people}
    assert found == {
        "Ada": ([1, 2], "all"),
        "Bo": ([2, UNWISHED], "some"),
        "Cas": ([2, UNWISHED], "some"),
        "Dee": ([ANYTHING, ANYTHING], "silent"),
    }
    assert (outcome.asked, outcome.firsts, dict(outcome.tally)) == (3, 1, {"all": 1, "some": 2, "silent": 1})


def test_places_are_counted_by_wish_of_those_who_asked_for_something(placement: Placement) -> None:
    assert outcome_of(placement).profile == [(1, 1), (2, 3), (ANYTHING, 0), (UNWISHED, 2)]


def test_whoever_wished_fewer_than_asked_has_no_preference_beyond(placement: Placement) -> None:
    RegistrationForm.objects.update(wishes=3)
    later = placed(placement.day, SEATS)
    assert outcome_of(later).profile == [(1, 1), (2, 3), (3, 0), (ANYTHING, 2), (UNWISHED, 0)]
    assert outcome_of(later).tally["all"] == 3


def test_worst_off_are_those_with_what_they_did_not_ask_for(placement: Placement) -> None:
    assert [str(each.participant) for each in outcome_of(placement).worst] == ["Bo Voorbeeld", "Cas Voorbeeld"]


def test_worst_off_are_those_with_the_lowest_wish_when_everybody_has_wishes(placeable: Day) -> None:
    RegistrationForm.objects.update(wishes=3)
    Preference.objects.create(participant=who("Bo"), workshop=Workshop.objects.get(title="Dialoog"), rank=3)
    outcome = outcome_of(placed(placeable, {"Ada": "FC", "Bo": "DF", "Cas": "FD", "Dee": "DD"}))
    assert [each.participant.given_name for each in outcome.worst] == ["Bo"]


def test_nobody_is_worst_off_when_nobody_could_have_had_better(placeable: Day) -> None:
    assert outcome_of(placed(placeable, {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DD"})).worst == []


def test_sessions_are_told_with_people_chairs_and_domains(placement: Placement) -> None:
    day = placement.day
    Workshop.objects.filter(title="Casus").update(minimum=2)
    police = Organisation.objects.create(
        day=day, name="Politie", domain=Domain.objects.create(day=day, name="Opsporing")
    )
    Participant.objects.filter(given_name="Cas").update(organisation=police)
    fills = {(each.session.workshop.title, each.session.round.number): each for each in outcome_of(placement).sessions}
    case, dialogue = fills["Casus", 1], fills["Dialoog", 1]
    assert ([each.participant.given_name for each in case.people], case.free, case.share, case.too_few) == (
        ["Bo"], 2, 33, True,
    )  # fmt: skip
    assert (dialogue.domains, dialogue.too_few) == ([("", 1), ("Opsporing", 1)], False)


def test_room_that_became_too_small_is_told(placement: Placement, as_owner: Client) -> None:
    Workshop.objects.filter(title="Dialoog").update(maximum=1)
    page = as_owner.get(reverse("placement-run", args=[placement.day_id, placement.run_id])).content.decode()
    assert page.count("te veel mensen") == 1


def test_what_changed_since_is_told(placement: Placement) -> None:
    day, problem = placement.day, placement.run.problem
    assert since(day, problem) == Since(0, 0, 0, programme=False)
    assert not since(day, problem)
    registered(day, "Eve")
    cancel(who("Ada"))
    Preference.objects.filter(participant=who("Bo")).first().delete()  # type: ignore[union-attr]  # there is one
    assert since(day, problem) == Since(came=1, left=1, wishes=1, programme=False)
    session(day, "F", 1).delete()
    assert since(day, problem).programme


def test_whoever_cancelled_is_counted_no_more(placement: Placement) -> None:
    cancel(who("Ada"))
    assert [each.participant.given_name for each in outcome_of(placement).people] == ["Bo", "Cas", "Dee"]


def test_leader_has_no_seat_while_they_lead_and_is_not_told_to_miss_one(placeable: Day, as_owner: Client) -> None:
    speaker = placeable.speakers.get()
    speaker.email = "ada.voorbeeld@example.org"
    speaker.save()
    placement = placed(placeable, {"Ada": "--", "Bo": "F-", "Cas": "FC", "Dee": "CD"})
    outcome = outcome_of(placement)
    assert [each.participant.given_name for each in outcome.people] == ["Bo", "Cas", "Dee"]
    page = as_owner.get(reverse("placement-people", args=[placeable.pk, placement.run_id])).content.decode()
    assert page.count("geen workshop") == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "Dat is bewezen, en gecontroleerd"),
        ({"verdict": {"feasible": True, "proven": False}}, "op dit punt beter, zegt de berekening."),
        (
            {
                "result": {"status": "feasible", "placements": []},
                "verdict": {
                    "proven": False, "gap": {"level": {"nl": "Kwadraten", "en": "Squares"}, "value": 1200, "bound": 9},
                },
            },
            "Kwadraten: 1.200, en minder dan 9 kan niet.",
        ),
        (
            {
                "result": {"status": "feasible", "placements": []},
                "verdict": {"gap": {"level": {"nl": "Buiten hun voorkeuren", "en": "Outside"}, "value": 2, "bound": 0}},
            },
            "Buiten hun voorkeuren: 2. Misschien kan het met minder.",
        ),
    ],
)  # fmt: skip
def test_proof_says_what_is_certain_and_no_more(
    change: dict[str, Any], sentence: str, placement: Placement, as_owner: Client
) -> None:
    PlacementRun.objects.filter(pk=placement.run_id).update(**change)
    page = as_owner.get(reverse("placement-run", args=[placement.day_id, placement.run_id])).content.decode()
    assert sentence in page
    assert page.count('class="proof') == 1


def test_why_not_is_what_the_engine_says_with_the_name_and_nobody_elses(placeable: Day, owner: User) -> None:
    Workshop.objects.filter(title="Film").update(maximum=1)
    wish(registered(placeable, "Eve"), Workshop.objects.get(title="Film"))
    run = queue_run(owner, placeable, "rank-maximal")
    work()
    run.refresh_from_db()
    outcome = outcome_of(run.placement)
    left_out = next(each for each in outcome.people if each.wishes and not each.first)
    film, *others = why_not(outcome, left_out)
    assert (film.number, str(film.workshop), film.came_true) == (1, "Film", False)
    assert film.why[0].startswith("Film zat vol")
    words = " ".join(film.why)
    assert str(left_out.participant) in words
    assert [str(each) for each in Participant.objects.exclude(pk=left_out.participant.pk) if str(each) in words] == []
    assert [each for each in Participant.objects.all() if str(each.pk) in words] == []
    assert "--exact" not in words
    assert [each.why for each in others if each.came_true] == [[]] * sum(each.came_true for each in others)


def test_why_not_names_those_who_are_placed_together_with_somebody_and_nobody_else(
    placeable: Day, owner: User, as_owner: Client
) -> None:
    group = Group.objects.create(day=placeable, name="Samen")
    placeable.participants.filter(given_name__in=["Ada", "Bo", "Cas"]).update(group=group)
    run = queue_run(owner, placeable, "rank-maximal")
    work()
    run.refresh_from_db()
    outcome = outcome_of(run.placement)
    ada = next(each for each in outcome.people if each.participant.given_name == "Ada")
    words = " ".join(sentence for each in why_not(outcome, ada) for sentence in each.why)
    people = Participant.objects.all()
    assert {each.given_name: str(each) in words for each in people} == {
        "Ada": True, "Bo": True, "Cas": True, "Dee": False,
    }  # fmt: skip
    assert [each for each in people if str(each.pk) in words] == []
    assert " r1" not in words
    page = as_owner.get(reverse("placement-person", args=[placeable.pk, run.pk, ada.participant.pk])).content.decode()
    assert f"Wordt samen ingedeeld met {who('Bo')}, {who('Cas')}." in page


def test_page_of_somebody_is_there_when_the_engine_has_no_answer(
    placement: Placement, as_owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> dict[str, Any]:
        raise process.DiedError

    monkeypatch.setattr(process, "ask", fail)
    where = reverse("placement-person", args=[placement.day_id, placement.run_id, who("Bo").pk])
    page = as_owner.get(where).content.decode()
    assert "Er is op dit moment geen uitleg." in page
    assert "niet om gevraagd" in page


def test_whoever_is_not_in_the_placement_has_no_page_there(placement: Placement, as_owner: Client) -> None:
    eve = registered(placement.day, "Eve")
    where = reverse("placement-person", args=[placement.day_id, placement.run_id, eve.pk])
    assert as_owner.get(where).status_code == 404


def test_run_without_a_placement_has_no_lists(placeable: Day, owner: User, as_owner: Client) -> None:
    run = queue_run(owner, placeable, "fair")
    names = ("placement-sessions", "placement-people", "placement-publish")
    assert [as_owner.get(reverse(name, args=[placeable.pk, run.pk])).status_code for name in names] == [404] * 3


def test_run_of_another_day_is_not_found(
    placement: Placement, stranger: User, browser_of: Callable[[User], Client]
) -> None:
    other = Day.objects.get(title="Andere dag")
    where = reverse("placement-run", args=[other.pk, placement.run_id])
    assert browser_of(stranger).get(where).status_code == 404


@pytest.mark.parametrize("name", ["placement-run", "placement-sessions", "placement-people"])
def test_who_only_looks_sees_what_came_out_but_publishes_nothing(
    name: str, placement: Placement, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    answer = browser_of(join(Role.DESK)).get(reverse(name, args=[placement.day_id, placement.run_id]))
    assert answer.status_code == 200
    assert reverse("placement-publish", args=[placement.day_id, placement.run_id]) not in answer.content.decode()


@pytest.mark.parametrize("name", ["placement-run", "placement-sessions", "placement-people"])
def test_queries_do_not_grow_with_people(name: str, placement: Placement, as_owner: Client) -> None:
    where = reverse(name, args=[placement.day_id, placement.run_id])
    with CaptureQueriesContext(connection) as before:
        as_owner.get(where)
    for number in range(6):
        registered(placement.day, f"Nieuw{number}")
    more = placed(placement.day, {**SEATS, **{f"Nieuw{number}": "DC" for number in range(6)}})
    with CaptureQueriesContext(connection) as after:
        as_owner.get(reverse(name, args=[more.day_id, more.run_id]))
    assert len(after) == len(before)


def test_worst_off_come_first_when_that_is_asked(placement: Placement, as_owner: Client) -> None:
    page = as_owner.get(reverse("placement-people", args=[placement.day_id, placement.run_id]), {"sort": "luck"})
    names = [str(each.participant) for each in page.context["people"]]
    assert names == ["Bo Voorbeeld", "Cas Voorbeeld", "Ada Voorbeeld", "Dee Voorbeeld"]


def test_placements_stand_side_by_side(placement: Placement, as_owner: Client) -> None:
    placed(placement.day, {"Ada": "FC", "Bo": "FC", "Cas": "DF", "Dee": "CD"})
    page = as_owner.get(reverse("placement", args=[placement.day_id]))
    assert [(each.run.number, each.outcome.tally["all"], each.outcome.firsts) for each in page.context["runs"]] == [
        (2, 3, 3), (1, 1, 1),
    ]  # fmt: skip
