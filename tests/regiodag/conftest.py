# SPDX-License-Identifier: EUPL-1.2
"""The fixtures of `regiodag_people`, `mailing_people` and `mail_server`, for the tests of the site."""

from __future__ import annotations

from mail_server import server
from mailing_people import peopled
from regiodag_people import as_owner, browser_of, day, join, owner, series, stranger

__all__ = ["as_owner", "browser_of", "day", "join", "owner", "peopled", "series", "server", "stranger"]
