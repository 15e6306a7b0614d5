# SPDX-License-Identifier: EUPL-1.2

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import AuditEntry, User
from regiodag.days.actions.postpone import postpone_day
from regiodag.days.models import Day, PlannedDate
from regiodag.editing.versions import StaleError

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2030, 9, 12), date(2031, 9, 11)
KEEP, ASK = PlannedDate.Registrations.KEEP, PlannedDate.Registrations.ASK


def kept(day: Day) -> list[tuple[date | None, date | None, str, str]]:
    return list(day.planned.values_list("date", "moved_to", "registrations", "reason"))


def test_day_that_is_postponed_keeps_what_was_planned(day: Day, owner: User) -> None:
    postpone_day(owner, day, 1, AFTER, ASK, "Corona")
    day.refresh_from_db()
    assert (day.date, day.version, kept(day)) == (AFTER, 2, [(BEFORE, AFTER, "ask", "Corona")])


def test_day_can_be_postponed_without_a_date_and_dated_later(day: Day, owner: User) -> None:
    postpone_day(owner, day, 1, None, KEEP)
    postpone_day(owner, day, 2, AFTER, KEEP)
    assert kept(day) == [(BEFORE, None, "keep", ""), (None, AFTER, "keep", "")]


def test_first_date_of_a_new_day_is_no_postponement(series: object, owner: User) -> None:
    new = Day.objects.create(series=series, title="Nieuw")  # type: ignore[misc]  # a Series
    postpone_day(owner, new, 1, AFTER, KEEP)
    assert (new.date, kept(new)) == (AFTER, [])
    assert list(AuditEntry.objects.filter(scope=new.pk).values_list("action")) == [("day.dated",)]


def test_second_organiser_is_told_and_changes_nothing(day: Day, owner: User) -> None:
    postpone_day(owner, day, 1, AFTER, KEEP)
    with pytest.raises(StaleError):
        postpone_day(owner, day, 1, None, KEEP)
    day.refresh_from_db()
    assert (day.date, len(kept(day))) == (AFTER, 1)


def test_page_of_the_day_says_what_was_planned(day: Day, as_owner: Client) -> None:
    address = reverse("day-postpone", args=[day.pk])
    sent = {"date": "2031-09-11", "registrations": "keep", "reason": "Griepgolf.", "seen": "1"}
    assert as_owner.post(address, sent).headers["Location"] == reverse("day", args=[day.pk])
    assert "Was gepland voor 12 september 2030" in as_owner.get(address).content.decode()


def test_form_with_an_old_version_keeps_what_was_typed(day: Day, as_owner: Client) -> None:
    Day.objects.update(version=2)
    sent = {"date": "2031-09-11", "registrations": "keep", "reason": "Griepgolf.", "seen": "1"}
    answer = as_owner.post(reverse("day-postpone", args=[day.pk]), sent)
    page = answer.content.decode()
    assert (answer.status_code, 'value="Griepgolf."' in page, 'name="seen" value="2"' in page) == (409, True, True)
    assert Day.objects.get(pk=day.pk).date == BEFORE


def test_same_date_is_no_postponement(day: Day, as_owner: Client) -> None:
    sent = {"date": "2030-09-12", "registrations": "keep", "seen": "1"}
    answer = as_owner.post(reverse("day-postpone", args=[day.pk]), sent)
    assert (answer.status_code, kept(day)) == (200, [])


def test_choice_to_ask_again_is_remembered_until_there_is_a_date(day: Day, as_owner: Client) -> None:
    address = reverse("day-postpone", args=[day.pk])
    first = as_owner.get(address).context["form"]["registrations"].value()
    sent = {"date": "", "registrations": "ask", "answer_by": "2031-02-01", "seen": "1"}
    as_owner.post(address, sent)
    form = as_owner.get(address).context["form"]
    assert (first, form["registrations"].value(), form["answer_by"].value()) == (KEEP, ASK, date(2031, 2, 1))


@pytest.mark.parametrize(
    ("choice", "answer_by", "expected"),
    [
        ("ask", "2031-09-11", []),
        ("ask", "2031-09-10", [date(2031, 9, 10)]),
        ("ask", "", [None]),
        ("keep", "2031-09-10", [None]),
    ],
)
def test_deadline_for_answers_is_before_the_day_and_only_where_something_is_asked(
    day: Day, as_owner: Client, choice: str, answer_by: str, expected: list[date | None]
) -> None:
    sent = {"date": "2031-09-11", "registrations": choice, "answer_by": answer_by, "seen": "1"}
    as_owner.post(reverse("day-postpone", args=[day.pk]), sent)
    assert list(day.planned.values_list("answer_by", flat=True)) == expected
