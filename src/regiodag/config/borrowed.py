# SPDX-License-Identifier: EUPL-1.2
"""Addresses that a library brings along: only those that are wanted, each with its rule."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from django.urls import URLPattern, URLResolver

from regiodag.accounts.access import PUBLIC, SIGNED_IN, declared

PUBLIC_NAMES = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",  # tells that organisers are invited: see `AccountAdapter.is_open_for_signup`
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}
SIGNED_IN_NAMES = {
    "account_change_password",
    "account_reauthenticate",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}


def borrowed(module: str) -> list[URLPattern | URLResolver]:
    """Return the wanted patterns of a library's list of addresses."""
    return list(_wanted(import_module(module).urlpatterns))


def _wanted(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = list(_wanted(pattern.url_patterns))
            if inner:
                pattern.url_patterns = inner
                yield pattern
        elif pattern.name in PUBLIC_NAMES:
            declared(pattern.callback, PUBLIC)
            yield pattern
        elif pattern.name in SIGNED_IN_NAMES:
            declared(pattern.callback, SIGNED_IN)
            yield pattern
