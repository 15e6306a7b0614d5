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
class Copy:
    """A session whose round is still to be chosen, from `rounds`."""

    rounds: tuple[str, ...]
    capacity: int
    minimum: int


@dataclass(frozen=True)
class Day:
    """A problem as the judge sees it.

    capacity, minimum: (workshop, round) → people, sessions with a round of their own only. copies: workshop → its
    other sessions. blocks: workshop → the rounds in which it is one session. needs: participant → rounds in which they
    need a seat. choices: (participant, round) → workshops they may have there. cost, rank: (participant, round,
    workshop) of every choice. levels: the largest effective rank there can be. pinned: (participant, round) → workshop.
    traits: (participant, attribute) → value, when it is not empty. rules: as they stand in the tree.
    """

    rounds: tuple[str, ...]
    workshops: tuple[str, ...]
    people: tuple[str, ...]
    capacity: Mapping[tuple[str, str], int]
    minimum: Mapping[tuple[str, str], int]
    copies: Mapping[str, tuple[Copy, ...]]
    blocks: Mapping[str, tuple[tuple[str, ...], ...]]
    optional: frozenset[str]
    needs: Mapping[str, tuple[str, ...]]
    choices: Mapping[tuple[str, str], tuple[str, ...]]
    rank: Mapping[tuple[str, str, str], int]
    cost: Mapping[tuple[str, str, str], int]
    pinned: Mapping[tuple[str, str], str]
    levels: int
    traits: Mapping[tuple[str, str], str]
    rules: tuple[Tree, ...]

    def bundles(self, person: str) -> Iterator[Bundle]:
        """Yield every set of seats the participant could have when alone: no workshop twice, minima ignored."""
        rounds = self.needs[person]
        for chosen in product(*(self.choices[person, rnd] for rnd in rounds)):
            bundle = tuple(zip(rounds, chosen, strict=True))
            if all(self.once(workshop, held) for workshop, held in rounds_held(bundle).items()):
                yield bundle

    def once(self, workshop: str, held: tuple[str, ...]) -> bool:
        """Return whether these rounds, in the order of the day, are one session or one whole block of the workshop."""
        blocks = self.blocks.get(workshop, ())
        return held in blocks or (len(held) == 1 and not any(held[0] in block for block in blocks))

    def bundle_cost(self, person: str, bundle: Bundle) -> int:
        """Return the cost of these seats."""
        return sum(self.cost[person, rnd, workshop] for rnd, workshop in bundle)

    def outside(self, person: str, bundle: Bundle) -> int:
        """Return how many of these seats are outside the wishes."""
        return sum(self.rank[person, rnd, workshop] == OUTSIDE for rnd, workshop in bundle)


def rounds_held(bundle: Bundle) -> dict[str, tuple[str, ...]]:
    """Return the rounds of each workshop among these seats."""
    held: dict[str, tuple[str, ...]] = {}
    for rnd, workshop in bundle:
        held[workshop] = (*held.get(workshop, ()), rnd)
    return held


def read(data: Tree) -> Day:
    """Return the day that the JSON tree of a problem describes; the tree is taken to be well formed."""
    sessions = sessions_in(data)
    rounds = tuple(entry["id"] for entry in data["rounds"])
    people = {entry["id"]: entry for entry in data["participants"]}
    needs = {name: needed_rounds(entry, rounds, sessions) for name, entry in people.items()}
    chairs = {rnd: with_chairs(data, rnd) for rnd in rounds}
    choices = {
        (name, rnd): chosen
        for name, entry in people.items()
        for rnd, chosen in choices_of(data, entry, {rnd: chairs[rnd] for rnd in needs[name]}).items()
    }
    rank = {
        (name, rnd, workshop): effective_rank(data, people[name], rnd, workshop)
        for (name, rnd), chosen in choices.items()
        for workshop in chosen
    }
    return Day(
        rounds=rounds,
        workshops=tuple(workshop["id"] for workshop in data["workshops"]),
        people=tuple(people),
        capacity=column_of(sessions, "capacity"),
        minimum=column_of(sessions, "minimum"),
        copies=copies_in(data),
        blocks=blocks_in(data),
        optional=optional_in(data),
        needs=needs,
        choices=choices,
        rank=rank,
        cost={key: seat_cost(data, value) for key, value in rank.items()},
        pinned=pinned_in(data),
        levels=largest_rank(data),
        traits=traits_in(data),
        rules=tuple(data.get("rules", ())),
    )


def sessions_in(data: Tree) -> dict[tuple[str, str], Tree]:
    """Return the sessions that have a round, by workshop and round."""
    return {
        (w["id"], session["round"]): session
        for w in data["workshops"]
        for session in w["sessions"]
        if "round" in session
    }


def copies_in(data: Tree) -> dict[str, tuple[Copy, ...]]:
    """Return the sessions whose round is to be chosen, for the workshops that have any.

    A round in which the workshop has a session already is none of theirs.
    """
    taken = sessions_in(data)
    found = {
        w["id"]: tuple(
            Copy(
                rounds=tuple(rnd for rnd in session["any_of"] if (w["id"], rnd) not in taken),
                capacity=session["capacity"],
                minimum=session.get("minimum", 0),
            )
            for session in w["sessions"]
            if "any_of" in session
        )
        for w in data["workshops"]
    }
    return {workshop: copies for workshop, copies in found.items() if copies}


def blocks_in(data: Tree) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the rounds that each workshop spans, for the workshops that span any."""
    blocks: dict[str, tuple[tuple[str, ...], ...]] = {}
    for rule in rules_of(data, "spanning"):
        blocks[rule["workshop"]] = (*blocks.get(rule["workshop"], ()), tuple(rule["rounds"]))
    return blocks


def rules_of(data: Tree, kind: str) -> list[Tree]:
    """Return the rules of one kind."""
    return [rule for rule in data.get("rules", ()) if rule["kind"] == kind]


def traits_in(data: Tree) -> dict[tuple[str, str], str]:
    """Return the organisation and the domain of everybody who has one."""
    return {
        (person["id"], attribute): person[attribute]
        for person in data["participants"]
        for attribute in ("organisation", "domain")
        if person.get(attribute)
    }


def meant(rule: Tree, person: Tree) -> bool:
    """Return whether a rule on eligibility lets this person in."""
    if "participants" in rule:
        return person["id"] in rule["participants"]
    return person.get(rule["attribute"], "") in rule["values"]


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


def choices_of(data: Tree, person: Tree, chairs: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return, for each of these rounds, the workshops with chairs that the person may have, only blocks in full."""
    blocks = blocks_in(data)
    offers = {rnd: open_workshops(data, person, rnd, offered) for rnd, offered in chairs.items()}
    return {
        rnd: tuple(
            workshop
            for workshop in offered
            if all(workshop in offers.get(other, ()) for b in blocks.get(workshop, ()) if rnd in b for other in b)
        )
        for rnd, offered in offers.items()
    }


def open_workshops(data: Tree, person: Tree, rnd: str, offered: list[str]) -> tuple[str, ...]:
    """Return the workshops in the round that this person may have: the fixed one only, if there is one."""
    closed = [
        w for r in rules_of(data, "eligible") if "weight" not in r and not meant(r, person) for w in r["workshops"]
    ]
    barred = {*person.get("forbidden", []), *person.get("leads", []), *closed}
    given = person.get("fixed", {}).get(rnd)
    return tuple(w for w in offered if w not in barred and given in {None, w})


def with_chairs(data: Tree, rnd: str) -> list[str]:
    """Return the workshops that have, or may have, a session with a chair in the round."""
    sessions = {workshop for (workshop, where), s in sessions_in(data).items() if where == rnd and s["capacity"] >= 1}
    copies = {w for w, found in copies_in(data).items() if any(rnd in c.rounds and c.capacity >= 1 for c in found)}
    return [w["id"] for w in data["workshops"] if w["id"] in sessions | copies]


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
