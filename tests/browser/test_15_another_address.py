# SPDX-License-Identifier: EUPL-1.2
"""Somebody gets another e-mail address: asked on their own page, confirmed by the button in the new mailbox."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mailing_people import person
from regiodag.days.models import Day
from regiodag.messages.late import Words, filled
from regiodag.messages.models import Mail
from regiodag.registrations.links import token_of
from regiodag_browser import Axe, pressed, typed

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "ada@elders.example"


def link_in_mail() -> str:
    mail = Mail.objects.get(to=NEW, kind="address")
    found = re.search(r"https?://\S+", filled(Words(mail.text), mail.about).text)
    assert found is not None
    return urlsplit(found[0]).path


def test_address_is_changed_and_the_link_works_once(page: Page, phone: Page, peopled: Day, axe: Axe) -> None:  # noqa: ARG001
    page.goto(f"/my/{token_of(person('Ada'))}/")
    page.get_by_role("link", name="Een ander e-mailadres gebruiken").click()
    page.get_by_label("Nieuw e-mailadres").fill("geen adres")
    page.get_by_role("button", name="Mail mij de link om te bevestigen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe(page) == []
    page.get_by_label("Nieuw e-mailadres").fill(NEW)
    page.get_by_role("button", name="Mail mij de link om te bevestigen").click()
    expect(page.get_by_role("status").first).to_contain_text("Kijk in de mail van het nieuwe adres.")
    assert axe(page) == []

    phone.goto(link_in_mail())
    expect(phone.get_by_text(f"gaat voortaan naar {NEW}")).to_be_visible()
    assert (axe(phone), person("Ada").email) == ([], "ada@example.org")
    phone.get_by_role("button", name="Ja, gebruik dit adres").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Uw e-mailadres is veranderd")
    assert (axe(phone), person("Ada").email) == ([], NEW)
    phone.goto(link_in_mail())
    expect(phone.get_by_role("heading", level=1)).to_have_text("Deze link werkt niet meer")
    assert axe(phone) == []


def test_address_is_changed_by_keyboard_only(page: Page, peopled: Day) -> None:  # noqa: ARG001
    page.goto(f"/my/{token_of(person('Ada'))}/")
    pressed(page, page.get_by_role("link", name="Een ander e-mailadres gebruiken"))
    typed(page, page.get_by_label("Nieuw e-mailadres"), NEW)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Kijk in de mail van het nieuwe adres.")
    page.goto(link_in_mail())
    pressed(page, page.get_by_role("button", name="Ja, gebruik dit adres"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw e-mailadres is veranderd")
    assert person("Ada").email == NEW
