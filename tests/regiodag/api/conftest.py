# SPDX-License-Identifier: EUPL-1.2
"""A day that is open, with a token for everything, and a program that uses it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils.timezone import localdate

from api_program import Program
from regiodag.accounts.models import User
from regiodag.api.actions.tokens import make_token
from regiodag.api.scopes import Scope
from regiodag.days.models import Day, Session, Workshop


@pytest.fixture
def open_day(day: Day) -> Day:
    """A day with two places and two workshops, Dialoog and Film, both in its only round."""
    cache.clear()
    day.capacity, day.state = 2, "open"
    day.save()
    film = Workshop.objects.create(day=day, title="Film", maximum=9, minimum=1, position=2)
    Session.objects.create(workshop=film, round=day.rounds.get())
    return day


@pytest.fixture
def token(open_day: Day, owner: User) -> str:
    """A token that may do everything."""
    return make_token(owner, open_day, "Aanmeldsysteem", Scope.values, localdate() + timedelta(days=9))[1]


@pytest.fixture
def program(token: str) -> Program:
    return Program(token)
