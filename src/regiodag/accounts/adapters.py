# SPDX-License-Identifier: EUPL-1.2
"""How the library for signing in behaves here: nobody signs up by themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.actions import is_open
from regiodag.accounts.models import Invitation, User
from regiodag.accounts.secrets import sealed, unsealed


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts begin with an invitation."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account was closed. Ask an organiser of your day."),
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link to choose a new password does not work any more."),
        "rate_limited": _("That is too often in a short time. Wait a few minutes and try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes and try again, or choose a new password."),
    }

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether to ask once more who somebody is, before something that matters.

        Not of who has nothing yet to prove it with: signed in by a link or at their own organisation, and without a
        second factor. They are on their way to set one up.
        """
        known = self.get_reauthentication_methods(self.request.user)
        return bool(known) and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Return where to go with a new password."""
        return reverse("account")

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: see `invitations`."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Who signs in at their own organisation must have been invited, too."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Return whether one of the addresses that the organisation vouches for has an open invitation."""
        verified = [each.email.lower() for each in sociallogin.email_addresses if each.verified]
        return any(is_open(each) for each in Invitation.objects.filter(email__in=verified))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> User:
        """Return the account to be: with the name by which the organisation knows somebody."""
        user: User = super().populate_user(request, sociallogin, data)
        user.email = user.email.lower()
        user.name = str(data.get("name") or "")[: User._meta.get_field("name").max_length]
        return user


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Secrets of authenticators are encrypted at rest."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. A code works once, and for half a minute."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """Return what a new passkey is called until its owner says otherwise."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey {number}").format(number=count + 1)

    def encrypt(self, text: str) -> str:
        """Return the text as it is kept."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text that was kept."""
        return unsealed(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        """Return what an authenticator app calls the account."""
        return user.email
