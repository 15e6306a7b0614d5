# SPDX-License-Identifier: EUPL-1.2
"""The fixtures of `regiodag_browser`, `regiodag_people` and others, for journeys through the site."""

from __future__ import annotations

from changing_people import changing
from mailing_people import peopled
from placed_people import placeable
from played_worker import worker_is_played
from regiodag_browser import (
    axe,
    base_url,
    browser_context_args,
    browser_is_there,
    browser_type_launch_args,
    complaints,
    new_context,
    phone,
    sign_in,
)
from regiodag_people import as_owner, browser_of, day, join, owner, series, stranger

__all__ = [
    "as_owner", "axe", "base_url", "browser_context_args", "browser_is_there", "browser_of", "browser_type_launch_args",
    "changing", "complaints", "day", "join", "new_context", "owner", "peopled", "phone", "placeable", "series",
    "sign_in", "stranger", "worker_is_played",
]  # fmt: skip
