# SPDX-License-Identifier: EUPL-1.2
"""What a placement counts on the levels of an objective, for everybody or for a few; and a day with seats pinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from indeling.lots import order_of_turns
from indeling.objectives import BROKEN, Level, OneByOne, at_turn, in_class, objective
from indeling.placement import NO_SEAT, OUTSIDE
from indeling.problem import Bools, Ints, Problem
from indeling.proof import level_value, levels_of
from indeling.rules import breaches, carried, classes
from indeling.rules.carried_over import CarriedOver
from indeling.valuation import UNREACHABLE, Valuation, seat_costs, seat_ranks, valuation

Values = tuple[int, ...]
Seat = tuple[int, int, int]
"""(participant, round, workshop), positions."""


@dataclass(frozen=True, eq=False)
class Measure:
    """The levels of an objective on a day, most important first. Vectors of values compare as the objective does.

    groups: for each level, whom it counts (n,), bool: one class of people (`indeling.rules.priority`), or everybody.
    """

    problem: Problem
    value: Valuation
    levels: tuple[Level, ...]
    groups: tuple[Bools, ...]

    def of(self, seats: Ints, people: Sequence[int] | None = None) -> Values:
        """Return the values of a placement (n, R), or the part in them of these participants."""
        chosen = np.arange(len(seats)) if people is None else np.array(people, np.int64)
        ranks = seat_ranks(self.value.ranks[chosen], seats[chosen])
        regret = seat_costs(self.value.costs, ranks).sum(axis=1) - self.value.least[chosen]
        outside = (ranks == OUTSIDE).sum(axis=1)
        groups = (group[chosen] for group in self.groups)
        return tuple(
            level_value(level, outside[group], regret[group], ranks[group])
            for level, group in zip(self.levels, groups, strict=True)
        )

    def whole(self, seats: Ints) -> Values:
        """Return the values of a placement, and last the weight of the rules that it breaks although it may."""
        return (*self.of(seats), sum(weight for _, weight in breaches(self.problem, seats, soft=True)))

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the values of `whole`."""
        return (*(level.title.key for level in self.levels), BROKEN.key)


def measure_of(problem: Problem, value: Valuation, aim: str, seed: int) -> Measure:
    """Return the levels of an objective on a day; the seed decides whose turn it is. Raises UnknownKindError."""
    most = int(carried(problem).max(initial=0))
    possible = np.arange(int(value.costs.max()) * problem.round_count + most + 1)
    once = tuple(levels_of(objective(aim), problem.round_count, value, possible))
    in_turn = isinstance(objective(aim), OneByOne)
    people = order_of_turns(problem, seed)[:, None].tolist() if in_turn else classes(problem)
    levels: list[Level] = []
    groups: list[Bools] = []
    for number, members in enumerate(people, start=1):
        for level in once:
            title = at_turn(level.title, number) if in_turn else in_class(level.title, number, len(people))
            levels.append(replace(level, title=title))
            groups.append(np.isin(np.arange(problem.participant_count), members))
    return Measure(problem, value, tuple(levels), tuple(groups))


def spanned(problem: Problem, workshop: int, rnd: int) -> list[int]:
    """Return the rounds that the workshop takes when it is given in this one: more than one where it spans them."""
    return next((list(rounds) for name, rounds in problem.blocks if name == workshop and rnd in rounds), [rnd])


def sound(problem: Problem, row: Ints) -> bool:
    """Return whether somebody with these seats (R,) has no workshop twice, and none in part."""
    held = [workshop for workshop in np.unique(row).tolist() if workshop != NO_SEAT]
    rounds = {workshop: np.flatnonzero(row == workshop).tolist() for workshop in held}
    return all(spanned(problem, workshop, at[0]) == at for workshop, at in rounds.items())


def with_seat(problem: Problem, seats: Ints, person: int, rnd: int, workshop: int) -> Ints:
    """Return the placement with a participant in a workshop, in that round and all it spans with it."""
    found = seats.copy()
    found[person, spanned(problem, workshop, rnd)] = workshop
    return found


def pinned(problem: Problem, value: Valuation, seats: Sequence[Seat]) -> Problem:
    """Return the day with these seats as fixed places, on which objectives still measure as on the day itself.

    Regret counts from the least that a participant could have had, their fixed places included: a place fixed for the
    sake of a question would hide what it costs. What they lose by it is therefore carried over.
    """
    tied = replace(problem, fixed=np.concatenate([problem.fixed, np.array(seats, np.int64)]))
    least = valuation(tied).least
    lost = np.where(least < UNREACHABLE // 2, least - value.least, 0)
    regret = {problem.participant_ids[at]: int(lost[at]) for at in np.flatnonzero(lost).tolist()}
    return replace(tied, rules=(*problem.rules, CarriedOver(regrets=regret))) if regret else tied
