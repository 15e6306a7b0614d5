# SPDX-License-Identifier: EUPL-1.2
"""People with a role, and a day with everything in it: fixtures for the tests of the site, with and without browser."""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from made_again import Statement, noted, write
from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Series, Session, Speaker, Workshop

Join = Callable[[Role], User]

PERIOD = 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class First:
    """The series and the day of the first test, and the statements that wrote them."""

    series: Series
    day: Day
    of_series: Sequence[Statement]
    of_day: Sequence[Statement]


def first() -> First:
    """Make the series and the day, and take them away again."""
    with override(settings.LANGUAGE_CODE), noted() as found:
        series = Series.objects.create(title="Netwerkdagen")
        of_series = tuple(found)
        day = _made(series)
    return First(series, day, of_series, tuple(found[len(of_series) :]))


def _made(series: Series) -> Day:
    day = Day.objects.create(series=series, title="Netwerkdag 2030", date=date(2030, 9, 12), town="Waterrijk")
    room = Room.objects.create(day=day, name="Zaal 1", capacity=30)
    Speaker.objects.create(day=day, given_name="Noor", prefix="van der", family_name="Linden")
    rnd = Round.objects.create(day=day, number=1)
    workshop = Workshop.objects.create(day=day, title="Dialoog", maximum=20)
    ProgrammeItem.objects.create(day=day, kind="round", title="Ronde 1", start=time(11), end=time(12), round=rnd)
    ProgrammeItem.objects.create(day=day, title="Opening", start=time(9), end=time(9, 30), room=room)
    Session.objects.create(workshop=workshop, round=rnd, room=room)
    return day


@pytest.fixture
def series(db: None, first_made: First) -> Series:  # noqa: ARG001  (a fixture)
    write(first_made.of_series)
    return deepcopy(first_made.series)


@pytest.fixture
def day(series: Series, first_made: First) -> Day:
    """A day with a room, a speaker, a round, a workshop and a session."""
    write(first_made.of_day)
    day = Day.objects.get(pk=first_made.day.pk)
    day.series = series
    # Made each time: its history refers to a number that the database gives out.
    Workshop.objects.get(day=day).leaders.add(Speaker.objects.get(day=day))
    return day


@pytest.fixture
def join(day: Day) -> Join:
    """Return a function that makes an organiser with a role in the day, and with a second factor."""

    def joined(role: Role) -> User:
        user = with_second_factor(User.objects.create_user(f"{role}@example.org", name=f"Een {role}"))
        Membership.objects.create(user=user, day=day, role=role)
        return user

    return joined


@pytest.fixture
def owner(join: Join) -> User:
    return join(Role.OWNER)


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    return signed_in


@pytest.fixture
def as_owner(owner: User) -> Client:
    return signed_in(owner)


def with_second_factor(user: User) -> User:
    TOTP.activate(user, generate_totp_secret())
    assert Authenticator.objects.filter(user=user).count() == 1
    return user


def code_of(secret: str, later: int = 0) -> str:
    """What the app shows now; `later`: one period on, as a code works once."""
    return str(format_hotp_value(hotp_value(secret, int(clock.time()) // PERIOD + later)))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def just_signed_in(user: User) -> Client:
    """A browser of somebody who proved a moment ago who they are."""
    client = signed_in(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": clock.time(), "reauthenticated": True}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    return client


@pytest.fixture
def stranger(db: None) -> User:  # noqa: ARG001  (a fixture)
    """The owner of another day."""
    user = with_second_factor(User.objects.create_user("stranger@example.org", name="Een ander"))
    other = Series.objects.create(title="Andere dagen")
    Membership.objects.create(user=user, series=other, role=Role.OWNER)
    Day.objects.create(series=other, title="Andere dag")
    return user
