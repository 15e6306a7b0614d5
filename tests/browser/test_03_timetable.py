# SPDX-License-Identifier: EUPL-1.2
"""An organiser moves workshops and parts of the programme, is warned and undoes it; by drag, by keyboard, by form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from demo_programme import make_programme
from regiodag.accounts.models import User
from regiodag.days.models import Day, Session
from regiodag_browser import Axe, SignIn, pressed, reached, typed
from regiodag_people import with_second_factor

pytestmark = pytest.mark.django_db(transaction=True)

WORKSHOP = "Uitbuiting op de arbeidsmarkt"
Demo = tuple[User, Day]


@pytest.fixture(autouse=True)
def nothing_is_wrong_in_the_console(complaints: list[str]) -> Iterator[None]:
    """Neither the content security policy nor a script complains; a request that is refused or lost is no mistake."""
    yield
    assert [each for each in complaints if not each.startswith(("Failed to load resource", "htmx:"))] == []


@pytest.fixture
def demo() -> Demo:
    user, day = make_programme()
    return with_second_factor(user), day


@pytest.fixture
def timetable(page: Page, sign_in: SignIn, demo: Demo) -> Page:
    return opened(page, sign_in, demo)


def opened(page: Page, sign_in: SignIn, demo: Demo) -> Page:
    user, day = demo
    sign_in(page, user)
    page.goto(f"/days/{day.pk}/timetable/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rooster")
    return page


def zone(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name=name, exact=True)


def card(page: Page, place: str, title: str = WORKSHOP) -> Locator:
    return zone(page, place).locator("[data-workshop]").filter(has_text=title)


def drag(thing: Locator, place: Locator) -> None:
    """Drag with the place in the window: to scroll with the button down is not what a person can do."""
    place.evaluate("each => each.scrollIntoView({block: 'center'})")
    thing.drag_to(place)


def times(page: Page) -> list[str]:
    """The parts of the programme with the time each starts, from top to bottom."""
    return [
        f"{row.locator('.tt-time time').first.inner_text()} {row.locator('.tt-title').first.inner_text()}"
        for row in page.locator("[data-row]").all()
    ]


def places() -> list[tuple[int, str, str]]:
    """Round, room and workshop of every session, as kept."""
    found = Session.objects.select_related("round", "room", "workshop")
    return sorted((each.round.number, each.room.name if each.room else "", each.workshop.title) for each in found)


def test_card_is_dragged_to_another_room_warned_about_and_put_back(timetable: Page, axe: Axe) -> None:
    before = places()
    drag(card(timetable, "ronde 1, Zaal Waal"), zone(timetable, "ronde 1, Zaal Beerze"))
    moved = card(timetable, "ronde 1, Zaal Beerze")
    marks = ["✕ Zaal is bezet", "! Zaal mist: scherm en beamer", "! Zaal is te klein"]
    expect(moved.locator(".tt-marks li")).to_have_text(marks)
    expect(timetable.locator("#announce")).to_have_text(f"{WORKSHOP} staat nu in ronde 1, Zaal Beerze.")
    expect(moved.get_by_role("link", name=WORKSHOP, exact=True)).to_be_focused()
    expect(timetable.locator("#warnings h2")).to_have_text("3 waarschuwingen")
    assert (1, "Zaal Beerze", WORKSHOP) in places()
    assert axe(timetable) == []
    timetable.get_by_role("button", name=f"Ongedaan maken: {WORKSHOP} verplaatst naar ronde 1, Zaal Beerze").click()
    expect(card(timetable, "ronde 1, Zaal Waal")).to_be_visible()
    expect(timetable.locator("#warnings")).to_contain_text("Geen waarschuwingen: alles past.")
    assert places() == before
    timetable.keyboard.press("Control+Shift+z")
    expect(card(timetable, "ronde 1, Zaal Beerze")).to_be_visible()
    timetable.keyboard.press("Control+z")
    expect(card(timetable, "ronde 1, Zaal Waal")).to_be_visible()
    assert places() == before


def test_card_is_moved_by_keyboard_alone(timetable: Page) -> None:
    reached(timetable, card(timetable, "ronde 1, Zaal Waal").get_by_role("link", name=WORKSHOP, exact=True))
    keys = timetable.keyboard
    keys.press("Enter")
    expect(timetable.locator("#announce")).to_contain_text(f"Opgepakt: {WORKSHOP}")
    keys.press("ArrowRight")
    expect(timetable.locator("#announce")).to_contain_text(f"{WORKSHOP}: ronde 1, Zaal Maas.")
    keys.press("ArrowDown")
    expect(timetable.locator("#announce")).to_have_text(f"{WORKSHOP} staat al in deze ronde.")
    keys.press("Escape")
    expect(timetable.locator("#announce")).to_have_text(f"Geannuleerd: {WORKSHOP} blijft op zijn plaats.")
    keys.press("Space")
    for _ in range(6):
        keys.press("ArrowRight")
    expect(timetable.locator("#announce")).to_contain_text(f"{WORKSHOP}: niet in ronde 1.")
    keys.press("Enter")
    waiting = card(timetable, "Niet in ronde 1").get_by_role("link", name=WORKSHOP)
    expect(waiting).to_be_focused()
    keys.press("Enter")
    for _ in range(7):
        keys.press("ArrowLeft")
    keys.press("Enter")
    expect(card(timetable, "ronde 1, Grote zaal").get_by_role("link", name=WORKSHOP, exact=True)).to_be_focused()
    assert (1, "Grote zaal", WORKSHOP) in places()


def test_two_workshops_are_swapped(timetable: Page) -> None:
    timetable.get_by_label("Omwisselen als de zaal bezet is").check()
    drag(card(timetable, "ronde 2, Zaal Waal"), zone(timetable, "ronde 2, Zaal Maas"))
    expect(card(timetable, "ronde 2, Zaal Maas")).to_be_visible()
    expect(card(timetable, "ronde 2, Zaal Waal", "Signalen van orgaanhandel")).to_be_visible()
    drag(card(timetable, "ronde 2, Zaal Waal", "Signalen"), zone(timetable, "Niet in ronde 2"))
    expect(card(timetable, "Niet in ronde 2", "Signalen").locator("[data-grab]")).to_be_focused()
    drag(card(timetable, "Niet in ronde 2", "Signalen"), zone(timetable, "ronde 2, Grote zaal"))
    # The card is there at once; the focus comes with the answer of the server.
    expect(card(timetable, "ronde 2, Grote zaal", "Signalen").locator("[data-grab]")).to_be_focused()
    assert (2, "Grote zaal", "Signalen van orgaanhandel") in places()
    expect(timetable.get_by_label("Omwisselen als de zaal bezet is")).to_be_checked()


def test_workshop_cannot_be_dragged_to_a_round_where_it_is_already(timetable: Page) -> None:
    before = places()
    drag(card(timetable, "ronde 2, Zaal Waal"), zone(timetable, "ronde 1, Grote zaal"))
    expect(card(timetable, "ronde 2, Zaal Waal")).to_be_visible()
    expect(card(timetable, "ronde 1, Zaal Waal")).to_be_visible()
    assert places() == before


def test_part_is_ordered_by_drag_and_by_keyboard(timetable: Page) -> None:
    before = times(timetable)
    assert before[7:10] == ["11:40 Workshopronde 1", "12:40 Lunch", "13:25 Workshopronde 2"]
    lunch = timetable.locator("[data-row]", has_text="Lunch")
    lunch.locator("[data-grip]").drag_to(timetable.locator("[data-row]").nth(7).locator("[data-grip]"))
    expect(timetable.locator("#announce")).to_have_text("Lunch begint nu om 11:40.")
    assert times(timetable)[7:10] == ["11:40 Lunch", "12:25 Workshopronde 1", "13:25 Workshopronde 2"]
    expect(timetable.get_by_role("link", name="Lunch", exact=True)).to_be_focused()
    keys = timetable.keyboard
    keys.press("Enter")
    keys.press("ArrowDown")
    expect(timetable.locator("#announce")).to_contain_text("Lunch: vóór Workshopronde 2.")
    keys.press("Enter")
    expect(timetable.locator("#announce")).to_have_text("Lunch begint nu om 12:40.")
    assert times(timetable) == before


def test_card_goes_back_when_there_is_no_connection(timetable: Page) -> None:
    before = places()
    timetable.context.set_offline(True)
    drag(card(timetable, "ronde 1, Zaal Waal"), zone(timetable, "ronde 1, Grote zaal"))
    expect(timetable.get_by_role("alert")).to_contain_text("Er is geen verbinding. Er is niets veranderd")
    expect(card(timetable, "ronde 1, Zaal Waal")).to_be_visible()
    timetable.context.set_offline(False)
    drag(card(timetable, "ronde 1, Zaal Waal"), zone(timetable, "ronde 1, Grote zaal"))
    expect(timetable.get_by_role("link", name=WORKSHOP, exact=True).first).to_be_focused()
    assert places() == sorted({*before} - {(1, "Zaal Waal", WORKSHOP)} | {(1, "Grote zaal", WORKSHOP)})


def test_whoever_comes_second_sees_what_the_first_did(timetable: Page, demo: Demo) -> None:
    session = Session.objects.get(workshop__title=WORKSHOP, round__number=1)
    session.room = demo[1].rooms.get(name="Grote zaal")
    session.version += 1
    session.save()
    drag(card(timetable, "ronde 1, Zaal Waal"), zone(timetable, "ronde 1, Zaal Aa"))
    expect(timetable.get_by_role("alert")).to_contain_text("Iemand anders heeft dit intussen gewijzigd.")
    expect(card(timetable, "ronde 1, Grote zaal")).to_be_visible()
    assert (1, "Grote zaal", WORKSHOP) in places()


def test_workshop_is_moved_by_a_form_on_a_phone(phone: Page, sign_in: SignIn, demo: Demo) -> None:
    opened(phone, sign_in, demo)
    card(phone, "ronde 1, Zaal Waal").get_by_role("link", name="Verplaatsen").click()
    phone.get_by_label("Zaal (niet verplicht)").select_option(label="Grote zaal (200 stoelen)")
    phone.get_by_role("button", name="Verplaatsen").click()
    expect(card(phone, "ronde 1, Grote zaal")).to_be_visible()
    expect(phone.locator("#notices")).to_have_text(f"{WORKSHOP} staat nu in ronde 1, Grote zaal.")
    phone.get_by_role("button", name="Ongedaan maken").click()
    expect(card(phone, "ronde 1, Zaal Waal")).to_be_visible()
    expect(phone.locator("#notices")).to_have_text(re.compile("Ongedaan gemaakt: "))


def test_new_round_is_asked_what_a_round_has_and_is_filled(timetable: Page, axe: Axe) -> None:
    timetable.get_by_role("link", name="Onderdeel toevoegen").click()
    of_a_round = timetable.get_by_label("Workshopronde: geef alle workshops erin")
    of_a_talk = timetable.get_by_label("Zaal", exact=False)
    expect(of_a_round).to_be_hidden()
    expect(of_a_talk).to_be_visible()
    timetable.get_by_label("Soort").select_option("round")
    expect(of_a_talk).to_be_hidden()
    expect(of_a_round).to_be_checked()
    assert axe(timetable) == []
    timetable.get_by_label("Titel").fill("Ronde 3")
    timetable.get_by_role("button", name="Toevoegen en dan nog een").click()
    expect(timetable.get_by_text("Toegevoegd: Ronde 3.")).to_be_visible()
    third = [(room, title) for number, room, title in places() if number == 3]
    assert third == [(room, title) for number, room, title in places() if number == 1]


def test_part_is_added_changed_and_deleted_by_forms(timetable: Page, axe: Axe) -> None:
    timetable.get_by_role("link", name="Onderdeel toevoegen").click()
    expect(timetable.get_by_label("Soort")).to_have_css("background-image", re.compile("arrow.svg"))
    timetable.get_by_label("Titel").fill("Muziek")
    timetable.locator("#id_start").fill("16:00")
    timetable.locator("#id_end").fill("16:30")
    timetable.get_by_role("button", name="Toevoegen", exact=True).click()
    assert times(timetable)[-1] == "16:00 Muziek"
    timetable.get_by_role("link", name="Veranderen Muziek").click()
    timetable.locator("#id_end").fill("15:00")
    timetable.get_by_role("button", name="Opslaan", exact=True).click()
    expect(timetable.get_by_role("alert")).to_contain_text("Dit is niet later dan de tijd waarop het begint.")
    assert axe(timetable) == []
    timetable.get_by_role("link", name=re.compile("Rooster")).first.click()
    timetable.get_by_role("link", name="Verwijderen Muziek").click()
    timetable.get_by_role("button", name="Verwijderen").click()
    assert times(timetable)[-1] == "14:30 Netwerkborrel"


def test_part_is_added_changed_and_deleted_by_keyboard_only(timetable: Page) -> None:
    pressed(timetable, timetable.get_by_role("link", name="Onderdeel toevoegen"))
    typed(timetable, timetable.get_by_label("Titel"), "Muziek")
    # A field for a time has a part for the hours and one for the minutes, and goes from one to the next by itself.
    typed(timetable, timetable.locator("#id_start"), "1600")
    typed(timetable, timetable.locator("#id_end"), "1630")
    pressed(timetable, timetable.get_by_role("button", name="Toevoegen", exact=True))
    expect(timetable.get_by_role("link", name="Veranderen Muziek")).to_be_visible()
    assert times(timetable)[-1] == "16:00 Muziek"
    pressed(timetable, timetable.get_by_role("link", name="Veranderen Muziek"))
    typed(timetable, timetable.get_by_label("Titel"), "Zang")
    pressed(timetable, timetable.get_by_role("button", name="Opslaan", exact=True))
    pressed(timetable, timetable.get_by_role("link", name="Verwijderen Zang"))
    pressed(timetable, timetable.get_by_role("button", name="Verwijderen"))
    expect(timetable.get_by_role("link", name="Veranderen Zang")).to_have_count(0)
    assert times(timetable)[-1] == "14:30 Netwerkborrel"


def test_workshop_is_moved_by_a_form_by_keyboard_only_and_the_timetable_is_shown_as_on_paper(timetable: Page) -> None:
    pressed(timetable, card(timetable, "ronde 1, Zaal Waal").get_by_role("link", name="Verplaatsen"))
    reached(timetable, timetable.get_by_label("Zaal (niet verplicht)"))
    timetable.keyboard.type("Grote zaal")
    pressed(timetable, timetable.get_by_role("button", name="Verplaatsen"))
    expect(card(timetable, "ronde 1, Grote zaal")).to_be_visible()
    assert (1, "Grote zaal", WORKSHOP) in places()
    pressed(timetable, timetable.get_by_role("link", name="Afdrukken"))
    expect(timetable.get_by_role("button", name="Afdrukken")).to_be_visible()
