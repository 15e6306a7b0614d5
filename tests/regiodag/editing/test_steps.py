# SPDX-License-Identifier: EUPL-1.2

from datetime import time
from typing import Any

import pytest

from regiodag.accounts.models import User
from regiodag.days.models import Day, ProgrammeItem, Room, Session, Speaker, Workshop
from regiodag.editing import steps
from regiodag.editing.models import Step

pytestmark = pytest.mark.django_db


def everything(day: Day) -> dict[str, Any]:
    """All that makes up the programme of a day, but for versions."""
    return {
        "rooms": sorted(day.rooms.values_list("pk", "name", "capacity")),
        "items": sorted(day.items.values_list("pk", "title", "start", "end", "room")),
        "speakers": sorted((item.pk, sorted(each.pk for each in item.speakers.all())) for item in day.items.all()),
        "workshops": sorted(day.workshops.values_list("pk", "title", "maximum")),
        "leaders": sorted((each.pk, sorted(one.pk for one in each.leaders.all())) for each in day.workshops.all()),
        "sessions": sorted(Session.objects.filter(round__day=day).values_list("pk", "workshop", "round", "room")),
    }


def test_change_is_undone_and_done_again(day: Day, owner: User) -> None:
    before = everything(day)
    item = day.items.get(title="Opening")
    with steps.step(owner, day.pk, "later"):
        item.start = time(9, 10)
        item.save()
    after = everything(day)
    assert before != after
    assert steps.undo(day.pk).label == "later"
    assert everything(day) == before
    assert steps.redo(day.pk).label == "later"
    assert everything(day) == after


def test_people_of_an_item_are_put_back(day: Day, owner: User) -> None:
    item = day.items.get(title="Opening")
    speaker = day.speakers.get()
    with steps.step(owner, day.pk, "speaker"):
        item.speakers.add(speaker)
    after = everything(day)
    steps.undo(day.pk)
    assert list(item.speakers.all()) == []
    steps.redo(day.pk)
    assert everything(day) == after


def test_workshop_that_was_deleted_comes_back_with_its_sessions_and_leaders(day: Day, owner: User) -> None:
    before = everything(day)
    with steps.step(owner, day.pk, "without the dialogue"):
        day.workshops.get().delete()
    after = everything(day)
    assert (after["workshops"], after["sessions"]) == ([], [])
    steps.undo(day.pk)
    assert everything(day) == before
    steps.redo(day.pk)
    assert everything(day) == after


def test_what_was_made_is_gone_again(day: Day, owner: User) -> None:
    before = everything(day)
    with steps.step(owner, day.pk, "new"):
        room = Room.objects.create(day=day, name="Zaal 2", capacity=10)
        ProgrammeItem.objects.create(day=day, title="Film", start=time(10), end=time(11), room=room)
    steps.undo(day.pk)
    assert everything(day) == before


def test_several_steps_are_undone_from_the_last_on(day: Day, owner: User) -> None:
    states = [everything(day)]
    workshop = day.workshops.get()
    for maximum in (21, 22, 23):
        with steps.step(owner, day.pk, str(maximum)):
            workshop.maximum = maximum
            workshop.save()
        states.append(everything(day))
    for state in reversed(states[:-1]):
        steps.undo(day.pk)
        assert everything(day) == state
    for state in states[1:]:
        steps.redo(day.pk)
        assert everything(day) == state


def test_version_goes_up_when_something_is_put_back(day: Day, owner: User) -> None:
    workshop = day.workshops.get()
    with steps.step(owner, day.pk, "bigger"):
        workshop.maximum = 30
        workshop.version = 2
        workshop.save()
    steps.undo(day.pk)
    assert Workshop.objects.get().version == 3


def test_new_step_forgets_what_was_undone(day: Day, owner: User) -> None:
    room = day.rooms.get()
    for name in ("Zaal A", "Zaal B"):
        with steps.step(owner, day.pk, name):
            room.name = name
            room.save()
    steps.undo(day.pk)
    room.refresh_from_db()
    with steps.step(owner, day.pk, "Zaal C"):
        room.name = "Zaal C"
        room.save()
    assert steps.next_step(day.pk) is None
    assert [(each.number, each.label) for each in Step.objects.all()] == [(1, "Zaal A"), (2, "Zaal C")]


def test_what_was_changed_outside_a_step_is_not_overwritten(day: Day, owner: User) -> None:
    room = day.rooms.get()
    with steps.step(owner, day.pk, "bigger"):
        room.capacity = 50
        room.save()
    room.capacity = 60
    room.save()
    with pytest.raises(steps.OvertakenError):
        steps.undo(day.pk)
    assert Room.objects.get().capacity == 60


def test_there_is_nothing_to_undo_in_a_new_day(day: Day) -> None:
    with pytest.raises(steps.NothingToUndoError):
        steps.undo(day.pk)
    with pytest.raises(steps.NothingToUndoError):
        steps.redo(day.pk)


def test_step_that_fails_leaves_nothing(day: Day, owner: User) -> None:
    before = everything(day)
    with pytest.raises(ZeroDivisionError), steps.step(owner, day.pk, "half"):  # noqa: PT012  (it fails halfway)
        Speaker.objects.create(day=day, given_name="Sem", family_name="Akkerman")
        raise ZeroDivisionError
    assert (everything(day), Step.objects.count()) == (before, 0)
