# SPDX-License-Identifier: EUPL-1.2
"""How a file that a leader gave is handed out: to keep, never to be shown by the site itself (trust.md, 8)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.text import slugify

from regiodag.days.views.attachment import attachment
from regiodag.placements.material import KINDS
from regiodag.placements.models import Material

ALONE = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""Whoever opens it in a browser all the same has a page that may do nothing."""


def given(material: Material) -> HttpResponse:
    """Return the answer with which a browser keeps the file."""
    with material.file.open("rb") as file:
        content = file.read()
    name = (slugify(material.name) or "bestand") + material.suffix
    answer = attachment(content, name, KINDS[material.suffix])
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
