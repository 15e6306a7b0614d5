# SPDX-License-Identifier: EUPL-1.2
"""Groups of people who want to be together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import AuditEntry, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag.registrations.models import Group, Participant
from regiodag_people import signed_in
from registered_people import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(day: Day) -> Group:
    """A group that Ada is in, and Bo is not."""
    group = Group.objects.create(day=day, name="Samen")
    registered(day, "Ada", "Aalders", group=group)
    registered(day, "Bo", "Beek", organisation_typed="Zorgpunt")
    return group


def at(name: str, group: Group, *more: object) -> str:
    return reverse(name, args=[group.day_id, group.pk, *more])


def members(group: Group) -> list[str]:
    return [each.given_name for each in group.participants.all()]


def bo() -> Participant:
    return Participant.objects.get(given_name="Bo")


def trail() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def test_group_is_made_and_goes_on_to_who_is_in_it(as_owner: Client, day: Day) -> None:
    answer = as_owner.post(reverse("group-add", args=[day.pk]), {"name": "Team"})
    made = Group.objects.get()
    assert (made.name, answer.headers["Location"], trail()) == ("Team", at("group", made), ["group.made"])


def test_name_that_is_taken_is_refused(as_owner: Client, group: Group) -> None:
    page = as_owner.post(reverse("group-add", args=[group.day_id]), {"name": "samen"})
    assert page.context["form"].errors == {"name": ["Er is er al een met deze naam."]}


@pytest.mark.parametrize(
    ("words", "names"), [("beek", ["Bo"]), ("zorgpunt", ["Bo"]), ("ada", []), ("", []), ("qq", [])]
)
def test_people_who_are_not_in_it_are_found(as_owner: Client, group: Group, words: str, names: list[str]) -> None:
    page = as_owner.post(at("group", group), {"words": words})
    assert [each.given_name for each in page.context["found"]] == names


def test_who_cancelled_is_not_found(as_owner: Client, group: Group) -> None:
    Participant.objects.update(state="cancelled")
    assert as_owner.post(at("group", group), {"words": "beek"}).context["found"] == []


def test_somebody_joins_once_and_leaves(as_owner: Client, group: Group) -> None:
    for _time in range(2):
        as_owner.post(at("group-join", group, bo().pk))
    assert (members(group), bo().version) == (["Ada", "Bo"], 2)
    for _time in range(2):
        as_owner.post(at("group-leave", group, bo().pk))
    assert (members(group), bo().version, trail()) == (["Ada"], 3, ["group.joined", "group.left"])


def test_who_joins_another_group_leaves_the_first(as_owner: Client, group: Group) -> None:
    other = Group.objects.create(day=group.day, name="Ook samen")
    as_owner.post(at("group-join", other, group.participants.get().pk))
    assert (members(group), members(other)) == ([], ["Ada"])


def test_nobody_of_another_day_joins(as_owner: Client, group: Group, stranger: User) -> None:
    foreign = registered(Day.objects.get(title="Andere dag"), "Zed")
    assert as_owner.post(at("group-join", group, foreign.pk)).status_code == 404


def test_group_gets_another_name(as_owner: Client, group: Group) -> None:
    as_owner.post(at("group-rename", group), {"name": "Team"})
    group.refresh_from_db()
    assert (group.name, trail()) == ("Team", ["group.renamed"])


def test_group_goes_after_asking_and_its_people_stay(as_owner: Client, group: Group) -> None:
    assert "“Samen” verwijderen?" in as_owner.get(at("group-delete", group)).content.decode()
    as_owner.post(at("group-delete", group))
    assert (Group.objects.count(), Participant.objects.filter(group=None).count()) == (0, 2)


def test_viewer_sees_groups_without_a_way_to_change_them(group: Group, join: Callable[[Role], User]) -> None:
    page = signed_in(join(Role.VIEWER)).get(reverse("groups", args=[group.day_id]))
    assert "Ada Aalders" in page.content.decode()
    assert at("group", group) not in page.content.decode()
