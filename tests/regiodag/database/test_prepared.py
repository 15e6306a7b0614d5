# SPDX-License-Identifier: EUPL-1.2
"""Queries that are compiled once find what Django's own find, for other values, after a change, on every thread."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from hands import at_once
from regiodag.database.prepared import MOST_REMEMBERED, Prepared, Remembered
from regiodag.days.models import Day, Workshop

pytestmark = pytest.mark.django_db


def titled(day: Day, title: str) -> Workshop:
    return Workshop.objects.create(day=day, title=title, maximum=9, needs=["beamer"])


def other_than(day: Day) -> Day:
    return Day.objects.create(series=day.series, title="Andere dag")


def test_rows_are_those_of_the_same_query_for_each_value(day: Day) -> None:
    other = other_than(day)
    film, music = titled(other, "Film"), titled(other, "Muziek")
    of_day = Prepared(lambda day: Workshop.objects.select_related("day__series").filter(day=day), day=UUID)
    dialogue = list(day.workshops.all())
    assert [of_day(day=pk) for pk in (day.pk, other.pk, uuid4())] == [dialogue, [film, music], []]
    with CaptureQueriesContext(connection) as asked:
        found = of_day(day=other.pk)[0]
        told = (found.day.series, found.needs, found.maximum, found.pk)
    assert (told, len(asked)) == ((day.series, ["beamer"], 9, film.pk), 1)


def test_rows_are_what_stands_in_the_database_now(day: Day) -> None:
    of_day = Prepared(lambda day: Workshop.objects.filter(day=day).values_list("title", flat=True), day=UUID)
    assert of_day(day=day.pk) == ["Dialoog"]
    Workshop.objects.update(title="Gesprek")
    titled(day, "Film")
    assert sorted(of_day(day=day.pk)) == ["Film", "Gesprek"]


def test_values_stand_where_they_belong_beside_those_that_are_always_the_same(day: Day) -> None:
    for title in ("Film", "Muziek"):
        titled(day, title)
    counted: Prepared[Any] = Prepared(
        lambda title, day: Workshop.objects.filter(maximum__gt=8, day=day, title=title).values_list("maximum", "title"),
        day=UUID, title=str,
    )  # fmt: skip
    assert counted(day=day.pk, title="Film") == [(9, "Film")]
    assert counted(title="Muziek", day=day.pk) == [(9, "Muziek")]
    assert counted(title="Film", day=uuid4()) == []
    per_day = Prepared(
        lambda day: Workshop.objects.order_by().filter(day=day).values("day").annotate(n=Count("pk")).values_list("n"),
        day=UUID,
    )
    assert per_day(day=day.pk) == [(3,)]


def test_value_with_quotes_and_signs_is_a_value(day: Day) -> None:
    titled(day, '100% d\'r "bij" ?')
    by_title = Prepared(lambda title: Workshop.objects.filter(title=title).values_list("title", flat=True), title=str)
    assert by_title(title='100% d\'r "bij" ?') == ['100% d\'r "bij" ?']
    assert by_title(title="' OR 1=1 --") == []


def test_value_that_is_missing_is_a_mistake(day: Day) -> None:
    of_day = Prepared(lambda day: Workshop.objects.filter(day=day), day=UUID)
    with pytest.raises(KeyError, match="day"):
        of_day(title="Film")


@pytest.mark.django_db(transaction=True)
def test_several_at_once_each_find_their_own(day: Day) -> None:
    days = [other_than(day) for _hand in range(4)]
    for number, each in enumerate(days):
        titled(each, f"Workshop {number}")
    of_day = Prepared(lambda day: Workshop.objects.filter(day=day).values_list("title", flat=True), day=UUID)
    found: dict[int, set[str]] = {}

    def ask(hand: int) -> None:
        found[hand] = {title for _time in range(20) for title in of_day(day=days[hand].pk)}

    assert at_once(4, ask) == []
    assert found == {hand: {f"Workshop {hand}"} for hand in range(4)}


def test_what_is_remembered_is_what_stands_in_the_database_now(day: Day) -> None:
    of_day = Remembered(lambda day: Workshop.objects.select_related("day").filter(day=day), day=UUID)
    titles = [[each.title for each in of_day(day=day.pk)]]
    Workshop.objects.update(title="Gesprek")
    titles.append([each.title for each in of_day(day=day.pk)])
    Day.objects.update(title="Andere naam")
    titles.append([each.day.title for each in of_day(day=day.pk)])
    Workshop.objects.all().delete()
    assert [*titles, of_day(day=day.pk)] == [["Dialoog"], ["Gesprek"], ["Andere naam"], []]


def test_objects_are_made_once_and_everybody_has_their_own(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    of_day = Remembered(lambda day: Workshop.objects.filter(day=day), day=UUID)
    first = of_day(day=day.pk)[0]
    first.title = "Anders"
    monkeypatch.setattr(Workshop, "from_db", None)  # no object can be made of a row any more
    second = of_day(day=day.pk)[0]
    assert (second.title, second is first, second == first) == ("Dialoog", False, True)


def test_days_that_are_remembered_are_not_ever_more(day: Day) -> None:
    title = Remembered(lambda title: Workshop.objects.filter(title=title), title=str)
    for number in range(MOST_REMEMBERED + 3):
        titled(day, f"Workshop {number}")
        title(title=f"Workshop {number}")
    assert len(title._last) == 3  # noqa: SLF001  (what is kept in memory)
