# SPDX-License-Identifier: EUPL-1.2
"""What is put into a mail only when it is sent: personal links, so that they stand in no database, and whole texts.

Text that holds `[[personal-link]]` gets the link of whom the mail is about. A mail of a kind that is written late
stands in the outbox without text: whoever causes it need not wait for that. Apps register what they can do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from regiodag.messages.models import Mail

MARK = re.compile(r"\[\[([a-z-]+)\]\]")
PERSONAL_LINK = "[[personal-link]]"


@dataclass(frozen=True)
class Words:
    """What a mail says. html: the same with markup; calendar: a file for their calendar; "" when there is none."""

    text: str
    html: str = ""
    calendar: str = ""


_FILLERS: dict[str, Callable[[UUID], str]] = {}
_WRITERS: dict[str, Callable[[str, UUID], Words | None]] = {}


def register(name: str, fill: Callable[[UUID], str]) -> None:
    """Let `[[name]]` be filled in by a function of the id of whom the mail is about."""
    _FILLERS[name] = fill


def register_writer(kind: str, write: Callable[[str, UUID], Words | None]) -> None:
    """Let mails of a kind be written by a function of the kind and the id of whom they are about; None: nobody."""
    _WRITERS[kind] = write


def filled(words: Words, about: UUID | None) -> Words:
    """Return what a mail says with everything filled in, each thing looked up once; marks that nobody knows stay."""
    if about is None:
        return words
    value_of = cache(lambda name: _FILLERS[name](about))

    def fill(text: str) -> str:
        return MARK.sub(lambda mark: value_of(mark[1]) if mark[1] in _FILLERS else mark[0], text)

    return replace(words, text=fill(words.text), html=fill(words.html))


def words_of(mail: Mail) -> Words | None:
    """Return what a mail says, or would say if it were sent now; None when whom it is about is not there any more."""
    if mail.text or mail.about is None or mail.kind not in _WRITERS:
        return Words(mail.text, mail.html, mail.calendar)
    return _WRITERS[mail.kind](mail.kind, mail.about)
