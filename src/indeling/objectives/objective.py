# SPDX-License-Identifier: EUPL-1.2
"""What an objective is: a list of levels, each a whole number to be made as small as can be, the first above all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from indeling.errors import Text
from indeling.problem import Ints

PersonCount = Callable[[Ints, Ints], Ints]
"""From seats outside the wishes and regret of each participant (both int64, one shape) to a number ≥ 0."""


@dataclass(frozen=True, eq=False)
class Scale:
    """What levels are made from.

    rounds: R. costs: (G + 1,) cost of each effective rank, index 0 outside the wishes. regrets: the values that
    a participant's regret can take, ascending, each once.
    """

    rounds: int
    costs: Ints
    regrets: Ints

    @property
    def worst_rank(self) -> int:
        """G, the worst effective rank that can occur."""
        return len(self.costs) - 1


@dataclass(frozen=True)
class Title:
    """Name of a level: `key` is for machines and unique in an objective, `text` is for people."""

    key: str
    text: Text


@dataclass(frozen=True, eq=False)
class SeatLevel:
    """A number to be made as small as can be: a sum over seats, never negative.

    seat (G + 1,): the weight of a seat by its effective rank, index 0 outside the wishes.
    """

    title: Title
    seat: Ints


@dataclass(frozen=True, eq=False)
class PersonLevel:
    """A number to be made as small as can be: a sum over people, never negative.

    person: counts a participant by their seats outside the wishes and their regret.
    """

    title: Title
    person: PersonCount


Level = SeatLevel | PersonLevel


class OneByOne:
    """Of an objective whose levels count one person after the other, in the order of `indeling.lots.order_of_turns`.

    Its `levels` are then those of each person; the levels of one person are above those of all who come later.
    """


class Objective(Protocol):
    """One aim. Add one by adding a file with an `OBJECTIVE` (CONTRIBUTING.md shows how)."""

    name: str
    per_seat: bool
    """Every level is a sum over seats: the problem is then a flow, and much faster."""

    def levels(self, scale: Scale) -> Iterator[Level]:
        """Return the levels, most important first."""

    def guide(self, scale: Scale) -> Level:
        """Return one level whose best placement is a good start for the real levels."""
