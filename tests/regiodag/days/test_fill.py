# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import User
from regiodag.days.actions import back, programme
from regiodag.days.actions.fill import fill_round
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.editing.models import Step

pytestmark = pytest.mark.django_db


def places(rnd: Round) -> dict[str, str]:
    return {each.workshop.title: each.room.name if each.room else "" for each in rnd.sessions.all()}


def with_more(day: Day) -> None:
    """Rooms of 10, 12 and 50 chairs besides that of 30, and workshops for 12, 40 and 60 besides that for 20."""
    for name, capacity, features in (("A", 10, []), ("B", 12, ["tables"]), ("C", 50, [])):
        Room.objects.create(day=day, name=name, capacity=capacity, features=features)
    for title, maximum, needs in (("Twaalf", 12, ["tables"]), ("Zestig", 60, []), ("Veertig", 40, [])):
        Workshop.objects.create(day=day, title=title, maximum=maximum, needs=needs)


def test_each_workshop_gets_the_smallest_room_that_fits_and_has_what_it_needs(day: Day, owner: User) -> None:
    Session.objects.all().delete()
    with_more(day)
    rnd = day.rounds.get()
    assert len(fill_round(owner, rnd)) == 4
    assert places(rnd) == {"Dialoog": "Zaal 1", "Twaalf": "B", "Veertig": "C", "Zestig": ""}


def test_room_without_what_a_workshop_needs_does_not_fit(day: Day, owner: User) -> None:
    Session.objects.all().delete()
    Workshop.objects.update(needs=["quiet"])
    fill_round(owner, day.rounds.get())
    assert places(day.rounds.get()) == {"Dialoog": ""}


def test_workshop_keeps_the_room_of_another_round_though_others_fit_better(day: Day, owner: User) -> None:
    with_more(day)
    Session.objects.update(room=day.rooms.get(name="C"))
    second = Round.objects.create(day=day, number=2)
    fill_round(owner, second)
    assert places(second) == {"Dialoog": "C", "Twaalf": "B", "Veertig": "", "Zestig": ""}


def test_what_is_in_the_round_already_stays_where_it_is(day: Day, owner: User) -> None:
    with_more(day)
    rnd = day.rounds.get()
    Session.objects.update(room=day.rooms.get(name="C"))
    assert sorted(str(each.workshop) for each in fill_round(owner, rnd)) == ["Twaalf", "Veertig", "Zestig"]
    assert places(rnd) == {"Dialoog": "C", "Twaalf": "B", "Veertig": "", "Zestig": ""}


def test_round_with_its_sessions_is_one_step(day: Day, owner: User) -> None:
    new = ProgrammeItem(kind="round", title="R", start=time(13), end=time(14))
    made = programme.add_item(owner, day, new, fill=True).round
    assert made is not None
    assert places(made) == {"Dialoog": "Zaal 1"}
    back.undo(owner, day, Step.objects.get(scope=day.pk).pk)
    assert (Session.objects.count(), day.rounds.count(), day.items.count()) == (1, 1, 2)


def test_part_that_is_no_round_has_nothing_to_fill(day: Day, owner: User) -> None:
    programme.add_item(owner, day, ProgrammeItem(title="Slot", start=time(13), end=time(14)), fill=True)
    assert Session.objects.count() == 1


def test_form_of_a_new_part_offers_to_fill_a_round_and_does(day: Day, as_owner: Client) -> None:
    address = reverse("item-add", args=[day.pk])
    assert 'name="fill"' in as_owner.get(address).content.decode()
    given = {"kind": "round", "title": "Ronde 2", "start": "13:00", "end": "14:00", "fill": "on", "seen": "1"}
    as_owner.post(address, given)
    assert places(day.rounds.get(number=2)) == {"Dialoog": "Zaal 1"}


def test_form_of_a_new_part_does_not_offer_to_fill_with_nothing(day: Day, as_owner: Client) -> None:
    Workshop.objects.all().delete()
    address = reverse("item-add", args=[day.pk])
    assert 'name="fill"' not in as_owner.get(address).content.decode()
    given = {"kind": "round", "title": "Ronde 2", "start": "13:00", "end": "14:00", "fill": "on", "seen": "1"}
    as_owner.post(address, given)
    assert places(day.rounds.get(number=2)) == {}
