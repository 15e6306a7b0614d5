# SPDX-License-Identifier: EUPL-1.2
"""The full set of headers, on every address."""

from __future__ import annotations

import pytest
from django.test import Client

from regiodag.days.models import Day
from site_addresses import EVERY, Address, path_of

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip


@pytest.mark.parametrize("address", EVERY, ids=lambda each: each.name)
def test_every_address_carries_every_header(address: Address, day: Day, as_owner: Client) -> None:
    answer = as_owner.get(path_of(address, day))
    policy = {each.strip() for each in answer.headers["Content-Security-Policy"].split(";")}
    assert policy == POLICY
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
    }
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert answer.headers["Permissions-Policy"].startswith("camera=()")
    assert "no-store" in answer.headers["Cache-Control"]
