# SPDX-License-Identifier: EUPL-1.2
"""Is the day ready? Each thing that can be wrong, against numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from placed_people import session, who
from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Room, Speaker, Workshop
from regiodag.mailings.models import Template
from regiodag.placements.queries.ready import readiness
from regiodag.registrations.models import Group, Participant
from registered_people import registered

pytestmark = pytest.mark.django_db


def told(day: Day) -> list[tuple[bool, str]]:
    """What is found, in English: whether it is bad, and the sentence."""
    with translation.override("en"):
        return [(each.bad, each.what) for each in readiness(day).findings]


UNKNOWN = (
    "1 leader has no e-mail address here. If they registered as well, nobody sees that they lead, and they may be"
    " placed elsewhere at that moment."
)
USUAL = [
    (False, "1 person comes and has no wishes yet. They get a place that is left."),
    (False, UNKNOWN),
    (False, "2 workshops have no leader yet."),
]
ROOMLESS = (False, "4 sessions have no room yet: only the maximum of their workshops counts.")


def test_rounds_are_told_with_people_chairs_and_what_is_needed_at_least(placeable: Day) -> None:
    Workshop.objects.filter(title="Casus").update(minimum=2)
    found = readiness(placeable)
    assert [(each.round.number, each.people, each.chairs, each.least) for each in found.rounds] == [
        (1, 4, 25, 2), (2, 4, 25, 2),
    ]  # fmt: skip
    assert (found.people, found.without, found.fits) == (4, 1, True)


def test_day_that_fits_has_only_things_to_look_at(placeable: Day) -> None:
    assert told(placeable) == [ROOMLESS, *USUAL]


def test_round_with_too_few_chairs_is_told_first_with_how_many(placeable: Day) -> None:
    session(placeable, "D", 2).delete()
    Workshop.objects.filter(title="Casus").update(maximum=1)
    assert told(placeable) == [(True, "Round 2 has 3 chairs for 4 people: 1 too few."), ROOMLESS, *USUAL]
    assert not readiness(placeable).fits


def test_workshops_that_need_more_people_than_come_are_told(placeable: Day) -> None:
    Workshop.objects.filter(title="Dialoog").update(minimum=5)
    assert told(placeable)[:2] == [
        (True, "The workshops of round 1 need 5 people together, and 4 come."),
        (True, "The workshops of round 2 need 5 people together, and 4 come."),
    ]


def test_minima_that_leave_little_to_choose_are_told_once(placeable: Day) -> None:
    Workshop.objects.filter(title="Dialoog").update(minimum=3)
    what = (
        "The minima of the workshops of round 1 take up 3 of the 4 people: they decide more than the wishes do. With"
        " lower minima, more people get what they want."
    )
    assert told(placeable) == [(False, what), ROOMLESS, *USUAL]


def test_leader_who_comes_needs_no_chair_while_they_lead(placeable: Day) -> None:
    Speaker.objects.filter(day=placeable).update(email="ADA.voorbeeld@example.org")
    assert [each.people for each in readiness(placeable).rounds] == [3, 3]


def test_leader_on_the_waiting_list_is_told(placeable: Day) -> None:
    Speaker.objects.filter(day=placeable).update(email="ada.voorbeeld@example.org")
    Participant.objects.filter(given_name="Ada").update(state="waiting")
    assert (False, "Noor van der Linden leads a workshop and is on the waiting list.") in told(placeable)


def test_group_that_fits_nowhere_is_told_with_the_round(placeable: Day) -> None:
    group = Group.objects.create(day=placeable, name="Samen")
    Participant.objects.exclude(given_name="Dee").update(group=group)
    Workshop.objects.exclude(title="Casus").update(maximum=2)
    assert told(placeable)[0] == (False, ROOMLESS[1])
    who("Dee").delete()
    registered(placeable, "Eve", group=group)
    assert told(placeable)[0] == (
        True,
        "The group “Samen” has 4 people, and no workshop of round 1 has so many chairs.",
    )


def test_workshop_in_no_round_is_told(placeable: Day) -> None:
    Workshop.objects.create(day=placeable, title="Lezing", maximum=9)
    assert (False, "“Lezing” is given in no round, so nobody can go there.") in told(placeable)


def test_open_registration_is_told(placeable: Day) -> None:
    Day.objects.update(state="open")
    placeable.refresh_from_db()
    what = "Registration is still open: whoever registers or changes wishes later is not in the placement."
    assert (False, what) in told(placeable)


def test_day_with_nothing_cannot_be_placed(day: Day) -> None:
    day.rounds.all().delete()
    day.workshops.all().delete()
    assert told(day) == [
        (True, "There is no workshop round yet."),
        (True, "There are no workshops yet."),
        (True, "Nobody comes yet, so there is nobody to place."),
    ]
    assert not readiness(day).placeable


def test_page_offers_every_aim_with_fair_chosen_and_leads_to_the_reminder(placeable: Day, as_owner: Client) -> None:
    page = as_owner.get(reverse("placement", args=[placeable.pk])).content.decode()
    codes = ("fair", "rank-maximal", "lottery", "leximin", "generous", "least-cost")
    assert [page.count(f'value="{each}"') for each in codes] == [1] * 6
    assert page.count(" checked>") == 1
    assert "Niemand buiten de boot" in page
    template = Template.objects.get(day=placeable, code="remind-wishes")
    assert f"{reverse('mailing-new', args=[placeable.pk])}?template={template.pk}" in page


@pytest.mark.parametrize("role", [Role.DESK, Role.VIEWER])
def test_who_only_looks_sees_what_is_wrong_and_no_button(
    role: Role, placeable: Day, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    page = browser_of(join(role)).get(reverse("placement", args=[placeable.pk])).content.decode()
    assert "2 workshops hebben nog geen begeleider." in page
    assert reverse("placement-start", args=[placeable.pk]) not in page
    assert reverse("mailing-new", args=[placeable.pk]) not in page


def test_queries_do_not_grow_with_people_and_rooms(placeable: Day) -> None:
    with CaptureQueriesContext(connection) as before:
        readiness(placeable)
    for number in range(5):
        registered(placeable, f"Nieuw{number}")
        Room.objects.create(day=placeable, name=f"Zaal {number + 2}", capacity=4)
    with CaptureQueriesContext(connection) as after:
        readiness(placeable)
    assert len(after) == len(before)
