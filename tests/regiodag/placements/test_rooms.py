# SPDX-License-Identifier: EUPL-1.2
"""Rooms chosen along with the placement: those that are free, with what workshops need; they count once adopted."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from placed_people import seated, session
from regiodag.accounts.models import User
from regiodag.days.models import Day, ProgrammeItem, Room, Session, Workshop
from regiodag.editing import steps
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.runs import queue_run, work
from regiodag.placements.actions.what_if import ChangedError, adopt, try_rooms
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.problem import question_of
from regiodag.placements.queries.outcome import since
from regiodag.placements.queries.rooms import free_rooms, mark_of, rooms_for, with_rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(placeable: Day) -> Day:
    """Film for at most 3; two rooms: Zaal 1 has 30 chairs, Kamer 1 and a screen, which Casus needs."""
    Workshop.objects.filter(title="Film").update(maximum=3)
    Workshop.objects.filter(title="Casus").update(needs=["screen", "a feature of long ago"])
    Room.objects.create(day=placeable, name="Kamer", capacity=1, features=["screen"])
    for each in Session.objects.exclude(workshop__title="Casus"):
        each.room = Room.objects.get(name="Kamer") if each.workshop.title == "Film" else None
        each.save()  # so that it has a history, and can be put back
    return placeable


def rooms(day: Day) -> dict[str, str]:
    """The room of each session, by the first letter of the workshop and the number of the round."""
    found = Session.objects.filter(workshop__day=day).select_related("workshop", "round", "room")
    return {f"{each.workshop.title[0]}{each.round.number}": str(each.room or "") for each in found}


def tried(day: Day, owner: User) -> PlacementRun:
    run = try_rooms(owner, day, "fair")
    work()
    return PlacementRun.objects.select_related("day").get(pk=run.pk)


def test_question_has_the_rooms_what_they_have_and_what_workshops_need(hall: Day) -> None:
    asked, plain = with_rooms(hall), question_of(hall)
    film, case = (str(Workshop.objects.get(title=title).pk) for title in ("Film", "Casus"))
    assert asked["participants"] == plain["participants"]
    assert asked["rules"] == [
        {
            "kind": "rooms",
            "rooms": [
                {"id": str(each.pk), "capacity": each.capacity, "features": each.features} for each in hall.rooms.all()
            ],
            "needs": {case: ["screen"]},
        }
    ]
    sessions = {each["id"]: each["sessions"] for each in asked["workshops"]}
    assert sessions[film] == [{"round": f"r{number}", "capacity": 3, "minimum": 0} for number in (1, 2)]


def test_minimum_is_no_more_than_the_largest_room_that_suits(hall: Day) -> None:
    Workshop.objects.filter(title="Casus").update(minimum=3)
    least = {told["title"]: told["sessions"][0]["minimum"] for told in with_rooms(hall)["workshops"]}
    assert least == {"Dialoog": 0, "Film": 0, "Casus": 1}


def test_room_in_which_something_else_is_cannot_be_chosen(hall: Day) -> None:
    room = Room.objects.create(day=hall, name="Foyer", capacity=80)
    ProgrammeItem.objects.create(day=hall, title="Markt", start=time(11, 30), end=time(13), room=room)
    assert [str(each) for each in free_rooms(hall, hall.rounds.get(number=1))] == ["Zaal 1"]
    assert [str(each) for each in free_rooms(hall, hall.rounds.get(number=2))] == ["Foyer", "Zaal 1"]
    assert str(room.pk) not in {each["id"] for each in with_rooms(hall)["rules"][0]["rooms"]}


def test_rooms_that_are_chosen_count_once_they_are_adopted(hall: Day, owner: User) -> None:
    before = rooms(hall)
    run = tried(hall, owner)
    assert (run.state, run.placed, rooms(hall)) == ("done", False, before)
    chosen = rooms_for(hall, run)
    assert [each.people <= each.then.capacity for each in chosen] == [True] * len(chosen)
    placement = adopt(owner, run, mark_of(hall))
    after = rooms(hall)
    told = {f"{each.session.workshop.title[0]}{each.session.round.number}": str(each.then) for each in chosen}
    assert {name: after[name] for name in told} == told
    assert [sum(room == name for each, room in after.items() if each.endswith(number)) <= 1
            for name in ("Zaal 1", "Kamer") for number in "12"] == [True] * 4  # fmt: skip
    assert set(seated(placement)) == {"Ada", "Bo", "Cas", "Dee"}
    assert bool(since(hall, placement.run.problem)) is False
    steps.undo(hall.pk)
    assert rooms(hall) == before


def test_session_keeps_a_room_that_will_do(hall: Day, owner: User) -> None:
    Workshop.objects.filter(title="Casus").update(needs=[])
    Room.objects.filter(name="Kamer").update(capacity=40)
    chosen = rooms_for(hall, tried(hall, owner))
    assert {str(each.then) for each in chosen if each.session.workshop.title == "Film"} == {"Kamer"}


def test_rooms_start_from_what_was_calculated_of_the_same_day(hall: Day, owner: User) -> None:
    for each in Session.objects.filter(workshop__day=hall):
        each.room = Room.objects.create(day=hall, name=str(each), capacity=30, features=["screen"])
        each.save()
    plain = queue_run(owner, hall, "fair")
    work()
    run = tried(hall, owner)
    assert (run.base, run.seed) == (plain, plain.seed)
    assert [each for each in rooms_for(hall, run) if each.now != each.then] == []


def test_rooms_are_not_adopted_once_somebody_moved_a_session(hall: Day, owner: User) -> None:
    run, mark = tried(hall, owner), mark_of(hall)
    moved = session(hall, "D", 1)
    moved.version += 1
    moved.save()
    with pytest.raises(StaleError):
        adopt(owner, run, mark)
    Room.objects.filter(name="Kamer").update(capacity=2)
    with pytest.raises(ChangedError):
        adopt(owner, run, mark_of(hall))
    assert not Placement.objects.exists()


def test_more_people_get_their_wish_when_the_rooms_are_chosen(hall: Day, owner: User) -> None:
    plain = queue_run(owner, hall, "fair")
    work()
    plain.refresh_from_db()
    run = tried(hall, owner)
    costs = [(each.result or {})["figures"]["cost"] for each in (plain, run)]
    assert costs[1] <= costs[0]


def test_choice_on_the_start_form_leads_to_the_rooms_and_back_to_the_placement(hall: Day, as_owner: Client) -> None:
    home = reverse("placement", args=[hall.pk])
    assert "Laat ook de zalen kiezen" in as_owner.get(home).content.decode()
    as_owner.post(reverse("placement-start", args=[hall.pk]), {"aim": "fair", "rooms": "on"})
    work()
    run = PlacementRun.objects.get()
    page = as_owner.get(reverse("placement-run", args=[hall.pk, run.pk]), follow=True).content.decode()
    assert "Welke zaal elke workshop krijgt" in page
    answer: Any = as_owner.post(
        reverse("placement-adopt", args=[hall.pk, run.pk]), {"seen": mark_of(hall)}, follow=True
    )
    assert "Overgenomen" in answer.content.decode()
    assert "De dag is veranderd" not in answer.content.decode()
    assert "is weggelegd" not in as_owner.post(
        reverse("placement-drop", args=[hall.pk, run.pk]), follow=True).content.decode()  # fmt: skip


def test_dropped_rooms_lead_back_to_the_placements(hall: Day, owner: User, as_owner: Client) -> None:
    run = tried(hall, owner)
    answer = as_owner.post(reverse("placement-drop", args=[hall.pk, run.pk]))
    assert answer.headers["Location"] == reverse("placement", args=[hall.pk])
