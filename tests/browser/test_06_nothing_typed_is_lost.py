# SPDX-License-Identifier: EUPL-1.2
"""What somebody typed is there again after the session ended, and after the window was closed and opened."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag_browser import Axe, SignIn, pressed, typed

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Een tekst die lang duurde om te schrijven."


def test_text_comes_back_after_the_session_ended(page: Page, sign_in: SignIn, owner: User, day: Day, axe: Axe) -> None:
    sign_in(page, owner)
    page.goto(reverse("day-details", args=[day.pk]))
    page.get_by_label("Motto").fill(WORDS)
    Session.objects.all().delete()
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    sign_in(page, owner)
    page.goto(reverse("day-details", args=[day.pk]))
    expect(page.get_by_label("Motto")).to_have_value("")
    assert axe(page) == []
    page.get_by_role("button", name="Zet het terug").click()
    expect(page.get_by_label("Motto")).to_have_value(WORDS)
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Opgeslagen.", exact=True)).to_be_visible()
    assert Day.objects.get(pk=day.pk).motto == WORDS


def test_what_was_saved_is_not_offered_again(page: Page, sign_in: SignIn, owner: User, day: Day) -> None:
    sign_in(page, owner)
    page.goto(reverse("day-details", args=[day.pk]))
    page.get_by_label("Motto").fill(WORDS)
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Opgeslagen.", exact=True)).to_be_visible()
    page.goto(reverse("day-details", args=[day.pk]))
    expect(page.get_by_label("Motto")).to_have_value(WORDS)
    expect(page.get_by_text("dat niet was opgeslagen")).to_be_hidden()


def test_what_was_saved_is_not_offered_for_the_next_one(page: Page, sign_in: SignIn, owner: User, day: Day) -> None:
    sign_in(page, owner)
    page.goto(reverse("room-add", args=[day.pk]))
    for name in ("Zaal 2", "Zaal 3"):
        page.get_by_label("Naam").fill(name)
        page.get_by_label("Aantal stoelen").fill("20")
        page.get_by_role("button", name="Opslaan en nog een toevoegen").click()
        expect(page.get_by_text(f"Opgeslagen: {name}.")).to_be_visible()
        expect(page.get_by_label("Naam")).to_have_value("")
        expect(page.get_by_text("dat niet was opgeslagen")).to_be_hidden()
    assert [room.name for room in day.rooms.all()] == ["Zaal 1", "Zaal 2", "Zaal 3"]


def test_what_is_not_wanted_is_forgotten(page: Page, sign_in: SignIn, owner: User, day: Day) -> None:
    sign_in(page, owner)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(reverse("day-details", args=[day.pk]))
    page.get_by_label("Motto").fill(WORDS)
    page.goto(reverse("day-details", args=[day.pk]))
    page.get_by_role("button", name="Vergeet het").click()
    page.reload()
    expect(page.get_by_text("dat niet was opgeslagen")).to_be_hidden()


def test_nothing_is_offered_where_nothing_was_typed(page: Page, sign_in: SignIn, owner: User, day: Day) -> None:
    sign_in(page, owner)
    for name in ("day", "day-details", "workshops"):
        page.goto(reverse(name, args=[day.pk]))
        expect(page.get_by_text("dat niet was opgeslagen")).to_be_hidden()


def test_text_comes_back_by_keyboard_only(page: Page, sign_in: SignIn, owner: User, day: Day) -> None:
    sign_in(page, owner)
    page.goto(reverse("day-details", args=[day.pk]))
    typed(page, page.get_by_label("Motto"), WORDS)
    Session.objects.all().delete()
    pressed(page, page.get_by_role("button", name="Opslaan"))
    expect(page).to_have_url(re.compile("/sign-in/"))
    sign_in(page, owner)
    page.goto(reverse("day-details", args=[day.pk]))
    pressed(page, page.get_by_role("button", name="Zet het terug"), "Space")
    expect(page.get_by_label("Motto")).to_have_value(WORDS)
    pressed(page, page.get_by_role("button", name="Opslaan"))
    expect(page.get_by_text("Opgeslagen.", exact=True)).to_be_visible()
    assert Day.objects.get(pk=day.pk).motto == WORDS
