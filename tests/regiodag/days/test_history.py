# SPDX-License-Identifier: EUPL-1.2
"""The page that tells who did what to a day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import AuditChain, User
from regiodag.accounts.roles import Role
from regiodag.days.actions.make import make_day
from regiodag.days.actions.states import move_day
from regiodag.days.models import Day
from regiodag.days.states import State, move_to
from regiodag.days.views.history import PER_PAGE
from regiodag_people import signed_in

pytestmark = pytest.mark.django_db

Join = Callable[[Role], User]


def lines(client: Client, day: Day, query: str = "") -> list[tuple[int, str, str]]:
    found = client.get(reverse("history", args=[day.pk]) + query).context["lines"]
    return [(line.number, line.who, line.did) for line in found]


def move(by: User, day: Day, end: State) -> None:
    found = move_to(day.state, end)
    assert found is not None
    move_day(by, day, found)


def test_what_was_done_is_told_newest_first_with_states_as_words(owner: User) -> None:
    made = make_day(owner, "Nieuwe dag", None)
    move(owner, made, State.OPEN)
    client = signed_in(owner)
    assert lines(client, made) == [
        (2, "Een owner", "zette de dag van concept op open"),
        (1, "Een owner", "maakte de dag “Nieuwe dag”"),
    ]
    client.cookies["language"] = "en"
    assert lines(client, made)[0] == (2, "Een owner", "moved the day from draft to open")
    assert client.get(reverse("series-history", args=[made.series_id])).context["lines"][0].did == (
        "made the series “Nieuwe dag”"
    )


def test_day_in_which_nothing_was_done_says_so(as_owner: Client, day: Day) -> None:
    page = as_owner.get(reverse("history", args=[day.pk]))
    assert "Hier is nog niets gedaan." in page.content.decode()
    assert page.context["broken"] is None


def test_long_list_is_cut_into_pages(as_owner: Client, day: Day, owner: User) -> None:
    for end in (State.OPEN, State.DRAFT) * 30:
        move(owner, day, end)
    assert [number for number, _who, _did in lines(as_owner, day)] == list(range(60, 60 - PER_PAGE, -1))
    assert [number for number, _who, _did in lines(as_owner, day, "?page=2")] == list(range(10, 0, -1))
    assert [number for number, _who, _did in lines(as_owner, day, "?page=99")] == list(range(10, 0, -1))


def test_list_that_is_not_as_it_was_written_says_so(as_owner: Client, day: Day, owner: User) -> None:
    move(owner, day, State.OPEN)
    AuditChain.objects.filter(scope=day.pk).update(length=2)
    page = as_owner.get(reverse("history", args=[day.pk]))
    assert page.context["broken"] == 2
    assert "vanaf regel 2 klopt er iets niet" in page.content.decode()


@pytest.mark.parametrize("role", Role)
def test_every_role_may_read_it(day: Day, join: Join, role: Role) -> None:
    assert signed_in(join(role)).get(reverse("history", args=[day.pk])).status_code == 200
