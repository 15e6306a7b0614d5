# SPDX-License-Identifier: EUPL-1.2
"""Somebody registers, ranks workshops by button, by drag, by keyboard and without script; comes back by their link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from demo_programme import make_programme
from regiodag.days.models import Day
from regiodag.messages.late import Words, filled
from regiodag.messages.models import Mail
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.actions.register import Submission, register
from regiodag.registrations.models import FormField, FormSection, Participant
from regiodag_browser import Axe, NewContext, pressed, reached, typed

pytestmark = pytest.mark.django_db(transaction=True)

ADA, BO = "ada@example.org", "bo@example.org"
FILM, POLICE = "Film en nagesprek: onder de radar", "Aandacht voor plegers"
DIALOGUE = "Dialoog: opsporing en zorg aan één tafel"
TALL: ViewportSize = {"width": 1280, "height": 1600}
"""A window in which whatever the draw put last is seen beside the choices: a drag does not scroll."""


@pytest.fixture(autouse=True)
def nothing_is_wrong_in_the_console(complaints: list[str]) -> Iterator[None]:
    """Neither the content security policy nor a script complains."""
    yield
    assert [each for each in complaints if not each.startswith("Failed to load resource")] == []


@pytest.fixture
def demo() -> Day:
    """The day of the demonstration, open for registration, to which nobody comes yet."""
    _user, day = make_programme()
    day.state = "open"
    day.save()
    return day


def opened(page: Page, day: Day) -> Page:
    page.goto(f"/d/{day.pk}/")
    page.get_by_role("link", name="Aanmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    return page


def fill_in_person(page: Page, name: str = "Ada") -> None:
    page.get_by_label("Voornaam").fill(name)
    page.get_by_label("Achternaam").fill("Voorbeeld")
    page.get_by_label("E-mailadres").fill(f"{name.lower()}@example.org")
    page.get_by_label("Organisatie").fill("De Brug (fictief)")


def send(page: Page) -> None:
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Kijk in uw mail")


def ranked(page: Page) -> Locator:
    return page.get_by_role("list", name=re.compile("Uw keuzes"))


def ranked_are(page: Page, *titles: str) -> None:
    expect(ranked(page).locator(".wish-title")).to_have_text([*titles])


def choose(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Kiezen {title}")


def announced(page: Page, words: str) -> None:
    expect(page.locator("#announce")).to_have_text(words)


def wishes(email: str = ADA) -> list[str]:
    found = Participant.objects.get(email=email).preferences.order_by("rank")
    return [each.workshop.title for each in found.select_related("workshop")]


def link_in_mail(email: str, kind: str) -> str:
    """Where the link goes in a mail that somebody got, as it was sent."""
    mail = Mail.objects.get(to=email, kind=kind)
    found = re.search(r"\S+/my/\S+", filled(Words(mail.text), mail.about).text)
    assert found is not None
    return urlsplit(found[0]).path


def test_wishes_are_ranked_by_button_on_a_phone(phone: Page, demo: Day, axe: Axe) -> None:
    opened(phone, demo)
    fill_in_person(phone)
    for title in (FILM, POLICE, DIALOGUE):
        choose(phone, title).click()
    announced(phone, f"{DIALOGUE} is nu uw keuze 3.")
    phone.get_by_role("button", name=f"{DIALOGUE} omhoog").click()
    phone.get_by_role("button", name=f"{FILM} omlaag").click()
    ranked_are(phone, DIALOGUE, FILM, POLICE)
    phone.get_by_role("button", name=f"{POLICE} weghalen uit mijn keuzes").click()
    announced(phone, f"{POLICE} staat niet meer bij uw keuzes.")
    ranked_are(phone, DIALOGUE, FILM)
    assert axe(phone) == []
    send(phone)
    assert wishes() == [DIALOGUE, FILM]


SEEN = """main => {
  const heard = [...main.querySelectorAll(".only-read")];
  heard.forEach(each => each.hidden = true);
  const text = main.innerText;
  heard.forEach(each => each.hidden = false);
  return text;
}"""
"""The words of a page that are seen: without those that are only for who listens to it."""


class Thumb:
    """Somebody with a telephone in one hand: how long they take, as a keystroke-level model estimates it.

    Card, Moran and Newell, The keystroke-level model for user performance time, CACM 23(7), 1980: 1.35 s to think of a
    tap and 1.1 s to point. A character: 0.33 s (36 words per minute: Palin and others, How do people type on mobile
    devices?, MobileHCI 2019). Reading: 238 words per minute (Brysbaert, Journal of Memory and Language 109, 2019).
    """

    THINK_AND_TAP, CHARACTER, WORD = 1.35 + 1.1, 0.33, 60 / 238

    def __init__(self) -> None:
        self.seconds = 0.0

    def reads(self, page: Page) -> None:
        words = page.get_by_role("main").evaluate(SEEN).split()
        self.seconds += len(words) * self.WORD

    def taps(self, what: Locator) -> None:
        what.tap()
        self.seconds += self.THINK_AND_TAP

    def types(self, field: Locator, words: str) -> None:
        self.taps(field)
        field.press_sequentially(words)
        self.seconds += len(words) * self.CHARACTER


def test_who_reads_every_word_is_registered_on_a_phone_in_under_two_minutes(phone: Page, demo: Day) -> None:
    thumb = Thumb()
    phone.goto(f"/d/{demo.pk}/register/")
    thumb.reads(phone)
    thumb.types(phone.get_by_label("Voornaam"), "Ada")
    thumb.types(phone.get_by_label("Achternaam"), "Voorbeeld")
    thumb.types(phone.get_by_label("E-mailadres"), ADA)
    thumb.types(phone.get_by_label("Organisatie"), "De Brug (fictief)")
    for title in (FILM, POLICE, DIALOGUE):
        thumb.taps(choose(phone, title))
    thumb.taps(phone.get_by_role("button", name="Aanmelden", exact=True))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank u wel. Kijk in uw mail")
    assert wishes() == [FILM, POLICE, DIALOGUE]
    assert thumb.seconds < 120


def test_no_more_is_chosen_than_is_asked(page: Page, demo: Day) -> None:
    opened(page, demo)
    told = page.get_by_text("U hebt alle 4 keuzes gemaakt.")
    expect(told).to_be_hidden()
    for button in page.get_by_role("button", name=re.compile("^Kiezen")).all()[:1] * 4:
        button.click()
    page.get_by_role("button", name=re.compile("^Kiezen")).first.click()
    announced(page, "U hebt al 4 keuzes. Haal er eerst een weg.")
    expect(told).to_be_visible()
    expect(ranked(page).get_by_role("listitem")).to_have_count(4)


def test_wishes_are_ranked_by_drag_on_a_laptop(page: Page, demo: Day, axe: Axe) -> None:
    page.set_viewport_size(TALL)
    opened(page, demo)
    fill_in_person(page)
    choose(page, FILM).click()
    card = page.locator("[data-wish-offer] [data-workshop]").filter(has_text=POLICE)
    card.locator(".wish-title").drag_to(ranked(page).locator("li").first, target_position={"x": 60, "y": 8})
    expect(ranked(page).get_by_role("listitem")).to_have_count(2)
    first, second = ranked(page).locator(".wish-title").all_inner_texts()
    ranked(page).locator("[data-grip]").first.drag_to(
        ranked(page).locator("li").last, target_position={"x": 60, "y": 50}
    )
    ranked_are(page, second, first)
    assert axe(page) == []
    send(page)
    assert wishes() == [second, first]


def test_card_is_dragged_to_the_empty_list_and_out_again(page: Page, demo: Day) -> None:
    page.set_viewport_size(TALL)
    opened(page, demo)
    offer = page.locator("[data-wish-offer]")
    before = offer.locator(".wish-title").all_inner_texts()
    offer.locator("[data-workshop]").nth(2).locator(".wish-title").drag_to(page.locator("[data-wish-ranked]"))
    ranked_are(page, before[2])
    ranked(page).locator("[data-grip]").drag_to(offer.locator("[data-workshop]").first)
    expect(page.locator("[data-wish-empty]")).to_be_visible()
    expect(offer.locator(".wish-title")).to_have_text(before)


def test_somebody_registers_by_keyboard_only(page: Page, demo: Day) -> None:
    keys = page.keyboard
    page.goto(f"/d/{demo.pk}/")
    pressed(page, page.get_by_role("link", name="Aanmelden"))
    typed(page, page.get_by_label("Voornaam"), "Ada")
    typed(page, page.get_by_label("Achternaam"), "Voorbeeld")
    typed(page, page.get_by_label("E-mailadres"), ADA)
    pressed(page, choose(page, FILM))
    for title in (POLICE, DIALOGUE):
        reached(page, page.get_by_label("Achternaam"), back=True)
        pressed(page, choose(page, title), "Space")
    ranked_are(page, FILM, POLICE, DIALOGUE)
    reached(page, page.get_by_label("Achternaam"), back=True)
    grip = page.get_by_role("button", name=f"{DIALOGUE} verplaatsen")
    pressed(page, grip)
    announced(
        page,
        f"{DIALOGUE} is opgepakt. Verplaats met de pijltjestoetsen, zet neer met Enter, Escape zet terug.",
    )
    keys.press("ArrowUp")
    announced(page, f"{DIALOGUE} is nu uw keuze 2.")
    keys.press("ArrowUp")
    keys.press("Enter")
    announced(page, f"{DIALOGUE} is neergezet: keuze 1.")
    expect(grip).to_be_focused()
    ranked_are(page, DIALOGUE, FILM, POLICE)
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("Escape")
    announced(page, f"{DIALOGUE} staat weer waar het stond: keuze 1.")
    pressed(page, page.get_by_role("button", name="Aanmelden", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Kijk in uw mail")
    assert wishes() == [DIALOGUE, FILM, POLICE]


def test_somebody_registers_without_script(new_context: NewContext, demo: Day) -> None:
    page = new_context(java_script_enabled=False).new_page()
    opened(page, demo)
    fill_in_person(page)
    page.get_by_label("Keuze 1").select_option(label=POLICE)
    page.get_by_label("Keuze 2").select_option(label=POLICE)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("U koos een workshop twee keer.")
    expect(page.get_by_label("Voornaam")).to_have_value("Ada")
    page.get_by_label("Keuze 2").select_option(label=FILM)
    send(page)
    page.goto(link_in_mail(ADA, "registered"))
    expect(page.get_by_role("heading", name="U komt", exact=True)).to_be_visible()
    assert wishes() == [POLICE, FILM]


def test_error_is_told_and_what_was_ranked_stays(page: Page, demo: Day, axe: Axe) -> None:
    opened(page, demo)
    choose(page, POLICE).click()
    choose(page, FILM).click()
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe(page) == []
    ranked_are(page, POLICE, FILM)
    page.get_by_role("alert").get_by_role("link", name="Voornaam").click()
    expect(page.get_by_label("Voornaam")).to_be_focused()


def test_ranking_comes_back_after_the_window_was_left(page: Page, demo: Day) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    opened(page, demo)
    for title in (POLICE, FILM):
        choose(page, title).click()
    page.get_by_label("Voornaam").fill("Ada")
    page.goto(f"/d/{demo.pk}/register/")
    page.get_by_role("button", name="Zet het terug").click()
    expect(page.get_by_label("Voornaam")).to_have_value("Ada")
    ranked_are(page, POLICE, FILM)


def test_question_is_asked_only_after_a_certain_answer(page: Page, demo: Day, axe: Axe) -> None:
    section = FormSection.objects.create(form=ensure_form(demo), title="Reis", position=5)
    by = FormField.objects.create(
        section=section, kind="choice", label="Hoe komt u?", choices=["auto", "trein"], purpose="x", position=1
    )
    FormField.objects.create(
        section=section, kind="number", label="Met hoeveel?", purpose="x", only_if=by, only_if_answer="auto", position=2
    )
    opened(page, demo)
    asked = page.get_by_label("Met hoeveel?")
    expect(asked).to_be_hidden()
    page.get_by_label("auto").check()
    expect(asked).to_be_visible()
    assert axe(page) == []
    page.get_by_label("trein").check()
    expect(asked).to_be_hidden()


def test_somebody_comes_back_changes_cancels_and_the_next_one_takes_the_place(
    page: Page, phone: Page, demo: Day, axe: Axe
) -> None:
    Day.objects.update(capacity=1)
    register(demo, Submission("Ada", "Voorbeeld", ADA))
    opened(phone, demo)
    expect(phone.get_by_text("Alle plaatsen zijn bezet.")).to_be_visible()
    fill_in_person(phone, "Bo")
    send(phone)
    phone.goto(link_in_mail(BO, "waiting"))
    expect(phone.get_by_role("heading", name="U bent nummer 1 op de wachtlijst")).to_be_visible()
    assert axe(phone) == []

    page.goto(link_in_mail(ADA, "registered"))
    page.get_by_role("link", name="Workshops kiezen").click()
    choose(page, POLICE).click()
    page.get_by_label("Functie").fill("adviseur")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Opgeslagen.", exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=POLICE)).to_be_visible()
    page.get_by_role("link", name="Mij afmelden").click()
    page.get_by_role("button", name="Mij afmelden").click()
    expect(page.get_by_role("heading", name="U komt niet")).to_be_visible()
    assert axe(page) == []

    phone.goto(link_in_mail(BO, "offered"))
    assert axe(phone) == []
    phone.get_by_role("button", name="Ja, ik kom").click()
    expect(phone.get_by_role("heading", name="U komt", exact=True)).to_be_visible()
    found = Participant.objects.order_by("given_name").values_list("given_name", "state", "function")
    assert list(found) == [("Ada", "cancelled", "adviseur"), ("Bo", "registered", "")]


def test_who_has_no_wishes_yet_comes_to_them_in_one_tap_on_a_phone(phone: Page, demo: Day) -> None:
    register(demo, Submission("Ada", "Voorbeeld", ADA))
    phone.goto(link_in_mail(ADA, "registered"))
    phone.get_by_role("link", name="Workshops kiezen").click()
    expect(phone.get_by_text("Naar welke workshops wilt u?", exact=False).first).to_be_in_viewport()
    expect(phone.get_by_label("Voornaam")).not_to_be_in_viewport()


def test_somebody_sees_what_is_known_and_erases_it(page: Page, demo: Day) -> None:
    register(demo, Submission("Ada", "Voorbeeld", ADA))
    page.goto(link_in_mail(ADA, "registered"))
    pressed(page, page.get_by_role("link", name=re.compile("Wat er van mij bekend is")))
    expect(page.get_by_role("cell", name=ADA)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Downloaden", exact=True).click()
    assert ADA in download.value.path().read_text(encoding="utf-8")
    pressed(page, page.get_by_role("link", name="Alles wissen"))
    pressed(page, page.get_by_role("button", name="Alles wissen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat we van u wisten, is gewist")
    assert Participant.objects.count() == 0


def test_link_that_was_lost_is_mailed_again_and_one_that_leaked_is_replaced(page: Page, demo: Day) -> None:
    register(demo, Submission("Ada", "Voorbeeld", ADA))
    page.goto(f"/d/{demo.pk}/")
    page.get_by_role("link", name="Al aangemeld, en uw link kwijt?").click()
    page.get_by_label("E-mailadres").fill(ADA)
    page.get_by_role("button", name="Mail mij de link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    old = link_in_mail(ADA, "link")
    page.goto(old)
    page.get_by_text("Heeft iemand anders deze link gekregen?").click()
    page.get_by_role("button", name="Mail mij een nieuwe link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    answer = page.goto(old)
    assert answer is not None
    assert answer.status == 404
