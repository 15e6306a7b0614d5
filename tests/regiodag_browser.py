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
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from regiodag.accounts.models import User
from regiodag_people import BACKEND

# A machine on which all tests run at once may be five seconds late; a journey that fails on that teaches nothing.
expect.set_options(timeout=20_000)

# Playwright runs an event loop in this thread; what the tests ask of the database is synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(__file__).parent / "browser" / "vendor" / "axe.min.js"
AXE_ADDRESS = "/static/axe.min.js"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of these that is there is used: a Chromium without windows takes less of the machine than one with."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run",
         "--js-flags=--no-turbofan --no-maglev"]  # fmt: skip
"""No page is open for so long that it pays to compile its scripts well."""
NARROW, WIDE = 375, 1280
"""A telephone and a laptop, in pixels."""
FARTHEST = 90
"""No page is so long that whoever has only a keyboard presses Tab more often."""
MENU_OF_THE_DAY = "nav.side"
STOPS = """(wanted, [back, menu]) => {
    if (document.activeElement === wanted) return 0;
    const side = menu && document.querySelector(menu);
    const behind = side && side.parentElement.contains(wanted) && !side.contains(wanted);
    if (document.activeElement === document.body && behind && !back) [...side.querySelectorAll("a")].pop().focus();
    const here = document.activeElement;
    if (here === document.body) return 1;
    const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    const between = each => back ? follows(each, here) && follows(wanted, each)
        : follows(here, each) && follows(each, wanted);
    const stop = each => each.tabIndex >= 0 && !each.matches(":disabled, [type=radio], [inert] *")
        && each.checkVisibility({visibilityProperty: true});
    const within = document.querySelector("dialog:modal") ?? document;
    const all = within.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
    return 1 + [...all].filter(each => between(each) && stop(each)).length;
}"""
"""How often Tab is pressed at least until the focus is there: a field for a date takes more, radio buttons fewer."""
MENUS = (".page-header", "nav.side", ".page-footer")
AROUND = r"""menus => Object.fromEntries(menus.filter(menu => document.querySelector(menu)).map(
    menu => [menu, document.querySelector(menu).outerHTML.replace(/ (value|aria-current)="[^"]*"/g, "")]))"""
"""The menus around a page by their selector, without what differs from page to page: a token, where somebody is."""
FOLDED = (".side-open", ".crumbs")
"""What every page shows less of on a telephone, or only there: no reason to look at all of it again."""
LOOK = """without => [...document.body.querySelectorAll("*")].map(element => {
    if (!element.checkVisibility({visibilityProperty: true})) return "";
    if (without.some(menu => element.closest(menu))) return "";
    const style = getComputedStyle(element), size = parseFloat(style.fontSize), bold = style.fontWeight >= 700;
    return [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.overflowX,
            size >= 24 || (bold && size >= 18.66)];
}).join()"""
"""What is seen and in which colours, and which text is so large that its colours may differ less."""
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
    return {**browser_context_args, "viewport": {"width": WIDE, "height": 900}, "locale": "nl-NL"}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> Iterator[str]:
    """The address of the site, whose style sheets and scripts a browser asks for once, as it does in production.

    It serves axe as well, so that a browser need not read half a megabyte anew on every page.
    """
    serve = StaticFilesHandler.serve

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = FileResponse(AXE.open("rb")) if request.path == AXE_ADDRESS else serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield str(live_server.url)


@pytest.fixture
def complaints() -> list[str]:
    """What the browsers of a test complain of: mistakes in scripts, what the security policy forbids, warnings."""
    return []


@pytest.fixture
def new_context(
    request: pytest.FixtureRequest, new_context: NewContext, output_path: str, complaints: list[str]
) -> Iterator[NewContext]:
    """As the plugin's; with TRACE=1 a trace is kept when the journey fails, unless the test is marked `untraced`."""
    traced: list[BrowserContext] = []

    def made(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", lambda each: complaints.append(each.text) if each.type in {"error", "warning"} else None)
        context.on("weberror", lambda each: complaints.append(str(each.error)))
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
    page.set_viewport_size({"width": NARROW, "height": 800})
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
    """Return a function that gives what is wrong with a page as it is seen, and whether it fits on a telephone as well.

    A page as it is at first is looked at in test_08, in both widths; a journey looks at what it makes of a page: with
    errors, with something found, with a dialog.
    """

    def found(page: Page) -> list[str]:
        seen = page.viewport_size
        wrong = looked_at(page)
        if seen and seen["width"] != NARROW:
            page.set_viewport_size({"width": NARROW, "height": seen["height"]})
            wrong += too_wide(page)
            page.set_viewport_size(seen)
        return wrong

    return found


def looked_at(page: Page, *, without: list[str] | None = None) -> list[str]:
    """What axe finds on a page in the width it has, by rule and element, and whether it fits. without: selectors."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=AXE_ADDRESS)
    # Only what is wrong is looked up; the rest of the report takes longer than the rules.
    asked = {"exclude": [[each] for each in without or []]}, {"runOnly": RULES, "resultTypes": ["violations"]}
    result = page.evaluate("asked => axe.run(...asked)", asked)
    wrong = [f"{rule['id']}: {node['target']}" for rule in result["violations"] for node in rule["nodes"]]
    return wrong + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """Whether a page sticks out of the window."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return ["wider than the window"] if wide else []


def on_both(page: Page, known: set[tuple[int, str]]) -> list[str]:
    """What axe finds on a page as narrow as a telephone and as wide as a laptop.

    As wide as a laptop axe looks only where that shows or colours anything else: targets are smallest on a telephone.
    The menus around a page are left out where they are known; those that were looked at are added to what is known.
    """
    found: list[str] = []
    around: dict[str, str] = page.evaluate(AROUND, list(MENUS))
    looks = []
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        without = [menu for menu, content in around.items() if (width, content) in known]
        look = page.evaluate(LOOK, [*without, *FOLDED])
        wrong = too_wide(page) if look in looks else looked_at(page, without=without)
        looks.append(look)
        found += [f"{width}: {each}" for each in wrong]
        known.update((width, content) for content in around.values())
    return found


def reached(page: Page, wanted: Locator, *, back: bool = False, through_menu: bool = False) -> None:
    """Press Tab until the focus is there, as it always must be within a page. back: with Shift, towards the top.

    The menu of the day is the same on every page. What comes after it is reached from its last link, unless the way
    through_menu is wanted.
    """
    expect(wanted).to_be_visible()
    menu = "" if through_menu else MENU_OF_THE_DAY
    for _time in range(FARTHEST):
        presses = wanted.evaluate(STOPS, [back, menu])
        if presses == 0:
            return
        for _press in range(presses):
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
