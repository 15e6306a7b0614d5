# SPDX-License-Identifier: EUPL-1.2
"""Whose account a wrong password was tried on, for the lock against guessing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def tried_on(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Return the e-mail address that somebody tries to sign in with, in small letters; "" when there is none.

    The lock would take `credentials["login"]`, which is never there, and so lock out everybody behind one connection.
    """
    given = (credentials or {}).get("email") or (request.POST.get("login") if request else "")
    return str(given or "").strip().lower()
