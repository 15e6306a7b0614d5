# SPDX-License-Identifier: EUPL-1.2
"""Make a screenshot of every page of the site. See `scripts/shots`."""

# ruff: noqa: ANN401, PLC0415, S101, S603, T201  (Django is set up first; a page and a day are whatever they are; it prints)

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHOTS = ROOT / "shots"
WIDTHS = (375, 1280)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FILES = ("image/", "text/css", "text/plain", "application/", "text/calendar")
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True)
class Shot:
    """A page to look at. name: of the file; path: of the page; file: to be sent there first, in its form."""

    name: str
    path: str
    file: bytes | None = None


@contextmanager
def demo(data: str) -> Iterator[str]:
    """Serve the demonstration from a folder; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ |= {"SECRET_KEY": "only for pictures", "REGIODAG_DEMO": "1", "REGIODAG_DATA": data}
    command = [str(ROOT / ".venv" / "bin" / "regiodag"), "demo", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        next(line for line in process.stdout if line.startswith("Regiodag:"))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def prepared() -> tuple[Any, str]:
    """Return the day of the demonstration, and a token that signs its owner in."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "regiodag.config.settings"
    sys.path.insert(0, str(ROOT / "tests"))
    import django

    django.setup()
    from regiodag.accounts.actions import make_login_link
    from regiodag.days.models import Day
    from site_pages import fill

    day = Day.objects.get()
    owner = day.series.memberships.get().user
    fill(day, owner)
    return day, make_login_link(owner)


def shots_of(day: Any, *, nobody: bool) -> Iterator[Shot]:
    """Yield every page: of the owner, or those that anybody may open."""
    from django.urls import reverse

    from regiodag.days.workbook.write import workbook_of
    from site_pages import pages

    who, owner = "nobody" if nobody else "owner", day.series.memberships.get(role="owner").user
    for name, path in pages(day, owner, nobody=nobody):
        yield Shot(f"{who}-{name}", path)
    if not nobody:
        yield Shot("owner-programme-check-same", reverse("programme-import", args=[day.pk]), workbook_of(day))
        yield Shot("owner-programme-check-changes", reverse("programme-import", args=[day.pk]), changed_workbook())
        yield Shot("owner-programme-check-wrong", reverse("programme-import", args=[day.pk]), wrong_workbook())


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    """Return a workbook with these sheets."""
    import io

    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return out.getvalue()


def changed_workbook() -> bytes:
    """Return a workbook with something new, something changed and something doubtful."""
    return workbook(
        {
            "Zalen": [["Zaal", "Stoelen", "Wat er is"], ["Zaal Waal", 60, "tafels"], ["Zaal Reusel", 25, "daglicht"]],
            "Sprekers": [["Voornaam", "Tussenvoegsel", "Achternaam"], ["Noor", "van de", "Linden"]],
            "Programma": [
                ["Begin", "Einde", "Soort", "Titel", "Sprekers"],
                ["16:00", "16:15", "plenair", "Afsluiting", "Nor van der Linden"],
            ],
            "Blad1": [["van iemand anders"]],
        }
    )


def wrong_workbook() -> bytes:
    """Return a workbook that has to be mended."""
    return workbook(
        {
            "Zalen": [["Zaal", "Stoelen"], ["Zaal Waal", "veel"], ["", 30]],
            "Programma": [["Begin", "Einde", "Soort", "Titel", "Zaal"], ["26:00", "9:00", "feest", "Koffie", "Kelder"]],
        }
    )


def taken(page: Any, base: str, shot: Shot, width: int) -> str:
    """Make one screenshot, and return what there is to say about the page: nothing when all is well."""
    if shot.file is None:
        try:
            answer = page.goto(base + shot.path)
        except Exception as error:  # noqa: BLE001  (a download is no page, and neither is what can only be sent)
            if "Download" in str(error):
                return ""
            only_sent = page.request.get(base + shot.path).status == HTTPStatus.METHOD_NOT_ALLOWED
            return "no page" if only_sent else str(error).splitlines()[0]
        kind = answer.headers.get("content-type", "")
        if answer.status == HTTPStatus.METHOD_NOT_ALLOWED or kind.startswith(FILES):
            return "no page"
    else:
        page.goto(base + shot.path)
        page.locator("input[type=file]").set_input_files(
            {"name": "programma.xlsx", "mimeType": "application/octet-stream", "buffer": shot.file}
        )
        page.locator("main form[enctype] button[type=submit]").click()
        page.wait_for_load_state()
        answer = None
    page.screenshot(path=SHOTS / f"{shot.name}-{width}.png", full_page=True)
    said = [f"{answer.status}"] if answer and answer.status != HTTPStatus.OK else []
    if page.url.removeprefix(base).split("?")[0] != shot.path and shot.file is None:
        said.append(f"→ {page.url.removeprefix(base)}")
    if page.evaluate(SIDEWAYS):
        said.append("SCROLLS SIDEWAYS")
    return " ".join(said)


def main() -> None:
    """Make them all."""
    from playwright.sync_api import sync_playwright

    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir()
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as data, demo(data) as base, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread; the database is asked synchronously all the same.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        day, token = prepared()
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--lang=nl-NL"]
        )
        for nobody in (False, True):
            context = browser.new_context(locale="nl-NL")
            page = context.new_page()
            if not nobody:
                page.goto(f"{base}/login-link/{token}/")
                page.locator("main button[type=submit]").click()
            for shot in shots_of(day, nobody=nobody):
                if wanted and not any(word in shot.name for word in wanted):
                    continue
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 800})
                    said = taken(page, base, shot, width)
                    if said == "no page":
                        break
                    print(f"{shot.name}-{width}.png  {said}".rstrip(), flush=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
