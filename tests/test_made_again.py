# SPDX-License-Identifier: EUPL-1.2
"""A day that is written again is the day that was made, with everything that came with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from made_again import noted, write
from regiodag.days.models import Day, Series, Workshop
from regiodag_people import First, day, series, stranger

__all__ = ["day", "series", "stranger"]

NUMBERS = ("history_id",)
"""What the database gives out."""


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return what every table of the site holds."""
    models = [each for each in apps.get_models(include_auto_created=True) if each.__module__.startswith("regiodag.")]
    found = {
        each.__name__: [
            {name: value for name, value in vars(row).items() if name not in NUMBERS and name[0] != "_"}
            for row in each._default_manager.order_by("pk")  # noqa: SLF001  (documented)
        ]
        for each in models
    }
    return {name: rows for name, rows in found.items() if rows}


def test_day_that_is_written_again_is_that_day_with_all_that_comes_with_it(day: Day, first_made: First) -> None:
    assert (day, day.series, day.series.title) == (first_made.day, first_made.series, "Netwerkdagen")
    assert (day.rounds.count(), day.rooms.count(), day.registration_form.sections.count()) == (1, 1, 2)
    assert day.history.count() == 1


@pytest.mark.usefixtures("stranger")
def test_history_of_a_day_that_is_written_after_another_knows_who_leads_what(request: pytest.FixtureRequest) -> None:
    other = Workshop.objects.create(day=Day.objects.get(), title="Film", maximum=9)
    day: Day = request.getfixturevalue("day")
    workshop = Workshop.objects.exclude(pk=other.pk).get()
    assert [each.speaker for each in workshop.history.latest().leaders.all()] == [*day.speakers.all()]


@pytest.mark.django_db
def test_rows_that_are_noted_are_gone_and_written_again_the_same() -> None:
    before = everything()
    with noted() as statements:
        Day.objects.create(series=Series.objects.create(title="Netwerkdagen"), title="Netwerkdag 2030")
        made = everything()
    assert (everything(), made != before) == (before, True)
    write(statements)
    assert everything() == made
