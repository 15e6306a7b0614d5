# SPDX-License-Identifier: EUPL-1.2
"""An organiser places everybody, reads what came out, publishes and mails; a participant finds their programme."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from placed_people import placed, seated, who
from played_worker import worked
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import PlacementRun
from regiodag.registrations.links import token_of
from regiodag_browser import Axe, NewContext, SignIn, pressed, reached

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker_is_played")]

FIRST = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


def test_everybody_is_placed_it_is_read_and_published_and_a_participant_sees_their_programme(
    page: Page, phone: Page, sign_in: SignIn, placeable: Day, owner: User, axe: Axe, settings: LazySettings
) -> None:
    settings.DEMO = True
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/")
    page.get_by_role("navigation", name="Onderdelen van de dag").get_by_role("link", name="Indeling").click()
    expect(page.get_by_text("1 persoon komt en heeft nog geen voorkeuren.")).to_be_visible()
    assert axe(page) == []
    expect(page.get_by_role("radio", name="Niemand buiten de boot")).to_be_checked()
    page.get_by_text("Meer manieren").click()
    expect(page.get_by_role("radio", name="Wie er het slechtst afkomt, gaat voor")).to_be_visible()
    page.get_by_role("button", name="Deel iedereen in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iedereen wordt ingedeeld")
    expect(page.get_by_text("Wacht op zijn beurt.")).to_be_visible()
    assert axe(page) == []
    page.reload()
    expect(page.get_by_text("Wacht op zijn beurt.")).to_be_visible()
    worked()
    expect(page.get_by_text("3 van de 3 mensen die ergens om vroegen")).to_be_visible()
    expect(page.get_by_text("Dat is bewezen, en gecontroleerd")).to_be_visible()
    expect(page.locator("#chart canvas")).to_be_visible()
    page.get_by_role("link", name="Per workshop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie er bij elke workshop komt")
    page.get_by_text("Namen").first.click()
    assert axe(page) == []
    page.get_by_role("link", name="Per persoon").click()
    page.get_by_role("link", name="Ada Voorbeeld").click()
    expect(page.get_by_role("heading", name="1. Film")).to_contain_text("gekregen")
    page.get_by_role("link", name="In één oogopslag", exact=True).click()
    page.get_by_role("link", name="Publiceren …").click()
    expect(page.get_by_label("Naam van deze versie")).to_have_value("eerste indeling")
    page.get_by_role("button", name="Nu publiceren").click()
    expect(page.get_by_text("iedereen ziet het eigen programma")).to_be_visible()
    page.get_by_role("link", name="Versturen …").click()
    page.get_by_role("button", name="Nu versturen").click()
    expect(page.get_by_text("Het bericht gaat naar 4 mensen.")).to_be_visible()
    assert Mail.objects.filter(to="ada.voorbeeld@example.org", text__contains="Film").count() == 1
    phone.goto(f"/my/{token_of(who('Ada'))}/")
    programme = phone.get_by_role("region", name="Mijn programma")
    expect(programme.get_by_text("Film", exact=True)).to_be_visible()
    expect(programme.get_by_role("link", name="Zet mijn workshops in mijn agenda")).to_be_visible()
    assert axe(phone) == []


def test_calculation_is_stopped_from_the_page(page: Page, sign_in: SignIn, placeable: Day, owner: User) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/")
    page.get_by_role("button", name="Deel iedereen in").click()
    page.get_by_role("button", name="Stoppen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De berekening is gestopt")
    assert [each.state for each in PlacementRun.objects.all()] == ["stopped"]


def test_placing_and_publishing_with_the_keyboard_alone(
    page: Page, sign_in: SignIn, placeable: Day, owner: User
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/")
    reached(page, page.get_by_role("radio", name="Niemand buiten de boot"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Zo veel mogelijk eerste keuzes")).to_be_checked()
    pressed(page, page.get_by_role("button", name="Deel iedereen in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Iedereen wordt ingedeeld")
    worked()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zo veel mogelijk eerste keuzes")
    pressed(page, page.get_by_role("link", name="Publiceren …"))
    pressed(page, page.get_by_role("button", name="Nu publiceren"))
    expect(page.get_by_text("iedereen ziet het eigen programma")).to_be_visible()


def test_somebody_is_moved_and_put_back_with_the_keyboard_alone(
    page: Page, sign_in: SignIn, placeable: Day, owner: User, axe: Axe
) -> None:
    placement = placed(placeable, FIRST)
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/runs/{placement.run_id}/people/{who('Bo').pk}/")
    pressed(page, page.get_by_role("link", name="Verplaatsen … (ronde 1)"))
    expect(page.get_by_role("radio", name="Film")).to_be_disabled()
    reached(page, page.get_by_role("radio", name="Casus"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Dialoog")).to_be_checked()
    pressed(page, page.get_by_role("button", name="Verplaatsen"))
    expect(page.get_by_text("De deelnemer is verplaatst.")).to_be_visible()
    expect(page.get_by_text("met de hand")).to_be_visible()
    assert axe(page) == []
    pressed(page, page.get_by_role("button", name="Terug naar wat er berekend was"))
    expect(page.get_by_text("De deelnemer heeft weer wat er berekend was.")).to_be_visible()
    assert seated(placement) == FIRST


def test_without_script_the_page_is_loaded_again_by_a_link(
    new_context: NewContext, sign_in: SignIn, placeable: Day, owner: User
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/")
    page.get_by_role("button", name="Deel iedereen in").click()
    worked()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iedereen wordt ingedeeld")
    page.get_by_role("link", name="Kijk opnieuw").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Niemand buiten de boot")
    expect(page.get_by_role("row", name="keuze 1 3", exact=True)).to_be_visible()


def test_earlier_version_is_put_back(page: Page, sign_in: SignIn, placeable: Day, owner: User) -> None:
    publish(owner, placed(placeable, FIRST), "eerste indeling", 0)
    publish(owner, placed(placeable, {**FIRST, "Dee": "CD"}), "na de afmeldingen", 1)
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/")
    page.get_by_role("link", name="Alle versies").click()
    page.get_by_role("link", name="Hiernaar teruggaan …").click()
    expect(page.get_by_role("heading", name="Anders dan versie 2: na de afmeldingen voor 1 persoon")).to_be_visible()
    page.get_by_role("button", name="Nu publiceren").click()
    page.goto(f"/days/{placeable.pk}/placement/versions/")
    expect(page.get_by_role("row", name="3. terug naar versie 1")).to_contain_text("deze zien deelnemers")
