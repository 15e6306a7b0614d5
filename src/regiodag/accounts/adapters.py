# SPDX-License-Identifier: EUPL-1.2
"""How the library for signing in behaves here: nobody signs up by themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from regiodag.accounts.models import User
from regiodag.accounts.secrets import sealed, unsealed


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts begin with an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: see `invitations`."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Who signs in at their own organisation must have been invited, too."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Return False: an identity is tied to the account with its verified e-mail address, never to a new one."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Secrets of authenticators are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Return the text as it is kept."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text that was kept."""
        return unsealed(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        """Return what an authenticator app calls the account."""
        return user.email
