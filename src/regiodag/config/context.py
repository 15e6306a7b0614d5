# SPDX-License-Identifier: EUPL-1.2
"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from regiodag.accounts.roles import Permission, allows


def site(request: HttpRequest) -> dict[str, Any]:
    """Return whether this is the demo, the languages, and what the visitor may do in the day or series they look at."""
    role = getattr(request, "role", None)
    may = {permission.name.lower(): allows(role, permission) for permission in Permission}
    return {"demo": settings.DEMO, "languages": settings.LANGUAGES, "role": role, "may": may}
