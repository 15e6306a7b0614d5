# SPDX-License-Identifier: EUPL-1.2
"""So many requests a minute per token, so that a program that runs wild does not keep people from registering."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache

from regiodag.api.models import ApiToken
from regiodag.api.problems import ProblemError

MINUTE = 60


def count(token: ApiToken) -> None:
    """Count a request. Raises ProblemError when the token has had its number for this minute.

    Counts are kept in the cache and may be lost; two that come at once may count as one. A limit need not be exact.
    """
    now = int(time.time())
    key = f"api:{token.pk}:{now // MINUTE}"
    seen = cache.get(key, 0) + 1
    cache.set(key, seen, 2 * MINUTE)
    if seen > settings.API_CALLS_A_MINUTE:
        wait = MINUTE - now % MINUTE
        told = f"This token may ask {settings.API_CALLS_A_MINUTE} times a minute. Wait {wait} seconds."
        raise ProblemError("too-many", told, headers={"Retry-After": str(wait)})
