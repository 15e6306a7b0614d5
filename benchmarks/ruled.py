# SPDX-License-Identifier: EUPL-1.2
"""Days with rules, a repair and a mix, to measure: the same days as without, with a handful of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.instances import SIZES, Kind, make_day
from indeling import Placement, Problem, solve
from indeling.rules import parse_rules
from indeling.solver import Beyond
from indeling.studies.repair import repair

Run = Callable[[], tuple[str, str]]

RULED = (150, 400, 2_000)
"""Sizes measured with `--ruled`, as far as they are asked for."""

PAIRS = 10
"""Pairs who sit together, and pairs who sit apart."""

OF_ONE_ORGANISATION = 3
"""So many people of one organisation may be in a session."""

CHANGES = 10
"""People who cancel, and people who come late, in a repair."""

SHORT = 3
"""Chairs that two of the fullest sessions lose in a repair."""


def ruled_day(people: int, seed: int = 1) -> Problem:
    """Return a day with pairs, at most three of one organisation in a session, rooms, and leaders who are away."""
    day = _with_traits(make_day(Kind(SIZES[people], "groups"), seed), seed)
    chance = np.random.default_rng(seed)
    drawn = [day.participant_ids[at] for at in chance.permutation(people)]
    pairs = [drawn[at : at + 2] for at in range(0, 4 * PAIRS, 2)]
    rules: list[dict[str, Any]] = [{"kind": "together", "participants": pair} for pair in pairs[:PAIRS]]
    rules += [{"kind": "apart", "participants": pair} for pair in pairs[PAIRS:]]
    rules += [{"kind": "at_most", "attribute": "organisation", "count": OF_ONE_ORGANISATION}]
    chairs = np.sort(day.capacity.max(axis=1))
    rooms = [{"id": f"room{at}", "capacity": int(-(-seats // 5) * 5)} for at, seats in enumerate(chairs)]
    attends = day.attends.copy()
    attends[chance.choice(people, day.workshop_count // 4, replace=False), 0] = False
    return replace(day, attends=attends, rules=parse_rules([*rules, {"kind": "rooms", "rooms": rooms}]))


def _with_traits(day: Problem, seed: int) -> Problem:
    """Return the day with an organisation, large or small, and one of six domains for everybody."""
    chance, people = np.random.default_rng(seed), day.participant_count
    organisations = tuple(f"o{number}" for number in chance.geometric(0.02, people))
    return replace(day, organisations=organisations, domains=tuple(f"d{at}" for at in chance.integers(0, 6, people)))


def _solved(placement: Placement) -> tuple[str, str]:
    return placement.status, str(placement.proof["kind"])


def with_rules(people: int, aim: str) -> Run:
    """Return a run with rules."""
    day = ruled_day(people)
    return lambda: _solved(solve(day, aim))


def mixed(people: int, aim: str) -> Run:
    """Return a run that mixes domains."""
    day = _with_traits(make_day(Kind(SIZES[people], "groups")), 1)
    return lambda: _solved(solve(day, aim, beyond=Beyond(mix=("domain",))))


def repaired(people: int, aim: str, *, curve: bool = False) -> Run:
    """Return a run that repairs: ten people cancel, ten come late, two of the fullest sessions lose three chairs."""
    day = make_day(Kind(SIZES[people], "groups"))
    earlier = solve(day, aim)
    late = set(np.random.default_rng(1).choice(people, CHANGES, replace=False).tolist())
    ids = tuple(f"late-{name}" if at in late else name for at, name in enumerate(day.participant_ids))
    capacity = day.capacity.copy()
    fullest = np.argsort(-np.bincount(earlier.seats[:, 0], minlength=day.workshop_count), kind="stable")[:2]
    capacity[fullest, 0] -= SHORT
    changed = replace(day, participant_ids=ids, capacity=capacity)
    return lambda: _solved(repair(changed, earlier, aim, curve=curve).placement)


KINDS: dict[str, Callable[[int, str], Run]] = {
    "rules": with_rules,
    "mix": mixed,
    "repair": repaired,
    "repair, curve": lambda people, aim: repaired(people, aim, curve=True),
}
"""From what is measured to how to prepare it."""

CURVES = 400
"""The budget curve is measured up to so many people."""


def kinds_for(people: int) -> list[str]:
    """Return what is measured at a size."""
    return (
        [kind for kind in KINDS if people <= CURVES or kind not in {"mix", "repair, curve"}] if people in RULED else []
    )
