# SPDX-License-Identifier: EUPL-1.2
"""Files that somebody takes along."""

from __future__ import annotations

from django.http import HttpResponse


def attachment(content: bytes | str, name: str, kind: str) -> HttpResponse:
    """Return the answer with which a browser keeps a file. name: of the file, in ASCII; kind: its media type."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
