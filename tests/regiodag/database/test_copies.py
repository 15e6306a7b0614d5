# SPDX-License-Identifier: EUPL-1.2
"""Copies of objects are what the database gave, share nothing with them, and are saved as what they are."""

from __future__ import annotations

import pytest
from django.forms.models import model_to_dict

from regiodag.database.copies import copied
from regiodag.days.models import Day, Workshop

pytestmark = pytest.mark.django_db


def test_copy_is_what_the_database_gave_with_what_belongs_to_it(day: Day) -> None:
    found = list(Workshop.objects.select_related("day__series"))
    copy = copied(found)[0]
    assert (copy, model_to_dict(copy), copy.day, copy.day.series) == (
        found[0], model_to_dict(found[0]), day, day.series
    )  # fmt: skip
    assert copied(["Film", 5]) == ["Film", 5]


def test_what_is_changed_in_a_copy_is_not_in_another(day: Day) -> None:
    Workshop.objects.update(needs=["beamer"])
    kept = list(Workshop.objects.select_related("day"))
    first, second = copied(kept)[0], copied(kept)[0]
    first.needs.append("stil")
    first.title, first.day.title = "Anders", "Anders"
    assert (second.needs, second.title, second.day.title) == (["beamer"], "Dialoog", day.title)
    assert (kept[0].needs, kept[0].title, kept[0].day.title) == (["beamer"], "Dialoog", day.title)


def test_copy_is_saved_as_the_row_that_it_is(day: Day) -> None:
    copy = copied(list(Workshop.objects.all()))[0]
    copy.title = "Anders"
    copy.save()
    assert [each.title for each in day.workshops.all()] == ["Anders"]
