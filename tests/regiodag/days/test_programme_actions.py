# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from django.utils import translation

from regiodag.accounts.audit import told
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.actions import back, programme, sessions
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.editing import steps
from regiodag.editing.models import Step
from regiodag.editing.versions import StaleError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def times(day: Day) -> list[str]:
    return [f"{each.start:%H:%M}-{each.end:%H:%M} {each.title}" for each in day.items.all()]


def places(day: Day) -> list[tuple[str, int, str]]:
    found = Session.objects.filter(round__day=day).select_related("workshop", "round", "room")
    return sorted((each.workshop.title, each.round.number, each.room.name if each.room else "") for each in found)


def whole(day: Day) -> dict[str, Any]:
    return {
        "items": sorted(day.items.values_list("pk", "kind", "title", "start", "end", "room", "round")),
        "speakers": sorted((each.title, sorted(map(str, each.speakers.all()))) for each in day.items.all()),
        "rounds": sorted(day.rounds.values_list("pk", "number")),
        "sessions": sorted(Session.objects.filter(round__day=day).values_list("pk", "workshop", "round", "room")),
    }


def audited(day: Day) -> list[str]:
    return [told(entry) for entry in AuditEntry.objects.filter(scope=day.pk).order_by("number")]


def labels(day: Day) -> list[str]:
    return [each.label for each in Step.objects.filter(scope=day.pk)]


def item(day: Day, title: str) -> ProgrammeItem:
    return day.items.select_related("round").get(title=title)


def add(day: Day, title: str, start: time, end: time, **more: Any) -> ProgrammeItem:
    return ProgrammeItem.objects.create(day=day, title=title, start=start, end=end, **more)


def undone_and_done_again(by: User, day: Day, before: dict[str, Any]) -> bool:
    """Whether undo gives what was before, and redo what is now."""
    after = whole(day)
    step = Step.objects.get(scope=day.pk, undone=False)
    back.undo(by, day, step.pk)
    if whole(day) != before:
        return False
    back.redo(by, day, step.pk)
    return whole(day) == after


def test_part_is_added_with_its_speakers(day: Day, owner: User) -> None:
    before = whole(day)
    new = ProgrammeItem(kind="film", title="Film", start=time(10), end=time(10, 30), room=day.rooms.get())
    programme.add_item(owner, day, new, day.speakers.all())
    assert times(day) == ["09:00-09:30 Opening", "10:00-10:30 Film", "11:00-12:00 Ronde 1"]
    assert list(map(str, item(day, "Film").speakers.all())) == ["Noor van der Linden"]
    assert (audited(day), labels(day)) == (["added “Film” to the programme"], ["added Film"])
    assert undone_and_done_again(owner, day, before)


def test_part_of_kind_round_makes_the_next_round(day: Day, owner: User) -> None:
    before = whole(day)
    made = programme.add_item(owner, day, ProgrammeItem(kind="round", title="R", start=time(13), end=time(14)))
    assert made.round is not None
    assert [each.number for each in day.rounds.all()] == [1, 2]
    assert made.round.number == 2
    assert undone_and_done_again(owner, day, before)


def test_part_of_kind_round_gives_a_time_to_the_round_that_has_none(day: Day, owner: User) -> None:
    waiting = Round.objects.create(day=day, number=7)
    made = programme.add_item(owner, day, ProgrammeItem(kind="round", title="R", start=time(13), end=time(14)))
    assert made.round == waiting
    assert day.rounds.count() == 2


def test_first_round_of_a_day_has_number_one(day: Day, owner: User) -> None:
    day.rounds.all().delete()
    made = programme.add_item(owner, day, ProgrammeItem(kind="round", title="R", start=time(13), end=time(14)))
    assert made.round is not None
    assert made.round.number == 1


def test_change_is_kept_and_what_follows_moves_along_when_asked(day: Day, owner: User) -> None:
    before = whole(day)
    opening = item(day, "Opening")
    opening.title, opening.end = "Welcome", time(9, 50)
    programme.change_item(owner, opening, 1, day.speakers.all(), shift=True)
    assert times(day) == ["09:00-09:50 Welcome", "11:20-12:20 Ronde 1"]
    assert audited(day) == ["changed “Welcome” in the programme"]
    assert undone_and_done_again(owner, day, before)


def test_change_leaves_what_follows_alone_when_not_asked(day: Day, owner: User) -> None:
    opening = item(day, "Opening")
    opening.end = time(9, 50)
    programme.change_item(owner, opening, 1)
    assert times(day) == ["09:00-09:50 Opening", "11:00-12:00 Ronde 1"]


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (False, ["09:15-09:45 Opening", "09:30-10:00 Lunch", "11:00-12:00 Ronde 1"]),
        (True, ["09:15-09:45 Opening", "09:45-10:15 Lunch", "11:15-12:15 Ronde 1"]),
    ],
)
def test_part_moves_with_its_length(day: Day, owner: User, shift: bool, expected: list[str]) -> None:  # noqa: FBT001
    add(day, "Lunch", time(9, 30), time(10), kind="break")
    before = whole(day)
    programme.move_item(owner, item(day, "Opening"), 1, time(9, 15), shift=shift)
    assert times(day) == expected
    assert (audited(day), labels(day)) == (["moved “Opening” to 09:15"], ["moved Opening to 09:15"])
    assert undone_and_done_again(owner, day, before)


@pytest.mark.parametrize("start", [time(23, 30), time(23, 45)])
def test_nothing_moves_past_midnight(day: Day, owner: User, start: time) -> None:
    before = whole(day)
    with pytest.raises(programme.OutsideDayError):
        programme.move_item(owner, item(day, "Opening"), 1, start)
    with pytest.raises(programme.OutsideDayError):
        programme.move_item(owner, item(day, "Opening"), 1, time(22, 30), shift=True)
    assert (whole(day), labels(day), audited(day)) == (before, [], [])


def test_parts_give_way_to_one_that_is_put_before_them_and_pauses_stay(day: Day, owner: User) -> None:
    add(day, "Film", time(9, 40), time(10), kind="film")
    before = whole(day)
    programme.order_item(owner, item(day, "Ronde 1"), 1, item(day, "Opening"))
    assert times(day) == ["09:00-10:00 Ronde 1", "10:10-10:40 Opening", "11:40-12:00 Film"]
    assert (audited(day), labels(day)) == (["moved “Ronde 1” to 09:00"], ["moved Ronde 1"])
    assert undone_and_done_again(owner, day, before)


def test_part_that_is_put_last_changes_nothing_before_it(day: Day, owner: User) -> None:
    add(day, "Lunch", time(12), time(12, 30), kind="break")
    programme.order_item(owner, item(day, "Ronde 1"), 1, None)
    assert times(day) == ["09:00-09:30 Opening", "11:00-11:30 Lunch", "11:30-12:30 Ronde 1"]
    assert {each.title: each.version for each in day.items.all()} == {"Opening": 1, "Lunch": 2, "Ronde 1": 2}


def test_part_that_is_put_where_it_is_leaves_no_trace(day: Day, owner: User) -> None:
    before = whole(day)
    programme.order_item(owner, item(day, "Ronde 1"), 1, None)
    assert (whole(day), labels(day), audited(day)) == (before, [], [])


def test_round_is_deleted_with_its_sessions_and_comes_back_with_them(day: Day, owner: User) -> None:
    before = whole(day)
    programme.delete_item(owner, item(day, "Ronde 1"), 1)
    assert (times(day), places(day), day.rounds.count(), day.workshops.count()) == (["09:00-09:30 Opening"], [], 0, 1)
    assert audited(day) == ["deleted “Ronde 1” from the programme"]
    assert undone_and_done_again(owner, day, before)


def test_part_is_deleted_and_comes_back_with_its_speakers(day: Day, owner: User) -> None:
    item(day, "Opening").speakers.set(day.speakers.all())
    before = whole(day)
    programme.delete_item(owner, item(day, "Opening"), 1)
    assert times(day) == ["11:00-12:00 Ronde 1"]
    assert undone_and_done_again(owner, day, before)


def test_nothing_is_done_to_a_part_that_somebody_else_changed(day: Day, owner: User) -> None:
    before = whole(day)
    opening, seen = item(day, "Opening"), 0
    with pytest.raises(StaleError):
        programme.change_item(owner, opening, seen, shift=True)
    with pytest.raises(StaleError):
        programme.move_item(owner, item(day, "Opening"), seen, time(10), shift=True)
    with pytest.raises(StaleError):
        programme.order_item(owner, item(day, "Opening"), seen, None)
    with pytest.raises(StaleError):
        programme.delete_item(owner, item(day, "Opening"), seen)
    assert (whole(day), labels(day), audited(day)) == (before, [], [])


def test_change_of_a_part_that_is_gone_is_stale(day: Day, owner: User) -> None:
    opening = item(day, "Opening")
    ProgrammeItem.objects.filter(pk=opening.pk).delete()
    with pytest.raises(StaleError):
        programme.change_item(owner, opening, 1, shift=True)


@pytest.fixture
def fuller(day: Day) -> Day:
    """The day with a second room, round and workshop."""
    room = Room.objects.create(day=day, name="Zaal 2", capacity=20)
    Round.objects.create(day=day, number=2)
    signals = Workshop.objects.create(day=day, title="Signalen", maximum=10)
    Session.objects.create(workshop=signals, round=day.rounds.get(number=1), room=room)
    return day


def session(title: str) -> Session:
    return Session.objects.select_related("workshop", "round", "room").get(workshop__title=title)


def test_workshop_is_put_in_a_round(fuller: Day, owner: User) -> None:
    before = whole(fuller)
    second = fuller.rounds.get(number=2)
    sessions.place_session(owner, session("Dialoog").workshop, second, fuller.rooms.get(name="Zaal 2"))
    assert places(fuller) == [("Dialoog", 1, "Zaal 1"), ("Dialoog", 2, "Zaal 2"), ("Signalen", 1, "Zaal 2")]
    assert audited(fuller) == ["put “Dialoog” in round 2, Zaal 2"]
    assert undone_and_done_again(owner, fuller, before)


def test_session_moves_to_another_round_without_a_room(fuller: Day, owner: User) -> None:
    before = whole(fuller)
    sessions.move_session(owner, session("Dialoog"), 1, fuller.rounds.get(number=2), None)
    assert places(fuller) == [("Dialoog", 2, ""), ("Signalen", 1, "Zaal 2")]
    assert (audited(fuller), labels(fuller)) == (["moved “Dialoog” to round 2"], ["moved Dialoog to round 2"])
    assert undone_and_done_again(owner, fuller, before)


@pytest.mark.parametrize("other_round", [1, 2])
def test_two_sessions_change_places(fuller: Day, owner: User, other_round: int) -> None:
    Session.objects.filter(workshop__title="Signalen").update(round=fuller.rounds.get(number=other_round))
    session("Signalen").save()
    before = whole(fuller)
    sessions.swap_sessions(owner, session("Dialoog"), 1, session("Signalen"), 1)
    assert places(fuller) == [("Dialoog", other_round, "Zaal 2"), ("Signalen", 1, "Zaal 1")]
    assert (audited(fuller), labels(fuller)) == (["swapped “Dialoog” and “Signalen”"], ["swapped Dialoog and Signalen"])
    assert undone_and_done_again(owner, fuller, before)


def test_workshop_is_taken_out_of_a_round(fuller: Day, owner: User) -> None:
    before = whole(fuller)
    sessions.remove_session(owner, session("Dialoog"), 1)
    assert places(fuller) == [("Signalen", 1, "Zaal 2")]
    assert audited(fuller) == ["took “Dialoog” out of round 1"]
    assert undone_and_done_again(owner, fuller, before)


def test_workshop_is_given_once_in_a_round(fuller: Day, owner: User) -> None:
    first, second = fuller.rounds.all()
    dialogue, signals = session("Dialoog"), session("Signalen")
    there = Session.objects.create(workshop=dialogue.workshop, round=second)
    Session.objects.create(workshop=signals.workshop, round=second)
    before = whole(fuller)
    with pytest.raises(sessions.AlreadyThereError):
        sessions.place_session(owner, dialogue.workshop, first, None)
    with pytest.raises(sessions.AlreadyThereError):
        sessions.move_session(owner, dialogue, 1, second, None)
    with pytest.raises(sessions.AlreadyThereError):
        sessions.swap_sessions(owner, signals, 1, there, 1)
    assert (whole(fuller), labels(fuller), audited(fuller)) == (before, [], [])


def test_nothing_is_done_to_a_session_that_somebody_else_changed(fuller: Day, owner: User) -> None:
    before = whole(fuller)
    first = fuller.rounds.get(number=1)
    with pytest.raises(StaleError):
        sessions.move_session(owner, session("Dialoog"), 0, first, None)
    with pytest.raises(StaleError):
        sessions.swap_sessions(owner, session("Dialoog"), 1, session("Signalen"), 0)
    with pytest.raises(StaleError):
        sessions.remove_session(owner, session("Dialoog"), 0)
    assert (whole(fuller), labels(fuller), audited(fuller)) == (before, [], [])


def test_button_undoes_only_the_step_that_it_promised(day: Day, owner: User) -> None:
    programme.move_item(owner, item(day, "Opening"), 1, time(9, 15))
    promised = steps.last_step(day.pk)
    assert promised is not None
    programme.move_item(owner, item(day, "Opening"), 2, time(9, 20))
    with pytest.raises(back.OtherStepError):
        back.undo(owner, day, promised.pk)
    assert times(day) == ["09:20-09:50 Opening", "11:00-12:00 Ronde 1"]


def test_undo_and_redo_are_in_the_trail(day: Day, owner: User) -> None:
    programme.move_item(owner, item(day, "Opening"), 1, time(9, 15))
    step = Step.objects.get()
    back.undo(owner, day, step.pk)
    back.redo(owner, day, step.pk)
    trail = ["moved “Opening” to 09:15", "undid: moved Opening to 09:15", "did again: moved Opening to 09:15"]
    assert audited(day) == trail


def test_what_was_made_in_the_meantime_is_in_the_way_of_an_undo(day: Day, owner: User) -> None:
    rnd, workshop = day.rounds.get(), day.workshops.get()
    sessions.remove_session(owner, session("Dialoog"), 1)
    Session.objects.create(workshop=workshop, round=rnd)
    with pytest.raises(steps.OvertakenError):
        back.undo(owner, day, Step.objects.get().pk)
    assert places(day) == [("Dialoog", 1, "")]
