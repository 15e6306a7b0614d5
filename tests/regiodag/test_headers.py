# SPDX-License-Identifier: EUPL-1.2
"""The full set of headers, on every address."""

from __future__ import annotations

import pytest
from django.db.transaction import atomic, set_rollback
from django.test import Client

from regiodag.days.models import Day
from site_addresses import EVERY, path_of

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip


WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def test_every_address_carries_every_header(day: Day, as_owner: Client) -> None:
    assert {each.name: mistakes(as_owner, path_of(each, day)) for each in EVERY} == {each.name: {} for each in EVERY}


def test_every_address_answers_to_head_as_to_get(day: Day, as_owner: Client) -> None:
    # The API answers to what its description names, and to nothing else.
    pages = [each for each in EVERY if each.access and each.access.kind != "token"]
    read = {each.name: status(as_owner, "get", path_of(each, day)) for each in pages}
    asked = {each.name: status(as_owner, "head", path_of(each, day)) for each in pages}
    differ = {name: (read[name], asked[name]) for name in read if read[name] != asked[name]}
    assert differ == {}


def mistakes(client: Client, path: str) -> dict[str, str | None]:
    """The headers of an answer that are not as they must be."""
    with atomic():
        headers = client.get(path).headers
        set_rollback(True)
    wrong = {name: headers.get(name) for name in WANTED if headers.get(name) != WANTED[name]}
    policy = headers.get("Content-Security-Policy", "")
    if {each.strip() for each in policy.split(";")} != POLICY:
        wrong["Content-Security-Policy"] = policy
    if not headers.get("Permissions-Policy", "").startswith("camera=()"):
        wrong["Permissions-Policy"] = headers.get("Permissions-Policy")
    if "no-store" not in headers.get("Cache-Control", ""):
        wrong["Cache-Control"] = headers.get("Cache-Control")
    return wrong


def status(client: Client, method: str, path: str) -> int:
    """The status of an answer; what asking for it did is taken back."""
    with atomic():
        found = getattr(client, method)(path).status_code
        set_rollback(True)
    return int(found)
