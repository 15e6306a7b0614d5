# SPDX-License-Identifier: EUPL-1.2
"""An organiser reminds those without wishes: writes, looks, tries it out, sends, and reads it in the mailbox."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from mailing_people import draft, mailed
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.mailings.actions.write import approve
from regiodag.mailings.models import Mailing, Rule
from regiodag.messages.models import Mail
from regiodag_browser import Axe, NewContext, SignIn, pressed, reached, typed

pytestmark = pytest.mark.django_db(transaction=True)


def test_those_without_wishes_are_reminded_and_it_is_read_in_the_mailbox(
    page: Page, sign_in: SignIn, peopled: Day, owner: User, axe: Axe, settings: LazySettings
) -> None:
    settings.DEMO = True
    sign_in(page, owner)
    page.goto(f"/days/{peopled.pk}/")
    page.get_by_role("navigation", name="Onderdelen van de dag").get_by_role("link", name="Berichten").click()
    page.get_by_role("link", name="Bericht schrijven").click()
    page.get_by_role("link", name="Herinnering: nog geen voorkeuren").click()
    expect(page.get_by_role("radio", name="wie komt en nog geen voorkeuren heeft (1)")).to_be_checked()
    page.get_by_label("Onderwerp").fill("Kies uw workshops, ")
    page.get_by_role("button", name="{voornaam}").click()
    expect(page.get_by_label("Onderwerp")).to_have_value("Kies uw workshops, {voornaam}")
    preview = page.get_by_role("region", name="Wat iemand krijgt")
    expect(preview.get_by_text("Kies uw workshops, Bo")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Opslaan en nakijken").click()
    expect(page.get_by_text("Dit gaat naar 1 persoon")).to_be_visible()
    page.get_by_role("button", name="Stuur mij een proef").click()
    expect(page.get_by_text("De proef is onderweg")).to_be_visible()
    page.get_by_role("link", name="Versturen …").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nu 1 persoon mailen?")
    page.get_by_role("button", name="Nu versturen").click()
    expect(page.get_by_text("Het bericht gaat naar 1 persoon.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Postbus").click()
    page.get_by_role("link", name="Kies uw workshops, Bo", exact=True).click()
    expect(page.get_by_text("Dag Bo,")).to_be_visible()
    expect(page.locator(".mail-text a").first).to_contain_text("/my/")
    assert mailed() == [
        ("bo@example.org", "mailing", "Kies uw workshops, Bo"),
        (owner.email, "test", "Proef: Kies uw workshops, Bo"),
    ]


def test_message_is_written_and_sent_with_the_keyboard_alone(
    page: Page, sign_in: SignIn, peopled: Day, owner: User
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{peopled.pk}/messages/")
    pressed(page, page.get_by_role("link", name="Bericht schrijven"))
    reached(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    typed(page, page.get_by_label("Onderwerp"), "Tot ziens")
    typed(page, page.get_by_label("Tekst"), "Beste ")
    pressed(page, page.get_by_role("button", name="{voornaam}"), "Space")
    expect(page.get_by_label("Tekst")).to_be_focused()
    page.keyboard.type(", tot dan!")
    preview = page.get_by_role("region", name="Wat iemand krijgt")
    expect(preview.get_by_text("Beste Ada, tot dan!")).to_be_visible()
    pressed(page, preview.get_by_role("button", name="Volgende persoon"))
    expect(preview.get_by_text("Beste Bo, tot dan!")).to_be_visible()
    pressed(page, page.get_by_role("button", name="Opslaan en nakijken"), back=True)
    pressed(page, page.get_by_role("link", name="Versturen …"))
    pressed(page, page.get_by_role("button", name="Nu versturen"))
    expect(page.get_by_text("Het bericht gaat naar 2 mensen.")).to_be_visible()
    assert [each[0] for each in mailed()] == ["ada@example.org", "bo@example.org"]


def test_person_looked_at_and_the_button_pressed_last_stay_when_the_preview_is_made_anew(
    page: Page, sign_in: SignIn, peopled: Day, owner: User
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{peopled.pk}/messages/new/")
    page.get_by_role("radio").first.check()
    typed(page, page.get_by_label("Tekst"), "Beste {voornaam}")
    preview = page.get_by_role("region", name="Wat iemand krijgt")
    pressed(page, preview.get_by_role("button", name="Volgende persoon"))
    expect(preview.get_by_text("Beste Bo")).to_be_visible()
    pressed(page, preview.get_by_role("button", name="Vorige persoon"), back=True)
    expect(preview.get_by_text("Beste Ada")).to_be_visible()
    expect(preview.get_by_role("button", name="Vorige persoon")).to_be_focused()
    expect(preview.get_by_role("button", name="Vorige persoon")).to_be_disabled()
    pressed(page, preview.get_by_role("button", name="Volgende persoon"))
    expect(preview.get_by_text("Beste Bo")).to_be_visible()
    preview.get_by_role("button", name="Vorige persoon").focus()
    with page.expect_response("**/messages/preview/"):
        page.get_by_label("Tekst").evaluate(
            "field => { field.value += ', dag'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
        )
    expect(preview.get_by_text("Beste Bo, dag")).to_be_visible()
    expect(preview.get_by_role("button", name="Vorige persoon")).to_be_focused()


def test_people_are_picked_where_their_list_is_shown_only_when_it_counts(
    page: Page, sign_in: SignIn, peopled: Day, owner: User, axe: Axe
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{peopled.pk}/messages/new/")
    cas = page.get_by_role("checkbox", name="Cas van Voorbeeld (op de wachtlijst)")
    expect(cas).to_be_hidden()
    page.get_by_role("radio", name="mensen die u uitkiest").check()
    cas.check()
    assert axe(page) == []
    page.get_by_label("Onderwerp").fill("Nog even")
    page.get_by_label("Tekst").fill("U staat op plaats {plaats-op-de-wachtlist}.")
    expect(page.get_by_text("{plaats-op-de-wachtlist} betekent niets. Bedoelt u")).to_be_visible()
    page.get_by_role("button", name="Opslaan en nakijken").click()
    expect(page.get_by_role("alert")).to_contain_text("Bedoelt u {plaats-op-de-wachtlijst}?")
    expect(page.get_by_label("Tekst")).to_have_value("U staat op plaats {plaats-op-de-wachtlist}.")
    assert axe(page) == []
    page.get_by_label("Tekst").fill("U staat op plaats {plaats-op-de-wachtlijst}.")
    page.get_by_role("button", name="Opslaan en nakijken").click()
    expect(page.get_by_text("U staat op plaats 1.")).to_be_visible()


def test_message_is_written_and_looked_through_without_scripts(
    new_context: NewContext, sign_in: SignIn, peopled: Day, owner: User
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto(f"/days/{peopled.pk}/messages/new/")
    expect(page.get_by_text("{voornaam}", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="{voornaam}")).to_be_hidden()
    expect(page.get_by_role("heading", name="Wat iemand krijgt")).to_be_hidden()
    page.get_by_role("radio", name="iedereen die komt").check()
    page.get_by_label("Onderwerp").fill("Dag {voornaam}")
    page.get_by_label("Tekst").fill("Tot dan")
    page.get_by_role("button", name="Opslaan en nakijken").click()
    expect(page.get_by_text("Dag Ada")).to_be_visible()
    page.get_by_role("link", name="Volgende persoon").click()
    expect(page.get_by_text("Dag Bo")).to_be_visible()


def test_rule_is_made_and_mail_that_failed_is_tried_again_on_a_telephone(
    phone: Page, sign_in: SignIn, peopled: Day, owner: User, axe: Axe
) -> None:
    approve(owner, draft(peopled), 1)
    Mail.objects.filter(to="bo@example.org").update(state="failed", reason="(550, b'5.1.1 no such user')")
    sign_in(phone, owner)
    phone.goto(f"/days/{peopled.pk}/messages/")
    phone.get_by_role("link", name="Regel maken").click()
    phone.get_by_label("Dagen ervoor").fill("5")
    phone.get_by_role("button", name="Opslaan").click()
    expect(phone.get_by_text("5 dagen voor de aanmelding sluit, om 09:00.")).to_be_visible()
    assert (Rule.objects.get().days, Mailing.objects.count()) == (5, 1)
    phone.goto(f"/days/{peopled.pk}/messages/")
    phone.get_by_role("link", name="Bekijk waarom").click()
    expect(phone.get_by_text("De mailserver kent dit adres niet.")).to_be_visible()
    assert axe(phone) == []
    phone.get_by_role("link", name="Dag Bo").click()
    phone.get_by_role("button", name="Opnieuw proberen").click()
    expect(phone.get_by_text("1 mail wordt opnieuw geprobeerd.")).to_be_visible()
    assert Mail.objects.get(to="bo@example.org").state == "sent"
