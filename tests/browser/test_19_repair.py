# SPDX-License-Identifier: EUPL-1.2
"""A published day changes: an organiser sees what, repairs with few moves, publishes, and mails who it is for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from placed_people import placed, seated, session, who
from played_worker import worked
from regiodag.accounts.models import User
from regiodag.days.models import Day, Workshop
from regiodag.messages.models import Mail
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import Placement
from regiodag.registrations.actions.register import cancel
from regiodag_browser import Axe, SignIn, pressed
from registered_people import registered, wish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker_is_played")]

SEATS = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


def test_published_day_that_changed_is_repaired_and_published_and_only_who_it_is_for_is_mailed(
    page: Page, sign_in: SignIn, placeable: Day, owner: User, axe: Axe
) -> None:
    publish(owner, placed(placeable, SEATS), "eerste indeling", 0)
    placeable.mailings.all().delete()
    session(placeable, "F", 1).delete()
    Workshop.objects.filter(title="Casus").update(maximum=2)
    cancel(who("Bo"))
    wish(registered(placeable, "Eve"), Workshop.objects.get(title="Casus"))
    Mail.objects.all().delete()
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/")
    expect(page.get_by_text("De dag is veranderd sinds versie 1: eerste indeling.")).to_be_visible()
    pressed(page, page.get_by_role("link", name="Bekijk wat er veranderd is"))
    expect(page.get_by_role("row", name="Film Ronde 1")).to_contain_text("2 mensen moeten ergens anders heen")
    expect(page.get_by_role("region", name="Nog geen plek").get_by_role("link")).to_have_text("Eve Voorbeeld")
    expect(page.get_by_role("region", name="Komen niet meer")).to_contain_text("Bo Voorbeeld")
    assert axe(page) == []
    pressed(page, page.get_by_role("button", name="Herstel de indeling"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstel met zo min mogelijk verplaatsingen")
    worked()
    page.get_by_role("link", name="Verplaatsingen").click()
    expect(page.get_by_role("region", name="Wie ergens anders heen gaat").get_by_role("row")).to_have_count(3)
    page.get_by_role("button", name="Reken het uit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat meer verplaatsingen opleveren")
    worked()
    expect(page.get_by_role("row", name="0 verplaatsingen")).to_contain_text("2")
    expect(page.get_by_role("row", name="2 verplaatsingen dit herstel")).to_contain_text("niemand")
    page.get_by_role("link", name="Publiceren …").click()
    page.get_by_label("Naam van deze versie").fill("na de afmeldingen")
    page.get_by_role("button", name="Nu publiceren").click()
    page.get_by_role("link", name="Versturen …").click()
    page.get_by_role("button", name="Nu versturen").click()
    expect(page.get_by_text("Het bericht gaat naar 3 mensen.")).to_be_visible()
    assert {each.split(".")[0] for each in Mail.objects.values_list("to", flat=True)} == {"ada", "cas", "eve"}
    assert seated(Placement.objects.get(run__number=2))["Dee"] == "DC"
