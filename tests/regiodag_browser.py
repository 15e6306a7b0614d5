# SPDX-License-Identifier: EUPL-1.2
"""A real browser on the real site. A journey that fails leaves a screenshot in test-results.

With `TRACE=1` it leaves a trace, too: every page as it was at every step. That takes a tenth more of the machine.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from regiodag.accounts.models import User
from regiodag_people import BACKEND

# Playwright runs an event loop in this thread; what the tests ask of the database is synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(__file__).parent / "browser" / "vendor" / "axe.min.js"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of these that is there is used: a Chromium without windows takes less of the machine than one with."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run"]  # fmt: skip
FARTHEST = 90
"""No page is so long that whoever has only a keyboard presses Tab more often."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

NewContext = Callable[..., BrowserContext]
SignIn = Callable[..., None]
Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="session", autouse=True)
def browser_is_there() -> None:
    """Without Chromium the journeys are skipped, and say so; where all must run that is an error."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: apt install chromium")
        pytest.skip("Chromium is missing: apt install chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_is_there: None, browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "nl-NL"}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> Iterator[str]:
    """The address of the site, whose style sheets and scripts a browser asks for once, as it does in production."""
    serve = StaticFilesHandler.serve

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield str(live_server.url)


@pytest.fixture
def new_context(request: pytest.FixtureRequest, new_context: NewContext, output_path: str) -> Iterator[NewContext]:
    """As the plugin's; with TRACE=1 a trace is kept when the journey fails, unless the test is marked `untraced`."""
    traced: list[BrowserContext] = []

    def made(**options: Any) -> BrowserContext:
        context = new_context(**options)
        if os.environ.get("TRACE") and not request.node.get_closest_marker("untraced"):
            context.tracing.start(snapshots=True)
            traced.append(context)
        return context

    yield made
    outcome = getattr(request.node, "rep_call", None)  # set by the plugin; not there when a fixture failed
    for number, context in enumerate(traced, 1):
        kept = Path(output_path) / f"trace-{number}.zip" if outcome is None or outcome.failed else None
        context.tracing.stop(path=kept)


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    """A page on a telephone."""
    page = new_context(has_touch=True, is_mobile=True).new_page()
    page.set_viewport_size({"width": 375, "height": 800})
    return page


@pytest.fixture
def sign_in(base_url: str) -> SignIn:
    """Return a function that lets a page be seen by somebody who signed in; just_now: so that no page asks again."""

    def signed_in(page: Page, user: User, *, just_now: bool = False) -> None:
        client = Client()
        client.force_login(user, backend=BACKEND)
        if just_now:
            session = client.session
            now = {"method": "password", "at": time.time(), "reauthenticated": True}
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [now]
            session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
            session.save()
        context: BrowserContext = page.context
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base_url}])

    return signed_in


@pytest.fixture
def axe() -> Axe:
    """Return a function that gives what is wrong with a page: rule and element, and whether it fits in width."""

    def found(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        # Only what is wrong is looked up; the rest of the report takes longer than the rules.
        result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        wrong = [f"{rule['id']}: {node['target']}" for rule in result["violations"] for node in rule["nodes"]]
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return [*wrong, *(["wider than the window"] if wide else [])]

    return found


def on_both(page: Page, axe: Axe) -> list[str]:
    """What axe finds on a page as wide as a laptop and as narrow as a telephone."""
    found: list[str] = []
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {each}" for each in axe(page)]
    return found


def reached(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Press Tab until the focus is there, as it always must be within a page. back: with Shift, towards the top."""
    expect(wanted).to_be_visible()
    for _time in range(FARTHEST):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    pytest.fail(f"the keyboard does not get to {wanted}")


def pressed(page: Page, wanted: Locator, key: str = "Enter", *, back: bool = False) -> None:
    """Go to a link, a button or a box with Tab, and press a key on it."""
    reached(page, wanted, back=back)
    page.keyboard.press(key)


def typed(page: Page, wanted: Locator, words: str) -> None:
    """Go to a field with Tab, and type in it; what was in it is selected, so it goes."""
    reached(page, wanted)
    page.keyboard.type(words)
