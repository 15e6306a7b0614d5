# SPDX-License-Identifier: EUPL-1.2
"""Who may open an address of a day or series. Somebody else's day is not there: the answer is 404, never 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from regiodag.accounts.access import Access, View, declared
from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission, Role, allows
from regiodag.days.models import Day, Series
from regiodag.days.queries import role_in_day, role_in_series

Decorator = Callable[[View], View]


def on_day(permission: Permission) -> Decorator:
    """Let those open the view whose role in the day allows it; the view gets the day, for the id in the address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, day_id: UUID, **kwargs: Any) -> HttpResponseBase:
            day = Day.objects.select_related("series").filter(pk=day_id).first()
            role = role_in_day(_user(request), day) if day else None
            _check(role, permission)
            request.role = role  # type: ignore[attr-defined]  # for templates: what to show to whom
            return view(request, day, **kwargs)

        return declared(login_required(checked), Access("day", permission))

    return decorate


def on_series(permission: Permission) -> Decorator:
    """Let those open the view whose role in the series allows it; the view gets the series."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, series_id: UUID, **kwargs: Any) -> HttpResponseBase:
            series = Series.objects.filter(pk=series_id).first()
            role = role_in_series(_user(request), series) if series else None
            _check(role, permission)
            request.role = role  # type: ignore[attr-defined]  # as above
            return view(request, series, **kwargs)

        return declared(login_required(checked), Access("series", permission))

    return decorate


def role_of(request: HttpRequest) -> Role | None:
    """Return the role of the visitor in the day or series that the view is about."""
    role: Role | None = getattr(request, "role", None)
    return role


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _check(role: Role | None, permission: Permission) -> None:
    """Raise Http404 for a stranger, PermissionDenied for whoever has a role that does not allow it."""
    if role is None:
        raise Http404
    if not allows(role, permission):
        raise PermissionDenied
