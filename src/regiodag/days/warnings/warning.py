# SPDX-License-Identifier: EUPL-1.2
"""What a warning is, and what a check that gives warnings looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol
from uuid import UUID

from regiodag.days.programme import Programme


class Severity(IntEnum):
    """How bad it is: it cannot go on like this, or somebody should look at it."""

    PROBLEM = 1
    ATTENTION = 2


@dataclass(frozen=True)
class Warned:
    """Something wrong with a programme.

    mark: a few words, for on the card. what: what is wrong and where, in a sentence. to_do: what helps, in a sentence.
    about: the ids of the items, sessions, workshops, rounds and rooms that it is about; the one to change first.
    """

    severity: Severity
    mark: str
    what: str
    to_do: str
    about: tuple[UUID, ...]

    @property
    def is_problem(self) -> bool:
        """Whether it cannot go on like this."""
        return self.severity is Severity.PROBLEM


class Check(Protocol):
    """Looks at a programme; reads no database and changes nothing."""

    def __call__(self, programme: Programme, /) -> Iterator[Warned]:
        """Yield what is wrong."""
        ...
