# SPDX-License-Identifier: EUPL-1.2
"""Every page, as an organiser and as nobody, on a laptop and on a telephone: axe finds nothing, nothing sticks out."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from playwright.sync_api import Page

from regiodag.accounts.access import PUBLIC
from regiodag.demo.day import make_demo
from regiodag_browser import NewContext, SignIn, on_both
from site_addresses import EVERY
from site_pages import PERSONAL, fill, pages

PARTS = 3
"""The pages are dealt out, so that nobody waits at the end of all tests for one that takes minutes."""
FEWEST = 150 // PARTS
"""So many pages of each part are looked at, or more."""
FOR_SOME = {each.name for each in EVERY if each.access not in {PUBLIC, PERSONAL}}
"""What somebody who did not sign in cannot open."""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.untraced]


def shown(page: Page) -> tuple[str, ...]:
    """What a page shows, in whatever order: where two show the same, one is looked at."""
    return tuple(sorted(page.get_by_role("main").inner_text().splitlines()))


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page(part: int, new_context: NewContext, sign_in: SignIn) -> None:
    owner, day = make_demo(date(2030, 1, 1))
    fill(day, owner)
    nobody, organiser = new_context().new_page(), new_context().new_page()
    sign_in(organiser, owner, just_now=True)
    known: set[tuple[int, str]] = set()
    seen: set[tuple[str, ...]] = set()
    found: dict[str, list[str]] = {}
    for name, path in list(pages(day, owner, nobody=False))[part::PARTS]:
        for page in (organiser,) if name in FOR_SOME else (nobody, organiser):
            answer = page.goto(path)
            assert answer is not None
            # The address of a button has no page of its own: all show the same.
            if answer.status != HTTPStatus.METHOD_NOT_ALLOWED and (what := shown(page)) not in seen:
                seen.add(what)
                failed = [f"answered {answer.status}"] * (answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR)
                found[f"{name}, {'nobody' if page is nobody else 'organiser'}"] = failed + on_both(page, known)
    assert len(found) > FEWEST
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
