# SPDX-License-Identifier: EUPL-1.2
"""Pages that belong to the site as a whole."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiodag.accounts.access import public


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the statement on accessibility."""
    return render(request, "pages/accessibility.html")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is kept of whom, why and how long."""
    return render(request, "pages/privacy.html")


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Tell where to report a weakness (RFC 9116)."""
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {settings.SECURITY_EXPIRES}",
        "Preferred-Languages: nl, en",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer when the site and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
