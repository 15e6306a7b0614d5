# SPDX-License-Identifier: EUPL-1.2
"""The smallest set of things to relax that would make a placement possible.

Every session may get extra chairs or a lower minimum, each at a price of one, and every rule that must be kept may be
broken (elastic programming; Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6). First as few
chairs and people of minima as can be, then as few rules, then by as little as can be: a rule is never blamed for what
chairs alone forbid, and chairs are never asked for where a rule is to blame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from indeling.conflicts import Conflict, conflict, words_tree
from indeling.errors import OutOfTimeError, TooLargeError
from indeling.explain import conflicts
from indeling.placement import NO_SEAT
from indeling.problem import Ints, Problem
from indeling.rules import is_soft
from indeling.rules.any_of import AnyOf
from indeling.rules.rows import MUST, Rows, Sum
from indeling.solver.bundles import all_bundles
from indeling.solver.columns import Columns
from indeling.solver.coupled import ask_rules, checked_size
from indeling.solver.crowds import no_pools
from indeling.solver.day import Day, plan_day
from indeling.solver.linear import INFINITE, minimise
from indeling.solver.programme import Programme
from indeling.solver.restricted import Restricted
from indeling.solver.seats import Seats, seats_by_session
from indeling.valuation import Valuation, valuation

Seconds = Callable[[], float | None]

BEYOND_CHAIRS = {"fixed-not-allowed", "fixed-twice", "fixed-chairs", "participant", "participant-round"}
"""Clashes that neither chairs nor minima can mend."""


def _no_limit() -> None:
    return None


def what_to_relax(
    problem: Problem, day: Day, clashes: Sequence[Conflict], seed: int, seconds: Seconds = _no_limit
) -> list[Conflict]:
    """Return the clashes that counting shows, and the smallest set of things to relax where that says more.

    day: with all that rules bar. seed: as for `plan_day`. On a day too large to look at its rules, only the chairs and
    minima that it lacks besides. Raises OutOfTimeError and TooLargeError when there is nothing to tell at all.
    """
    try:
        return [*clashes, *_set_to_relax(problem, day, clashes, seed, seconds)]
    except OutOfTimeError:
        if not clashes:
            raise
        return list(clashes)
    except TooLargeError:
        found = list(clashes) or smallest_change(problem, day, seconds)
        if not found:
            raise
        return found


def _set_to_relax(
    problem: Problem, day: Day, clashes: Sequence[Conflict], seed: int, seconds: Seconds
) -> list[Conflict]:
    if all(is_soft(rule) for rule in problem.rules):
        return [] if clashes else smallest_change(problem, day, seconds)
    lifted = _without_bars(problem)
    value = valuation(lifted)
    if _beyond_chairs(lifted, value):
        return []
    found = rules_to_relax(problem, plan_day(lifted, value, seed, whole=False), seconds)
    return [each for each in found if "rule" in each or not clashes]


def _without_bars(problem: Problem) -> Problem:
    """Return the problem without the rules that only bar seats: as rows they can be broken."""
    return replace(problem, rules=tuple(rule for rule in problem.rules if is_soft(rule) or not rule.bars_only()))


def _beyond_chairs(problem: Problem, value: Valuation) -> bool:
    """Return whether something clashes that neither chairs nor rules can mend.

    Whether somebody can be placed alone is left to the programme where a rule lets workshops span rounds.
    """
    may_mend = {"participant", "participant-round"} if problem.blocks else set()
    return bool({each["kind"] for each in conflicts(problem, value)} & (BEYOND_CHAIRS - may_mend))


def smallest_change(problem: Problem, day: Day, seconds: Seconds = _no_limit) -> list[Conflict]:
    """Return the extra chairs and lower minima, per session, whose sum is least. Raises OutOfTimeError."""
    seats = seats_by_session(day, np.ones(len(day.need), bool))
    return _changes(problem, day, seats, *_slack(seats, seconds))


def _changes(problem: Problem, day: Day, seats: Seats, extra: Ints, fewer: Ints) -> list[Conflict]:
    changes: list[Conflict] = []
    for item in range(seats.item_count):
        workshop, rnd = int(day.workshops[seats.item_workshop[item]]), int(seats.item_round[item])
        where = {"workshop": problem.label(workshop), "round": problem.round_ids[rnd]}
        if extra[item]:
            changes.append(conflict("more-chairs", **where, more=int(extra[item])))
        if fewer[item]:
            changes.append(conflict("lower-minimum", **where, fewer=int(fewer[item])))
    return sorted(changes, key=lambda change: (change["kind"], change["text"]))


def rules_to_relax(problem: Problem, day: Day, seconds: Seconds = _no_limit) -> list[Conflict]:
    """Return the fewest chairs and minima, then the fewest rules, then the least by which they are broken.

    day: without what rules bar. Empty when nobody's fixed places, absences and forbidden workshops leave a placement,
    whatever else is relaxed. Raises OutOfTimeError and TooLargeError.
    """
    seats = seats_by_session(day, np.ones(len(day.need), bool))
    checked_size(seats)
    pools = no_pools(seats)
    rows = ask_rules(problem, day, seats, pools, relaxed=True)
    rows.stage = MUST
    extra, fewer = _ask_chairs(rows, seats, day.workshops)
    loose = replace(
        seats,
        low=np.zeros_like(seats.low),
        high=np.full_like(seats.high, seats.slot_count),
        optional=np.zeros_like(seats.optional),
    )
    programme = Programme(loose, all_bundles(loose), pools, rows, day.workshops, {})
    needy = np.unique(seats.slot_person[seats.units > 0])
    if not np.isin(needy, programme.bundles.person).all():
        return []
    slack, amounts = programme.column(np.concatenate([extra, fewer])), _columns_of_rules(programme)
    values = _least(problem, Restricted(programme, seconds), slack)
    placed = _table(problem, day, programme, values)
    found = [
        _rule_conflict(problem, at, int(values[columns].sum()), placed)
        for at, columns in amounts
        if values[columns].any() and not is_soft(problem.rules[at])
    ]
    changes = _changes(problem, day, seats, *np.split(values[slack], 2))
    return [*changes, *sorted(found, key=lambda change: change["text"])]


def _table(problem: Problem, day: Day, programme: Programme, values: Ints) -> Ints:
    """Return the workshops (n, R) of the placement that things were relaxed for, in the order of the problem."""
    seats, bundles = programme.seats, programme.bundles
    table = np.full((problem.participant_count, problem.round_count), NO_SEAT, np.int64)
    table[problem.pinned[:, 0], problem.pinned[:, 1]] = problem.pinned[:, 2]
    arcs = bundles.arcs[np.flatnonzero(values[: len(bundles)])]
    arc = arcs[arcs >= 0]
    slot, item = seats.arc_slot[arc], seats.arc_item[arc]
    table[day.people[seats.slot_person[slot]], seats.item_round[item]] = day.workshops[seats.item_workshop[item]]
    return table


def _rule_conflict(problem: Problem, at: int, amount: int, placed: Ints) -> Conflict:
    """Return the conflict that a rule has to be relaxed; sessions with open rounds are no rule with a number."""
    rule = problem.rules[at]
    asked = rule.describe(problem)
    values: dict[str, Any] = {"rule": str(asked), "words": words_tree(asked), "amount": amount}
    if isinstance(rule, AnyOf):
        return conflict("relax-rounds", **values)
    reasons = list(rule.lacks(problem, placed))
    if reasons:
        values["reasons"] = reasons
    return conflict("relax-rule", asks=rule.__struct_config__.tag, number=at + 1, **values)


def _least(problem: Problem, window: Restricted, slack: Ints) -> Ints:
    """Return the values (C,) of all columns. Raises OutOfTimeError."""
    programme = window.programme
    flags = programme.column(np.array(list(programme.rules.flags.values()), np.int64))
    for counts in (
        _marked(programme, slack),
        _marked(programme, flags),
        programme.amounts(problem.rules, lambda rule: int(not is_soft(rule))),
    ):
        found = window.settle(counts)
        if found is not None and not found.proven:
            raise OutOfTimeError
    return window.found


def _marked(programme: Programme, columns: Ints) -> Ints:
    counts = np.zeros(programme.width, np.int64)
    counts[columns] = 1
    return counts


def _columns_of_rules(programme: Programme) -> list[tuple[int, Ints]]:
    return [(at, programme.column(np.array(columns))) for at, columns in programme.rules.amounts.items()]


def _ask_chairs(rows: Rows, seats: Seats, owner: Ints) -> tuple[Ints, Ints]:
    """Ask for chairs and minima in rows that may be broken; return the columns that count it, (I,) and (I,)."""
    owners = owner[seats.item_workshop]
    given = {int(workshop): rows.new() for workshop in np.unique(owners[seats.item_optional])}
    extra, fewer = [], []
    for item, workshop in enumerate(owners.tolist()):
        taken = Sum(dict.fromkeys(np.flatnonzero(seats.arc_item == item).tolist(), 1))
        more, less = rows.new(len(taken.terms)), rows.new(int(seats.low[item]))
        used = given.get(workshop, Sum({}, 1))
        rows.at_most(taken, Sum().plus(used, int(seats.high[item])).plus(more))
        rows.at_most(Sum().plus(used, int(seats.low[item])), taken.plus(less))
        rows.at_most(taken, Sum().plus(used, len(taken.terms)))
        extra += list(more.terms)
        fewer += list(less.terms)
    return np.array(extra, np.int64), np.array(fewer, np.int64)


def _slack(seats: Seats, seconds: Seconds) -> tuple[Ints, Ints]:
    """Return extra chairs and lacking people per item (I,), of least sum. Raises OutOfTimeError.

    Rows: slots; items from above and from below; each participant and workshop. Columns: arcs, extra chairs, lacking
    people, and whether a workshop that may be dropped is given.
    """
    slots, items = seats.slot_count, np.arange(seats.item_count)
    group = seats.slot_person[seats.arc_slot] * len(seats.optional) + seats.item_workshop[seats.arc_item]
    groups, group_at = np.unique(group, return_inverse=True)
    above, below, used = items + slots, items + slots + len(items), items + slots + 2 * len(items)
    once = group_at + slots + 3 * len(items)
    given = np.unique(seats.item_workshop[seats.item_optional])
    width = max(5, 3 * seats.item_count)
    at = seats.arc_item
    arc_rows = np.stack([seats.arc_slot, above[at], below[at], used[at], once], axis=1)
    columns = Columns.stack(
        [
            Columns(arc_rows, np.ones(arc_rows.shape), np.ones(len(arc_rows))).widen(width),
            Columns(above[:, None], -np.ones((len(items), 1)), np.full(len(items), INFINITE)).widen(width),
            Columns(below[:, None], np.ones((len(items), 1)), np.full(len(items), INFINITE)).widen(width),
            *(_given_column(seats, each, (above, below, used)).widen(width) for each in given),
        ]
    )
    fixed = ~seats.item_optional
    endless = np.full(len(items), INFINITE)
    low = np.concatenate([seats.units, -endless, seats.low * fixed, -endless, np.zeros(len(groups))]).astype(float)
    most = np.where(fixed, INFINITE, 0.0)
    high = np.concatenate([seats.units, seats.high * fixed, endless, most, np.ones(len(groups))]).astype(float)
    cost = np.concatenate([np.zeros(len(arc_rows)), np.ones(2 * len(items)), np.zeros(len(given))])
    answer = minimise(columns, cost, (low, high), whole=np.ones(len(cost), bool), seconds=seconds())
    if answer.status == "time":
        raise OutOfTimeError
    slack = np.round(answer.values[len(arc_rows) : len(arc_rows) + 2 * len(items)]).astype(np.int64)
    return slack[: len(items)], slack[len(items) :]


def _given_column(seats: Seats, workshop: int, rows_of_items: tuple[Ints, Ints, Ints]) -> Columns:
    mine = np.flatnonzero(seats.item_workshop == workshop)
    rows = np.concatenate([each[mine] for each in rows_of_items])[None, :]
    everybody = np.full(len(mine), seats.slot_count)
    values = -np.concatenate([seats.high[mine], seats.low[mine], everybody]).astype(float)[None, :]
    return Columns(rows, values, np.ones(1))
