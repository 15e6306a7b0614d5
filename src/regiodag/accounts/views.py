# SPDX-License-Identifier: EUPL-1.2
"""Pages of organisers about themselves: their account, an invitation, a link that signs in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and keep what colleagues see of somebody, and lead to password and second factor."""
    form = AboutMeForm(request.POST or None, instance=_me(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account")
    kinds = Authenticator.objects.filter(user=_me(request)).values_list("type", flat=True)
    return render(request, "accounts/account.html", {"form": form, "kinds": set(kinds)})


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (signed_in)
    return request.user


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Tell why a second factor is needed, and offer the ways; who has one goes on."""
    if is_mfa_enabled(request.user):
        return redirect("home")
    return render(request, "accounts/second_factor.html")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the organiser, this one too, after a confirmation."""
    if request.method == "POST":
        actions.sign_out_everywhere(_me(request))
        logout(request)
        messages.success(request, _("You are signed out on every device."))
        return redirect("account_login")
    return render(request, "accounts/sign_out_everywhere.html")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; accept it when its owner says so. GET changes nothing: a mail scanner may follow the link."""
    found = invitation_of(token)
    if found is None or not actions.is_open(found):
        return _over(request, found)
    known = user_with(found.email)
    if known is None:
        return _join(request, found)
    if request.user != known:
        return render(request, "accounts/invitation_sign_in.html", _about(found))
    if request.method == "POST":
        return _accept(request, found, known)
    return render(request, "accounts/invitation.html", _about(found))


def _over(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    """Tell why an invitation does not work; who accepted it and sends the form again goes on."""
    if found and found.accepted and getattr(request.user, "email", None) == found.email:
        messages.info(request, _("You take part already."))
        return redirect(_place_of(found))
    return render(request, "accounts/invitation_over.html", {"invitation": found}, status=410)


def _accept(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    try:
        membership = actions.accept(found, user)
    except actions.InvitationError:
        return redirect(request.path)
    messages.success(request, _("You are now %(role)s.") % {"role": Role(membership.role).label})
    return redirect(_place_of(found))


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Ask for a name and a password, make the account, and sign in."""
    newcomer = User(email=found.email)
    form = JoinForm(request.POST or None, instance=newcomer)
    if request.method == "POST" and form.is_valid():
        newcomer.set_password(form.cleaned_data["password"])
        try:
            actions.join(found, newcomer)
        except actions.InvitationError:
            return redirect(request.path)
        _sign_in(request, newcomer, "password", reauthenticated=True)
        return redirect("home")
    return render(request, "accounts/join.html", {"form": form, **_about(found)})


def _place_of(found: Invitation) -> str:
    """Return the address of the day or series that somebody was invited to."""
    return reverse("day", args=[found.day_id]) if found.day_id else reverse("series", args=[found.series_id])


def _about(found: Invitation) -> dict[str, object]:
    role = Role(found.role)
    return {"invitation": found, "to": found.series or found.day, "explained": EXPLAINED[role]}


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in with a link made on the server. GET shows a button, only POST uses the link up."""
    if request.method != "POST":
        return render(request, "accounts/login_link.html")
    user = actions.use_login_link(token)
    if user is None:
        return render(request, "accounts/login_link_over.html", status=410)
    _sign_in(request, user, BY_LINK)
    return redirect("home")


def _sign_in(request: HttpRequest, user: User, method: str, *, reauthenticated: bool = False) -> None:
    """Sign somebody in who has proven by another way than the sign-in page who they are.

    reauthenticated: whether that was with their password, a moment ago.
    """
    user.backend = BACKEND
    get_adapter().login(request, user)
    record_authentication(request, user, method=method, reauthenticated=reauthenticated or None)
