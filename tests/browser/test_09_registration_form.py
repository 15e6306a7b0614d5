# SPDX-License-Identifier: EUPL-1.2
"""An organiser makes the registration form: by mouse and drag, by keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.registrations.actions import form_parts
from regiodag.registrations.actions.register import Submission, register
from regiodag.registrations.models import Answer, FormField, FormSection, Participant, RegistrationForm
from regiodag.registrations.queries import fields_of
from regiodag_browser import Axe, NewContext, SignIn, pressed, reached, typed

pytestmark = pytest.mark.django_db(transaction=True)

WISHES, DIET, NEEDS = "Naar welke workshops wilt u?", "Is er iets wat u niet eet?", "Wat hebt u nodig om mee te doen?"
HOW = "Hoe komt u?"


@pytest.fixture(autouse=True)
def nothing_is_wrong_in_the_console(complaints: list[str]) -> Iterator[None]:
    """Neither the content security policy nor a script complains; a request that is refused or lost is no mistake."""
    yield
    assert [each for each in complaints if not each.startswith(("Failed to load resource", "htmx:"))] == []


@pytest.fixture
def builder(page: Page, sign_in: SignIn, day: Day, owner: User) -> Page:
    sign_in(page, owner)
    return opened(page, day)


@pytest.fixture
def travel(day: Day, owner: User) -> FormField:
    section = FormSection.objects.get(form__day=day, title="Goed om te weten")
    how = FormField(kind="choice", label=HOW, purpose="Parkeren.", choices=["auto", "trein"])
    return form_parts.add_question(owner, section, how)


def opened(page: Page, day: Day) -> Page:
    page.goto(f"/days/{day.pk}/")
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation", name="Onderdelen van de dag").get_by_role("link", name="Aanmelding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelding")
    return page


def order(page: Page) -> list[str]:
    return page.locator(".form-label").all_inner_texts()


def question(page: Page, label: str) -> Locator:
    return page.locator(".form-question").filter(has_text=label)


def kept(day: Day) -> list[str]:
    return [field.label for field in fields_of(day)]


def come_by(day: Day, field: FormField, **people: str) -> None:
    for name, how in people.items():
        register(day, Submission(name, "Voorbeeld", f"{name}@example.org".lower(), answers={field: how}))


def test_form_is_made_by_mouse_and_tried(builder: Page, day: Day, axe: Axe) -> None:
    builder.get_by_role("link", name="Instellingen veranderen").click()
    builder.get_by_label("De aanmelding sluit op").fill("2030-08-20T17:30")
    builder.get_by_label("wie de code heeft").check()
    builder.get_by_label("Hoeveel workshops").fill("1")
    builder.get_by_role("button", name="Opslaan", exact=True).click()
    expect(builder.get_by_text("dinsdag 20 augustus 2030, 17:30")).to_be_visible()
    expect(builder.get_by_text(RegistrationForm.objects.get(day=day).code, exact=True)).to_be_visible()
    builder.get_by_role("link", name="Onderdeel toevoegen").click()
    builder.get_by_label("Kopje").fill("Vervoer")
    builder.get_by_role("button", name="Opslaan", exact=True).click()
    builder.get_by_role("link", name="Vraag toevoegen aan Vervoer").click()
    builder.get_by_role("link", name="Keuze uit een lijst", exact=True).click()
    expect(builder.get_by_label("Keuzes")).to_be_visible()
    assert axe(builder) == []
    builder.get_by_label("Vraag", exact=True).fill(HOW)
    builder.get_by_label("Keuzes").fill("auto\ntrein")
    builder.get_by_label("Waarom het wordt gevraagd").fill("Voor het parkeren.")
    builder.get_by_role("button", name="Opslaan", exact=True).click()
    builder.get_by_role("link", name="Vraag toevoegen aan Vervoer").click()
    builder.get_by_role("link", name="Korte tekst").click()
    builder.get_by_label("Vraag", exact=True).fill("Kenteken")
    builder.get_by_label("Vraag dit aan").select_option(label=f"{HOW}: auto")
    builder.get_by_label("Waarom het wordt gevraagd").fill("Voor het parkeren.")
    builder.get_by_role("button", name="Opslaan", exact=True).click()
    expect(question(builder, "Kenteken")).to_contain_text(f"Alleen voor wie “auto” antwoordde op “{HOW}”.")
    assert axe(builder) == []
    builder.get_by_role("link", name="Bekijk het formulier als deelnemer").click()
    builder.get_by_role("button", name="Aanmelden proberen").click()
    expect(builder.get_by_role("alert")).to_contain_text("Voornaam")
    assert axe(builder) == []
    expect(builder.get_by_label("Kenteken")).to_be_hidden()
    builder.get_by_label("auto", exact=True).check()
    expect(builder.get_by_label("Kenteken")).to_be_visible()
    for label in ("Voornaam", "Achternaam"):
        builder.get_by_label(label).fill("Ada")
    builder.get_by_label("E-mailadres").fill("ada@example.org")
    builder.get_by_role("button", name="Aanmelden proberen").click()
    expect(builder.get_by_role("status").first).to_contain_text("er is niets verstuurd")
    assert Participant.objects.count() == 0
    builder.get_by_role("link", name="Terug naar het formulier").click()
    assert order(builder) == kept(day) == [WISHES, DIET, NEEDS, HOW, "Kenteken"]


def test_question_is_dragged_to_another_section_and_put_back(builder: Page, day: Day) -> None:
    question(builder, NEEDS).locator("[data-grip]").drag_to(question(builder, WISHES).locator("[data-grip]"))
    expect(builder.locator("#announce")).to_have_text("Verplaatst.")
    expect(builder.get_by_role("button", name="Ongedaan maken")).to_contain_text(NEEDS)
    assert sorted(order(builder)[:2]) == sorted([NEEDS, WISHES])
    assert order(builder) == kept(day)
    builder.get_by_role("button", name="Ongedaan maken").click()
    expect(builder.locator("#announce")).to_contain_text("Ongedaan gemaakt")
    assert order(builder) == kept(day) == [WISHES, DIET, NEEDS]


def test_section_is_dragged(builder: Page, day: Day) -> None:
    sections = builder.locator(".outline-section")
    sections.nth(1).locator("[data-grip]").first.drag_to(sections.nth(0).locator("[data-grip]").first)
    expect(builder.locator("#announce")).to_have_text("Verplaatst.")
    assert order(builder) == kept(day) == [DIET, NEEDS, WISHES]


def test_question_goes_back_when_there_is_no_connection(builder: Page, day: Day) -> None:
    builder.context.set_offline(True)
    question(builder, NEEDS).locator("[data-grip]").drag_to(question(builder, DIET).locator("[data-grip]"))
    expect(builder.locator("#form-notice")).to_contain_text("Er is geen verbinding. Er is niets veranderd")
    assert order(builder) == kept(day) == [WISHES, DIET, NEEDS]
    builder.context.set_offline(False)
    builder.get_by_role("button", name=f"“{NEEDS}” omhoog verplaatsen").click()
    expect(builder.locator("#announce")).to_have_text("Verplaatst.")
    assert order(builder) == kept(day) == [WISHES, NEEDS, DIET]


def test_question_that_was_dragged_before_its_condition_is_put_back_with_the_reason(
    page: Page, sign_in: SignIn, day: Day, owner: User, travel: FormField, axe: Axe
) -> None:
    section = travel.section
    plate = FormField(kind="text", label="Kenteken", purpose="Parkeren.", only_if=travel, only_if_answer="auto")
    form_parts.add_question(owner, section, plate)
    sign_in(page, owner)
    opened(page, day)
    question(page, "Kenteken").locator("[data-grip]").drag_to(question(page, WISHES).locator("[data-grip]"))
    expect(page.get_by_role("alert")).to_contain_text(f"hangt af van het antwoord op “{HOW}”")
    assert order(page) == kept(day) == [WISHES, DIET, NEEDS, HOW, "Kenteken"]
    assert axe(page) == []


def test_form_is_made_by_keyboard_alone(builder: Page, day: Day) -> None:
    pressed(builder, builder.get_by_role("link", name="Vraag toevoegen aan Goed om te weten"))
    pressed(builder, builder.get_by_role("link", name="Keuze uit een lijst", exact=True))
    typed(builder, builder.get_by_label("Vraag", exact=True), HOW)
    typed(builder, builder.get_by_label("Keuzes"), "auto\ntrein")
    typed(builder, builder.get_by_label("Waarom het wordt gevraagd"), "Voor het parkeren.")
    builder.keyboard.press("Enter")
    expect(builder.get_by_role("status").first).to_have_text(f"De vraag “{HOW}” is toegevoegd.")
    up = builder.get_by_role("button", name=f"“{HOW}” omhoog verplaatsen")
    reached(builder, up)
    for expected in ([WISHES, DIET, HOW, NEEDS], [WISHES, HOW, DIET, NEEDS], [WISHES, HOW, DIET, NEEDS]):
        builder.keyboard.press("Enter")
        expect(builder.locator("#announce")).to_have_text("Verplaatst.")
        expect(builder.locator("#form-outline:not(.form-busy) .form-label")).to_have_text(expected)
        expect(up).to_be_focused()
    assert kept(day) == [WISHES, HOW, DIET, NEEDS]
    pressed(builder, builder.get_by_role("button", name="Ongedaan maken"), back=True)
    expect(builder.locator("#announce")).to_contain_text("Ongedaan gemaakt")
    pressed(builder, builder.get_by_role("link", name=f"Verwijderen {HOW}"))
    pressed(builder, builder.get_by_role("button", name="Verwijderen"))
    expect(builder.get_by_role("status").first).to_have_text(f"De vraag “{HOW}” is verwijderd.")
    assert kept(day) == [WISHES, DIET, NEEDS]


def test_form_is_made_without_scripts(new_context: NewContext, sign_in: SignIn, day: Day, owner: User) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, owner)
    opened(page, day)
    page.get_by_role("link", name="Vraag toevoegen aan Workshops").click()
    page.get_by_role("link", name="Getal").click()
    page.get_by_label("Vraag", exact=True).fill("Met hoeveel komt u?")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Waarom het wordt gevraagd")
    page.get_by_label("Waarom het wordt gevraagd").fill("Voor de stoelen.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.get_by_role("button", name="“Met hoeveel komt u?” omhoog verplaatsen").click()
    assert order(page) == kept(day) == ["Met hoeveel komt u?", WISHES, DIET, NEEDS]
    page.get_by_role("button", name="Ongedaan maken").click()
    assert order(page) == kept(day) == [WISHES, "Met hoeveel komt u?", DIET, NEEDS]


def test_choice_that_people_made_is_renamed_in_their_answers(
    page: Page, sign_in: SignIn, day: Day, owner: User, travel: FormField, axe: Axe
) -> None:
    come_by(day, travel, Ada="auto", Bo="trein")
    sign_in(page, owner)
    opened(page, day)
    page.get_by_role("link", name=f"Veranderen {HOW}").click()
    page.get_by_label("Keuzes").fill("eigen auto\ntrein")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("1 persoon koos “auto”, dat nu “eigen auto” heet.")
    assert axe(page) == []
    page.get_by_label("Verander de antwoorden mee").check()
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(question(page, HOW)).to_contain_text("eigen auto · trein")
    assert sorted(Answer.objects.values_list("value", flat=True)) == ["eigen auto", "trein"]


def test_question_is_deleted_with_its_answers_on_a_phone(
    phone: Page, sign_in: SignIn, day: Day, owner: User, travel: FormField
) -> None:
    come_by(day, travel, Ada="auto")
    sign_in(phone, owner)
    opened(phone, day)
    phone.get_by_role("link", name=f"Verwijderen {HOW}").click()
    expect(phone.get_by_text("1 antwoord wordt mee verwijderd.")).to_be_visible()
    phone.get_by_role("button", name="Verwijderen").click()
    expect(phone.get_by_role("status").first).to_have_text(f"De vraag “{HOW}” is verwijderd.")
    assert (kept(day), Answer.objects.count()) == ([WISHES, DIET, NEEDS], 0)
