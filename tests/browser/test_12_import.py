# SPDX-License-Identifier: EUPL-1.2
"""An organiser brings in the answers of a form elsewhere: 180 people with ten kinds of mistakes, mended and undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from intake_files import mistaken, prepare, workbook
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.registrations.actions.intake import keep_file
from regiodag.registrations.models import Invitee, Participant
from regiodag.registrations.reading import read
from regiodag_browser import Axe, SignIn, pressed, reached

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The 180 answers as a workbook on the organiser's disk."""
    found = tmp_path / "antwoorden.xlsx"
    found.write_bytes(workbook(mistaken()))
    return found


def tally(page: Page, words: str) -> None:
    expect(page.get_by_role("main").get_by_text(words, exact=True)).to_be_visible()


def titled(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def told(page: Page, what: str) -> None:
    expect(page.get_by_role("status").filter(has_text=what)).to_be_visible()


def test_file_with_mistakes_is_looked_at_mended_brought_in_and_undone(
    page: Page, sign_in: SignIn, owner: User, day: Day, axe: Axe, file: Path
) -> None:
    noor = prepare(day)
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/participants/")
    page.get_by_role("link", name="Bestand inlezen").click()
    titled(page, "Bestand inlezen")
    page.get_by_label("Bestand", exact=True).set_input_files(file)
    page.get_by_role("button", name="Bekijk wat er zou veranderen").click()
    titled(page, "Wat er zou veranderen")
    for words in ("Nieuw: 173", "Gewijzigd: 0", "Twijfel: 5", "Fout: 5", "Rijen overgeslagen: 7"):
        tally(page, words)
    page.get_by_text("Waarvoor elke kolom is gebruikt, en de taal").click()
    expect(page.get_by_label("Rangschik de workshops", exact=True)).to_have_value("wishes")

    page.get_by_label(re.compile("Salsa voor beginners")).select_option(label="Dialoog")
    page.get_by_role("group", name=re.compile("Rij 61")).get_by_label("De eerste 4 houden").check()
    page.get_by_role("button", name="Twijfel: 5").click()
    noor_twice = page.get_by_role("group", name=re.compile("Noor van der Lindn"))
    expect(noor_twice).to_be_visible()
    assert axe(page) == []
    noor_twice.get_by_label(re.compile("Dit is Noor")).check()
    page.get_by_role("button", name="Kijk opnieuw met deze antwoorden").click()
    for words in ("Nieuw: 175", "Gewijzigd: 1", "Fout: 3", "Rijen overgeslagen: 4"):
        tally(page, words)
    expect(page.get_by_label(re.compile("Salsa voor beginners"))).to_have_value(
        str(day.workshops.get(title="Dialoog").pk)
    )
    page.get_by_role("button", name="Gewijzigd: 1").click()
    expect(page.get_by_role("heading", name="Noor van der Linden")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Nieuw: 175").click()
    page.get_by_role("button", name="Volgende pagina").click()
    expect(page.get_by_text("pagina 2 van 4")).to_be_visible()
    assert axe(page) == []
    assert Participant.objects.count() == 1
    expect(page.get_by_label("Mail iedereen die nieuw is de persoonlijke link")).not_to_be_checked()
    page.get_by_role("button", name="Inlezen: 175 nieuw, 1 gewijzigd").click()
    told(page, "Het bestand is ingelezen: 175 nieuw, 1 gewijzigd.")
    assert axe(page) == []
    noor.refresh_from_db()
    assert (Participant.objects.count(), Mail.objects.count(), str(noor)) == (176, 0, "Noor van der Lindn")

    page.get_by_role("link", name="Inlezen ongedaan maken").click()
    titled(page, "Dit inlezen ongedaan maken?")
    tally(page, "175 mensen die nieuw waren, worden verwijderd, met voorkeuren en antwoorden.")
    page.get_by_role("button", name="Inlezen ongedaan maken").click()
    told(page, "Het inlezen is ongedaan gemaakt. Alles is zoals het was.")
    titled(page, "Ongedaan gemaakt")
    assert axe(page) == []
    noor.refresh_from_db()
    assert (Participant.objects.count(), str(noor)) == (1, "Noor van der Linden")


def test_keyboard_alone_chooses_brings_in_and_undoes(page: Page, sign_in: SignIn, owner: User, day: Day) -> None:
    prepare(day)
    kept = keep_file(owner, day, read("a.xlsx", workbook(mistaken()[55:72]), "nl"))
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/participants/import/")
    pressed(page, page.get_by_role("link", name=re.compile("Bestand van")))
    titled(page, "Wat er zou veranderen")
    reached(page, page.get_by_label("Deze rijen overslaan").first)
    page.keyboard.press("ArrowDown")
    pressed(page, page.get_by_role("button", name="Kijk opnieuw met deze antwoorden"))
    expect(page.get_by_label("De eerste 4 houden")).to_be_checked()
    pressed(page, page.get_by_role("button", name=re.compile("^Inlezen:")))
    titled(page, "Ingelezen")
    assert Participant.objects.filter(source="import").count() == 17
    pressed(page, page.get_by_role("link", name="Inlezen ongedaan maken"))
    titled(page, "Dit inlezen ongedaan maken?")
    pressed(page, page.get_by_role("button", name="Inlezen ongedaan maken"))
    titled(page, "Ongedaan gemaakt")
    kept.refresh_from_db()
    assert (kept.state, Participant.objects.count()) == ("undone", 1)


def test_contacts_of_last_year_are_invited_from_a_telephone(
    phone: Page, sign_in: SignIn, owner: User, day: Day, axe: Axe, tmp_path: Path
) -> None:
    contacts = tmp_path / "contacten.csv"
    contacts.write_text("Naam;E-mail;Organisatie\nAda Appelboom;ada@example.org;De Brug (fictief)\n", encoding="utf-8")
    sign_in(phone, owner)
    phone.goto(f"/days/{day.pk}/participants/invited/")
    titled(phone, "Mensen om uit te nodigen")
    assert axe(phone) == []
    phone.get_by_role("link", name="Kies een bestand").click()
    phone.get_by_label(re.compile("mensen om uit te nodigen")).check()
    phone.get_by_label("Bestand", exact=True).set_input_files(contacts)
    phone.get_by_role("button", name="Bekijk wat er zou veranderen").click()
    titled(phone, "Wie er bij zouden komen")
    assert axe(phone) == []
    phone.get_by_role("button", name="1 persoon toevoegen").click()
    told(phone, "1 persoon toegevoegd. Er is nog niets verstuurd.")
    assert Mail.objects.count() == 0
    phone.get_by_role("link", name="Naar de lijst").click()
    phone.get_by_role("link", name="Stuur 1 uitnodiging").click()
    titled(phone, "De uitnodigingen sturen")
    phone.get_by_role("button", name="Stuur 1 uitnodiging").click()
    told(phone, "1 uitnodiging is onderweg.")
    assert list(Mail.objects.values_list("to", "kind")) == [("ada@example.org", "invited")]
    assert Invitee.objects.get().invited is not None
