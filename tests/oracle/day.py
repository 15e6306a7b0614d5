# SPDX-License-Identifier: EUPL-1.2
"""What a problem asks, derived once more from its JSON tree: who may sit where, at what rank and what cost.

Nothing here comes from `indeling`: plain dictionaries keyed by ids, slow and simple, so that a mistake in the
engine's columns cannot hide in its judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

OUTSIDE = 0
"""Rank of a seat outside the wishes."""

Tree = Mapping[str, Any]
Bundle = tuple[tuple[str, str], ...]
"""The seats of one participant: pairs (round, workshop)."""

Seats = Mapping[tuple[str, str], str]
"""(participant, round) → workshop."""


@dataclass(frozen=True)
class Day:
    """A problem as the judge sees it.

    capacity, minimum: (workshop, round) → people, sessions only. needs: participant → rounds in which they need a
    seat. choices: (participant, round) → workshops they may have there. cost, rank: (participant, round, workshop)
    of every choice. levels: the largest effective rank there can be. pinned: (participant, round) → workshop.
    """

    rounds: tuple[str, ...]
    people: tuple[str, ...]
    capacity: Mapping[tuple[str, str], int]
    minimum: Mapping[tuple[str, str], int]
    optional: frozenset[str]
    needs: Mapping[str, tuple[str, ...]]
    choices: Mapping[tuple[str, str], tuple[str, ...]]
    rank: Mapping[tuple[str, str, str], int]
    cost: Mapping[tuple[str, str, str], int]
    pinned: Mapping[tuple[str, str], str]
    levels: int

    def bundles(self, person: str) -> Iterator[Bundle]:
        """Yield every set of seats the participant could have when alone: no workshop twice, minima ignored."""
        rounds = self.needs[person]
        for chosen in product(*(self.choices[person, rnd] for rnd in rounds)):
            if len(set(chosen)) == len(chosen):
                yield tuple(zip(rounds, chosen, strict=True))

    def bundle_cost(self, person: str, bundle: Bundle) -> int:
        """Return the cost of these seats."""
        return sum(self.cost[person, rnd, workshop] for rnd, workshop in bundle)

    def outside(self, person: str, bundle: Bundle) -> int:
        """Return how many of these seats are outside the wishes."""
        return sum(self.rank[person, rnd, workshop] == OUTSIDE for rnd, workshop in bundle)


def read(data: Tree) -> Day:
    """Return the day that the JSON tree of a problem describes; the tree is taken to be well formed."""
    sessions = sessions_in(data)
    rounds = tuple(entry["id"] for entry in data["rounds"])
    people = {entry["id"]: entry for entry in data["participants"]}
    needs = {name: needed_rounds(entry, rounds, sessions) for name, entry in people.items()}
    rank = {name: ranks_of(data, entry, needs[name], sessions) for name, entry in people.items()}
    choices = {(name, rnd): tuple(open_) for name, ranks in rank.items() for rnd, open_ in ranks.items()}
    flat = {(*key, workshop): rank[key[0]][key[1]][workshop] for key, open_ in choices.items() for workshop in open_}
    return Day(
        rounds=rounds,
        people=tuple(people),
        capacity=column_of(sessions, "capacity"),
        minimum=column_of(sessions, "minimum"),
        optional=optional_in(data),
        needs=needs,
        choices=choices,
        rank=flat,
        cost={key: seat_cost(data, value) for key, value in flat.items()},
        pinned=pinned_in(data),
        levels=largest_rank(data),
    )


def ranks_of(
    data: Tree, person: Tree, rounds: tuple[str, ...], sessions: Mapping[tuple[str, str], Tree]
) -> dict[str, dict[str, int]]:
    """Return, for each of these rounds, the workshops that the person may have and the effective rank of each."""
    return {
        rnd: {
            workshop: effective_rank(data, person, rnd, workshop) for workshop in open_workshops(person, rnd, sessions)
        }
        for rnd in rounds
    }


def sessions_in(data: Tree) -> dict[tuple[str, str], Tree]:
    """Return the sessions by workshop and round."""
    return {(w["id"], session["round"]): session for w in data["workshops"] for session in w["sessions"]}


def column_of(sessions: Mapping[tuple[str, str], Tree], key: str) -> dict[tuple[str, str], int]:
    """Return the capacity or the minimum of every session; a minimum that is not given is 0."""
    return {where: session.get(key, 0) for where, session in sessions.items()}


def optional_in(data: Tree) -> frozenset[str]:
    """Return the workshops that may be dropped."""
    return frozenset(workshop["id"] for workshop in data["workshops"] if workshop.get("optional"))


def pinned_in(data: Tree) -> dict[tuple[str, str], str]:
    """Return the fixed places."""
    return {(p["id"], rnd): workshop for p in data["participants"] for rnd, workshop in p.get("fixed", {}).items()}


def needed_rounds(person: Tree, rounds: tuple[str, ...], sessions: Mapping[tuple[str, str], Tree]) -> tuple[str, ...]:
    """Return the rounds in which the person is present and leads nothing; a session of 0 chairs is led all the same."""
    present = person.get("rounds", rounds)
    led = person.get("leads", [])
    return tuple(rnd for rnd in rounds if rnd in present and not any((workshop, rnd) in sessions for workshop in led))


def open_workshops(person: Tree, rnd: str, sessions: Mapping[tuple[str, str], Tree]) -> tuple[str, ...]:
    """Return the workshops with a chair in the round that this person may have: the fixed one only, if there is one."""
    barred = {*person.get("forbidden", []), *person.get("leads", [])}
    given = person.get("fixed", {}).get(rnd)
    return tuple(
        workshop
        for (workshop, where), session in sessions.items()
        if where == rnd and session["capacity"] >= 1 and workshop not in barred and given in {None, workshop}
    )


def effective_rank(data: Tree, person: Tree, rnd: str, workshop: str) -> int:
    """Return the effective rank of a seat for this person, OUTSIDE when it is outside the wishes."""
    if "rating_scale" in data:
        ratings = person.get("ratings", {})
        return abs(data["rating_scale"]["best"] - ratings[workshop]) + 1 if workshop in ratings else OUTSIDE
    groups = wishes_in(person, rnd)
    for position, group in enumerate(groups, start=1):
        if workshop == group or (isinstance(group, list) and workshop in group):
            return position
    # Who lists fewer than asked would take anything next; who lists nothing takes anything at once.
    return len(groups) + 1 if not groups or len(groups) < asked(data) else OUTSIDE


def wishes_in(person: Tree, rnd: str) -> list[Any]:
    """Return the groups this person listed for the round."""
    wishes = person.get("wishes", [])
    found: list[Any] = wishes.get(rnd, []) if isinstance(wishes, Mapping) else wishes
    return found


def longest_list(data: Tree) -> int:
    """Return the number of groups in the longest list of wishes."""
    lists = [
        wished
        for person in data["participants"]
        for wished in (
            person.get("wishes", {}).values()
            if isinstance(person.get("wishes"), Mapping)
            else [person.get("wishes", [])]
        )
    ]
    return max(map(len, lists), default=0)


def asked(data: Tree) -> int:
    """Return K, the number of wishes the form asked for."""
    stated = data.get("wishes_asked")
    return longest_list(data) if stated is None else int(stated)


def seat_cost(data: Tree, rank: int) -> int:
    """Return what a seat of that effective rank costs."""
    if "rating_scale" in data:
        scale = data["rating_scale"]
        return rank - 1 if rank != OUTSIDE else max(100, 2 * abs(scale["best"] - scale["worst"]))
    return triangular(rank) if rank != OUTSIDE else max(100, triangular(asked(data) + 1))


def triangular(rank: int) -> int:
    """Return c_k = k(k − 1)/2: 0, 1, 3, 6, ... for k from 1."""
    return rank * (rank - 1) // 2


def largest_rank(data: Tree) -> int:
    """Return the largest effective rank that can occur, at least 1."""
    if "rating_scale" in data:
        scale: dict[str, int] = data["rating_scale"]
        return abs(scale["best"] - scale["worst"]) + 1
    return max(1, asked(data), longest_list(data))
