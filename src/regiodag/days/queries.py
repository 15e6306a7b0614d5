# SPDX-License-Identifier: EUPL-1.2
"""What is asked of series and days."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role, strongest
from regiodag.days.models import Day, Series


def role_in_day(user: User, day: Day) -> Role | None:
    """Return what somebody is to a day, by themselves or through its series; None for a stranger."""
    found = Membership.objects.filter(Q(day=day) | Q(series=day.series_id), user=user)
    return strongest([Role(role) for role in found.values_list("role", flat=True)])


def role_in_series(user: User, series: Series) -> Role | None:
    """Return what somebody is to a series; None for a stranger, also when they have a role in one of its days."""
    found = Membership.objects.filter(series=series, user=user)
    return strongest([Role(role) for role in found.values_list("role", flat=True)])


def days_of(user: User) -> QuerySet[Day]:
    """Return the days that somebody has a role in, the newest first."""
    mine = Q(memberships__user=user) | Q(series__memberships__user=user)
    return Day.objects.filter(pk__in=Day.objects.filter(mine).values("pk")).select_related("series")


def series_of(user: User) -> QuerySet[Series]:
    """Return the series that somebody has a role in."""
    return Series.objects.filter(memberships__user=user)
