# SPDX-License-Identifier: EUPL-1.2
"""An organiser looks after participants: finds, adds, changes and cancels them, tidies up organisations, makes a group,
takes the list out, and sees which workshops are wanted. By mouse, by keyboard, and without script.

Axe looks at every page as it is at first in test_08; here at pages with errors and with something found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect
from python_calamine import CalamineWorkbook

from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.demo.day import make_demo
from regiodag.messages.models import Mail
from regiodag.registrations.models import Organisation, Participant
from regiodag_browser import Axe, SignIn, pressed, reached, typed
from regiodag_people import with_second_factor

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "nieuw@example.org"


@pytest.fixture
def demo() -> tuple[User, Day]:
    """The demonstration's organiser and day, with its sixty participants."""
    owner, day = make_demo(timezone.localdate())
    return with_second_factor(owner), day


@pytest.fixture
def organiser(demo: tuple[User, Day], page: Page, sign_in: SignIn) -> Page:
    """A page of the organiser, on the list of participants."""
    owner, day = demo
    sign_in(page, owner, just_now=True)
    page.set_default_timeout(10_000)
    page.goto(f"/days/{day.pk}/participants/")
    return page


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Onderdelen van de dag").get_by_role("link", name=name, exact=True)


def told(page: Page, what: str) -> None:
    expect(page.get_by_role("status").filter(has_text=what).first).to_be_visible()


def titled(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("link", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader").filter(has_text=name))


def found(page: Page, number: int) -> None:
    words = "deelnemer" if number == 1 else "deelnemers"
    expect(page.locator("#people")).to_contain_text(re.compile(rf"\b{number} {words} gevonden"))


def test_list_follows_what_is_typed_and_chosen(organiser: Page, axe: Axe, complaints: list[str]) -> None:
    page = organiser
    found(page, 60)
    page.get_by_role("searchbox", name="Zoeken").press_sequentially("heideveld")
    found(page, 5)
    assert page.url.endswith("/participants/?search=1")
    expect(page.locator("#announce")).to_have_text("5 deelnemers gevonden")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Voorkeuren").select_option(label="met voorkeuren")
    expect(page).to_have_url(re.compile(r"\?wishes=some&search=1$"))
    assert axe(page) == []
    page.reload()
    expect(page.get_by_role("searchbox", name="Zoeken")).to_have_value("heideveld")
    link(page, "Iedereen tonen").click()
    found(page, 60)
    link(page, "9 zonder voorkeuren").click()
    found(page, 9)
    link(page, "Organisatie").click()
    expect(page.get_by_role("columnheader", name="Organisatie")).to_have_attribute("aria-sort", "ascending")
    found(page, 9)
    link(page, "Iedereen tonen").click()
    link(page, "Volgende pagina").click()
    expect(page.locator("#people tbody tr")).to_have_count(10)
    assert complaints == []


def test_somebody_is_added_changed_given_a_place_and_cancelled(organiser: Page, axe: Axe) -> None:
    page = organiser
    link(page, "Iemand toevoegen").click()
    expect(page.get_by_text("De dag is vol: wie u nu toevoegt, komt op de wachtlijst.")).to_be_visible()
    page.get_by_label("Voornaam").fill("Ada")
    page.get_by_label("E-mailadres").fill("niet goed")
    button(page, "Aanmelden").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Voornaam")).to_have_value("Ada")
    assert axe(page) == []
    page.get_by_label("Achternaam").fill("Voorbeeld")
    page.get_by_label("E-mailadres").fill(NEW)
    page.get_by_label("Keuze 1").select_option(label="Aandacht voor plegers")
    button(page, "Aanmelden").click()
    told(page, "De dag is vol: Ada Voorbeeld staat op de wachtlijst")
    titled(page, "Ada Voorbeeld")
    expect(page.get_by_role("main")).to_contain_text("nummer 4 van wie wacht")
    assert axe(page) == []

    link(page, "Een plaats geven").click()
    titled(page, "Ada Voorbeeld een plaats geven?")
    expect(page.get_by_role("main")).to_contain_text("één persoon meer dan er plaatsen zijn")
    button(page, "Een plaats geven").click()
    told(page, "Ada Voorbeeld heeft een plaats")
    page.get_by_role("link", name="Veranderen Ada Voorbeeld").click()
    page.get_by_label("Functie").fill("arts")
    button(page, "Opslaan").click()
    told(page, "Opgeslagen: Ada Voorbeeld.")
    link(page, "Persoonlijke link sturen").click()
    button(page, "Link sturen").click()
    told(page, "De persoonlijke link is onderweg naar Ada Voorbeeld.")
    link(page, "Afmelden").click()
    button(page, "Afmelden").click()
    told(page, "Ada Voorbeeld is afgemeld")
    expect(page.locator(".story li > div")).to_have_text([
        "Robin Voorbeeld annuleerde een aanmelding",
        "Robin Voorbeeld stuurde een deelnemer de persoonlijke link opnieuw",
        "Robin Voorbeeld wijzigde een aanmelding", "Robin Voorbeeld gaf een deelnemer een plaats",
        "Robin Voorbeeld voegde een deelnemer toe",
    ])  # fmt: skip
    kinds = Mail.objects.filter(to=NEW).order_by("made", "pk").values_list("kind", flat=True)
    assert list(kinds) == ["waiting", "registered", "link", "cancelled"]


def test_names_typed_in_several_ways_become_one_organisation(organiser: Page, axe: Axe, complaints: list[str]) -> None:
    page = organiser
    part(page, "Organisaties").click()
    button(page, "Van elk van deze 6 namen een organisatie maken").click()
    told(page, "Er zijn 6 organisaties gemaakt.")
    brug = page.get_by_role("group", name=re.compile("Namen zoals Gemeente Waterrijk"))
    expect(brug.get_by_role("rowheader")).to_have_text(
        ["Gemeente Waterrijk (fictief)", "waterrijk (fictief)", "Gem. Waterrijk (fictief)"]
    )
    assert axe(page) == []
    button(page, "Samenvoegen Gemeente Waterrijk (fictief)").click()
    told(page, "Samengevoegd tot Gemeente Waterrijk (fictief).")
    button(page, "Nee, dit zijn andere Jong & Veilig (fictief)").click()
    told(page, "Onthouden: dit zijn verschillende organisaties.")
    expect(page.get_by_role("group", name=re.compile("Jong"))).to_have_count(0)
    page.get_by_role("link", name="Veranderen Gemeente Waterrijk (fictief)").click()
    titled(page, "Gemeente Waterrijk (fictief)")
    assert axe(page) == []
    button(page, "Afsplitsen waterrijk (fictief)").click()
    told(page, "waterrijk (fictief) is nu een eigen organisatie.")
    assert Organisation.objects.get(name="Gemeente Waterrijk (fictief)").also == ["Gem. Waterrijk (fictief)"]
    assert Organisation.objects.get(name="waterrijk (fictief)").participants.count() == 3
    part(page, "Organisaties").click()
    link(page, "Domein toevoegen").click()
    page.get_by_label("Naam").fill("onderwijs")
    button(page, "Opslaan").click()
    page.get_by_role("link", name="Verwijderen onderwijs").click()
    button(page, "Verwijderen").click()
    told(page, "onderwijs is verwijderd.")
    assert complaints == []


def test_group_is_made_of_people_who_are_looked_for(organiser: Page, axe: Axe) -> None:
    page = organiser
    part(page, "Groepen").click()
    link(page, "Groep maken").click()
    page.get_by_label("Naam").fill("Samen op pad")
    button(page, "Opslaan").click()
    page.get_by_role("searchbox", name="Naam, e-mailadres of organisatie").fill("heideveld")
    button(page, "Zoeken").click()
    assert page.url.endswith("/")
    assert axe(page) == []
    name = page.get_by_role("list", name="Gevonden deelnemers").get_by_role("listitem").first.inner_text().split()[0]
    page.get_by_role("list", name="Gevonden deelnemers").get_by_role("button").first.click()
    told(page, f"{name} van der Heideveld zit in de groep.")
    assert Participant.objects.get(group__name="Samen op pad").given_name == name
    link(page, "Groep verwijderen").click()
    button(page, "Verwijderen").click()
    told(page, "Samen op pad is verwijderd.")


def test_list_is_taken_out_with_a_reason(organiser: Page, axe: Axe, tmp_path: Path) -> None:
    page = organiser
    link(page, "3 wachten").click()
    link(page, "Deze lijst naar Excel").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    button(page, "Bestand downloaden").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe(page) == []
    page.get_by_label("Waarvoor hebt u deze lijst nodig?").fill("mensen bellen die wachten")
    with page.expect_download() as download:
        button(page, "Bestand downloaden").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert (file.name, rows[0], len(rows)) == ("deelnemers.xlsx", ["Naam", "Organisatie"], 4)
    part(page, "Wie deed wat").click()
    expect(page.locator(".story li > div").first).to_have_text(
        "Robin Voorbeeld haalde de lijst van deelnemers eruit (Naam, Organisatie), omdat: mensen bellen die wachten"
    )


def test_wishes_are_drawn_and_stand_in_a_table(organiser: Page, complaints: list[str]) -> None:
    page = organiser
    part(page, "Voorkeuren in één oogopslag").click()
    chart = page.locator("#chart")
    expect(chart).to_have_attribute("aria-label", re.compile("Voor elke workshop hoeveel mensen"))
    expect(chart.locator("canvas")).to_be_visible()
    drawn = "canvas => new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size"
    assert chart.locator("canvas").evaluate(drawn) > 20
    expect(page.locator("#legend li")).to_have_text(["Keuze 1", "Keuze 2", "Keuze 3", "Keuze 4", "Stoelen"])
    expect(row(page, "In gesprek met iemand die het meemaakte").get_by_role("cell").last).to_have_text("40")
    link(page, "9 deelnemers hebben nog geen voorkeuren").click()
    found(page, 9)
    assert complaints == []


def test_participants_are_looked_after_by_keyboard_only(organiser: Page) -> None:
    page = organiser
    typed(page, page.get_by_role("searchbox", name="Zoeken"), "heideveld")
    found(page, 5)
    pressed(page, page.get_by_text("Filters", exact=True))
    reached(page, page.get_by_label("Voorkeuren"))
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile(r"\?wishes=none&search=1$"))
    pressed(page, link(page, "Iedereen tonen"))
    pressed(page, link(page, "Iemand toevoegen"))
    typed(page, page.get_by_label("Voornaam"), "Ada")
    typed(page, page.get_by_label("Achternaam"), "Voorbeeld")
    typed(page, page.get_by_label("E-mailadres"), NEW)
    page.keyboard.press("Enter")
    told(page, "De dag is vol: Ada Voorbeeld staat op de wachtlijst")
    pressed(page, link(page, "Afmelden"))
    pressed(page, button(page, "Afmelden"), "Space")
    told(page, "Ada Voorbeeld is afgemeld")
    pressed(page, part(page, "Organisaties"))
    pressed(page, button(page, "Samenvoegen Zorgpunt-Oost (fictief)"))
    told(page, "Samengevoegd tot Zorgpunt-Oost (fictief).")
    pressed(page, part(page, "Groepen"))
    pressed(page, page.get_by_role("link", name="Wie erin zit Team Waterrijk"))
    typed(page, page.get_by_role("searchbox"), "heideveld")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Gevonden deelnemers")).to_be_visible()
    pressed(page, page.get_by_role("list", name="Gevonden deelnemers").get_by_role("button").first)
    told(page, "zit in de groep.")
    assert Participant.objects.filter(group__name="Team Waterrijk").count() == 4


def test_list_and_wishes_work_without_script(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, demo: tuple[User, Day]
) -> None:
    owner, day = demo
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/participants/")
    page.get_by_role("searchbox", name="Zoeken").fill("heideveld")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Voorkeuren").select_option(label="met voorkeuren")
    button(page, "Zoeken").click()
    assert page.url.endswith("/participants/?wishes=some&search=1")
    expect(page.locator("#people")).to_contain_text("met “heideveld”")
    part(page, "Voorkeuren in één oogopslag").click()
    expect(page.locator("#chart")).to_be_hidden()
    expect(row(page, "Film en nagesprek: onder de radar").get_by_role("cell").last).to_have_text("120")
