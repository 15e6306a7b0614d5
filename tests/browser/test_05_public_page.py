# SPDX-License-Identifier: EUPL-1.2
"""Somebody who may come looks at the page of the day on a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from demo_programme import make_programme
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag_browser import Axe, pressed, reached

pytestmark = pytest.mark.django_db(transaction=True)

SMALLEST_TARGET = 24


@pytest.fixture
def demo(transactional_db: None) -> Day:  # noqa: ARG001  (the database is there)
    _user, day = make_programme()
    return day


def small_targets(page: Page) -> list[str]:
    """Links and buttons that a finger misses; those in a line of text may be smaller (WCAG 2.2, 2.5.8)."""
    return [
        str(each.inner_text())
        for each in page.locator("a, button").all()
        if (box := each.bounding_box()) and min(box["width"], box["height"]) < SMALLEST_TARGET
        and not each.evaluate("element => Boolean(element.closest('p, dd, li, span'))")
        and each.is_visible() and "skip" not in (each.get_attribute("class") or "")
    ]  # fmt: skip


def test_page_is_pleasant_on_a_telephone(phone: Page, demo: Day, axe: Axe) -> None:
    phone.goto(f"/d/{demo.pk}/with/{demo.code}/")
    expect(phone).to_have_url(f"{phone.url.split('/d/')[0]}/d/{demo.pk}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Regiodag Samen sterker (demo)")
    assert (axe(phone), small_targets(phone)) == ([], [])
    phone.get_by_role("link", name="Kies uit de workshops hieronder").first.tap()
    expect(phone.get_by_role("heading", name="Workshops")).to_be_in_viewport()
    expect(phone.get_by_role("heading", name="Signalen van orgaanhandel")).to_be_visible()


def test_page_speaks_english_when_asked(phone: Page, demo: Day, axe: Axe) -> None:
    Day.objects.update(state="open")
    phone.goto(f"/d/{demo.pk}/")
    phone.get_by_role("button", name="English").tap()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone.get_by_role("heading", name="Programme", exact=True)).to_be_visible()
    assert axe(phone) == []


def test_own_colours_and_logo_are_shown(phone: Page, demo: Day, axe: Axe) -> None:
    Day.objects.update(state="open", theme={"brand": "#7a0019", "brand-deep": "#4d0010"})
    phone.goto(f"/d/{demo.pk}/")
    colour = phone.locator(".hero").evaluate("element => getComputedStyle(element).backgroundColor")
    assert (colour, axe(phone)) == ("rgb(122, 0, 25)", [])


def test_draft_is_not_there_for_somebody_without_the_code(phone: Page, demo: Day) -> None:
    answer = phone.goto(f"/d/{demo.pk}/")
    assert answer is not None
    assert (answer.status, User.objects.count()) == (404, 1)


def test_page_is_read_by_keyboard_only(page: Page, demo: Day) -> None:
    page.goto(f"/d/{demo.pk}/with/{demo.code}/")
    pressed(page, page.get_by_role("link", name="Naar de inhoud"))
    expect(page.get_by_role("main")).to_be_focused()
    pressed(page, page.get_by_role("link", name="Kies uit de workshops hieronder").first)
    expect(page.get_by_role("heading", name="Workshops", exact=True)).to_be_in_viewport()
    reached(page, page.get_by_role("main").get_by_role("link", name=demo.contact_email))
    pressed(page, page.get_by_role("button", name="English"), back=True)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Programme", exact=True)).to_be_visible()
