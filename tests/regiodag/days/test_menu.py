# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.menu import PAGE, PART, Group, menu_of, title_of
from regiodag.days.models import Day, Room

ALL = {"see": True, "edit": True, "manage": True}


def current(groups: list[Group]) -> dict[str, str]:
    return {entry.where: entry.current for group in groups for entry in group.entries if entry.current}


@pytest.mark.parametrize(
    ("here", "marked"),
    [
        ("rooms", {"rooms": PAGE}),
        ("room-add", {"rooms": PART}),
        ("session-move", {"timetable": PART}),
        ("organisation-split", {"organisations": PART}),
        ("organiser-invite", {"organisers": PART}),
        ("mail-of-day", {"messages": PART}),
        ("invitees-send", {"participants": PART}),
        ("message-rules", {"messages": PART}),
        ("day-copy", {}),
    ],
)
def test_address_belongs_to_one_entry_at_most(here: str, marked: dict[str, str]) -> None:
    assert current(menu_of(here, ALL)) == marked


def test_title_is_that_of_the_entry_where_somebody_is() -> None:
    assert [str(title_of(menu_of(here, ALL))) for here in ("room-add", "day-copy")] == ["Zalen", ""]


def test_group_of_which_nothing_may_be_seen_is_left_out() -> None:
    assert menu_of("rooms", {}) == []


@pytest.mark.django_db
def test_viewer_sees_no_entry_that_they_may_not_open(
    day: Day, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    viewer = browser_of(join(Role.VIEWER))
    entries = [entry for group in menu_of("day", {"see": True}) for entry in group.entries]
    assert [viewer.get(reverse(entry.where, args=[day.pk])).status_code for entry in entries] == [200] * len(entries)
    hidden = {entry.where for group in menu_of("day", ALL) for entry in group.entries} - {
        each.where for each in entries
    }
    assert {viewer.get(reverse(where, args=[day.pk])).status_code for where in hidden} == {403}


@pytest.mark.django_db
def test_page_tells_where_one_is_on_the_button_and_in_the_menu(as_owner: Client, day: Day) -> None:
    room = Room.objects.create(day=day, name="Zaal 9", capacity=12)
    page = as_owner.get(reverse("room", args=[day.pk, room.pk])).content.decode()
    assert page.count('aria-current="true"') == 1
    assert '<span class="only-read">u bent bij:</span> Zalen' in page


def test_link_to_the_content_leads_past_the_menu(day: Day, as_owner: Client) -> None:
    page = as_owner.get(reverse("rooms", args=[day.pk])).content.decode()
    menu, content = page.index('id="side"'), page.index('id="day-content"')
    assert 'class="skip" href="#day-content"' in page
    assert menu < content < page.index("<h1")
