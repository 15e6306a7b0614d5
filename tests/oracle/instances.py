# SPDX-License-Identifier: EUPL-1.2
"""Small problems of every kind, as JSON trees: drawn by hypothesis, or from a seed.

One generator, fed by dice that either hypothesis or NumPy throws. The trees are always well formed; about two in
three have a placement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from oracle.dice import Dice, DrawnDice, SeededDice, chance, pick, some
from oracle.ruled import ADDING, RULED_KINDS, add_people_traits

Tree = dict[str, Any]

KINDS = ("mixed", "common", "per round", "one round each", "ratings")


@dataclass(frozen=True)
class Sizes:
    """The most people and workshops, and the numbers of rounds to choose from."""

    people: int
    workshops: int
    rounds: tuple[int, ...]


SMALL = Sizes(people=9, workshops=6, rounds=(1, 2, 2, 2, 3, 4))
RULED = Sizes(people=8, workshops=5, rounds=(1, 2, 2, 2, 3))
TINY = Sizes(people=4, workshops=4, rounds=(1, 2, 2, 3))


def seeded(seed: int, kinds: Sequence[str] = KINDS) -> Tree:
    """Return the problem that belongs to the seed."""
    return generate(SeededDice(seed), kinds)


@st.composite
def problems(draw: st.DrawFn, kinds: Sequence[str] = KINDS) -> Tree:
    """Draw a problem of one of the kinds."""
    return generate(DrawnDice(draw), kinds)


@dataclass(frozen=True)
class Shape:
    """What kind of day it is, and which of its features may occur."""

    kind: str
    rounds: list[str]
    workshops: list[str]
    people: list[str]
    gaps: bool
    minima: bool
    optional: bool
    absent: bool
    fixed: bool
    leads: bool
    forbidden: bool
    ties: bool


def ruled(seed: int, kinds: Sequence[str] = RULED_KINDS, sizes: Sizes = RULED) -> Tree:
    """Return the problem with rules of these kinds that belongs to the seed."""
    return generate_ruled(SeededDice(seed), kinds, sizes)


@st.composite
def ruled_problems(draw: st.DrawFn, kinds: Sequence[str] = RULED_KINDS) -> Tree:
    """Draw a problem with rules of these kinds."""
    return generate_ruled(DrawnDice(draw), kinds, RULED)


def generate_ruled(dice: Dice, kinds: Sequence[str], sizes: Sizes) -> Tree:
    """Return a problem with one to three rules of these kinds, or fewer where there is no place for them.

    Sessions whose round is to be chosen are a kind of their own, any_of. Half of the rules that can be soft are.
    """
    wanted = [pick(dice, kinds) for _ in range(pick(dice, (1, 2, 2, 3)))]
    if {"spanning", "any_of"} & {*wanted}:
        sizes = replace(sizes, rounds=sizes.rounds[1:])
    data = generate(dice, ("mixed", "mixed", "common", "per round", "ratings"), sizes)
    add_people_traits(dice, data)
    add_slack(dice, data)
    data["rules"] = []
    for kind in wanted:
        ADDING[kind](dice, data)
    return data


def add_slack(dice: Dice, data: Tree) -> None:
    """Add chairs and lower minima, for rules that leave no placement are dull."""
    spare = dice.whole(0, 3)
    for workshop in data["workshops"]:
        for session in workshop["sessions"]:
            session["capacity"] += spare
            if "minimum" in session and chance(dice, 60):
                session["minimum"] = min(1, session["minimum"])


def generate(dice: Dice, kinds: Sequence[str] = KINDS, sizes: Sizes = SMALL) -> Tree:
    """Return a problem of one of the kinds.

    mixed: everything per session. common: the same capacities and minima in all rounds, nobody away, leading or
    fixed. per round: a list of wishes for each round. one round each: the same, every workshop in one round only.
    ratings: mixed, with ratings in place of wishes.
    """
    shape = draw_shape(dice, pick(dice, kinds), sizes)
    workshops = [a_workshop(dice, shape, name) for name in shape.workshops]
    if chance(dice, 80):
        add_chairs(dice, shape, workshops)
    data: Tree = {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": name} for name in shape.rounds],
        "workshops": workshops,
    }
    if shape.kind == "ratings":
        data["rating_scale"] = pick(dice, ({"best": 5, "worst": 1}, {"best": 1, "worst": 4}, {"best": 10, "worst": 1}))
    elif chance(dice, 40):
        data["wishes_asked"] = dice.whole(0, 4)
    data["participants"] = [a_participant(dice, shape, data, name) for name in shape.people]
    return data


def draw_shape(dice: Dice, kind: str, sizes: Sizes) -> Shape:
    """Return the sizes and the features of a problem of that kind."""
    rounds = pick(dice, sizes.rounds)
    each = kind == "one round each"
    workshops = dice.whole(1, 3) * rounds if each else dice.whole(max(1, rounds - chance(dice, 5)), sizes.workshops)
    common = kind == "common"
    return Shape(
        kind=kind,
        rounds=[f"r{k}" for k in range(rounds)],
        workshops=[f"w{k}" for k in range(workshops)],
        people=[f"p{k}" for k in range(dice.whole(1, sizes.people))],
        gaps=not common and not each and chance(dice, 40),
        minima=chance(dice, 45),
        optional=chance(dice, 45),
        absent=not common and chance(dice, 30),
        fixed=not common and chance(dice, 30),
        leads=not common and chance(dice, 30),
        forbidden=chance(dice, 35),
        ties=chance(dice, 40),
    )


def a_workshop(dice: Dice, shape: Shape, name: str) -> Tree:
    """Return a workshop with its sessions."""
    position = shape.workshops.index(name)
    offered = [rnd for rnd in shape.rounds if not (shape.gaps and chance(dice, 25))]
    if shape.kind == "one round each":
        offered = [shape.rounds[position % len(shape.rounds)]]
    same = a_session(dice, shape)
    workshop: Tree = {
        "id": name,
        "title": f"Workshop {position}",
        "sessions": [{"round": rnd, **(same if shape.kind == "common" else a_session(dice, shape))} for rnd in offered],
    }
    if shape.optional and chance(dice, 50):
        workshop["optional"] = True
    return workshop


def a_session(dice: Dice, shape: Shape) -> Tree:
    """Return the capacity and perhaps the minimum of a session; the chairs are on the tight side."""
    per_round = len(shape.workshops) / (len(shape.rounds) if shape.kind == "one round each" else 1)
    fair_share = -(-len(shape.people) // max(1, int(per_round)))
    capacity = max(0, fair_share + dice.whole(-1, 1)) if not chance(dice, 6) else 0
    session: Tree = {"capacity": capacity}
    if shape.minima and chance(dice, 50):
        session["minimum"] = dice.whole(0, min(3, capacity + chance(dice, 4)))
    return session


def add_chairs(dice: Dice, shape: Shape, workshops: list[Tree]) -> None:
    """Add chairs until every round has one for everybody; on a common day in all rounds at once."""
    wanted = len(shape.people) + dice.whole(0, 2)
    for rnd in shape.rounds:
        sessions = {w["id"]: s for w in workshops for s in w["sessions"] if s["round"] == rnd}
        while sessions and sum(s["capacity"] for s in sessions.values()) < wanted:
            chosen = workshops[shape.workshops.index(pick(dice, list(sessions)))]
            for session in chosen["sessions"] if shape.kind == "common" else [sessions[chosen["id"]]]:
                session["capacity"] += 1


def a_participant(dice: Dice, shape: Shape, data: Tree, name: str) -> Tree:
    """Return a participant with wishes and, now and then, with personal rules that do not contradict each other."""
    person: Tree = {"id": name, **personal_rules(dice, shape)}
    if shape.fixed and chance(dice, 30):
        add_fixed(dice, data, person)
    if shape.kind == "ratings":
        person["ratings"] = draw_ratings(dice, shape, data["rating_scale"])
    elif shape.kind in {"per round", "one round each"}:
        rounds = some(dice, shape.rounds, dice.whole(0, 2) + len(shape.rounds) - 1)
        person["wishes"] = {rnd: draw_wishes(dice, shape, given_in(data, rnd)) for rnd in rounds}
    else:
        person["wishes"] = draw_wishes(dice, shape, shape.workshops)
    return person


def personal_rules(dice: Dice, shape: Shape) -> Tree:
    """Return absences, workshops that are led and workshops that are forbidden."""
    rules: Tree = {}
    if shape.absent and chance(dice, 30):
        rules["rounds"] = some(dice, shape.rounds, dice.whole(0, len(shape.rounds) - 1))
    if shape.leads and chance(dice, 20):
        rules["leads"] = some(dice, shape.workshops, 1)
    if shape.forbidden and chance(dice, 30):
        rules["forbidden"] = some(dice, shape.workshops, dice.whole(1, 2))
    return rules


def given_in(data: Tree, rnd: str) -> list[str]:
    """Return the workshops that have a session in the round."""
    return [w["id"] for w in data["workshops"] if any(s["round"] == rnd for s in w["sessions"])]


def add_fixed(dice: Dice, data: Tree, person: Tree) -> None:
    """Fix one or two seats, in rounds in which the participant is free and workshops they may have."""
    led = {rnd["id"] for rnd in data["rounds"] if {*given_in(data, rnd["id"])} & {*person.get("leads", [])}}
    barred = {*person.get("forbidden", []), *person.get("leads", [])}
    present = person.get("rounds", [rnd["id"] for rnd in data["rounds"]])
    fixed: dict[str, str] = {}
    for rnd in some(dice, [rnd for rnd in present if rnd not in led], dice.whole(1, 2)):
        open_ = [w for w in given_in(data, rnd) if w not in barred and w not in fixed.values()]
        fixed |= {rnd: pick(dice, open_)} if open_ else {}
    person["fixed"] = fixed


def draw_wishes(dice: Dice, shape: Shape, workshops: Sequence[str]) -> list[str | list[str]]:
    """Return a list of wishes: popular workshops come early, short lists and empty ones occur."""
    wished = sorted(some(dice, workshops, dice.whole(0, 4)), key=lambda name: (dice.whole(0, 2), name))
    groups: list[str | list[str]] = []
    while wished:
        count = dice.whole(2, 3) if shape.ties and chance(dice, 30) else 1
        group, wished = wished[:count], wished[count:]
        groups.append(group[0] if len(group) == 1 else group)
    return groups


def draw_ratings(dice: Dice, shape: Shape, scale: Tree) -> dict[str, int]:
    """Return ratings on the scale, of some workshops."""
    low, high = sorted(scale.values())
    rated = some(dice, shape.workshops, dice.whole(0, len(shape.workshops)))
    return {name: dice.whole(low, high) for name in rated}
