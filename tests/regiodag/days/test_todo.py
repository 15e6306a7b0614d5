# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.actions.make import make_day
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Speaker, Workshop
from regiodag.days.todo import next_step, steps_of
from regiodag.placements.models import Publication, Published
from regiodag.registrations.models import RegistrationForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(owner: User) -> Day:
    return make_day(owner, "Nieuwe dag", None)


def done(day: Day) -> list[bool]:
    return [step.done for step in steps_of(Day.objects.get(pk=day.pk))]


def test_everything_is_to_be_done_in_a_new_day(empty: Day) -> None:
    assert done(empty) == [False] * 10
    first = next_step(empty)
    assert first is not None
    assert first.where == "day-details"


@pytest.mark.parametrize("missing", ["venue", "host", "contact_email"])
def test_place_is_told_only_when_all_of_it_is(empty: Day, missing: str) -> None:
    told = {"venue": "Hal", "host": "De Brug", "contact_email": "a@example.org"}
    Day.objects.filter(pk=empty.pk).update(**{**told, missing: ""})
    assert done(empty)[0] is False
    Day.objects.filter(pk=empty.pk).update(**told)
    assert done(empty)[0] is True


def test_what_is_missing_of_the_place_is_told_when_a_part_of_it_is_there(empty: Day) -> None:
    def told(**known: str) -> str:
        nothing = {"venue": "", "host": "", "contact_email": ""}
        Day.objects.filter(pk=empty.pk).update(**nothing | known)
        return str(steps_of(Day.objects.get(pk=empty.pk))[0].hint)

    whole = {"venue": "Hal", "host": "De Brug", "contact_email": "a@example.org"}
    assert [told(), told(venue="Hal"), told(**whole)] == [
        "Locatie, route, gastheer, contact.",
        "Dit ontbreekt nog: de gastheer, het e-mailadres van de contactpersoon.",
        "Locatie, route, gastheer, contact.",
    ]


def test_each_piece_of_work_is_ticked_when_it_is_done(empty: Day, stranger: User) -> None:
    def tell() -> None:
        Day.objects.filter(pk=empty.pk).update(venue="Hal", host="De Brug", contact_email="a@example.org")

    def invite() -> None:
        Membership.objects.create(user=stranger, day=empty, role=Role.ORGANISER)

    def publish() -> None:
        made = Publication.objects.create(day=empty, number=1, name="eerste", seats={})
        Published.objects.create(day=empty, publication=made)

    pieces: list[Callable[[], object]] = [
        tell,
        lambda: Day.objects.filter(pk=empty.pk).update(date="2031-09-11"),
        lambda: Room.objects.create(day=empty, name="Zaal", capacity=1),
        lambda: Speaker.objects.create(day=empty, given_name="Noor", family_name="Linden"),
        lambda: Workshop.objects.create(day=empty, title="Film", maximum=1),
        lambda: ProgrammeItem.objects.create(day=empty, title="Opening", start="09:00", end="10:00"),
        invite,
        lambda: RegistrationForm.objects.filter(day=empty).update(version=2),
        lambda: Day.objects.filter(pk=empty.pk).update(state="open"),
        publish,
    ]
    for at, piece in enumerate(pieces, start=1):
        piece()
        assert done(empty) == [True] * at + [False] * (len(pieces) - at)
    assert next_step(Day.objects.get(pk=empty.pk)) is None


def test_what_has_a_page_by_now_is_a_link_on_the_home_of_the_day(day: Day, as_owner: Client) -> None:
    html = as_owner.get(reverse("day", args=[day.pk])).content.decode()
    for step in steps_of(day):
        try:
            address = reverse(step.where, args=[day.pk])
        except NoReverseMatch:
            continue
        assert f'href="{address}"' in html


def test_only_what_belongs_to_the_day_counts(empty: Day, day: Day) -> None:
    assert (Room.objects.count(), Speaker.objects.count(), Round.objects.count()) == (1, 1, 1)
    assert done(empty)[2:6] == [False, False, False, False]
