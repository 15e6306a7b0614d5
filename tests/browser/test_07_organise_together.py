# SPDX-License-Identifier: EUPL-1.2
"""An owner invites colleagues of other organisations: they come in with their mail, and work on the same day."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag_browser import Axe, SignIn, pressed, reached, typed
from regiodag_people import code_of

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "twaalf bruine beren"  # noqa: S105  (of nobody)
ROBIN, KIM = "robin@example.org", "kim@example.org"
SOMEBODY_ELSE = "Iemand anders heeft dit veranderd terwijl u bezig was"

NewWindow = Callable[[], Page]


@pytest.fixture
def new_window(new_context: Callable[[], BrowserContext]) -> NewWindow:
    """Return a function that opens a browser of somebody else."""
    return lambda: new_context().new_page()


def invitation_to(email: str) -> str:
    """Where the link goes in the mail that somebody got."""
    link = re.search(r"/invitation/[^/\s]+/", Mail.objects.get(to=email).text)
    assert link is not None
    return link[0]


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Onderdelen van de dag").get_by_role("link", name=name)


def line_of(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_text(name, exact=True)).last


def told(page: Page, what: str) -> None:
    expect(page.get_by_role("status").filter(has_text=what)).to_be_visible()


def titled(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def history(page: Page) -> list[str]:
    """What is told of who did what, the newest first."""
    return [str(each) for each in page.locator(".story li > div").all_inner_texts()]


def invite(page: Page, email: str, role: str) -> None:
    page.get_by_role("link", name="Iemand uitnodigen").click()
    page.get_by_label("E-mailadres").fill(email)
    expect(page.get_by_label("Rol")).to_have_css("background-image", re.compile("arrow.svg"))
    page.get_by_label("Rol").select_option(label=role)
    page.get_by_role("button", name="Uitnodiging sturen").click()
    told(page, f"De uitnodiging is onderweg naar {email}.")


def come_in(page: Page, email: str, name: str, organisation: str) -> None:
    """Follow the link in the mail, make an account, and set up the second factor."""
    page.goto(invitation_to(email))
    titled(page, "Organiseer samen “Netwerkdag 2030”")
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("Uw organisatie").fill(organisation)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account en doe mee").click()
    titled(page, "Zet een tweede slot op uw account")
    page.get_by_role("link", name="Een app gebruiken").click()
    page.get_by_role("textbox").fill(code_of(page.locator("code.secret").inner_text()))
    page.get_by_role("button", name="Klaar: zet het tweede slot aan").click()
    titled(page, "Bewaar deze herstelcodes")
    page.get_by_role("link", name="Ik heb ze bewaard, verder").click()
    page.get_by_role("link", name="Netwerkdag 2030").click()
    titled(page, "Netwerkdag 2030")


def test_colleagues_of_other_organisations_come_in_and_work_along(
    page: Page, new_window: NewWindow, sign_in: SignIn, day: Day, owner: User, axe: Axe
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/")
    part(page, "Organisatoren").click()
    invite(page, ROBIN, "organisator")
    invite(page, KIM, "meekijker")
    expect(page.get_by_role("heading", name="Uitgenodigd, nog geen antwoord")).to_be_visible()
    robin, kim = new_window(), new_window()
    come_in(robin, ROBIN, "Robin Voorbeeld", "Stichting Voorbeeld")
    come_in(kim, KIM, "Kim Voorbeeld", "Gemeente Waterrijk")

    part(robin, "Plaats en mensen").click()
    robin.get_by_label("Motto").fill("Samen verder")
    robin.get_by_role("button", name="Opslaan").click()
    told(robin, "Opgeslagen.")
    expect(part(kim, "Plaats en mensen")).to_have_count(0)
    answer = kim.goto(f"/days/{day.pk}/details/")
    assert answer is not None
    assert (answer.status, axe(kim)) == (403, [])
    kim.goto(f"/days/{day.pk}/organisers/")
    expect(line_of(kim, "Robin Voorbeeld")).to_contain_text("Stichting Voorbeeld")
    expect(kim.get_by_role("main")).not_to_contain_text("@example.org")
    expect(kim.get_by_role("link", name="Iemand uitnodigen")).to_have_count(0)
    assert axe(kim) == []

    page.reload()
    expect(page.get_by_role("heading", name="Uitgenodigd, nog geen antwoord")).to_have_count(0)
    line_of(page, "Robin Voorbeeld").get_by_role("link", name="Rol veranderen").click()
    page.get_by_label("Rol").select_option(label="meekijker")
    page.get_by_role("button", name="Opslaan").click()
    told(page, "Robin Voorbeeld is nu meekijker.")
    robin.goto(f"/days/{day.pk}/details/")
    titled(robin, "Uw rol staat dit niet toe")
    line_of(page, "Kim Voorbeeld").get_by_role("link", name="Weghalen").click()
    page.get_by_role("button", name="Weghalen").click()
    told(page, "Kim Voorbeeld is geen organisator meer.")
    gone = kim.goto(f"/days/{day.pk}/")
    assert gone is not None
    assert gone.status == 404

    part(page, "Wie deed wat").click()
    titled(page, "Wie deed wat")
    assert history(page) == [
        "Een owner haalde Kim Voorbeeld weg bij de organisatoren",
        "Een owner gaf Robin Voorbeeld de rol meekijker in plaats van organisator",
        "Robin Voorbeeld veranderde de gegevens van de dag",
        "Kim Voorbeeld nam de uitnodiging als meekijker aan",
        "Robin Voorbeeld nam de uitnodiging als organisator aan",
        "Een owner nodigde kim@example.org uit als meekijker",
        "Een owner nodigde robin@example.org uit als organisator",
    ]


@pytest.fixture
def robin(join: Callable[[str], User]) -> User:
    return join("organiser")


def test_two_who_edit_at_once_overwrite_nothing(
    page: Page, new_window: NewWindow, sign_in: SignIn, day: Day, owner: User, robin: User, axe: Axe
) -> None:
    other = new_window()
    for window, user in ((page, owner), (other, robin)):
        sign_in(window, user)
        window.goto(f"/days/{day.pk}/details/")
    other.get_by_label("Motto").fill("Van de organisator")
    other.get_by_role("button", name="Opslaan").click()
    told(other, "Opgeslagen.")
    page.get_by_label("Motto").fill("Van de eigenaar")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text(SOMEBODY_ELSE)
    expect(page.get_by_role("alert").get_by_role("row").last).to_contain_text("Van de organisator")
    expect(page.get_by_label("Motto")).to_have_value("Van de eigenaar")
    assert Day.objects.get(pk=day.pk).motto == "Van de organisator"
    assert axe(page) == []
    page.get_by_role("button", name="Opslaan").click()
    told(page, "Opgeslagen.")
    assert Day.objects.get(pk=day.pk).motto == "Van de eigenaar"


def test_colleague_is_invited_and_comes_in_by_keyboard_only(
    page: Page, new_window: NewWindow, sign_in: SignIn, day: Day, owner: User
) -> None:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/")
    pressed(page, part(page, "Organisatoren"))
    pressed(page, page.get_by_role("link", name="Iemand uitnodigen"))
    typed(page, page.get_by_label("E-mailadres"), KIM)
    reached(page, page.get_by_label("Rol"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    pressed(page, page.get_by_role("button", name="Uitnodiging sturen"))
    told(page, f"De uitnodiging is onderweg naar {KIM}.")

    kim = new_window()
    kim.goto(invitation_to(KIM))
    typed(kim, kim.get_by_label("Uw naam"), "Kim Voorbeeld")
    typed(kim, kim.get_by_label("Uw organisatie"), "Gemeente Waterrijk")
    typed(kim, kim.get_by_label("Kies een wachtwoord"), PASSWORD)
    kim.keyboard.press("Enter")
    titled(kim, "Zet een tweede slot op uw account")
    pressed(kim, kim.get_by_role("link", name="Een app gebruiken"))
    typed(kim, kim.get_by_role("textbox"), code_of(kim.locator("code.secret").inner_text()))
    kim.keyboard.press("Enter")
    pressed(kim, kim.get_by_role("link", name="Ik heb ze bewaard, verder"))
    pressed(kim, kim.get_by_role("link", name="Netwerkdag 2030"))
    titled(kim, "Netwerkdag 2030")

    page.reload()
    pressed(page, line_of(page, "Kim Voorbeeld").get_by_role("link", name="Rol veranderen"))
    reached(page, page.get_by_label("Rol"))
    page.keyboard.press("ArrowUp")
    pressed(page, page.get_by_role("button", name="Opslaan"), "Space")
    told(page, "Kim Voorbeeld is nu balie.")
    pressed(page, line_of(page, "Kim Voorbeeld").get_by_role("link", name="Weghalen"))
    titled(page, "Kim Voorbeeld weghalen?")
    pressed(page, page.get_by_role("button", name="Weghalen"))
    told(page, "Kim Voorbeeld is geen organisator meer.")
    pressed(page, part(page, "Wie deed wat"))
    titled(page, "Wie deed wat")
    assert history(page) == [
        "Een owner haalde Kim Voorbeeld weg bij de organisatoren",
        "Een owner gaf Kim Voorbeeld de rol balie in plaats van meekijker",
        "Kim Voorbeeld nam de uitnodiging als meekijker aan",
        "Een owner nodigde kim@example.org uit als meekijker",
    ]
