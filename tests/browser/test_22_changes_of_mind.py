# SPDX-License-Identifier: EUPL-1.2
"""Participants change their minds: the organiser lets them, they take a free chair, and two swap with one another.

And a leader gives their presentation, which participants get when the organiser lets them.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from changing_people import SEATS, seats
from material_files import pdf
from placed_people import session, who
from regiodag.accounts.models import User
from regiodag.days.models import Workshop
from regiodag.placements.actions.exchanges import agree_to_swap, offer_swap
from regiodag.placements.links import leader_page, leader_token_of
from regiodag.placements.models import ChangeRules, Material, Placement, SwapOffer
from regiodag.registrations.links import token_of
from regiodag_browser import Axe, SignIn, pressed

pytestmark = pytest.mark.django_db(transaction=True)


def test_organiser_lets_participants_change_and_one_takes_a_free_chair_on_a_telephone(
    page: Page, phone: Page, sign_in: SignIn, changing: Placement, owner: User, axe: Axe
) -> None:
    ChangeRules.objects.all().delete()
    sign_in(page, owner)
    page.goto(f"/days/{changing.day_id}/placement/")
    page.get_by_role("link", name="Veranderd door deelnemers").click()
    page.get_by_role("link", name="Verander dit").click()
    page.get_by_role("checkbox", name="Deelnemers mogen zelf andere workshops kiezen").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Deelnemers mogen hun eigen workshops veranderen tot de dag gehouden is.")).to_be_visible()

    phone.goto(f"/my/{token_of(who('Ada'))}/")
    phone.get_by_role("link", name="Kies een andere … (13:00)").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Een andere workshop in ronde 2")
    phone.get_by_role("link", name="Kies deze … Dialoog").click()
    expect(phone.get_by_role("button", name="Ja, neem deze stoel")).to_be_visible()
    assert axe(phone) == []
    phone.get_by_role("button", name="Ja, neem deze stoel").click()
    expect(phone.get_by_text("U zit nu in “Dialoog”.")).to_be_visible()
    assert (axe(phone), seats(changing.day)) == ([], {**SEATS, "Ada": "FD"})

    page.reload()
    expect(page.get_by_role("row", name="Ada Voorbeeld")).to_contain_text("nam een vrije stoel")


def test_two_swap_with_the_keyboard_alone(page: Page, changing: Placement, axe: Axe) -> None:
    Workshop.objects.filter(title="Dialoog").update(maximum=1)
    offer_swap(who("Dee"), session(changing.day, "F", 1), str(session(changing.day, "D", 1).pk))
    page.goto(f"/my/{token_of(who('Ada'))}/")
    pressed(page, page.get_by_role("link", name="Kies een andere … (11:00)"))
    pressed(page, page.get_by_role("link", name="Vraag om te ruilen … Dialoog"))
    somebody = page.get_by_role("button", name="Ja, zoek iemand om mee te ruilen")
    expect(somebody).to_be_visible()
    assert axe(page) == []
    pressed(page, somebody)
    expect(page.get_by_role("heading", name="U kunt naar “Dialoog” in ronde 1")).to_be_visible()
    assert axe(page) == []
    pressed(page, page.get_by_role("button", name="Ja, ruil"))
    expect(page.get_by_text("U ging akkoord. We wachten op de anderen.")).to_be_visible()
    theirs = SwapOffer.objects.get(participant=who("Dee"))
    assert agree_to_swap(who("Dee"), theirs.pk, str(theirs.exchange_id))
    page.reload()
    expect(page.get_by_role("region", name="Mijn programma").get_by_text("Dialoog", exact=True)).to_be_visible()
    assert seats(changing.day) == {**SEATS, "Ada": "DC", "Dee": "FC"}


def test_leader_gives_a_file_on_a_telephone_and_participants_get_it(
    page: Page, phone: Page, sign_in: SignIn, changing: Placement, owner: User, axe: Axe
) -> None:
    leader = Workshop.objects.get(title="Dialoog").leaders.get()
    phone.goto(f"/lead/{leader_token_of(leader_page(leader))}/")
    expect(phone.get_by_text("Er komt 1 persoon").first).to_be_visible()
    phone.get_by_label("Bestand").set_input_files(
        {"name": "praatje.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}
    )
    phone.get_by_role("button", name="Geef dit bestand").click()
    expect(phone.get_by_role("alert")).to_contain_text("niet van de soort die de naam zegt")
    phone.get_by_label("Bestand").set_input_files(
        {"name": "praatje.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    phone.get_by_role("button", name="Geef dit bestand").click()
    expect(phone.get_by_role("link", name="praatje.pdf")).to_be_visible()
    assert axe(phone) == []
    sign_in(page, owner)
    page.goto(f"/days/{changing.day_id}/leaders/")
    assert axe(page) == []
    page.get_by_role("button", name="Geef het aan deelnemers").click()
    expect(page.get_by_text("Deelnemers vinden het op hun eigen pagina.")).to_be_visible()
    assert Material.objects.get().shown
