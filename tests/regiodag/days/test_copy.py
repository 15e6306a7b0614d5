# SPDX-License-Identifier: EUPL-1.2

from datetime import date
from typing import Any

import pytest

from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.actions.copy import Part, copy_day
from regiodag.days.models import Day, Session

pytestmark = pytest.mark.django_db


def told(day: Day) -> dict[str, Any]:
    """What a day is made of, by names."""
    return {
        "rooms": [(room.name, room.capacity) for room in day.rooms.all()],
        "speakers": [str(speaker) for speaker in day.speakers.all()],
        "items": [(item.title, item.start, str(item.room or ""), str(item.round or "")) for item in day.items.all()],
        "workshops": [(each.title, [str(one) for one in each.leaders.all()]) for each in day.workshops.all()],
        "sessions": [(str(each), str(each.room or "")) for each in Session.objects.filter(round__day=day)],
    }


def test_everything_comes_along_as_a_draft_of_its_own(day: Day, owner: User) -> None:
    day.state = "held"
    day.save()
    new = copy_day(owner, day, "Netwerkdag 2031", date(2031, 9, 11), [*Part])
    assert told(new) == told(day)
    assert (new.state, new.series, new.copied_from, new.town) == ("draft", day.series, day, "Waterrijk")
    mine = {each.pk for each in new.rooms.all()} | {each.pk for each in new.workshops.all()}
    assert mine & ({each.pk for each in day.rooms.all()} | {each.pk for each in day.workshops.all()}) == set()


def test_change_in_the_copy_leaves_the_original_alone(day: Day, owner: User) -> None:
    before = told(day)
    new = copy_day(owner, day, "Volgend jaar", None, [*Part])
    new.rooms.all().delete()
    new.workshops.all().delete()
    assert told(day) == before


def test_what_refers_to_something_left_behind_is_left_open(day: Day, owner: User) -> None:
    new = copy_day(owner, day, "Volgend jaar", None, [Part.WORKSHOPS])
    assert told(new) == {
        "rooms": [],
        "speakers": [],
        "items": [("Ronde 1", day.items.get(kind="round").start, "", "ronde 1")],
        "workshops": [("Dialoog", [])],
        "sessions": [("Dialoog (ronde 1)", "")],
    }


def test_nothing_comes_along_when_nothing_is_chosen(day: Day, owner: User) -> None:
    new = copy_day(owner, day, "Leeg", None, [])
    assert told(new) == {"rooms": [], "speakers": [], "items": [], "workshops": [], "sessions": []}
    assert (new.town, new.motto) == ("", "")


def test_consent_to_a_photo_does_not_come_along(day: Day, owner: User) -> None:
    day.speakers.update(photo="speakers/a.png", photo_consent=True)
    new = copy_day(owner, day, "Volgend jaar", None, [Part.SPEAKERS])
    assert [(each.photo.name, each.photo_consent) for each in new.speakers.all()] == [("", False)]


def test_organisers_come_along_with_their_roles(day: Day, owner: User, stranger: User) -> None:
    Membership.objects.create(user=stranger, day=day, role=Role.VIEWER)
    new = copy_day(owner, day, "Volgend jaar", None, [Part.ORGANISERS])
    assert set(new.memberships.values_list("user", "role")) == {(owner.pk, "owner"), (stranger.pk, "viewer")}


def test_whoever_copies_can_work_on_the_copy(day: Day, owner: User) -> None:
    new = copy_day(owner, day, "Volgend jaar", None, [])
    assert list(new.memberships.values_list("user", "role")) == [(owner.pk, "owner")]


@pytest.mark.parametrize(("town", "rooms"), [("Elders", []), ("waterrijk", ["Zaal 1"]), ("", ["Zaal 1"])])
def test_venue_and_rooms_stay_behind_in_another_town(day: Day, owner: User, town: str, rooms: list[str]) -> None:
    Day.objects.filter(pk=day.pk).update(venue="De Voorbeeldhal", route="Bus 4")
    day.refresh_from_db()
    new = copy_day(owner, day, "Volgend jaar", None, [*Part], town)
    stays = bool(rooms)
    about = (new.town, new.venue, new.route)
    assert about == (("Waterrijk", "De Voorbeeldhal", "Bus 4") if stays else ("Elders", "", ""))
    assert [room.name for room in new.rooms.all()] == rooms
    assert [session.room is not None for session in Session.objects.filter(round__day=new)] == [stays]
