# SPDX-License-Identifier: EUPL-1.2
"""Makes a PDF of a page: what runs in a process of its own, with a ceiling on memory and time (process.py starts it).

Nothing of the site or of Django is imported here. The page may use the style sheets, fonts and pictures of the site and
nothing else: no network, no other file.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from regiodag.placements.processes.confined import limit, say

STATIC = Path(__file__).parents[2] / "static"
BASE = "https://static.invalid/"
"""Where the page believes that it stands, so that addresses in it are those of files below STATIC."""
KINDS = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}

MEMORY = 2_000_000_000
WRITTEN = 20_000_000
"""Bytes of a file: fonts are unpacked into a temporary one."""

Json = dict[str, Any]


def main(task: str, seconds: str, parent: str) -> None:
    """Do a task with what comes in, within so many seconds, for as long as the process `parent` is there."""
    limit(int(seconds), int(parent), MEMORY, WRITTEN)
    asked = json.loads(sys.stdin.buffer.read())
    try:
        answer = TASKS[task](asked)
    except OSError as error:  # a library of the system is not there
        logging.getLogger(__name__).warning("no PDF can be made: %s", str(error).splitlines()[0])
        answer = {"refused": "library"}
    except MemoryError:
        os._exit(1)  # there is no room left to leave in order
    say({"answer": answer})


def _pdf(asked: Json) -> Json:
    """Return the page `html` as a PDF that a screen reader can read aloud (PDF/UA-1), in base 64."""
    from weasyprint import HTML  # noqa: PLC0415  (fails with OSError where Pango is not installed)
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  (as above)

    class Fetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
        """Reads what is of the site."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  (as the library calls it)
            """Return a file. Raises ValueError for what is not of the site."""
            path = file_of(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})

    page = HTML(string=asked["html"], base_url=BASE, url_fetcher=Fetcher())
    return {"pdf": base64.b64encode(page.write_pdf(pdf_variant="pdf/ua-1")).decode()}


def file_of(url: str) -> Path:
    """Return the file that an address means. Raises ValueError when it is none of the site's own."""
    path = (STATIC / url.removeprefix(BASE)).resolve()
    if not url.startswith(BASE) or not path.is_relative_to(STATIC) or path.suffix not in KINDS:
        raise ValueError(url)
    return path


TASKS = {"pdf": _pdf}


if __name__ == "__main__":
    main(*sys.argv[1:4])
