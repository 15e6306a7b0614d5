# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's day before anybody registered, for journeys that are not about participants."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.demo.day import make_demo


def make_programme() -> tuple[User, Day]:
    """Return its organiser and its day, with rooms, speakers and workshops; sixty people take half a second to make."""
    with patch("regiodag.demo.day.fill_with_participants"):
        return make_demo(date(2030, 1, 1))
