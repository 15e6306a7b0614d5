# SPDX-License-Identifier: EUPL-1.2
"""Who can have each other's chairs: the fewest people whose wishes to swap go round."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Protocol, TypeVar


class Wish(Protocol):
    """A wish to swap: what is given, and what is wanted for it."""

    @property
    def gives_id(self) -> Hashable:
        """What is given."""

    @property
    def wants_id(self) -> Hashable:
        """What is wanted."""


W = TypeVar("W", bound=Wish)


def shortest_cycle(wish: W, others: Iterable[W]) -> list[W]:
    """Return the shortest way in which a wish comes true: each gets what the next one gives, the last what the first.

    Empty when there is none. Of equally short ways it is the one of those who stand first in `others`. Nobody is in it
    twice as long as nobody gives two things: no thing is passed twice. Breadth-first search (Moore, The shortest path
    through a maze, 1959), in time of the order of the number of wishes.
    """
    gives: dict[Hashable, list[W]] = {}
    for each in others:
        gives.setdefault(each.gives_id, []).append(each)
    ways: list[list[W]] = [[wish]]
    seen = {wish.wants_id}
    for way in ways:  # it grows while it is gone through
        if way[-1].wants_id == wish.gives_id:
            return way
        for each in gives.get(way[-1].wants_id, ()):
            if each.wants_id not in seen:
                seen.add(each.wants_id)
                ways.append([*way, each])
    return []
