# SPDX-License-Identifier: EUPL-1.2
"""Somebody is locked: nobody moves them, and they keep their seats."""

from __future__ import annotations

import pytest

from placed_people import placed, session, who
from regiodag.days.models import Day
from regiodag.placements.models import Placement
from regiodag.placements.queries.locks import is_locked, locked_seats

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "FC", "Cas": "DF", "Dee": "CD"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def test_seats_of_whoever_is_locked_and_still_comes_are_given_by_round(placement: Placement) -> None:
    day = placement.day
    placement.seats.filter(participant__given_name__in=["Ada", "Bo"]).update(locked=True)
    type(who("Bo")).objects.filter(given_name="Bo").update(state="cancelled")
    assert locked_seats(placement) == {who("Ada").pk: [session(day, "F", 1), session(day, "C", 2)]}
    assert [is_locked(placement, who(name)) for name in ("Ada", "Cas")] == [True, False]
