# SPDX-License-Identifier: EUPL-1.2
"""What the journeys look with is not blind: what is broken is seen, in whatever width, and by the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

import regiodag_browser
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag_browser import Axe, SignIn, on_both, pressed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.untraced]

STYLE = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"


@pytest.fixture
def rooms(page: Page, sign_in: SignIn, day: Day, owner: User) -> Page:
    sign_in(page, owner)
    page.goto(f"/days/{day.pk}/rooms/")
    return page


@pytest.mark.parametrize(
    ("css", "seen"),
    [
        ("h1 { color: #aaa }", "375: color-contrast: ['h1']"),
        ("@media (min-width: 1000px) { h1 { color: #aaa } }", "1280: color-contrast: ['h1']"),
        ("h1 { min-inline-size: 600px }", "375: wider than the window"),
    ],
)
def test_what_is_wrong_in_one_width_is_found_there(rooms: Page, css: str, seen: str) -> None:
    known: set[tuple[int, str]] = set()
    assert on_both(rooms, known) == []
    rooms.evaluate(STYLE, css)
    assert on_both(rooms, known)[:1] == [seen]


def test_journey_sees_a_button_without_a_name_and_what_does_not_fit_on_a_telephone(rooms: Page, axe: Axe) -> None:
    assert axe(rooms) == []
    rooms.evaluate("document.querySelector('main .flow .flow').append(document.createElement('button'))")
    rooms.evaluate(STYLE, "h1 { min-inline-size: 600px }")
    assert [each.partition(":")[0] for each in axe(rooms)] == ["button-name", "wider than the window"]


def test_keyboard_does_not_get_to_what_cannot_have_the_focus(rooms: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regiodag_browser, "FARTHEST", 30)
    add = rooms.get_by_role("link", name="Zaal toevoegen")
    add.evaluate("link => { link.tabIndex = -1; }")
    with pytest.raises(pytest.fail.Exception, match="the keyboard does not get to"):
        pressed(rooms, add)
