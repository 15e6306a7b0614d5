# SPDX-License-Identifier: EUPL-1.2
"""What a placement must keep, beyond chairs and minima. One rule per file; a file here that holds a `RULE` is found."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from indeling.errors import Text
from indeling.placement import RoomOf
from indeling.problem import Ints, no_pairs
from indeling.rules.rule import Breach, Mention, Rule, is_soft, weight_of

if TYPE_CHECKING:
    from indeling.problem import Problem

__all__ = [
    "Breach",
    "Mention",
    "Rule",
    "barred",
    "breaches",
    "carried",
    "chairs_of",
    "classes",
    "couples",
    "decides",
    "is_soft",
    "kinds",
    "parse_rules",
    "rooms_of",
    "rule_schemas",
    "weight_of",
]


@functools.cache
def kinds() -> tuple[type[Rule], ...]:
    """Return every kind of rule, by name of its file."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(module.RULE for module in modules if hasattr(module, "RULE"))


def parse_rules(data: Sequence[Any]) -> tuple[Rule, ...]:
    """Return the rules in JSON trees. Raises msgspec.ValidationError at the first that is none."""
    if not data:
        return ()
    union: Any = functools.reduce(operator.or_, kinds())
    return tuple(msgspec.convert(list(data), list[union]))


def rule_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of rule, by kind; the parts it refers to under `$defs`."""
    found: dict[str, dict[str, Any]] = {}
    for kind in kinds():
        _, parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
        tree = parts.pop(kind.__name__)
        found[tree["properties"]["kind"]["enum"][0]] = tree | {"$defs": parts}
    return found


def barred(problem: Problem) -> Ints:
    """Return pairs (participant, workshop) that rules forbid: int64 (·, 2)."""
    return np.concatenate([no_pairs(), *(rule.bars(problem) for rule in problem.rules)])


def carried(problem: Problem) -> Ints:
    """Return the regret that each participant brings along: int64 (n,)."""
    start = np.zeros(problem.participant_count, np.int64)
    return sum((rule.carried(problem) for rule in problem.rules), start=start)


def breaches(problem: Problem, seats: Ints, *, soft: bool) -> Iterator[tuple[Text, int]]:
    """Yield what a placement breaks: of the soft rules, with weight times amount, or of those that must be kept."""
    for rule in problem.rules:
        if is_soft(rule) == soft:
            weight = weight_of(rule) if soft else 1
            yield from ((sentence, weight * amount) for sentence, amount in rule.breaches(problem, seats))


def decides(problem: Problem) -> bool:
    """Return whether a rule changes what is best, or what anybody can have: prices then prove nothing."""
    return any(rule.decides() for rule in problem.rules)


def classes(problem: Problem) -> list[list[int]]:
    """Return the classes of people in the order in which their wishes count; one class when all are equal."""
    first = [people for rule in problem.rules for people in rule.people_first(problem)]
    named = {person for people in first for person in people}
    return [*first, [person for person in range(problem.participant_count) if person not in named]]


def rooms_of(problem: Problem, seats: Ints) -> tuple[RoomOf, ...]:
    """Return the rooms of the sessions of a placement that keeps the rules."""
    return tuple(room for rule in problem.rules for room in rule.deal(problem, seats))


def chairs_of(problem: Problem, seats: Ints, rooms: Sequence[RoomOf]) -> Ints:
    """Return the chairs of each session of a placement: int64 (m, R), NOT_OFFERED where none is given.

    A session whose round was chosen has its own chairs, not the most there could be in the round; where either of two
    sessions may be the one, it has the larger. A session in a room has no more chairs than the room.
    """
    chairs = problem.capacity.copy()
    for rule in problem.rules:
        rule.bound_chairs(problem, seats, tuple(rooms), chairs)
    return chairs


def couples(problem: Problem) -> bool:
    """Return whether a rule ties people or sessions together, so that rows are needed."""
    return any(type(rule).ask is not Rule.ask and (is_soft(rule) or not rule.bars_only()) for rule in problem.rules)
