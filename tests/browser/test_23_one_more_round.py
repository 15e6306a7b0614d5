# SPDX-License-Identifier: EUPL-1.2
"""A draft day is opened on the way to publishing; a round more is tried and adopted; who speaks gives their slides."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from material_files import pdf
from placed_people import session
from played_worker import worked
from regiodag.accounts.models import User
from regiodag.days.models import Day, ProgrammeItem, Session, Speaker, Workshop
from regiodag.placements.actions.runs import queue_run
from regiodag.placements.links import leader_page, leader_token_of
from regiodag_browser import Axe, SignIn, pressed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker_is_played")]


def test_round_more_is_tried_and_adopted_and_a_draft_day_is_opened_to_publish_it(
    page: Page, sign_in: SignIn, placeable: Day, owner: User, axe: Axe
) -> None:
    more = Workshop.objects.create(day=placeable, title="Zang", maximum=9, position=3)
    for rnd in placeable.rounds.all():
        Session.objects.create(workshop=more, round=rnd)
    Workshop.objects.filter(title="Film").update(maximum=1)
    run = queue_run(owner, placeable, "fair")
    worked()
    Day.objects.update(state="draft")
    sign_in(page, owner)
    page.goto(f"/days/{placeable.pk}/placement/runs/{run.pk}/what-if/")
    pressed(page, page.get_by_role("button", name="Zoek uit wat helpt"))
    expect(page.get_by_role("heading", name="Hoe ver is het?")).to_be_visible()
    worked()
    round_more = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Een ronde erbij"))
    expect(round_more.get_by_text("Van 14:00 tot 15:00, met elke workshop erin.")).to_be_visible()
    assert axe(page) == []
    pressed(page, round_more.get_by_role("button", name="Probeer het"))
    expect(page.get_by_role("heading", name="Hoe ver is het?")).to_be_visible()
    worked()
    expect(page.get_by_text("Met een ronde erbij wordt iedereen in elke ronde opnieuw ingedeeld")).to_be_visible()
    assert axe(page) == []
    pressed(page, page.get_by_role("button", name="Overnemen: verander de dag zo"))
    expect(page.get_by_text("Overgenomen: de dag is nu zo veranderd.")).to_be_visible()
    assert session(placeable, "Z", 3).round.number == 3
    pressed(page, page.get_by_role("link", name="Publiceren …"))
    expect(page.get_by_role("heading", name="Dit kan nu niet gepubliceerd worden")).to_be_visible()
    assert axe(page) == []
    pressed(page, page.get_by_role("button", name="Aanmelding openen"))
    pressed(page, page.get_by_role("button", name="Nu publiceren"))
    expect(page.get_by_text("Gepubliceerd: iedereen ziet")).to_be_visible()


def test_speaker_sees_when_and_where_and_gives_their_slides(page: Page, placeable: Day, axe: Axe) -> None:
    speaker = Speaker.objects.create(day=placeable, given_name="Mila", family_name="Spreker")
    ProgrammeItem.objects.get(title="Opening").speakers.add(speaker)
    page.goto(f"/lead/{leader_token_of(leader_page(speaker))}/")
    expect(page.get_by_role("heading", name="09:00–09:30, voor iedereen")).to_be_visible()
    expect(page.get_by_text("Er komen 4 mensen naar de dag")).to_be_visible()
    assert axe(page) == []
    page.locator("input[type=file]").set_input_files(
        {"name": "praatje.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    pressed(page, page.get_by_role("button", name="Geef dit bestand"))
    expect(page.get_by_text("Het bestand is bewaard.")).to_be_visible()
    expect(page.get_by_role("link", name="praatje.pdf")).to_be_visible()
    assert axe(page) == []
