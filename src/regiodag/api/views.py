# SPDX-License-Identifier: EUPL-1.2
"""Pages of owners about tokens, and the page for whoever writes a program."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.access import public
from regiodag.accounts.roles import Permission
from regiodag.api.actions.tokens import make_token, revoke_token
from regiodag.api.document import document, guide_of
from regiodag.api.forms import TokenForm
from regiodag.api.models import ApiToken
from regiodag.api.problems import KINDS
from regiodag.api.queries import tokens_of
from regiodag.api.scopes import Scope
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.places import framed
from regiodag.days.views.home import me


@on_day(Permission.MANAGE)
@require_safe
def tokens(request: HttpRequest, day: Day) -> HttpResponse:
    """List the systems that have a token."""
    now = localtime()
    lines = [(each, each.works(now), [Scope(code).label for code in each.scopes]) for each in tokens_of(day)]
    return render(request, "api/tokens.html", {"day": day, "lines": lines})


@on_day(Permission.MANAGE)
@reauthentication_required  # type: ignore[untyped-decorator]  # the library has no types
@require_http_methods(["GET", "HEAD", "POST"])
def token_make(request: HttpRequest, day: Day) -> HttpResponse:
    """Make a token, and show it this once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made, token = make_token(me(request), day, given["name"], given["scopes"], given["expires"])
        return render(request, "api/token_made.html", {"day": day, "made": made, "token": token})
    return render(request, "api/token_make.html", {"day": day, "form": form})


@on_day(Permission.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def token_revoke(request: HttpRequest, day: Day, token_id: UUID) -> HttpResponse:
    """Revoke a token, after a confirmation."""
    found = get_object_or_404(ApiToken, day=day, pk=token_id)
    if request.method == "POST":
        revoke_token(me(request), found)
        messages.success(request, _("The token of “%(name)s” no longer works.") % {"name": found.name})
        return redirect("api-tokens", day.pk)
    context = {
        "title": _("Revoke the token of “%(name)s”?") % {"name": found.name},
        "text": _("That system can then no longer get at this day. It cannot be undone; you can make a new token."),
        "button": _("Revoke"),
        "danger": True,
        "back": reverse("api-tokens", args=[day.pk]),
    }
    return render(request, "api/token_revoke.html", framed(day, **context))


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the description of the API for programs (OpenAPI 3.1); pages elsewhere may read it, too."""
    answer = JsonResponse(document())
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@public
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the description of the API for people."""
    return render(request, "api/guide.html", {"guide": guide_of(document()), "problems": list(KINDS.items())})
