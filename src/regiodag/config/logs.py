# SPDX-License-Identifier: EUPL-1.2
"""No personal data in a log line: addresses and tokens are struck out before anything is written."""

from __future__ import annotations

import logging
import re

from regiodag.accounts.addresses import ADDRESS

TOKEN = re.compile(r"/(invitation|invited|login-link|address|d|my)/[A-Za-z0-9_-]{8,}")
BEARER = re.compile(r"rgd_[A-Za-z0-9_-]{8,}")


def scrubbed(text: str) -> str:
    """Return the text without e-mail addresses, personal links and tokens of other systems."""
    return BEARER.sub("rgd_…", TOKEN.sub(r"/\1/…", ADDRESS.sub("…@…", text)))


class Scrub(logging.Filter):
    """Strikes out what is personal in a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True: the record is written, without what is personal."""
        record.msg = scrubbed(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = scrubbed(logging.Formatter().formatException(record.exc_info))
        return True
