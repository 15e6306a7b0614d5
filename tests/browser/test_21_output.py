# SPDX-License-Identifier: EUPL-1.2
"""An organiser takes lists along; a participant sees what changed and why, and takes the programme along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from placed_people import placed, who
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.placements.actions.publish import publish
from regiodag.placements.queries.published import current
from regiodag.registrations.links import token_of
from regiodag_browser import Axe, SignIn, pressed, reached

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


def test_lists_are_taken_along_with_the_keyboard_and_a_participant_takes_the_programme_along(
    page: Page, phone: Page, sign_in: SignIn, placeable: Day, owner: User, axe: Axe, tmp_path: Path
) -> None:
    publish(owner, placed(placeable, FIRST), "eerste", 0)
    publish(owner, placed(placeable, {**FIRST, "Bo": "DF"}), "tweede", 1)
    version = current(placeable)
    assert version is not None
    sign_in(page, owner, just_now=True)
    page.goto(f"/days/{placeable.pk}/placement/files/{version.pk}/")
    pressed(page, page.get_by_role("link", name="Kies een bestand …"))
    expect(page.get_by_role("radio", name="Lijsten per sessie")).to_be_checked()
    reached(page, page.get_by_label("Waarvoor hebt u het nodig?"))
    page.keyboard.type("lijsten voor de zalen")
    with page.expect_download() as lists:
        page.keyboard.press("Enter")
    lists.value.save_as(tmp_path / "lists.pdf")
    assert lists.value.suggested_filename == "lijsten.pdf"
    assert (tmp_path / "lists.pdf").read_bytes().startswith(b"%PDF-")
    phone.goto(f"/my/{token_of(who('Bo'))}/")
    programme = phone.get_by_role("region", name="Mijn programma")
    expect(programme.get_by_text("was: Casus")).to_be_visible()
    expect(programme.get_by_text("Waarom deze workshops?")).to_be_visible()
    expect(programme.get_by_role("link", name="In mijn agenda (Dialoog)")).to_be_visible()
    assert axe(phone) == []
    with phone.expect_download() as paper:
        programme.get_by_role("link", name="Mijn programma op papier (pdf)").click()
    assert paper.value.suggested_filename == "programma.pdf"
    programme.get_by_role("button", name="Mail mij dit programma").click()
    expect(phone.get_by_text("Uw programma is onderweg naar bo.voorbeeld@example.org.")).to_be_visible()
    assert Mail.objects.filter(kind="programme", to="bo.voorbeeld@example.org").count() == 1
