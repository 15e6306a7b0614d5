# SPDX-License-Identifier: EUPL-1.2
"""To whom an organiser can write."""

from __future__ import annotations

import pytest

from mailing_people import draft, person
from regiodag.days.models import Day
from regiodag.mailings.queries import counted, people_of, told_audience
from regiodag.mailings.registry import audiences
from regiodag.registrations.models import Domain, Group, Organisation, Participant

pytestmark = pytest.mark.django_db


def names(day: Day, code: str, choice: list[str] | None = None) -> list[str]:
    return [each.name.split()[0] for each in people_of(draft(day, audience=code, choice=choice or []))]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("coming", ["Ada", "Bo"]),
        ("without-wishes", ["Bo"]),
        ("waiting", ["Cas"]),
        ("everybody", ["Ada", "Bo", "Cas"]),
        ("with-cancelled", ["Ada", "Bo", "Cas", "Dee"]),
        ("organisation", []),
        ("domain", []),
        ("group", []),
        ("picked", []),
        ("leaders", []),
        ("long-gone", []),
    ],
)
def test_audience_is_who_it_says(peopled: Day, code: str, wanted: list[str]) -> None:
    assert names(peopled, code) == wanted


def test_audience_in_which_is_chosen_is_who_was_chosen(peopled: Day) -> None:
    assert names(peopled, "organisation", [str(Organisation.objects.get().pk)]) == ["Bo"]
    assert names(peopled, "domain", [str(Domain.objects.get().pk)]) == ["Bo"]
    assert names(peopled, "group", [str(Group.objects.get().pk)]) == ["Cas"]
    assert names(peopled, "picked", [str(person("Dee").pk), "no id", str(person("Ada").pk)]) == ["Ada", "Dee"]


def test_people_of_another_day_are_never_in_it(peopled: Day) -> None:
    other = Day.objects.create(series=peopled.series, title="Anders")
    ids = [str(pk) for pk in Participant.objects.values_list("pk", flat=True)]
    found = {code: names(other, code, [*ids, str(Organisation.objects.get().pk)]) for code in audiences()}
    assert found == {code: [] for code in audiences()}


def test_audiences_are_counted_before_one_is_chosen(peopled: Day) -> None:
    assert {each.code: number for each, number in counted(peopled)} == {
        "coming": 2, "without-wishes": 1, "waiting": 1, "not-answered": 0, "everybody": 3, "organisation": None,
        "domain": None, "group": None, "picked": None, "with-cancelled": 4, "programme-changed": None, "leaders": 0,
    }  # fmt: skip


def test_audience_is_told_with_what_was_chosen(peopled: Day) -> None:
    told = [
        told_audience(draft(peopled, audience="coming")),
        told_audience(draft(peopled, audience="organisation", choice=[str(Organisation.objects.get().pk)])),
        told_audience(draft(peopled, audience="long-gone")),
    ]
    assert told == ["iedereen die komt", "mensen van bepaalde organisaties: Politie", "long-gone"]
