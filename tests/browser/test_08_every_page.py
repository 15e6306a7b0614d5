# SPDX-License-Identifier: EUPL-1.2
"""Every page, as an organiser and as nobody, on a laptop and on a telephone: axe finds nothing, nothing sticks out."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from playwright.sync_api import Page

from regiodag.demo.day import make_demo
from regiodag_browser import Axe, SignIn, on_both
from site_pages import fill, pages

FEWEST = 15
"""So many pages each of the tests looks at, or more."""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.untraced]


@pytest.mark.parametrize(
    ("who", "every", "part"), [("owner", 3, 0), ("owner", 3, 1), ("owner", 3, 2), ("nobody", 1, 0)]
)
def test_axe_finds_nothing_on_any_page(page: Page, sign_in: SignIn, axe: Axe, who: str, every: int, part: int) -> None:
    owner, day = make_demo(date(2030, 1, 1))
    fill(day, owner)
    if who == "owner":
        sign_in(page, owner, just_now=True)
    found: dict[str, list[str]] = {}
    for name, path in list(pages(day, owner, nobody=who == "nobody"))[part::every]:
        answer = page.goto(path)
        assert answer is not None
        if answer.status != HTTPStatus.METHOD_NOT_ALLOWED:  # an address of a button: all show the same page
            found[name] = [f"answered {answer.status}"] * (answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR)
            found[name] += on_both(page, axe)
    assert len(found) > FEWEST
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
