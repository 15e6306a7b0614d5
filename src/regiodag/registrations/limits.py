# SPDX-License-Identifier: EUPL-1.2
"""How often something may be tried. Counted in the cache, under a digest: no address stands there."""

from __future__ import annotations

import time

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PERIOD = 15 * 60
DAY = 24 * 60 * 60
"""Seconds after which counting begins anew: mostly, and where mail to somebody is counted."""


def allowed(what: str, whom: str, most: int, period: int = PERIOD) -> bool:
    """Count a try of something by or about somebody; return whether it is one of the first `most` in this period.

    period: in seconds. Counts may be lost, and two tries at once may count as one: a limit need not be exact.
    """
    words = f"{what}:{whom}:{int(time.time() // period)}"
    key = f"limit:{salted_hmac('regiodag.registrations.limits', words, algorithm='sha256').hexdigest()}"
    tries = int(cache.get(key, 0)) + 1
    cache.set(key, tries, period)
    return tries <= most


def visitor(request: HttpRequest) -> str:
    """Return the network address of whoever asks, "" when it is not known."""
    return str(get_client_ip_address(request) or "")
