# SPDX-License-Identifier: EUPL-1.2
"""An organiser makes a day, tells where it is, moves it on, postpones it, and makes the next one from it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from regiodag.accounts.models import User
from regiodag_browser import Axe, SignIn

pytestmark = pytest.mark.django_db(transaction=True)


def test_day_is_made_from_nothing(page: Page, sign_in: SignIn, stranger: User, axe: Axe) -> None:
    sign_in(page, stranger)
    page.goto("/")
    page.get_by_role("link", name="Nieuwe dag").click()
    page.get_by_label("Titel van de dag").fill("Regiodag Waterrijk")
    page.get_by_label("Datum").fill("2031-09-11")
    assert axe(page) == []
    page.get_by_role("button", name="Dag maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regiodag Waterrijk")
    assert axe(page) == []
    page.get_by_role("link", name="Plaats en mensen").first.click()
    page.get_by_label("Naam van de locatie").fill("De Voorbeeldhal")
    page.get_by_label("Plaats", exact=False).last.fill("Waterrijk")
    assert axe(page) == []
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("11 september 2031 · De Voorbeeldhal")).to_be_visible()
