# SPDX-License-Identifier: EUPL-1.2
"""The day is postponed: everybody is asked again, answers with one button, and who stays silent is cancelled."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mailing_people import person
from regiodag.accounts.models import User
from regiodag.days.actions.postpone import postpone_day
from regiodag.days.models import Day
from regiodag.messages.late import Words, filled
from regiodag.messages.models import Mail
from regiodag.registrations.links import token_of
from regiodag_browser import Axe, NewContext, SignIn, pressed

pytestmark = pytest.mark.django_db(transaction=True)

ADA = "ada@example.org"


def link_in_mail(email: str, kind: str) -> str:
    """Where the link goes in the last mail of a kind that somebody got, as it was sent."""
    mail = Mail.objects.filter(to=email, kind=kind).order_by("made").last()
    assert mail is not None
    found = re.search(r"https?://\S+", filled(Words(mail.text), mail.about).text)
    assert found is not None
    return urlsplit(found[0]).path


def test_everybody_is_asked_again_and_the_silent_are_cancelled(
    page: Page, phone: Page, sign_in: SignIn, peopled: Day, owner: User, axe: Axe
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{peopled.pk}/date/")
    page.get_by_label("Nieuwe datum").fill("2031-03-06")
    page.get_by_label("opnieuw vragen").check()
    page.get_by_label("Antwoorden uiterlijk op").fill("2031-02-01")
    page.get_by_role("button", name="Datum veranderen").click()
    page.get_by_role("link", name="Berichten", exact=True).click()
    page.get_by_role("link", name=re.compile("komt u nog")).click()
    expect(page.get_by_text("uiterlijk zaterdag 1 februari 2031")).to_be_visible()
    page.get_by_role("link", name="Versturen").click()
    page.get_by_role("button", name=re.compile("ersturen")).click()
    expect(page.get_by_role("status").first).to_contain_text("2 mensen")

    phone.goto(link_in_mail(ADA, "mailing"))
    expect(phone.get_by_role("heading", name="De dag is op donderdag 6 maart 2031. Komt u nog?")).to_be_visible()
    assert axe(phone) == []
    phone.get_by_role("button", name="Ja, ik kom").click()
    expect(phone.get_by_role("heading", name="U komt", exact=True)).to_be_visible()

    page.goto(f"/days/{peopled.pk}/")
    page.get_by_role("link", name="1 persoon heeft nog niet geantwoord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Komen ze nog?")
    assert axe(page) == []
    page.get_by_role("link", name=re.compile("zeiden ja")).click()
    expect(page.get_by_role("rowheader")).to_have_text([re.compile("Ada")])
    page.go_back()
    page.get_by_role("link", name="Annuleren wie niet antwoordde").click()
    expect(page.get_by_text("Die dag is nog niet voorbij")).to_be_visible()
    assert axe(page) == []
    page.get_by_text("Wie het zijn").click()
    expect(page.get_by_role("listitem").filter(has_text="Bo van Voorbeeld")).to_be_visible()
    page.get_by_role("button", name="1 aanmelding annuleren").click()
    expect(page.get_by_text("Iedereen heeft geantwoord.")).to_be_visible()
    states = {name: person(name).state for name in ("Ada", "Bo", "Cas")}
    assert states == {"Ada": "registered", "Bo": "cancelled", "Cas": "offered"}


def test_question_is_answered_by_keyboard_only(page: Page, peopled: Day, owner: User) -> None:
    postpone_day(owner, peopled, peopled.version, date(2031, 3, 6), "ask")
    for name, button, state in (("Ada", "Ja, ik kom", "U komt"), ("Bo", "Nee, ik kom niet meer", "U komt niet")):
        page.goto(_own_page(name))
        pressed(page, page.get_by_role("button", name=button))
        expect(page.get_by_role("heading", name=state, exact=True)).to_be_visible()


def test_question_is_answered_without_script(new_context: NewContext, peopled: Day, owner: User) -> None:
    postpone_day(owner, peopled, peopled.version, date(2031, 3, 6), "ask")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(_own_page("Ada"))
    page.get_by_role("button", name="Ja, ik kom").click()
    expect(page.get_by_role("heading", name="U komt", exact=True)).to_be_visible()


def _own_page(name: str) -> str:
    return f"/my/{token_of(person(name))}/"
