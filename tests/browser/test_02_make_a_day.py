# SPDX-License-Identifier: EUPL-1.2
"""An organiser makes a day from nothing: place, rooms, a speaker with a photo, a workshop; by mouse and keyboard."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from regiodag.accounts.models import User
from regiodag.days.models import Day, Room, Round, Speaker, Workshop
from regiodag_browser import Axe, SignIn, pressed, reached, typed

pytestmark = pytest.mark.django_db(transaction=True)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "#0c5460").save(out, "JPEG")
    return out.getvalue()


def saved(page: Page, what: str) -> None:
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=what)).to_be_visible()


def test_day_is_made_from_nothing(page: Page, sign_in: SignIn, stranger: User, axe: Axe) -> None:
    sign_in(page, stranger)
    page.goto("/")
    page.get_by_role("link", name="Nieuwe dag").click()
    page.get_by_label("Titel van de dag").fill("Regiodag Waterrijk")
    page.get_by_label("Datum").fill("2031-09-11")
    page.get_by_role("button", name="Dag maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regiodag Waterrijk")
    assert axe(page) == []
    page.get_by_role("link", name="Plaats en mensen").first.click()
    page.get_by_label("Naam van de locatie").fill("De Voorbeeldhal")
    page.get_by_label("Plaats", exact=False).last.fill("Waterrijk")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("11 september 2031 · De Voorbeeldhal")).to_be_visible()


def test_rooms_speakers_and_workshops_are_added(page: Page, sign_in: SignIn, day: Day, owner: User, axe: Axe) -> None:
    Round.objects.create(day=day, number=2)
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/")
    side = page.get_by_role("navigation", name="Onderdelen van de dag")
    side.get_by_role("link", name="Zalen").click()
    page.get_by_role("link", name="Zaal toevoegen").click()
    page.get_by_label("Naam").fill("Zaal 2")
    page.get_by_label("Aantal stoelen").fill("0")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe(page) == []
    page.get_by_label("Aantal stoelen").fill("24")
    page.get_by_label("tafels").check()
    saved(page, "Opgeslagen: Zaal 2.")

    side.get_by_role("link", name="Sprekers").click()
    page.get_by_role("link", name="Iemand toevoegen").click()
    page.get_by_label("Voornaam").fill("Mila")
    page.get_by_label("Achternaam", exact=False).last.fill("Wit")
    page.get_by_label("Foto", exact=False).first.set_input_files(
        {"name": "mila.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    saved(page, "Opgeslagen: Mila Wit.")
    expect(page.get_by_text("foto zonder toestemming")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Veranderen Mila Wit").click()
    expect(page.get_by_role("img", name="Mila Wit")).to_be_visible()
    assert axe(page) == []

    side.get_by_role("link", name="Workshops").click()
    page.get_by_role("link", name="Workshop toevoegen").click()
    page.get_by_label("Titel").fill("Film maken")
    page.get_by_label("Mila Wit").check()
    page.get_by_label("Hoogstens zoveel mensen").fill("12")
    saved(page, "Opgeslagen: Film maken.")
    workshop = Workshop.objects.get(title="Film maken")
    assert [str(each) for each in workshop.leaders.all()] == ["Mila Wit"]
    assert [each.number for each in workshop.rounds] == [1, 2]

    page.get_by_role("link", name="Weghalen Film maken").click()
    page.get_by_role("button", name="Weghalen").click()
    expect(page.get_by_text("Film maken is weggehaald.")).to_be_visible()
    assert Speaker.objects.get(given_name="Mila").photo.name != ""


def test_day_is_made_by_keyboard_only(page: Page, sign_in: SignIn, stranger: User) -> None:
    sign_in(page, stranger)
    page.goto("/")
    keys = page.keyboard
    keys.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_role("link", name="Nieuwe dag")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuwe dag")
    reached(page, page.get_by_label("Titel van de dag"))
    keys.type("Regiodag Waterrijk")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Regiodag Waterrijk")
    reached(page, page.get_by_role("link", name="Nieuwe dag van deze dag"), through_menu=True)
    reached(page, page.get_by_role("link", name="Zalen").first, back=True)
    keys.press("Enter")
    reached(page, page.get_by_role("link", name="Zaal toevoegen"))
    keys.press("Enter")
    reached(page, page.get_by_label("Naam"))
    keys.type("Aula")
    reached(page, page.get_by_label("Aantal stoelen"))
    keys.type("80")
    reached(page, page.get_by_label("tafels"))
    keys.press("Space")
    reached(page, page.get_by_role("button", name="Opslaan", exact=True))
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Opgeslagen: Aula.")).to_be_visible()
    assert list(Room.objects.values_list("name", "capacity", "features")) == [("Aula", 80, ["tables"])]


def test_speaker_with_photo_and_workshop_are_added_by_keyboard_only(
    page: Page, sign_in: SignIn, day: Day, owner: User
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/")
    side = page.get_by_role("navigation", name="Onderdelen van de dag")
    pressed(page, side.get_by_role("link", name="Sprekers"))
    pressed(page, page.get_by_role("link", name="Iemand toevoegen"))
    typed(page, page.get_by_label("Voornaam"), "Mila")
    typed(page, page.get_by_label("Achternaam", exact=False).last, "Wit")
    with page.expect_file_chooser() as chooser:
        pressed(page, page.get_by_label("Foto", exact=False).first)
    chooser.value.set_files({"name": "mila.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    pressed(page, page.get_by_label("Vindt het goed dat de foto", exact=False), "Space")
    pressed(page, page.get_by_role("button", name="Opslaan", exact=True))
    expect(page.get_by_role("status").filter(has_text="Opgeslagen: Mila Wit.")).to_be_visible()
    pressed(page, side.get_by_role("link", name="Workshops"))
    pressed(page, page.get_by_role("link", name="Workshop toevoegen"))
    typed(page, page.get_by_label("Titel"), "Film maken")
    pressed(page, page.get_by_label("Mila Wit"), "Space")
    typed(page, page.get_by_label("Hoogstens zoveel mensen"), "12")
    pressed(page, page.get_by_role("button", name="Opslaan", exact=True))
    expect(page.get_by_role("status").filter(has_text="Opgeslagen: Film maken.")).to_be_visible()
    pressed(page, page.get_by_role("link", name="Weghalen Dialoog"))
    pressed(page, page.get_by_role("button", name="Weghalen"))
    expect(page.get_by_text("Dialoog is weggehaald.")).to_be_visible()
    mila = Speaker.objects.get(given_name="Mila")
    assert (mila.photo.name != "", mila.photo_consent) == (True, True)
    assert list(Workshop.objects.values_list("title", "maximum", "leaders")) == [("Film maken", 12, mila.pk)]


def test_menu_of_the_day_is_opened_and_closed_on_a_phone(
    phone: Page, sign_in: SignIn, day: Day, owner: User, axe: Axe
) -> None:
    sign_in(phone, owner)
    phone.goto(f"/days/{day.pk}/rooms/")
    menu, side = phone.get_by_role("button", name="Menu"), phone.locator(".side")
    expect(menu).to_contain_text("Zalen")
    expect(side).to_be_hidden()
    expect(phone.get_by_role("heading", level=1)).to_be_in_viewport()
    menu.click()
    expect(side.get_by_role("list", name="De dag").get_by_role("link", name="Zalen")).to_have_attribute(
        "aria-current", "page"
    )
    assert axe(phone) == []
    phone.keyboard.press("Escape")
    expect(side).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    side.get_by_role("button", name="Menu sluiten").click()
    expect(side).to_be_hidden()
    menu.click()
    side.get_by_role("link", name="Deelnemers").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Deelnemers")


def test_menu_of_the_day_opens_without_scripts(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, day: Day, owner: User
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 375, "height": 700})
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/rooms/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Onderdelen van de dag").get_by_role("link", name="Workshops").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Workshops")
