# SPDX-License-Identifier: EUPL-1.2
"""E-mail addresses in a text: struck out where they may not be read."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")


def without_addresses(text: str) -> str:
    """Return the text with "…" in place of every e-mail address."""
    return ADDRESS.sub("…", text)
