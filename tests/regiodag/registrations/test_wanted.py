# SPDX-License-Identifier: EUPL-1.2
"""Wishes at a glance, against numbers worked out by hand.

Two rounds. Dialoog (at most 20, in a room of 30): rounds 1 and 2. Film (at most 60, in a room of 30): round 1 only.
Casus (at most 8, no room): in no round. So round 1 has 20 + 30 = 50 chairs, round 2 has 20.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Room, Round, Session, Workshop
from regiodag.registrations.models import Participant
from regiodag.registrations.queries_wanted import wanted
from regiodag_people import signed_in
from registered_people import registered, wish

pytestmark = pytest.mark.django_db

State = Participant.State


@pytest.fixture
def wishing(day: Day) -> Day:
    room, dialogue = Room.objects.get(), Workshop.objects.get()
    film = Workshop.objects.create(day=day, title="Film", maximum=60)
    case = Workshop.objects.create(day=day, title="Casus", maximum=8)
    Session.objects.create(workshop=dialogue, round=Round.objects.create(day=day, number=2), room=room)
    Session.objects.create(workshop=film, round=Round.objects.get(number=1), room=room)
    wish(registered(day, "Ada"), film, dialogue)
    wish(registered(day, "Bo"), film, case, dialogue)
    wish(registered(day, "Cas", state=State.OFFERED, offered_until=timezone.now()), dialogue, film)
    wish(registered(day, "Dee", state=State.WAITING), case)
    wish(registered(day, "Eef", state=State.CANCELLED), case)
    registered(day, "Fay")
    return day


def test_each_workshop_is_told_with_wishes_per_rank_and_chairs_of_all_rounds(wishing: Day) -> None:
    glance = wanted(wishing)
    assert [(each.workshop.title, each.wishes, each.people, each.chairs) for each in glance.workshops] == [
        ("Film", [2, 1, 0], 3, 30), ("Dialoog", [1, 1, 1], 3, 40), ("Casus", [0, 1, 0], 1, 0),
    ]  # fmt: skip


def test_rounds_are_told_with_their_chairs_against_who_has_a_place(wishing: Day) -> None:
    glance = wanted(wishing)
    assert ([(each.round.number, each.chairs) for each in glance.rounds], glance.people, glance.ranks) == (
        [(1, 50), (2, 20)], 4, [1, 2, 3],
    )  # fmt: skip


def test_first_choices_beyond_the_chairs_are_told(wishing: Day) -> None:
    Workshop.objects.filter(title="Film").update(maximum=1)
    film = wanted(wishing).workshops[0]
    assert (film.chairs, film.short) == (1, 1)


def test_page_has_the_table_and_leads_to_who_has_no_wishes(as_owner: Client, wishing: Day) -> None:
    page = as_owner.get(reverse("wanted", args=[wishing.pk])).content.decode()
    assert f'{reverse("participants", args=[wishing.pk])}?wishes=none">1 deelnemer heeft nog geen voorkeuren' in page
    assert 'data-chairs="40"' in page
    assert "vendor/echarts" in page


def test_day_is_downloaded_from_here_by_who_may_take_people_out(wishing: Day, join: Callable[[Role], User]) -> None:
    where = reverse("wanted", args=[wishing.pk])
    link = f'href="{reverse("problem-export", args=[wishing.pk])}"'
    pages = {role: signed_in(join(role)).get(where).content.decode() for role in (Role.OWNER, Role.VIEWER)}
    assert {role: link in page for role, page in pages.items()} == {Role.OWNER: True, Role.VIEWER: False}


def test_chart_is_loaded_on_no_other_page(as_owner: Client, wishing: Day) -> None:
    assert "echarts" not in as_owner.get(reverse("participants", args=[wishing.pk])).content.decode()


def test_day_without_wishes_says_so(as_owner: Client, day: Day) -> None:
    page = as_owner.get(reverse("wanted", args=[day.pk])).content.decode()
    assert "Er zijn nog geen voorkeuren" in page
    assert "Iedereen heeft voorkeuren" not in page


def test_glance_takes_five_queries_however_many_wish(
    wishing: Day, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    with django_assert_num_queries(5):
        wanted(wishing)
