# SPDX-License-Identifier: EUPL-1.2
"""Pages that tell what went wrong and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from regiodag.api.problems import ProblemError, is_for_programs
from regiodag.api.problems import not_found as nowhere

RETRY_AFTER = 120
"""Seconds after which what could not be saved may be sent again."""


class NotAllowedMiddleware:
    """Gives the answer that something cannot be looked at, only done, a page of its own: Django's is blank.

    Whoever presses a button when the session is over comes there, after signing in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, with words for status 405 when a page was asked."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            response.content = render_to_string("errors/405.html", request=request)
            response.headers["Content-Length"] = str(len(response.content))  # a blank one was measured before
        return response


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """Return the page for a request that is not looked at: for another host, or larger than is taken."""
    if is_for_programs(request):
        return ProblemError("unreadable", "It is for another host, or larger than is taken.").answer()
    return _alone("errors/400.html", 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Return the page for an address where nothing is, or nothing for this visitor."""
    if is_for_programs(request):
        return nowhere().answer()
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Return the page for something that the visitor's role does not allow."""
    return render(request, "errors/403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Return the page for a fault of ours. It may be the database, so the page asks nobody who is looking.

    A database that cannot write (a full disk, locked for too long) is told as what it is: it passes.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        answer = _alone("errors/503.html", 503)
        answer.headers["Retry-After"] = str(RETRY_AFTER)
        return answer
    return _alone("errors/500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "", **_kwargs: Any) -> HttpResponse:  # noqa: ARG001
    """Return the page for a form that did not come from a page of ours, or whose cookie is gone."""
    return render(request, "errors/csrf.html", status=403)


def _alone(template: str, status: int) -> HttpResponse:
    """Return a page that is drawn without the request: no session, no account, nothing to send."""
    return HttpResponse(render_to_string(template), status=status)
