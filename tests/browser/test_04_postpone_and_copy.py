# SPDX-License-Identifier: EUPL-1.2
"""An organiser opens the day, postpones it, and makes next year's from it in another town."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from regiodag.accounts.models import User
from regiodag.days.models import Day, Room, Workshop
from regiodag_browser import Axe, SignIn, pressed, reached, typed

pytestmark = pytest.mark.django_db(transaction=True)

TENTH_OF_TENTH = "10102031"
"""A date typed in a calendar field: right whether the browser puts the day or the month first."""


def test_day_is_postponed_and_the_history_is_told(page: Page, sign_in: SignIn, day: Day, owner: User, axe: Axe) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/state/")
    page.get_by_role("button", name="Aanmelding openen").click()
    expect(page.get_by_role("status").first).to_contain_text("open")
    page.get_by_role("navigation", name="Onderdelen van de dag").get_by_role("link", name="Datum").click()
    page.get_by_label("opnieuw vragen").check()
    page.get_by_label("Reden").fill("Griepgolf.")
    page.get_by_role("button", name="Datum veranderen").click()
    expect(page.get_by_text("datum volgt").first).to_be_visible()
    page.goto(f"/days/{day.pk}/date/")
    assert axe(page) == []
    page.get_by_label("Nieuwe datum").fill("2031-09-11")
    page.get_by_role("button", name="Datum veranderen").click()
    page.goto(f"/d/{day.pk}/")
    expect(page.get_by_text("Was gepland voor 12 september 2030. Griepgolf.")).to_be_visible()
    expect(page.get_by_text("donderdag 11 september 2031")).to_be_visible()
    assert axe(page) == []


def test_two_organisers_who_postpone_at_once_are_told(
    page: Page, sign_in: SignIn, day: Day, owner: User, axe: Axe
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/date/")
    Day.objects.update(version=2, date="2030-10-10")
    page.get_by_label("Nieuwe datum").fill("2031-09-11")
    page.get_by_label("Reden").fill("Griepgolf.")
    page.get_by_role("button", name="Datum veranderen").click()
    expect(page.get_by_role("alert")).to_contain_text("Iemand anders heeft dit veranderd")
    expect(page.get_by_label("Reden")).to_have_value("Griepgolf.")
    assert axe(page) == []


def test_next_year_is_made_from_this_one(page: Page, sign_in: SignIn, day: Day, owner: User) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/")
    page.get_by_role("link", name="Nieuwe dag van deze dag").click()
    page.get_by_label("Titel van de nieuwe dag").fill("Netwerkdag 2031")
    page.get_by_label("Datum").fill("2031-09-11")
    page.get_by_label("Locatie, route en toegankelijkheid").uncheck()
    page.get_by_role("button", name="Nieuwe dag maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Netwerkdag 2031")
    page.get_by_role("link", name="Plaats en mensen").first.click()
    page.get_by_label("Plaats", exact=False).last.fill("Bergdorp")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("donderdag 11 september 2031")).to_be_visible()
    new = Day.objects.get(title="Netwerkdag 2031")
    assert (new.town, Day.objects.get(pk=day.pk).town, new.copied_from, new.state) == (
        "Bergdorp",
        "Waterrijk",
        day,
        "draft",
    )
    assert (Room.objects.filter(day=new).count(), Workshop.objects.filter(day=new).count()) == (1, 1)


def test_day_is_postponed_by_keyboard_only(page: Page, sign_in: SignIn, day: Day, owner: User) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/")
    side = page.get_by_role("navigation", name="Onderdelen van de dag")
    pressed(page, side.get_by_role("link", name="Toestand van de dag"))
    pressed(page, page.get_by_role("button", name="Aanmelding openen"))
    expect(page.get_by_role("status").first).to_contain_text("open")
    pressed(page, side.get_by_role("link", name="Datum"))
    expect(page.get_by_role("heading", level=1)).to_have_text("De dag uitstellen")
    reached(page, page.get_by_role("radio", checked=True))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("opnieuw vragen")).to_be_checked()
    typed(page, page.get_by_label("Reden"), "Griepgolf.")
    pressed(page, page.get_by_role("button", name="Datum veranderen"), "Space")
    expect(page.get_by_text("datum volgt").first).to_be_visible()
    pressed(page, side.get_by_role("link", name="Datum"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kies de datum")
    typed(page, page.get_by_label("Nieuwe datum"), TENTH_OF_TENTH)
    page.keyboard.press("Enter")
    expect(page.get_by_text("vrijdag 10 oktober 2031").first).to_be_visible()
    told = Day.objects.get(pk=day.pk).planned.values_list("date", "registrations", "reason")
    assert [(str(date), *rest) for date, *rest in told] == [("2030-09-12", "ask", "Griepgolf."), ("None", "ask", "")]


def test_day_is_called_off_and_takes_place_after_all(
    page: Page, sign_in: SignIn, peopled: Day, owner: User, axe: Axe
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{peopled.pk}/state/")
    pressed(page, page.get_by_role("link", name="De dag afgelasten"))
    expect(page.get_by_role("heading", level=1)).to_have_text("“Netwerkdag 2030” afgelasten?")
    typed(page, page.get_by_label("Onderwerp"), "Helaas")
    pressed(page, page.get_by_role("button", name="De dag afgelasten"))
    expect(page.get_by_role("status").first).to_contain_text("niemand heeft het nog")
    expect(page.get_by_text("Helaas").first).to_be_visible()
    page.goto(f"/d/{peopled.pk}/")
    expect(page.get_by_text("Deze dag gaat niet door.")).to_be_visible()
    assert axe(page) == []
    page.goto(f"/days/{peopled.pk}/state/")
    assert axe(page) == []
    pressed(page, page.get_by_role("button", name="De dag gaat toch door", exact=True))
    expect(page.get_by_role("status").first).to_contain_text("gesloten")


def test_next_year_is_made_by_keyboard_only(page: Page, sign_in: SignIn, day: Day, owner: User) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/")
    pressed(page, page.get_by_role("link", name="Nieuwe dag van deze dag"))
    typed(page, page.get_by_label("Titel van de nieuwe dag"), "Netwerkdag 2031")
    typed(page, page.get_by_label("Datum"), TENTH_OF_TENTH)
    pressed(page, page.get_by_label("Locatie, route en toegankelijkheid"), "Space")
    pressed(page, page.get_by_role("button", name="Nieuwe dag maken"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Netwerkdag 2031")
    pressed(page, page.get_by_role("link", name="Plaats en mensen").first)
    typed(page, page.get_by_label("Plaats", exact=False).last, "Bergdorp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("vrijdag 10 oktober 2031, Bergdorp")).to_be_visible()
    new = Day.objects.get(title="Netwerkdag 2031")
    assert (new.town, new.copied_from, new.rooms.count(), new.workshops.count()) == ("Bergdorp", day, 1, 1)
