# SPDX-License-Identifier: EUPL-1.2
"""All ways are compared; what would help is asked, tried and adopted by an organiser, with the keyboard as well."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from played_worker import worked
from regiodag.accounts.models import User
from regiodag.days.models import Day, Workshop
from regiodag.placements.models import Placement
from regiodag_browser import Axe, SignIn, pressed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker_is_played")]


def test_all_ways_are_compared_and_what_helps_is_tried_and_adopted(
    page: Page, sign_in: SignIn, placeable: Day, owner: User, axe: Axe
) -> None:
    Workshop.objects.filter(title="Film").update(maximum=1)
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/")
    pressed(page, page.get_by_role("button", name="Vergelijk alle manieren"))
    expect(page.get_by_role("heading", name="Manier 1 van 6: Niemand buiten de boot")).to_be_visible()
    assert axe(page) == []
    worked()
    expect(page.locator("table.ways tbody tr")).to_have_count(6)
    page.get_by_label("Naast deze").select_option(label="Met loting")
    pressed(page, page.get_by_role("button", name="Vergelijken", exact=True))
    expect(page).to_have_url(re.compile(r"\?"))
    page.get_by_text("De plaatjes in getallen").click()
    assert axe(page) == []
    pressed(page, page.get_by_role("link", name="Niemand buiten de boot"))
    pressed(page, page.get_by_role("link", name="Wat als", exact=True))
    page.get_by_label("Hoeveel stoelen erbij per keer").fill("1")
    pressed(page, page.get_by_role("button", name="Zoek uit wat helpt"))
    expect(page.get_by_role("heading", name="Hoe ver is het?")).to_be_visible()
    worked()
    best = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="1 stoel erbij voor “Film”"))
    expect(best.get_by_text("1 persoon meer met een eerste keuze")).to_be_visible()
    pressed(page, best.get_by_role("button", name="Probeer het"))
    expect(page.get_by_role("heading", name="Hoe ver is het?")).to_be_visible()
    worked()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat als: 1 stoel erbij voor “Film”")
    expect(page.get_by_text("Dit is geprobeerd op een kopie")).to_be_visible()
    assert (Workshop.objects.get(title="Film").maximum, Placement.objects.count()) == (1, 6)
    pressed(page, page.get_by_role("button", name="Overnemen: verander de dag zo"))
    expect(page.get_by_text("Overgenomen: de dag is nu zo veranderd.")).to_be_visible()
    expect(page.get_by_text("3 van de 3 mensen die ergens om vroegen")).to_be_visible()
    expect(page.get_by_role("link", name="Publiceren …")).to_be_visible()
    assert (Workshop.objects.get(title="Film").maximum, Placement.objects.count()) == (2, 7)
