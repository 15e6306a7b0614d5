# SPDX-License-Identifier: EUPL-1.2
"""Who may use an address of the API: a system with a token that has the scope of the method."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt

from regiodag.accounts.access import Access, View, declared
from regiodag.api import limits
from regiodag.api.models import ApiToken
from regiodag.api.problems import LANGUAGE, VERSION, Mistake, ProblemError, escaped, invalid
from regiodag.api.queries import token_known
from regiodag.api.scopes import Scope
from regiodag.days.models import Day

JSON = {"application/json", "application/merge-patch+json"}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Regiodag"'}

log = logging.getLogger(__name__)


def on_token(view: View, scopes: Mapping[str, Scope], queries: Mapping[str, set[str]]) -> View:
    """Let systems use the view whose token has the scope of the method; whatever goes wrong is told as a problem.

    queries: for each method, what can stand behind the question mark of the address.
    """

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        with translation.override(LANGUAGE):
            answer = _answer(view, scopes, queries, request, kwargs)
        answer.headers["API-Version"] = VERSION
        answer.headers["Content-Language"] = LANGUAGE
        return answer

    return declared(csrf_exempt(checked), Access("token", scopes=tuple(sorted(scopes.items()))))


def _answer(
    view: View,
    scopes: Mapping[str, Scope],
    queries: Mapping[str, set[str]],
    request: HttpRequest,
    kwargs: Mapping[str, Any],
) -> HttpResponseBase:
    """Return what the view answers, or the problem."""
    try:
        _admit(request, scopes)
        _check_query(request, queries[request.method or ""])
        return view(request, **kwargs)
    except ProblemError as error:
        return error.answer()
    except Exception:
        log.exception("the API failed")
        told = "It was not your request. Try again later; when it goes on, tell who runs the site."
        return ProblemError("fault", told).answer()


def _admit(request: HttpRequest, scopes: Mapping[str, Scope]) -> None:
    """Look at the request before anything is done. Raises ProblemError for one that goes no further."""
    scope = scopes.get(request.method or "")
    if scope is None:
        allowed = ", ".join(sorted(scopes))
        raise ProblemError("method-not-allowed", f"Use one of: {allowed}.", headers={"Allow": allowed})
    token = _shown(request)
    limits.count(token)
    demand(token, scope)
    _check_body(request)
    if token.last_used != localdate():
        ApiToken.objects.filter(pk=token.pk).update(last_used=localdate())
    request.api_token = token  # type: ignore[attr-defined]  # for the operations


def _shown(request: HttpRequest) -> ApiToken:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    found = token_known(token.strip()) if kind.lower() == "bearer" else None
    if found is None:
        told = "Send a token that works, in the header Authorization: Bearer. An owner of the day makes one."
        raise ProblemError("unauthorised", told, headers=CHALLENGE)
    return found


def _check_query(request: HttpRequest, known: set[str]) -> None:
    """Raise ProblemError for what is asked in the address and not known: it may be a wrong spelling of what is."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        told = "There is no such parameter here."
        raise invalid(*(Mistake("query", f"#/{escaped(name)}", told) for name in unknown))


def _check_body(request: HttpRequest) -> None:
    """Raise ProblemError for a body that is too large or says that it is something else than JSON."""
    try:
        body = request.body
    except RequestDataTooBig as large:
        raise ProblemError("too-large", "Send less at once.") from large
    if body and request.content_type not in JSON:
        raise ProblemError("media-type", "Send JSON, with the header Content-Type: application/json.")


def demand(token: ApiToken, scope: Scope) -> None:
    """Raise ProblemError when a token does not have a scope."""
    if scope not in token.scopes:
        raise ProblemError("forbidden", f"This token has not the scope {scope}. An owner of the day can make another.")


def token_of(request: HttpRequest) -> ApiToken:
    """Return the token with which the request came."""
    token: ApiToken = request.api_token  # type: ignore[attr-defined]  # set by on_token
    return token


def day_of(request: HttpRequest) -> Day:
    """Return the day that the request is about."""
    return token_of(request).day
