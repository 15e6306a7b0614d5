# SPDX-License-Identifier: EUPL-1.2
"""What to fill in where an address of the site has a parameter, for the tests that go over all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

SOME_ID = UUID("00000000-0000-4000-8000-000000000001")

WITHOUT_A_RULE: list[Any] = []
"""Addresses that say not who may open them: none, and none to be added."""

PLACEHOLDERS: dict[str, Any] = {
    "token": "a-token-that-nobody-has",
    "mail_id": SOME_ID,
    "speaker_id": SOME_ID,
    "code": "a-code-that-opens-nothing",
    "uidb36": "0",
    "key": "none",
    "pk": 1,
    "provider_id": "oidc",
}
