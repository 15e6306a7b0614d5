# SPDX-License-Identifier: EUPL-1.2
"""What is put into a mail only when it is sent, so that it stands in no database: personal links.

Text that holds `[[personal-link]]` gets the link of whom the mail is about. Apps register what they can fill in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

MARK = re.compile(r"\[\[([a-z-]+)\]\]")
PERSONAL_LINK = "[[personal-link]]"

_FILLERS: dict[str, Callable[[UUID], str]] = {}


def register(name: str, fill: Callable[[UUID], str]) -> None:
    """Let `[[name]]` be filled in by a function of the id of whom the mail is about."""
    _FILLERS[name] = fill


def filled(text: str, about: UUID | None) -> str:
    """Return the text with everything filled in; marks that nobody knows stay."""
    if about is None:
        return text
    return MARK.sub(lambda mark: _FILLERS[mark[1]](about) if mark[1] in _FILLERS else mark[0], text)
