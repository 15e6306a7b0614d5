# SPDX-License-Identifier: EUPL-1.2
"""The list of participants: what is searched and filtered, in what order, and who sees what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag.registrations.models import Domain, Group, Organisation, Participant
from regiodag.registrations.queries_participants import Counts, counts_of
from regiodag.registrations.views.participants import PER_PAGE
from regiodag_people import signed_in
from registered_people import registered, wish

pytestmark = pytest.mark.django_db

State = Participant.State


@pytest.fixture
def people(day: Day) -> Day:
    """Ada (police, with a wish), Bo (in a group, with notes), Cas who waits, Dee who was offered, Eef who left."""
    police = Organisation.objects.create(
        day=day, name="Politie Voorbeeld", domain=Domain.objects.create(day=day, name="politie")
    )
    now = timezone.now()
    ada = registered(day, "Ada", "Aalders", organisation_typed="pol. voorbeeld", organisation=police, made=now)
    wish(ada, day.workshops.get())
    group = Group.objects.create(day=day, name="Samen")
    registered(
        day, "Bo", "Beek", prefix="van der", group=group, notes="belt nog", source="hand", made=now - timedelta(hours=1)
    )
    registered(day, "Cas", "Cock", state=State.WAITING, organisation_typed="Aandacht", made=now - timedelta(days=2))
    registered(day, "Dee", "Dam", state=State.OFFERED, offered_until=now, made=now + timedelta(days=1))
    registered(day, "Eef", "Eik", state=State.CANCELLED, cancelled=now, made=now - timedelta(days=1))
    return day


def where(day: Day, query: str = "") -> str:
    return reverse("participants", args=[day.pk]) + query


def listed(client: Client, day: Day, query: str = "") -> list[str]:
    return [each.given_name for each in client.get(where(day, query)).context["page"].object_list]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ada", "Bo", "Cas", "Dee", "Eef"]),
        ("?state=waiting", ["Cas"]),
        ("?state=cancelled", ["Eef"]),
        ("?wishes=none", ["Bo", "Cas", "Dee"]),
        ("?wishes=some", ["Ada"]),
        ("?organisation=none", ["Bo", "Cas", "Dee", "Eef"]),
        ("?domain=none&wishes=none", ["Bo", "Cas", "Dee"]),
        ("?group=none", ["Ada", "Cas", "Dee", "Eef"]),
        ("?source=hand", ["Bo"]),
        ("?notes=some", ["Bo"]),
        ("?sort=newest", ["Dee", "Ada", "Bo", "Eef", "Cas"]),
        ("?sort=organisation", ["Bo", "Dee", "Eef", "Cas", "Ada"]),
        ("?sort=state", ["Eef", "Dee", "Ada", "Bo", "Cas"]),
        ("?sort=nonsense&state=nonsense&organisation=nonsense", ["Ada", "Bo", "Cas", "Dee", "Eef"]),
    ],
)
def test_filter_and_order_list_whom_they_say(as_owner: Client, people: Day, query: str, names: list[str]) -> None:
    assert listed(as_owner, people, query) == names


def test_things_of_the_day_are_filters(as_owner: Client, people: Day) -> None:
    police, group = people.organisations.get(), people.groups.get()
    assert listed(as_owner, people, f"?organisation={police.pk}") == ["Ada"]
    assert listed(as_owner, people, f"?domain={police.domain_id}") == ["Ada"]
    assert listed(as_owner, people, f"?group={group.pk}") == ["Bo"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("aalders", ["Ada"]),
        ("bo van der beek", ["Bo"]),
        ("politie", ["Ada"]),
        ("aandacht", ["Cas"]),
        ("cas.cock@", ["Cas"]),
        ("ada beek", []),
        ("  ", ["Ada", "Bo", "Cas", "Dee", "Eef"]),
    ],
)
def test_search_finds_every_word_in_name_organisation_or_address(
    as_owner: Client, people: Day, words: str, names: list[str]
) -> None:
    answer = as_owner.post(where(people), {"words": words}, follow=True)
    assert [each.given_name for each in answer.context["page"].object_list] == names


def test_words_of_a_search_stand_in_no_address_and_filters_do(as_owner: Client, people: Day) -> None:
    answer = as_owner.post(where(people), {"words": "aalders", "wishes": "some"})
    assert answer.headers["Location"] == where(people, "?wishes=some&search=1")
    page = as_owner.get(answer.headers["Location"])
    assert [each.given_name for each in page.context["page"].object_list] == ["Ada"]
    assert 'value="aalders"' in page.content.decode()
    assert "words=" not in page.content.decode()


def test_list_without_mention_of_a_search_is_everybody(as_owner: Client, people: Day) -> None:
    as_owner.post(where(people), {"words": "aalders"})
    assert listed(as_owner, people) == ["Ada", "Bo", "Cas", "Dee", "Eef"]


def test_search_in_one_day_is_not_a_search_in_another(as_owner: Client, people: Day, owner: User) -> None:
    as_owner.post(where(people), {"words": "aalders"})
    other = Day.objects.create(series=people.series, title="Andere dag")
    owner.memberships.create(day=other, role=Role.OWNER)
    registered(other, "Zed")
    assert listed(as_owner, other, "?search=1") == ["Zed"]


def test_script_gets_the_list_alone_with_its_address_and_is_told(as_owner: Client, people: Day) -> None:
    answer = as_owner.post(where(people), {"words": "cock", "state": "waiting"}, headers={"HX-Request": "true"})
    assert answer.templates[0].name == "registrations/participants_list.html"
    assert [each.given_name for each in answer.context["page"].object_list] == ["Cas"]
    assert answer.headers["HX-Replace-Url"] == where(people, "?state=waiting&search=1")
    assert answer.headers["HX-Trigger"] == '{"announce": {"value": "1 deelnemer gevonden"}}'


def test_counts_are_those_of_each_state(people: Day) -> None:
    Day.objects.filter(pk=people.pk).update(capacity=4)
    people.refresh_from_db()
    assert counts_of(people) == Counts(
        comes=2, waits=1, offered=1, cancelled=1, without_wishes=3, silent=0, said_yes=0, free=1
    )


def test_day_without_limit_has_no_number_of_free_places(people: Day) -> None:
    assert counts_of(people).free is None


def test_list_takes_as_many_queries_for_fifty_as_for_five(
    as_owner: Client, people: Day, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    with CaptureQueriesContext(connection) as few:
        as_owner.get(where(people))
    group, police = people.groups.get(), people.organisations.get()
    for at in range(PER_PAGE):
        wish(registered(people, f"P{at}", group=group, organisation=police), people.workshops.get())
    with CaptureQueriesContext(connection) as many:
        page = as_owner.get(where(people)).context["page"]
    assert (len(page.object_list), page.paginator.num_pages, len(many)) == (PER_PAGE, 2, len(few))
    assert len(few) <= 16


def test_next_page_keeps_filters_and_order(as_owner: Client, day: Day) -> None:
    for at in range(PER_PAGE + 1):
        registered(day, f"P{at:02}", state=State.WAITING)
    page = as_owner.get(where(day, "?state=waiting&sort=newest"))
    assert "?state=waiting&amp;sort=newest&amp;page=2" in page.content.decode()
    assert listed(as_owner, day, "?state=waiting&page=2") == ["P50"]


def test_viewer_sees_names_without_addresses_notes_and_buttons(people: Day, join: Callable[[Role], User]) -> None:
    client = signed_in(join(Role.VIEWER))
    shown = client.get(where(people)).content.decode()
    assert "Ada Aalders" in shown
    for hidden in ("@example.org", "notities", reverse("participant-add", args=[people.pk]), "participants/export"):
        assert hidden not in shown


def test_viewer_finds_nobody_by_address_or_notes(people: Day, join: Callable[[Role], User]) -> None:
    client = signed_in(join(Role.VIEWER))
    answer = client.post(where(people), {"words": "ada.aalders@"}, follow=True)
    assert list(answer.context["page"].object_list) == []
    assert listed(client, people, "?notes=some") == ["Ada", "Bo", "Cas", "Dee", "Eef"]


def test_nobody_of_another_day_is_listed(as_owner: Client, day: Day, stranger: User) -> None:
    registered(Day.objects.get(title="Andere dag"), "Zed")
    assert listed(as_owner, day) == []
