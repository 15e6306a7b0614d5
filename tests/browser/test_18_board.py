# SPDX-License-Identifier: EUPL-1.2
"""An organiser moves people on the board, by drag, keyboard and menu; sees first what it does, undoes it, locks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from placed_people import placed, seated, session, who
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.placements.actions.moves import lock
from regiodag.placements.models import Placement
from regiodag_browser import Axe, NewContext, SignIn, pressed, reached

pytestmark = pytest.mark.django_db(transaction=True)

SEATS = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def opened(page: Page, placement: Placement) -> Page:
    page.goto(f"/days/{placement.day_id}/placement/runs/{placement.run_id}/board/")
    return page


def column(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=f"{name} Voorbeeld", exact=True))


def test_card_is_dragged_shows_what_it_does_is_undone_and_found_with_the_filter(
    page: Page, sign_in: SignIn, placement: Placement, owner: User, axe: Axe
) -> None:
    sign_in(page, owner)
    opened(page, placement)
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_disabled()
    card(page, "Bo").hover()
    page.mouse.down()
    column(page, "Dialoog").hover()
    expect(column(page, "Dialoog").get_by_text("niet om gevraagd")).to_be_visible()
    expect(column(page, "Film").get_by_text("in een andere ronde")).to_be_visible()
    column(page, "Dialoog").locator("ul").hover()
    page.mouse.up()
    expect(column(page, "Dialoog").get_by_text("2 mensen op 20 stoelen")).to_be_visible()
    expect(card(page, "Bo").get_by_text("met de hand")).to_be_visible()
    expect(page.get_by_role("row", name="Bo Voorbeeld")).to_contain_text("Casus")
    assert seated(placement) == {**SEATS, "Bo": "DF"}
    assert axe(page) == []
    page.get_by_label("Wie").select_option("met de hand verplaatst")
    expect(page.get_by_text("Kaartjes te zien: 1")).to_be_visible()
    expect(card(page, "Ada")).to_be_hidden()
    page.get_by_label("Wie").select_option("iedereen")
    page.get_by_label("Naam").fill("ad")
    expect(card(page, "Bo")).to_be_hidden()
    page.get_by_label("Naam").fill("")
    card(page, "Bo").get_by_role(
        "link", name="Bo Voorbeeld", exact=True
    ).focus()  # in a field Ctrl+Z is of what is typed
    page.keyboard.press("Control+z")
    expect(column(page, "Casus").get_by_text("1 persoon op 3 stoelen")).to_be_visible()
    expect(column(page, "Casus").get_by_role("link", name="Bo Voorbeeld", exact=True)).to_be_visible()
    assert seated(placement) == SEATS
    page.keyboard.press("Control+Shift+z")
    expect(column(page, "Dialoog").get_by_role("link", name="Bo Voorbeeld", exact=True)).to_be_visible()


def test_card_is_moved_and_locked_with_the_keyboard_alone(
    page: Page, sign_in: SignIn, placement: Placement, owner: User, axe: Axe
) -> None:
    sign_in(page, owner)
    opened(page, placement)
    dee = card(page, "Dee").get_by_role("link", name="Dee Voorbeeld", exact=True)
    reached(page, dee)
    page.keyboard.press("Enter")
    told = page.locator("#bd-carried")
    expect(told).to_contain_text("Opgepakt: Dee Voorbeeld.")
    expect(column(page, "Film").get_by_text("Het is vol")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("Film: Het is vol: er zouden 3 mensen op 2 stoelen zijn.")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    page.keyboard.press("Enter")
    expect(column(page, "Film").get_by_text("Het is vol")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(column(page, "Film").get_by_text("te veel mensen")).to_be_visible()
    expect(dee).to_be_focused()
    assert seated(placement) == {**SEATS, "Dee": "FC"}
    pressed(page, card(page, "Dee").get_by_role("link", name="Dee Voorbeeld verplaatsen"))
    dialog = page.get_by_role("dialog", name="Dee Voorbeeld")
    expect(dialog.get_by_role("radio", name="Film")).to_be_checked()
    assert axe(page) == []
    pressed(page, dialog.get_by_role("button", name="Vastzetten in deze workshops"))
    expect(card(page, "Dee").get_by_text("vastgezet")).to_be_visible()
    assert placement.seats.filter(locked=True).count() == 2


def test_on_a_telephone_somebody_is_moved_with_the_menu_and_told_of_what_a_colleague_did(
    phone: Page, sign_in: SignIn, placement: Placement, owner: User, axe: Axe
) -> None:
    sign_in(phone, owner)
    opened(phone, placement)
    card(phone, "Bo").tap()
    dialog = phone.get_by_role("dialog", name="Bo Voorbeeld")
    dialog.get_by_role("radio", name="Dialoog").check()
    assert axe(phone) == []
    dialog.get_by_role("button", name="Verplaatsen").tap()
    expect(column(phone, "Dialoog").get_by_text("2 mensen op 20 stoelen")).to_be_visible()
    lock(owner, placement, who("Ada"), 2)
    card(phone, "Cas").tap()
    dialog = phone.get_by_role("dialog", name="Cas Voorbeeld")
    dialog.get_by_role("radio", name="Casus").check()
    dialog.get_by_role("button", name="Verplaatsen").tap()
    expect(phone.get_by_role("alert")).to_contain_text("iemand anders verplaatste ondertussen mensen")
    phone.get_by_role("link", name="Laat het bord zien zoals het nu is").tap()
    expect(card(phone, "Ada").get_by_text("vastgezet")).to_be_visible()
    assert seated(placement) == {**SEATS, "Bo": "DF"}


def test_without_script_a_card_leads_to_the_page_to_move_somebody(
    new_context: NewContext, sign_in: SignIn, placement: Placement, owner: User
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, owner)
    opened(page, placement)
    page.get_by_label("Wie").select_option("niet vastgezet")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_text("Kaartjes te zien: 4")).to_be_visible()
    page.get_by_role("link", name="Bo Voorbeeld verplaatsen").click()
    page.get_by_role("radio", name="Dialoog").check()
    page.get_by_role("button", name="Verplaatsen").click()
    expect(page.get_by_text("De deelnemer is verplaatst.")).to_be_visible()
    assert session(placement.day, "D", 1).seats.count() == 2
