# SPDX-License-Identifier: EUPL-1.2
"""The smallest change that would make a placement possible, when rules only clash together.

Every session may get extra chairs or a lower minimum, each at a price of one; the least total is the answer
(elastic programming; Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6).
"""

from __future__ import annotations

import numpy as np

from indeling.conflicts import Conflict, conflict
from indeling.problem import Ints, Problem
from indeling.rules import is_soft
from indeling.solver.coupled import Programme, programme_of
from indeling.solver.day import Day
from indeling.solver.linear import INFINITE, Columns, minimise
from indeling.solver.seats import Seats, seats_by_session


def smallest_change(problem: Problem, day: Day) -> list[Conflict]:
    """Return the extra chairs and lower minima, per session, whose sum is least."""
    seats = seats_by_session(day, np.ones(len(day.need), bool))
    extra, fewer = _slack(seats)
    changes: list[Conflict] = []
    for item in range(seats.item_count):
        workshop, rnd = int(day.workshops[seats.item_workshop[item]]), int(seats.item_round[item])
        where = {"workshop": problem.label(workshop), "round": problem.round_ids[rnd]}
        if extra[item]:
            changes.append(conflict("more-chairs", **where, more=int(extra[item])))
        if fewer[item]:
            changes.append(conflict("lower-minimum", **where, fewer=int(fewer[item])))
    return sorted(changes, key=lambda change: (change["kind"], change["text"]))


def rules_to_relax(problem: Problem, day: Day) -> list[Conflict]:
    """Return the fewest rules without which there is a placement, each with the least by how much it is broken.

    The day has a placement without them. Raises TooLargeError.
    """
    programme = programme_of(problem, day, lambda: None, relaxed=True)
    flags = np.zeros(len(programme.high), np.int64)
    flags[programme.column(np.array(list(programme.rules.flags.values()), np.int64))] = 1
    hard = programme.amounts(problem.rules, lambda rule: int(not is_soft(rule)))
    values = np.zeros(len(flags), np.int64)
    for counts in (flags, hard):
        values = np.round(programme.minimise(counts).values).astype(np.int64)
        programme.hold(counts, int(counts @ values))
    found = [
        conflict(
            "relax-rule",
            rule=str(problem.rules[at].describe(problem)),
            number=at + 1,
            amount=int(values[columns].sum()),
        )
        for at, columns in _columns_of_rules(programme)
        if values[columns].any() and not is_soft(problem.rules[at])
    ]
    return sorted(found, key=lambda change: change["text"])


def _columns_of_rules(programme: Programme) -> list[tuple[int, Ints]]:
    return [(at, programme.column(np.array(columns))) for at, columns in programme.rules.amounts.items()]


def _slack(seats: Seats) -> tuple[Ints, Ints]:
    """Return extra chairs and lacking people per item (I,), of least sum.

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
    answer = minimise(columns, cost, (low, high), whole=np.ones(len(cost), bool))
    slack = np.round(answer.values[len(arc_rows) : len(arc_rows) + 2 * len(items)]).astype(np.int64)
    return slack[: len(items)], slack[len(items) :]


def _given_column(seats: Seats, workshop: int, rows_of_items: tuple[Ints, Ints, Ints]) -> Columns:
    mine = np.flatnonzero(seats.item_workshop == workshop)
    rows = np.concatenate([each[mine] for each in rows_of_items])[None, :]
    everybody = np.full(len(mine), seats.slot_count)
    values = -np.concatenate([seats.high[mine], seats.low[mine], everybody]).astype(float)[None, :]
    return Columns(rows, values, np.ones(1))
