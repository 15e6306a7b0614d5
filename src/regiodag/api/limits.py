# SPDX-License-Identifier: EUPL-1.2
"""So many requests a minute per token, so that a program that runs wild does not keep people from registering."""

from __future__ import annotations

import time

from django.conf import settings

from regiodag.api.models import ApiToken
from regiodag.api.problems import ProblemError
from regiodag.registrations.limits import allowed

MINUTE = 60


def count(token: ApiToken) -> None:
    """Count a request. Raises ProblemError when the token has had its number for this minute."""
    if not allowed("api", str(token.pk), settings.API_CALLS_A_MINUTE, MINUTE):
        wait = MINUTE - int(time.time()) % MINUTE
        told = f"This token may ask {settings.API_CALLS_A_MINUTE} times a minute. Wait {wait} seconds."
        raise ProblemError("too-many", told, headers={"Retry-After": str(wait)})
