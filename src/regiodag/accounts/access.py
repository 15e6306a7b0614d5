# SPDX-License-Identifier: EUPL-1.2
"""Who may open an address. Every view says it with one of these; a view that says nothing is closed by a test.

`public` and `signed_in` stand here; `on_day` and `on_series`, which look at roles, in `days.access`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from regiodag.accounts.roles import Permission

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """Who may open a view: anybody, whoever has signed in, has a permission in a day or series, or a personal link.

    Or another system with a token: then `scopes` says for each method which scope the token must have.
    """

    kind: Literal["public", "signed-in", "day", "series", "personal", "token"]
    permission: Permission | None = None
    scopes: tuple[tuple[str, str], ...] = ()


PUBLIC = Access("public")
SIGNED_IN = Access("signed-in")


def declared(view: View, access: Access) -> View:
    """Return the view with its rule on it."""
    view.access = access  # type: ignore[attr-defined]  # a function may carry attributes
    return view


def public(view: View) -> View:
    """Let anybody open the view."""
    return declared(view, PUBLIC)


def signed_in(view: View) -> View:
    """Let every organiser open the view."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return declared(login_required(checked), SIGNED_IN)
