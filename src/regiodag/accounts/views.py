# SPDX-License-Identifier: EUPL-1.2
"""Pages of organisers about themselves: their account, an invitation, a link that signs in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts import actions
from regiodag.accounts.access import public, signed_in
from regiodag.accounts.forms import AboutMeForm, JoinForm
from regiodag.accounts.models import Invitation, User
from regiodag.accounts.queries import invitation_of, user_with
from regiodag.accounts.roles import EXPLAINED, Role
from regiodag.accounts.second_factor import BY_LINK

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and keep what colleagues see of somebody, and lead to password and second factor."""
    assert isinstance(request.user, User)  # noqa: S101  (signed_in)
    form = AboutMeForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account")
    kinds = Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    return render(request, "accounts/account.html", {"form": form, "kinds": set(kinds)})


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Tell why a second factor is needed, and offer the ways; who has one goes on."""
    if is_mfa_enabled(request.user):
        return redirect("home")
    return render(request, "accounts/second_factor.html")


@public
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; accept it when its owner says so. GET changes nothing: a mail scanner may follow the link."""
    found = invitation_of(token)
    if found is None or not actions.is_open(found):
        return render(request, "accounts/invitation_over.html", {"invitation": found}, status=410)
    known = user_with(found.email)
    if known is None:
        return _join(request, found)
    if request.user != known:
        return render(request, "accounts/invitation_sign_in.html", {"invitation": found, "known": known})
    if request.method == "POST":
        actions.accept(found, known)
        messages.success(request, _("You are now %(role)s.") % {"role": Role(found.role).label})
        return redirect("home")
    return render(request, "accounts/invitation.html", _about(found))


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Ask for a name and a password, make the account, and sign in."""
    form = JoinForm(request.POST or None, instance=User(email=found.email))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = User.objects.create_user(
                found.email,
                form.cleaned_data["password"],
                name=form.cleaned_data["name"],
                organisation=form.cleaned_data["organisation"],
            )
            actions.accept(found, user)
        _sign_in(request, user, "password")
        return redirect("home")
    return render(request, "accounts/join.html", {"form": form, **_about(found)})


def _about(found: Invitation) -> dict[str, object]:
    role = Role(found.role)
    return {"invitation": found, "to": found.series or found.day, "explained": EXPLAINED[role]}


@public
@require_http_methods(["GET", "POST"])
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in with a link made on the server. GET shows a button, POST uses the link up."""
    if request.method == "GET":
        return render(request, "accounts/login_link.html")
    user = actions.use_login_link(token)
    if user is None:
        return render(request, "accounts/login_link_over.html", status=410)
    _sign_in(request, user, BY_LINK)
    return redirect("home")


def _sign_in(request: HttpRequest, user: User, method: str) -> None:
    """Sign somebody in who has proven by another way than the sign-in page who they are."""
    user.backend = BACKEND
    get_adapter().login(request, user)
    record_authentication(request, user, method=method)
