# SPDX-License-Identifier: EUPL-1.2
"""What can be registered: audiences, placeholders, moments. One of each per file, in the app that knows about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from regiodag.days.models import Day


@dataclass(frozen=True)
class Recipient:
    """Somebody who can be written to."""

    id: UUID
    name: str
    email: str


@dataclass(frozen=True)
class Audience:
    """A part of the people of a day.

    code: never changes. people: who it is now, given what was chosen. choices: what there is to choose from, as code
    and name; None: nothing is to be chosen.
    """

    code: str
    name: Any
    order: int
    people: Callable[[Day, Sequence[str]], list[Recipient]]
    choices: Callable[[Day], list[tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Placeholder:
    """Something that differs per person or day: `{word}` in a text stands for it.

    code: never changes, and is understood in every language. word: what organisers write, in their language.
    values: what it is for people, by their id; who has none is left out. link: it is an address to click on, which is
    filled in only when the mail is sent, so that nobody but its owner sees it. shared: it is the same for everybody.
    absent: what is to be done when nobody has it, in a sentence.
    """

    code: str
    word: Any
    explained: Any
    order: int
    values: Callable[[Day, Sequence[UUID]], Mapping[UUID, str]]
    link: bool = False
    shared: bool = False
    absent: Any = ""


@dataclass(frozen=True)
class Moment:
    """Something before which a rule can write. name: as in "7 days before …". when: None while it is not known."""

    code: str
    name: Any
    order: int
    when: Callable[[Day], datetime | None]


@dataclass(frozen=True)
class Person:
    """Whom a mail is about, as the app that knows them tells it. where: the address of their page, if there is one."""

    name: str
    email: str
    where: str = ""
