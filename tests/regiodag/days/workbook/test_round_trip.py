# SPDX-License-Identifier: EUPL-1.2
"""A workbook that is taken out and brought in again changes nothing, whatever the programme is."""

from __future__ import annotations

from datetime import time
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme_days import Drawn, programmes
from regiodag.accounts.models import User
from regiodag.days.actions.workbook import import_programme
from regiodag.days.models import Day, Series
from regiodag.days.workbook.plan import Plan, fingerprint, plan_of
from regiodag.days.workbook.read import content_of
from regiodag.days.workbook.sheets import rows_of
from regiodag.days.workbook.unpack import sheets_in
from regiodag.days.workbook.values import as_text
from regiodag.days.workbook.write import workbook_of

pytestmark = pytest.mark.django_db

OFTEN = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def brought_in(day: Day, content: bytes) -> Plan:
    return plan_of(day, content_of(sheets_in(content)), {})


def told(plan: Plan) -> tuple[object, ...]:
    return plan.entries, plan.doubts, plan.wrong, plan.notes, plan.left


def test_day_of_the_tests_comes_back_as_it_is(day: Day) -> None:
    plan = brought_in(day, workbook_of(day))
    assert (*told(plan), plan.same) == ([], [], [], [], 0, 5)


@pytest.mark.parametrize("code", ["nl", "en"])
def test_workbook_in_another_language_comes_back_as_it_is(day: Day, code: str) -> None:
    with translation.override(code):
        made = workbook_of(day)
    assert told(brought_in(day, made)) == ([], [], [], [], 0)


@OFTEN
@given(drawn=programmes(), language=st.sampled_from(["nl", "en"]))
def test_any_programme_comes_back_as_it_is(series: Series, drawn: Drawn, language: str) -> None:
    day = drawn.make(series)
    with translation.override(language):
        made = workbook_of(day)
    plan = brought_in(day, made)
    assert told(plan) == ([], [], [], [], 0)
    assert plan.same == sum(len(sheet) for sheet in rows_of(day).values())


@OFTEN
@given(drawn=programmes(alike=False))
def test_any_programme_can_be_brought_into_an_empty_day(series: Series, owner: User, drawn: Drawn) -> None:
    day, empty = drawn.make(series), Day.objects.create(series=series, title="Leeg")
    content = content_of(sheets_in(workbook_of(day)))
    if any(content.rows.values()):
        import_programme(owner, empty, content, {}, fingerprint(empty), uuid4())
    assert cells_of(empty) == cells_of(day)


def cells_of(day: Day) -> list[dict[str, str]]:
    """What stands in each row, without references to the days themselves."""
    return [
        {key: as_text(cell) for key, cell in written.cells.items()}
        for sheet in rows_of(day).values()
        for written in sheet
    ]


def test_time_with_seconds_is_no_change(day: Day) -> None:
    day.items.filter(title="Opening").update(start=time(9, 0, 30))
    assert told(brought_in(day, workbook_of(day))) == ([], [], [], [], 0)
