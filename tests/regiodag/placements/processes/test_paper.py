# SPDX-License-Identifier: EUPL-1.2
"""What makes a PDF reads files of the site, and nothing else."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from pypdf import PdfReader

from regiodag.placements.processes import process
from regiodag.placements.processes.paper import BASE, STATIC, file_of


def test_style_sheet_and_font_of_the_site_are_read() -> None:
    found = [file_of(BASE + path) for path in ("look/paper.css", "look/../vendor/atkinson/normal.woff2")]
    assert found == [STATIC / "look/paper.css", STATIC / "vendor/atkinson/normal.woff2"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/look/paper.css",
        "http://static.invalid/look/paper.css",
        "file:///etc/hostname",
        f"{BASE}../config/settings.py",
        f"{BASE}../../../requirements/dev.css",
        f"{BASE}scripts/wanted.js",
        "/etc/passwd",
    ],
)
def test_whatever_else_a_page_asks_for_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        file_of(url)


def test_page_that_asks_for_something_else_is_made_without_it() -> None:
    page = '<html lang="nl"><title>Proef</title><img alt="" src="file:///etc/hostname"><p>Wel dit</p></html>'
    answer = process.ask("pdf", {"html": page}, 60, door=process.PAPER)
    (only,) = PdfReader(BytesIO(base64.b64decode(answer["pdf"]))).pages
    assert (only.extract_text().strip(), list(only.images)) == ("Wel dit", [])
