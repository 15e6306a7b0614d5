# SPDX-License-Identifier: EUPL-1.2
"""What somebody should know before they move a day to another state. Later parts of the work register theirs here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from regiodag.days.models import Day
from regiodag.days.states import Move

Look = Callable[[Day, Move], Iterable[str]]
_looks: list[Look] = []


def register(look: Look) -> None:
    """Let a part of the work say what is doubtful about a move; it changes nothing."""
    _looks.append(look)


def doubts_about(day: Day, move: Move) -> list[str]:
    """Return what should be looked at before a move, each in a sentence or two that say what to do."""
    return [doubt for look in _looks for doubt in look(day, move)]
