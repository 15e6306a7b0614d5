# SPDX-License-Identifier: EUPL-1.2
"""What would help, tried on a copy, adopted or dropped. Film has one chair per round, and three want it most."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indeling import Problem
from indeling.studies.what_if import what_if
from placed_people import seated, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.editing import steps
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.moves import lock, move
from regiodag.placements.actions.runs import RunningError, queue_run, work
from regiodag.placements.actions.what_if import (
    BlockedError,
    ChangedError,
    DecidedError,
    adopt,
    ask_advice,
    drop,
    try_change,
)
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.problem import question_of
from regiodag.placements.queries.outcome import since
from regiodag.placements.queries.rooms import mark_of
from regiodag.placements.queries.side_by_side import difference, way_of
from regiodag.placements.queries.what_if import Advice, read_advice, way_tried
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db

Made = dict[str, Any]


@pytest.fixture
def base(placeable: Day, owner: User) -> PlacementRun:
    """A placement of the day as it is told above."""
    tight = workshop("Film")
    tight.maximum = 1
    tight.save()  # so that it has a history, and can be put back
    return calculated(queue_run(owner, placeable, "fair"))


def calculated(run: PlacementRun) -> PlacementRun:
    work()
    return PlacementRun.objects.select_related("day", "placement").get(pk=run.pk)


def film(kind: str, **more: Any) -> Made:
    """A change of the workshop that too many want, as the advice tells it."""
    return {"kind": kind, "workshop": str(workshop("Film").pk), **more}


def workshop(title: str) -> Workshop:
    return Workshop.objects.get(title=title)


def tried(owner: User, base: PlacementRun, change: Made) -> PlacementRun:
    return calculated(try_change(owner, base, change))


def adopted(owner: User, run: PlacementRun) -> Placement:
    return adopt(owner, run, mark_of(run.day))


def programme() -> list[tuple[str, int, str, int]]:
    """Every session: its workshop and round, its room, its chairs."""
    found = Session.objects.select_related("workshop", "round", "room").order_by("round__number", "workshop__title")
    return [(str(each.workshop), each.round.number, str(each.room or ""), each.chairs) for each in found]


def titles(effects: Iterable[Any]) -> list[str]:
    return [each.title for each in effects]


def test_advice_is_that_of_the_engine_and_is_told_in_sentences(base: PlacementRun, owner: User) -> None:
    asked = calculated(ask_advice(owner, base, 1))
    expected = what_if(Problem.from_dict(base.problem), base.objective, base.seed, chairs=1).to_dict()
    assert (asked.state, asked.found, asked.result, asked.placed) == ("done", expected, None, False)
    advice = read_advice(asked)
    best = advice.helpful[0]
    assert (best.title, best.possible) == ("1 stoel erbij voor “Film”", True)
    assert best.brings == [
        "1 persoon meer met een eerste keuze",
        "1 persoon meer alleen in workshops naar keuze",
        "beter voor 1 persoon",
    ]
    assert "1 stoel erbij voor “Dialoog”" in advice.useless


def test_changes_that_were_not_reached_are_told_apart(base: PlacementRun, owner: User) -> None:
    asked = ask_advice(owner, base, 1)
    now = {"first_wishes": 3, "all_wishes": 3}
    asked.found = {
        "now": now,
        "changes": [
            {"kind": "round", "status": "optimal", "then": now, "gain": 3, "lose": 1},
            {**film("drop"), "status": "unknown"},
            {**film("room", chairs=2), "status": "infeasible"},
        ],
        "skipped": [
            {**film("repeat", round="r2", chairs=2), "why": "no-better"},
            {"kind": "round", "why": "many-rounds"},
        ],
    }
    found = read_advice(asked)
    useless = ["2 stoelen erbij voor “Film”", "“Film” ook in ronde 2"]
    assert found == Advice(asked, found.helpful, useless, ["zonder “Film”"])
    assert [(each.title, each.brings, each.possible) for each in found.helpful] == [
        ("een ronde erbij", ["beter voor 3 mensen", "minder goed voor 1 persoon"], True)
    ]


def test_what_is_tried_changes_nothing_and_gives_no_placement(base: PlacementRun, owner: User) -> None:
    before, history = programme(), AuditEntry.objects.count()
    run = tried(owner, base, film("chairs", chairs=1))
    assert (run.state, run.kind, run.base, run.placed, run.checked) == ("done", "what-if", base, False, True)
    assert (programme(), steps.last_step(base.day_id), Placement.objects.count()) == (before, None, 1)
    assert AuditEntry.objects.count() == history + 2  # asked for, and ended
    assert [
        (each["capacity"]) for told in run.problem["workshops"] if told["title"] == "Film" for each in told["sessions"]
    ] == [2, 2]


def test_what_is_tried_is_near_to_what_everybody_has(base: PlacementRun, owner: User) -> None:
    run = tried(owner, base, film("chairs", chairs=1))
    found = difference(way_of(base.day, base).outcome, way_tried(run).outcome)
    assert (len(found.other), found.people, found.moved) == (1, 1, 0)


def test_what_is_adopted_changes_the_day_in_one_step_and_is_a_placement_as_any_other(
    base: PlacementRun, owner: User
) -> None:
    before = programme()
    run = tried(owner, base, film("chairs", chairs=1))
    placement = adopted(owner, run)
    assert [each for each in programme() if each[0] == "Film"] == [("Film", 1, "", 2), ("Film", 2, "", 2)]
    assert bool(since(placement.day, placement.run.problem)) is False
    assert {name: letters.count("F") for name, letters in seated(placement).items()} == {
        "Ada": 1, "Bo": 1, "Cas": 1, "Dee": seated(placement)["Dee"].count("F")}  # fmt: skip
    steps.undo(base.day_id)
    assert programme() == before
    assert bool(since(placement.day, placement.run.problem)) is True


def test_what_was_decided_is_not_decided_again(base: PlacementRun, owner: User) -> None:
    one, other = (tried(owner, base, film("chairs", chairs=more)) for more in (1, 2))
    adopted(owner, one)
    drop(owner, other)
    for decide in (adopted, drop):
        for run in (one, other, base):
            with pytest.raises(DecidedError):
                decide(owner, run)
    assert (Placement.objects.count(), workshop("Film").maximum) == (2, 2)


def test_nothing_is_tried_or_adopted_on_a_day_that_has_changed(base: PlacementRun, owner: User) -> None:
    run = tried(owner, base, film("chairs", chairs=1))
    mark = mark_of(base.day)
    cancel(who("Dee"))
    with pytest.raises(ChangedError):
        ask_advice(owner, base, 1)
    with pytest.raises(ChangedError):
        try_change(owner, base, film("drop"))
    with pytest.raises(ChangedError):
        adopt(owner, run, mark)
    Participant.objects.update(state="registered")
    session(base.day, "D", 1).delete()
    with pytest.raises(StaleError):
        adopt(owner, run, mark)
    with pytest.raises(ChangedError):
        adopt(owner, run, mark_of(base.day))
    assert workshop("Film").maximum == 1


def test_whoever_has_a_place_whatever_comes_of_the_others_keeps_it(base: PlacementRun, owner: User) -> None:
    fixed = {"r1": str(workshop("Dialoog").pk)}
    for person in base.problem["participants"]:
        if person["id"] == str(who("Bo").pk):
            person["fixed"] = fixed
    asked = try_change(owner, base, film("drop")).problem
    assert [each["id"] for each in asked["participants"] if each.get("fixed") == fixed] == [str(who("Bo").pk)]


def test_only_one_is_tried_at_a_time(base: PlacementRun, owner: User) -> None:
    try_change(owner, base, film("drop"))
    with pytest.raises(RunningError):
        try_change(owner, base, film("drop"))


def test_sessions_go_to_a_free_room_that_is_large_enough_and_has_what_is_needed(
    base: PlacementRun, owner: User
) -> None:
    day = base.day
    small, _plain, large = (
        Room.objects.create(day=day, name=name, capacity=chairs, features=has)
        for name, chairs, has in (("Klein", 1, []), ("Kaal", 2, []), ("Groot", 3, ["screen"]))
    )
    Workshop.objects.filter(title="Film").update(needs=["screen"])
    Session.objects.filter(workshop__title="Film", round__number=1).update(room=small)
    run = tried(owner, base, film("chairs", chairs=1))
    assert run.asked["obstacles"] == []
    adopted(owner, run)
    assert [each for each in programme() if each[0] == "Film"] == [("Film", 1, str(large), 2), ("Film", 2, "", 2)]


def test_session_without_a_room_that_is_large_enough_is_in_the_way_until_there_is_one(
    base: PlacementRun, owner: User, as_owner: Client
) -> None:
    room = Room.objects.create(day=base.day, name="Klein", capacity=1)
    Session.objects.filter(workshop__title="Film", round__number=1).update(room=room)
    run = tried(owner, base, film("chairs", chairs=1))
    assert run.asked["obstacles"] == [{"round": 1, "room": "Klein", "has": 1, "chairs": 2}]
    before = programme()
    with pytest.raises(BlockedError) as blocked:
        adopted(owner, run)
    assert [(each.session, each.chairs, each.room) for each in blocked.value.obstacles] == [
        (session(base.day, "F", 1), 2, room)
    ]
    assert programme() == before
    address = reverse("placement-adopt", args=[base.day_id, run.pk])
    answer = as_owner.post(address, {"seen": mark_of(base.day)}, follow=True)
    page = answer.content.decode()
    assert "Er is niets veranderd: geen vrije zaal heeft 2 stoelen voor “Film” in ronde 1." in page
    assert "In ronde 1 heeft geen vrije zaal 2 stoelen; Klein heeft er 1." in page
    Room.objects.filter(pk=room.pk).update(capacity=2)
    adopted(owner, run)
    assert ("Film", 1, "Klein", 2) in programme()


def test_bigger_room_is_for_as_many_as_wish_it(base: PlacementRun, owner: User) -> None:
    adopted(owner, tried(owner, base, film("room", chairs=1)))
    assert workshop("Film").maximum == 2
    again = calculated(queue_run(owner, base.day, "fair"))
    adopted(owner, tried(owner, again, film("room", chairs=1)))
    assert workshop("Film").maximum == 3


def test_workshop_is_given_once_more_in_a_free_room(base: PlacementRun, owner: User) -> None:
    Session.objects.filter(workshop__title="Film", round__number=2).delete()
    base = calculated(queue_run(owner, base.day, "fair"))
    Room.objects.create(day=base.day, name="Vrij", capacity=4)
    run = tried(owner, base, film("repeat", round="r2", chairs=1))
    assert way_tried(run).outcome.firsts == 2
    assert Session.objects.filter(workshop__title="Film").count() == 1
    placement = adopted(owner, run)
    assert ("Film", 2, "Vrij", 1) in programme()
    assert "".join(seated(placement).values()).count("F") == 2


def test_workshop_that_is_left_out_stays_with_its_wishes(base: PlacementRun, owner: User) -> None:
    placement = adopted(owner, tried(owner, base, film("drop")))
    assert (workshop("Film").sessions.count(), workshop("Film").preferences.count()) == (0, 3)
    assert "F" not in "".join(seated(placement).values())
    assert question_of(base.day) == placement.run.problem


def timetable() -> list[tuple[str, str, str]]:
    """What is in the programme, from when until when."""
    items = ProgrammeItem.objects.order_by("start")
    return [(each.title, f"{each.start:%H:%M}", f"{each.end:%H:%M}") for each in items]


@pytest.fixture
def wide(placeable: Day, owner: User) -> PlacementRun:
    """A placement of the day with a fourth workshop, Zang: enough for three rounds."""
    more = Workshop.objects.create(day=placeable, title="Zang", maximum=9, position=3)
    for rnd in placeable.rounds.all():
        Session.objects.create(workshop=more, round=rnd)
    return calculated(queue_run(owner, placeable, "fair"))


def test_one_more_round_is_tried_after_the_last_one_and_changes_nothing(wide: PlacementRun, owner: User) -> None:
    before = timetable()
    run = tried(owner, wide, {"kind": "round"})
    assert (run.state, timetable(), Round.objects.count()) == ("done", before, 2)
    way = way_tried(run)
    assert [rnd.number for rnd in way.outcome.rounds] == [1, 2, 3]
    assert {person.participant.given_name: len(person.held) for person in way.outcome.people} == {
        "Ada": 3, "Bo": 3, "Cas": 3, "Dee": 3,
    }  # fmt: skip


def test_one_more_round_that_is_adopted_has_every_workshop_and_moves_what_comes_after_it(
    wide: PlacementRun, owner: User
) -> None:
    ProgrammeItem.objects.create(day=wide.day, title="Borrel", kind="drinks", start=time(14), end=time(15, 30))
    before, sessions = timetable(), programme()
    made = adopted(owner, tried(owner, wide, {"kind": "round"}))
    assert timetable() == [*before[:-1], ("Ronde 3", "14:00", "15:00"), ("Borrel", "15:00", "16:30")]
    assert [each[:2] for each in programme() if each[1] == 3] == [
        ("Casus", 3),
        ("Dialoog", 3),
        ("Film", 3),
        ("Zang", 3),
    ]
    assert {name: len(each) for name, each in seated(made).items()} == {"Ada": 3, "Bo": 3, "Cas": 3, "Dee": 3}
    assert not since(wide.day, made.run.problem)
    steps.undo(wide.day_id)
    assert (timetable(), programme()) == (before, sessions)


@pytest.mark.parametrize("why", ["a round without a time", "past midnight"])
def test_one_more_round_for_which_there_is_no_moment_is_explained_and_not_tried(
    why: str, base: PlacementRun, owner: User, as_owner: Client
) -> None:
    asked = calculated(ask_advice(owner, base, 1))
    assert asked.found is not None
    effect = {"kind": "round", "status": "optimal", "then": asked.found["now"], "gain": 3, "lose": 1}
    PlacementRun.objects.filter(pk=asked.pk).update(found={"now": asked.found["now"], "changes": [effect]})
    page = reverse("placement-what-if", args=[base.day_id, base.pk])
    assert "Van 14:00 tot 15:00, met elke workshop erin." in as_owner.get(page).content.decode()
    last = ProgrammeItem.objects.get(title="Ronde 2")
    if why == "past midnight":
        ProgrammeItem.objects.create(day=base.day, title="Feest", start=time(20), end=time(23, 30))
    else:
        last.delete()
    told = as_owner.get(page).content.decode()
    assert ("Dit kan hier niet geprobeerd worden" in told, "Zet een ronde in het rooster" in told) == (True, True)
    with pytest.raises(ChangedError):
        try_change(owner, base, {"kind": "round"})
    assert as_owner.post(
        reverse("placement-try", args=[base.day_id, base.pk]), {"advice": asked.pk, "change": 0}
    ).status_code in {302, 404}
    assert not PlacementRun.objects.filter(kind="what-if").exists()


def test_whoever_is_locked_keeps_their_seats_in_what_is_asked_and_tried(
    base: PlacementRun, owner: User, as_owner: Client
) -> None:
    placement = base.placement
    seats = seated(placement)
    other = next(letter for letter in "CDF" if letter not in seats["Dee"])
    move(owner, placement, who("Dee"), session(base.day, other, 1), placement.version)
    placement.refresh_from_db()
    page = reverse("placement-what-if", args=[base.day_id, base.pk])
    assert "opnieuw ingedeeld: zet die eerst vast" in as_owner.get(page).content.decode()
    lock(owner, placement, who("Dee"), placement.version)
    assert "1 persoon die vaststaat houdt de eigen plaats" in as_owner.get(page).content.decode()
    now = seated(placement)["Dee"]
    fixed = {f"r{at}": str(session(base.day, letter, at).workshop_id) for at, letter in enumerate(now, start=1)}
    advice = calculated(ask_advice(owner, base, 1))
    assert (advice.state, _fixed(advice)) == ("done", {str(who("Dee").pk): fixed})
    run = tried(owner, base, film("chairs", chairs=1))
    assert (run.state, _fixed(run)) == ("done", {str(who("Dee").pk): fixed})
    made = adopted(owner, run)
    assert seated(made)["Dee"] == now
    assert {each.participant.given_name for each in made.seats.filter(locked=True)} == {"Dee"}


def _fixed(run: PlacementRun) -> Made:
    return {each["id"]: each["fixed"] for each in run.problem["participants"] if each.get("fixed")}


def test_page_tells_why_nothing_can_be_asked_while_something_is_calculated(
    base: PlacementRun, owner: User, as_owner: Client
) -> None:
    busy, ask = queue_run(owner, base.day, "fair"), reverse("placement-advice", args=[base.day_id, base.pk])
    page = as_owner.get(reverse("placement-what-if", args=[base.day_id, base.pk])).content.decode()
    assert ("Wat zou helpen, kunt u vragen als die klaar is." in page, f'action="{ask}"' in page) == (True, False)
    assert f'href="{reverse("placement-run", args=[base.day_id, busy.pk])}">Kijk hoe ver die is</a>' in page


def test_pages_lead_from_what_helps_to_what_is_adopted(base: PlacementRun, as_owner: Client) -> None:
    def post(name: str, run: PlacementRun, **data: Any) -> str:
        answer = as_owner.post(reverse(name, args=[base.day_id, run.pk]), data, follow=True)
        return answer.content.decode()

    def last(kind: str) -> PlacementRun:
        return PlacementRun.objects.filter(kind=kind).latest("number")

    assert "zeg hoeveel stoelen" in post("placement-advice", base, chairs=0)
    assert "Hoe ver is het?" in post("placement-advice", base, chairs=1)
    assert "Er wordt al een indeling berekend" in post("placement-advice", base, chairs=1)
    work()
    advice = last("advice")
    page = as_owner.get(reverse("placement-run", args=[base.day_id, advice.pk]), follow=True).content.decode()
    assert "1 stoel erbij voor “Film”" in page
    assert as_owner.post(reverse("placement-try", args=[base.day_id, base.pk]), {}).status_code == 404
    wrong = {"advice": advice.pk, "change": 999}
    assert as_owner.post(reverse("placement-try", args=[base.day_id, base.pk]), wrong).status_code == 404
    post("placement-try", base, advice=advice.pk, change=read_advice(advice).helpful[0].number)
    work()
    run = last("what-if")
    page = as_owner.get(reverse("placement-run", args=[base.day_id, run.pk]), follow=True).content.decode()
    assert "Wat als: 1 stoel erbij voor “Film”" in page
    assert "1 persoon is beter af met “Wat als”" in page
    assert as_owner.get(reverse("placement-publish", args=[base.day_id, run.pk])).status_code == 404
    assert "iemand heeft intussen het rooster veranderd" in post("placement-adopt", run, seen="something else")
    assert "Overgenomen: de dag is nu zo veranderd." in post("placement-adopt", run, seen=mark_of(base.day))
    assert "Dat is al overgenomen of weggelegd." in post("placement-adopt", run, seen=mark_of(base.day))
    assert "Dat is al overgenomen of weggelegd." in post("placement-drop", run)
    assert as_owner.get(reverse("placement-publish", args=[base.day_id, run.pk])).status_code == 200


def test_what_is_dropped_is_told_and_gone_from_the_list(base: PlacementRun, owner: User, as_owner: Client) -> None:
    run = tried(owner, base, film("chairs", chairs=1))
    home = reverse("placement", args=[base.day_id])
    assert "Wat als: 1 stoel erbij voor “Film”" in as_owner.get(home).content.decode()
    answer = as_owner.post(reverse("placement-drop", args=[base.day_id, run.pk]), follow=True)
    assert "weggelegd" in answer.content.decode()
    assert "Wat als" not in as_owner.get(home).content.decode()
    assert [each.action for each in AuditEntry.objects.filter(scope=base.day_id).order_by("-number")[:1]] == [
        "placement.dropped"
    ]
