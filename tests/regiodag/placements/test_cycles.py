# SPDX-License-Identifier: EUPL-1.2
"""Who can have each other's chairs: the fewest people, compared with going through all of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, permutations
from random import Random

import pytest

from regiodag.placements.queries.cycles import shortest_cycle


@dataclass(frozen=True)
class Wish:
    who: str
    gives_id: str
    wants_id: str


def made(*words: str) -> list[Wish]:
    """Wishes from words such as "ada FC": Ada gives F and wants C."""
    return [Wish(word.split()[0], word.split()[1][0], word.split()[1][1]) for word in words]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ada FC"], []),
        (["ada FC", "bo CF"], ["ada", "bo"]),
        (["ada FC", "bo CD", "cas DF"], ["ada", "bo", "cas"]),
        (["ada FC", "bo CD", "cas DF", "dee CF"], ["ada", "dee"]),
        (["ada FC", "dee CF", "eva CF"], ["ada", "dee"]),
        (["ada FC", "bo CD", "cas DC"], []),
        (["ada FC", "bo FC"], []),
    ],
)
def test_fewest_people_whose_wishes_go_round_are_found(words: list[str], found: list[str]) -> None:
    wish, *others = made(*words)
    assert [each.who for each in shortest_cycle(wish, others)] == found


def test_as_short_as_going_through_all_of_them() -> None:
    chance = Random(7)
    for _time in range(300):
        wishes = [Wish(str(who), *chance.sample("ABCDE", 2)) for who in range(6)]
        found = shortest_cycle(wishes[0], wishes[1:])
        assert len(found) == shortest(wishes)
        assert all(one.wants_id == other.gives_id for one, other in zip(found, found[1:] + found[:1], strict=True))


def shortest(wishes: list[Wish]) -> int:
    """The number of people in the shortest way, by trying every row of people; 0 for none."""
    for number in range(1, len(wishes)):
        for others in permutations(wishes[1:], number):
            way = [wishes[0], *others, wishes[0]]
            if all(one.wants_id == other.gives_id for one, other in pairwise(way)):
                return number + 1
    return 0
