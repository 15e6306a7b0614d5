# SPDX-License-Identifier: EUPL-1.2
"""The API itself: its operations, and how their mistakes are told. Each operation names its scope (`operation`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import signature
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.params.models import Query

from regiodag.api.access import on_token
from regiodag.api.problems import VERSION, Mistake, ProblemError, escaped, invalid, not_found
from regiodag.api.scopes import Scope

api = NinjaAPI(title="Regiodag", version=VERSION, urls_namespace="api", openapi_url=None, docs_url=None)
SCOPES: dict[str, dict[str, Scope]] = {}
"""For each address, by its name: the scope of each method."""
QUERIES: dict[str, dict[str, set[str]]] = {}
"""Idem, what can stand behind the question mark."""
PLACES = {"body": 2, "query": 1, "path": 1, "header": 1}
"""Where a mistake can be, and how many words of its place come before the part itself."""

Function = Callable[..., Any]


def operation(method: str, path: str, name: str, scope: Scope, **about: Any) -> Callable[[Function], Function]:
    """Add a function to the API. name: of the address. scope: what a token must have. about: passed on to ninja."""
    SCOPES.setdefault(name, {})[method] = scope
    added: Callable[[Function], Function] = api.api_operation(
        [method],
        path,
        url_name=name,
        by_alias=True,
        operation_id=f"{method.lower()}-{name.removeprefix('api-')}",
        **about,
    )

    def add(function: Function) -> Function:
        parameters = signature(function).parameters.items()
        asked = {each.default.alias or arg for arg, each in parameters if isinstance(each.default, Query)}
        QUERIES.setdefault(name, {})[method] = asked
        return added(function)

    return add


def addresses() -> Iterator[URLPattern]:
    """Yield the addresses of the operations, each with its rule; to be included below a version.

    Ninja gives an address as often as it has methods; once is enough.
    """
    by_name = {each.name: each for each in api.urls[0] if isinstance(each, URLPattern)}
    for name, pattern in by_name.items():
        if name in SCOPES:
            pattern.callback = on_token(pattern.callback, SCOPES[name], QUERIES[name])
            yield pattern


@api.exception_handler(ProblemError)
def _problem(_request: HttpRequest, error: ProblemError) -> HttpResponse:
    return error.answer()


@api.exception_handler(Http404)
def _nothing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return not_found().answer()


@api.exception_handler(HttpError)
def _unreadable(_request: HttpRequest, _error: HttpError) -> HttpResponse:
    return ProblemError("unreadable", "The body is no valid JSON, in UTF-8.").answer()


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return invalid(*(_mistake(each) for each in error.errors)).answer()


def _mistake(error: dict[str, Any]) -> Mistake:
    """Return a mistake that ninja found; without what was sent, which may be personal."""
    place, *where = (str(each) for each in error["loc"])
    part = where[PLACES[place] - 1 :] if place != "body" else where[1:]
    return Mistake(place, "#" + "".join(f"/{escaped(each)}" for each in part), str(error["msg"]))
