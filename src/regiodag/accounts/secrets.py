# SPDX-License-Identifier: EUPL-1.2
"""Encryption of what must not be read from a stolen copy of the database."""

from __future__ import annotations

import base64
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings


def sealed(text: str) -> str:
    """Return the text encrypted (AES-128-CBC with HMAC-SHA256: Fernet) with a key drawn from SECRET_KEY."""
    return _cipher().encrypt(text.encode()).decode()


def unsealed(text: str) -> str:
    """Return the text that was encrypted. Raises cryptography.fernet.InvalidToken when it was not, with this key."""
    return _cipher().decrypt(text.encode()).decode()


def _cipher() -> Fernet:
    key = sha256(b"regiodag.accounts.secrets" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
