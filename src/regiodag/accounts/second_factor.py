# SPDX-License-Identifier: EUPL-1.2
"""Nobody works without a second factor: whoever has none is sent to set one up, and can do nothing else first."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from regiodag.accounts.access import PUBLIC

OPEN = {
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "second-factor",
}
BY_LINK = "login-link"


class SecondFactorMiddleware:
    """Sends organisers without a second factor to the page where they choose one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return what the view answers."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        """Return where to go instead, None when the organiser may go on."""
        match = request.resolver_match
        if not request.user.is_authenticated or getattr(view, "access", None) == PUBLIC:
            return None
        if (match and match.view_name in OPEN) or has_second_factor(request):
            return None
        return redirect("second-factor")


def has_second_factor(request: HttpRequest) -> bool:
    """Return whether the organiser has a second factor, here or at the organisation where they signed in.

    In the demo a login link will do: whoever can read it from the server's own terminal could do anything anyway.
    """
    if is_mfa_enabled(request.user):
        return True
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    at_home = settings.OIDC_PROVIDES_SECOND_FACTOR and "socialaccount" in methods
    return at_home or (settings.DEMO and BY_LINK in methods)
