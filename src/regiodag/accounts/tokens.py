# SPDX-License-Identifier: EUPL-1.2
"""Tokens for personal links: 256 random bits, of which only the hash is kept."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_token() -> str:
    """Return a token that nobody can guess, safe in an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what is kept of a token. It is random and long, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()
