# SPDX-License-Identifier: EUPL-1.2
"""An owner lets another system at the day: a token is made, used by a real program, revoked, and used in vain."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from regiodag.accounts.models import User
from regiodag.api.models import ApiToken
from regiodag.days.models import Day
from regiodag.registrations.models import Participant
from regiodag_browser import Axe, SignIn, pressed, reached, typed

pytestmark = pytest.mark.django_db(transaction=True)

ADA = {"givenName": "Ada", "familyName": "Voorbeeld", "email": "ada@example.org"}
READS = "lezen wie zich aanmeldden, met organisatie en antwoorden"
WRITES = "mensen aanmelden, aanmeldingen wijzigen en afmelden"


def asked(site: str, token: str, method: str = "GET", body: dict[str, str] | None = None) -> tuple[int, str, Any]:
    """What a program gets of the server that is running: status, kind of content, content."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=20)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    try:
        connection.request(method, "/api/v1/participants", json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"].partition(";")[0], json.loads(answer.read())
    finally:
        connection.close()


def titled(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def shown_token(page: Page) -> str:
    titled(page, "Het token is gemaakt")
    return page.locator("code.code-link").inner_text()


def test_token_is_made_shown_once_used_by_a_program_and_revoked(
    page: Page, sign_in: SignIn, owner: User, day: Day, axe: Axe, base_url: str
) -> None:
    Day.objects.filter(pk=day.pk).update(state="open")
    sign_in(page, owner, just_now=True)
    page.goto(f"/days/{day.pk}/")
    page.get_by_role("link", name="Andere systemen").click()
    titled(page, "Andere systemen")
    page.get_by_role("link", name="Een token maken").click()
    titled(page, "Een token maken")
    expect(page.get_by_text("dan staat dat in het antwoord")).to_be_visible()

    page.get_by_role("button", name="Token maken").click()
    expect(page.get_by_label("Voor welk systeem is het?")).to_have_attribute("aria-invalid", "true")
    assert axe(page) == []
    last = localdate() + timedelta(days=30)
    page.get_by_label("Voor welk systeem is het?").fill("Aanmeldsysteem (fictief)")
    page.get_by_label(READS).check()
    page.get_by_label(WRITES).check()
    page.get_by_label("Tot en met wanneer werkt het?").fill(last.isoformat())
    page.get_by_role("button", name="Token maken").click()
    token = shown_token(page)
    assert axe(page) == []
    made = ApiToken.objects.get()
    assert (made.scopes, made.expires) == (["participants:read", "participants:write"], last)

    assert asked(base_url, token)[0] == 200
    status, _kind, content = asked(base_url, token, "POST", ADA)
    assert (status, content["email"]) == (201, ADA["email"])
    assert [each["email"] for each in asked(base_url, token)[2]["items"]] == [ADA["email"]]
    again = asked(base_url, token, "POST", ADA)
    assert (again[0], again[2]["type"].partition("#")[2]) == (409, "already-registered")
    assert Participant.objects.get().source == "api"

    page.get_by_role("link", name="Ik heb het gekopieerd").click()
    titled(page, "Andere systemen")
    row = page.get_by_role("row", name=re.compile("Aanmeldsysteem"))
    expect(row).to_contain_text(WRITES)
    assert token not in page.content()
    assert axe(page) == []
    row.get_by_role("link", name="Intrekken").click()
    titled(page, "Het token van “Aanmeldsysteem (fictief)” intrekken?")
    assert axe(page) == []
    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_role("status").filter(has_text="werkt niet meer")).to_be_visible()
    expect(row).to_contain_text("ingetrokken")
    assert axe(page) == []

    status, kind, problem = asked(base_url, token)
    assert (status, kind, problem["type"].partition("#")[2]) == (401, "application/problem+json", "unauthorised")


def test_keyboard_alone_makes_and_revokes_a_token(
    page: Page, sign_in: SignIn, owner: User, day: Day, base_url: str
) -> None:
    sign_in(page, owner, just_now=True)
    page.goto(f"/days/{day.pk}/api/")
    pressed(page, page.get_by_role("link", name="Een token maken"))
    typed(page, page.get_by_label("Voor welk systeem is het?"), "Script (fictief)")
    reached(page, page.get_by_label(READS))
    page.keyboard.press("Space")
    pressed(page, page.get_by_role("button", name="Token maken"))
    token = shown_token(page)
    assert asked(base_url, token)[0] == 200
    pressed(page, page.get_by_role("link", name="Ik heb het gekopieerd"))
    pressed(page, page.get_by_role("link", name="Intrekken Script (fictief)"))
    pressed(page, page.get_by_role("button", name="Intrekken"))
    titled(page, "Andere systemen")
    assert asked(base_url, token)[:2] == (401, "application/problem+json")
