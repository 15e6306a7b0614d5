# SPDX-License-Identifier: EUPL-1.2
"""An organiser comes in for the first time: with a link, then a second lock, then with password and code."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from regiodag.accounts.actions import make_login_link
from regiodag.accounts.models import User
from regiodag_browser import Axe, pressed, typed
from regiodag_people import code_of

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "twaalf bruine beren"  # noqa: S105  (of nobody)
SIGN_IN = re.compile("Inloggen|Aanmelden")


def signed_in_with(page: Page, code: str) -> None:
    """Give address and password, and then the second factor."""
    page.get_by_label("E-mailadres").fill("robin@example.org")
    page.get_by_label("Wachtwoord").first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name=SIGN_IN).first.click()
    expect(page).to_have_url(re.compile("2fa/authenticate"))
    page.get_by_role("textbox").first.fill(code)
    page.get_by_role("main").get_by_role("button", name=SIGN_IN).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn dagen")


def test_link_that_was_used_is_over(page: Page, axe: Axe) -> None:
    user = User.objects.create_user("robin@example.org")
    address = f"/login-link/{make_login_link(user)}/"
    for _time in range(2):
        page.goto(address)
        page.get_by_role("main").get_by_role("button").click()
        page.context.clear_cookies()
    assert axe(page) == []
    expect(page.get_by_role("heading", level=1)).to_contain_text("link")


def test_wrong_password_is_told_and_the_address_stays(page: Page, axe: Axe) -> None:
    User.objects.create_user("robin@example.org", PASSWORD)
    page.goto("/")
    page.get_by_label("E-mailadres").fill("robin@example.org")
    page.get_by_label("Wachtwoord").first.fill("verkeerd")
    page.get_by_role("main").get_by_role("button", name=SIGN_IN).first.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("E-mailadres")).to_have_value("robin@example.org")
    assert axe(page) == []


def test_second_lock_is_set_up_and_used_by_keyboard_only_and_a_recovery_code_by_mouse(page: Page, axe: Axe) -> None:
    user = User.objects.create_user("robin@example.org", PASSWORD, name="Robin Voorbeeld")
    keys, title = page.keyboard, page.get_by_role("heading", level=1)
    page.goto(f"/login-link/{make_login_link(user)}/")
    pressed(page, page.get_by_role("main").get_by_role("button"))
    expect(title).to_have_text("Zet een tweede slot op uw account")
    assert axe(page) == []
    pressed(page, page.get_by_role("link", name="Een app gebruiken"))
    # Whoever has a password is asked for it once more before the security of the account changes.
    typed(page, page.get_by_label("Wachtwoord"), PASSWORD)
    keys.press("Enter")
    expect(page).to_have_url(re.compile("totp/activate"))
    secret = page.locator("code.secret").inner_text()
    typed(page, page.get_by_role("textbox"), "000000")
    keys.press("Enter")
    expect(page.locator(".field-invalid")).to_be_visible()
    assert axe(page) == []
    typed(page, page.get_by_role("textbox"), code_of(secret))
    pressed(page, page.get_by_role("button", name="Klaar: zet het tweede slot aan"), "Space")
    expect(title).to_have_text("Bewaar deze herstelcodes")
    codes = re.findall(r"\b\d{8}\b", page.get_by_role("main").inner_text())
    assert len(codes) == 10
    pressed(page, page.get_by_role("link", name="Ik heb ze bewaard, verder"))
    expect(title).to_have_text("Mijn dagen")
    pressed(page, page.get_by_role("button", name="Uitloggen"), back=True)
    expect(title).to_have_text("Inloggen")
    typed(page, page.get_by_label("E-mailadres"), "robin@example.org")
    typed(page, page.get_by_label("Wachtwoord", exact=True), PASSWORD)
    keys.press("Enter")
    expect(page).to_have_url(re.compile("2fa/authenticate"))
    assert axe(page) == []
    typed(page, page.get_by_role("textbox").first, code_of(secret, later=1))
    keys.press("Enter")
    expect(title).to_have_text("Mijn dagen")
    page.get_by_role("button", name="Uitloggen").click()
    signed_in_with(page, codes[0])
