# SPDX-License-Identifier: EUPL-1.2
"""Pages that tell what went wrong and what to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Return the page for an address where nothing is, or nothing for this visitor."""
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Return the page for something that the visitor's role does not allow."""
    return render(request, "errors/403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours."""
    return render(request, "errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "", **_kwargs: Any) -> HttpResponse:  # noqa: ARG001
    """Return the page for a form that did not come from a page of ours, or whose cookie is gone."""
    return render(request, "errors/csrf.html", status=403)
