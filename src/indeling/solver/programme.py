# SPDX-License-Identifier: EUPL-1.2
"""The programme for rules that tie people together: its columns, its rows, and what is left of them level by level.

    minimise    Σ f(b) x(b), level after level, and last Σ weight · amount of the rules that may be broken
    subject to  Σ of x over the bundles of a participant = 1
                low(i) y(w) ≤ seats taken in item i ≤ high(i) y(w), y(w) = 1 unless workshop w may be dropped
                pooled seats taken from pool h = Σ z(h, i) over the items of the pool
                Σ of z(h, i) over the sessions of one workshop ≤ people who could have it from there
                the rows of the rules, over the seats in the bundles and the z

All is whole numbers. Which rows and columns a solver gets to see is chosen in `restricted`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indeling.problem import Ints
from indeling.rules import Rule
from indeling.rules.rows import MUST, Rows
from indeling.solver.bundles import NONE, Bundles
from indeling.solver.columns import Entries, Floats
from indeling.solver.crowds import Pools
from indeling.solver.linear import INFINITE
from indeling.solver.seats import Seats

Cells = tuple[Ints, Ints, Ints]
"""Rows, columns and values of entries."""

Side = Callable[[Ints, int], Ints]

EAGER = 10_000
"""Up to so many rows with columns of their own are there from the start: they are broken as long as those are 0."""


@dataclass(frozen=True, eq=False)
class Matrix:
    """Sparse columns: where each starts (C + 1,), the row and the value of each entry."""

    start: Ints
    row: Ints
    value: Ints

    def column_sums(self, of_rows: Floats) -> Floats:
        """Return Σ value · number of its row, for each column: (C,)."""
        sums: Floats = np.bincount(self._column, self.value * of_rows[self.row], len(self.start) - 1).astype(float)
        return sums

    def row_sums(self, of_columns: Ints | Floats, rows: int, side: Side | None = None) -> Floats:
        """Return Σ value · number of its column, for each row: (rows,); side: of values above or below zero only."""
        value = self.value if side is None else side(self.value, 0)
        sums: Floats = np.bincount(self.row, value * of_columns[self._column], rows).astype(float)
        return sums

    def with_slack(self, rows: int) -> Matrix:
        """Return it with two more columns for each row: one that adds to it, and one that takes from it."""
        start = self.start[-1] + np.arange(1, 2 * rows + 1)
        value = np.concatenate([self.value, np.ones(rows, np.int64), -np.ones(rows, np.int64)])
        return Matrix(np.append(self.start, start), np.concatenate([self.row, np.tile(np.arange(rows), 2)]), value)

    @cached_property
    def _column(self) -> Ints:
        """The column of each entry."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def rows(self, chosen: Ints) -> tuple[Ints, Ints, Ints]:
        """Return where each of these rows starts (rows,), ascending, and the column and value of each entry."""
        entry = np.flatnonzero(np.isin(self.row, chosen))
        entry = entry[np.argsort(self.row[entry], kind="stable")]
        return np.searchsorted(self.row[entry], chosen), self._column[entry], self.value[entry]

    def part(self, columns: Ints, rows: Ints, height: int) -> Matrix:
        """Return some columns and rows, in the order given; `height`: the number of all rows."""
        length = self.start[columns + 1] - self.start[columns]
        upto = np.cumsum(length)
        entry = np.arange(int(length.sum())) + np.repeat(self.start[columns] - upto + length, length)
        place = np.full(height, NONE)
        place[rows] = np.arange(len(rows))
        row = place[self.row[entry]]
        kept = row >= 0
        start = np.append(0, np.cumsum(kept))[np.append(0, upto)]
        return Matrix(start, row[kept], self.value[entry][kept])


def _size(values: Ints, _zero: int) -> Ints:
    return np.abs(values)


@dataclass(eq=False)
class Programme:
    """Columns: B bundles, Z of pools, those of rules, y per workshop that may be dropped, one per person; C together.

    The last ones stand for people without a place, who cannot be: linear programmes may begin with them.

    owner (m,): the problem's workshop of each drawn one; y is one per workshop of the problem. crowd (S,): of the
    person of each slot. mix: weight of the columns that count people of one kind, by their number.

    floor, high (C,): bounds of the columns; 0 and 0 for those that are in no best placement. low, top (rows,): bounds
    of the rows. stages (rows,): the stage from which each row counts. lazy: bool (rows,), rows that few placements
    break.
    """

    seats: Seats
    bundles: Bundles
    pools: Pools
    rules: Rows
    owner: Ints
    mix: dict[int, int]

    def __post_init__(self) -> None:
        self.dropping = np.unique(self.owner[self.seats.item_workshop[self.seats.item_optional]])
        self.first_pooled = len(self.bundles)
        self.first_asked = self.first_pooled + len(self.pools.most)
        self.first_given = self.first_asked + len(self.rules.high)
        self.first_absent = self.first_given + len(self.dropping)
        self.people = np.unique(self.seats.slot_person)
        self.person = np.searchsorted(self.people, self.bundles.person)
        self.width = self.first_absent + len(self.people)
        self.high = np.ones(self.width, np.int64)
        self.high[self.first_pooled : self.first_asked] = self.pools.most
        self.high[self.first_asked : self.first_given] = self.rules.high
        self.high[self.first_absent :] = 0
        self.floor = np.zeros_like(self.high)
        self._draw_rows()

    def _draw_rows(self) -> None:
        """Write the rows, one block after the other."""
        blocks = [self._of_people(), self._of_items(), self._of_floors(), self._of_pools(), self._of_repeats()]
        blocks.append(self._of_rules())
        first = np.cumsum([0] + [len(low) for _, low, _ in blocks])
        cells = [
            (rows + at, columns, values) for ((rows, columns, values), _, _), at in zip(blocks, first, strict=False)
        ]
        self.cells: Cells = tuple(np.concatenate(part) for part in zip(*cells, strict=True))  # type: ignore[assignment]
        self.low = np.concatenate([low for _, low, _ in blocks])
        self.top = np.concatenate([top for _, _, top in blocks])
        self.stages = np.full(len(self.low), MUST)
        self.stages[first[-2] :] = self.rules.stages
        self.lazy = np.arange(len(self.low)) >= first[4]
        self.matrix = self._matrix()
        own = np.zeros(self.width, np.int64)
        own[self.first_asked : self.first_absent] = 1
        own_rows = (self.matrix.row_sums(own, len(self.low), _size) > 0) & (self.stages == MUST)
        if own_rows.sum() <= EAGER:
            self.lazy[own_rows] = False

    def _matrix(self) -> Matrix:
        rows, columns, values = self.cells
        start, row, value = Entries(rows, columns, values, np.ones(self.width)).sparse()
        return Matrix(start, row, np.round(value).astype(np.int64))

    def hold(self, counts: Ints, value: int) -> None:
        """Let Σ counts (C,) · x be at most its value from now on."""
        at = np.flatnonzero(counts)
        new = np.full(len(at), len(self.low)), at, counts[at]
        self.cells = tuple(np.concatenate(part) for part in zip(self.cells, new, strict=True))  # type: ignore[assignment]
        self.low, self.top = np.append(self.low, -INFINITE), np.append(self.top, float(value))
        self.stages, self.lazy = np.append(self.stages, MUST), np.append(self.lazy, False)
        self.matrix = self._matrix()

    def amounts(self, rules: tuple[Rule, ...], weight: Callable[[Rule], int]) -> Ints:
        """Return the weight (C,) of each column that counts by how much a rule is broken."""
        counts = np.zeros(self.width, np.int64)
        for rule, columns in self.rules.amounts.items():
            counts[self.column(np.array(columns))] = weight(rules[rule])
        return counts

    @property
    def mixing(self) -> Ints:
        """The weight (C,) of each column that counts people of one kind in one session."""
        counts = np.zeros(self.width, np.int64)
        counts[self.column(np.array(list(self.mix), np.int64))] = list(self.mix.values())
        return counts

    def of_bundles(self, counts: Ints) -> Ints:
        """Return what each column counts (C,), from what each bundle does (B,)."""
        return np.concatenate([counts, np.zeros(self.width - len(counts), np.int64)])

    def column(self, numbers: Ints) -> Ints:
        """Return the column of each number from the number of arcs on: those of pools, and what rules gave out."""
        return numbers - len(self.seats.arc_slot) + self.first_pooled

    @cached_property
    def group(self) -> Ints:
        """Whose column each is (C,): a person's by number, then a pool's, NONE for all others."""
        pool = self.pools.where[0] + len(self.people)
        return np.concatenate([self.person, pool, np.full(self.width - self.first_asked, NONE)])

    def _of_people(self) -> tuple[Cells, Floats, Floats]:
        one, rows = np.ones(len(self.people)), np.append(self.person, np.arange(len(self.people)))
        columns = np.append(np.arange(len(self.person)), np.arange(self.first_absent, self.width))
        return (rows, columns, np.ones_like(rows)), one, one

    def _of_items(self) -> tuple[Cells, Floats, Floats]:
        free, (item, bundle) = self.seats.item_optional, self._taken()
        at = np.flatnonzero(free)
        pooled_in = self.pools.where[1]
        cells = (
            np.concatenate([item, pooled_in, at]),
            np.concatenate([bundle, self.first_pooled + np.arange(len(pooled_in)), self._given(at)]),
            np.concatenate([np.ones_like(item), np.ones_like(pooled_in), -self.seats.high[at]]),
        )
        low, top = self.seats.low.astype(float), self.seats.high.astype(float)
        return cells, np.where(free, -INFINITE, low), np.where(free, 0, top)

    def _of_floors(self) -> tuple[Cells, Floats, Floats]:
        """Return the people needed in each item of a workshop that may be dropped, when it is not."""
        at = np.flatnonzero(self.seats.item_optional)
        place = np.full(self.seats.item_count, NONE)
        place[at] = np.arange(len(at))
        (item, bundle), pooled_in = self._taken(), self.pools.where[1]
        rows = np.concatenate([place[item], place[pooled_in], place[at]])
        columns = np.concatenate([bundle, self.first_pooled + np.arange(len(pooled_in)), self._given(at)])
        values = np.concatenate([np.ones_like(item), np.ones_like(pooled_in), -self.seats.low[at]])
        kept = rows >= 0
        return (rows[kept], columns[kept], values[kept]), np.zeros(len(at)), np.full(len(at), INFINITE)

    def _given(self, items: Ints) -> Ints:
        """Return the column that says whether the workshop of each item is given."""
        return self.first_given + np.searchsorted(self.dropping, self.owner[self.seats.item_workshop[items]])

    def _of_pools(self) -> tuple[Cells, Floats, Floats]:
        bundle, place = np.nonzero(self.bundles.pooled >= 0)
        pool, none = self.pools.where[0], np.zeros(len(self.pools.column))
        cells = (
            np.concatenate([self.pools.slot[self.bundles.pooled[bundle, place]], pool]),
            np.concatenate([bundle, self.first_pooled + np.arange(len(pool))]),
            np.concatenate([np.ones_like(bundle), -np.ones_like(pool)]),
        )
        return cells, none, none

    def _of_repeats(self) -> tuple[Cells, Floats, Floats]:
        """Return the seats of a crowd in one workshop from the pools of all rounds, at most one for each person."""
        seats, (pool, item) = self.seats, self.pools.where
        crowd = np.empty(len(self.pools.column), np.int64)
        crowd[self.pools.slot] = self.pools.crowd
        wide = len(seats.optional) + 1
        slot, at = np.nonzero(seats.pooled)
        many = int(seats.slot_person.max(initial=0)) + 1
        could = (self.pools.crowd[slot] * wide + seats.item_workshop[at]) * many + seats.slot_person[slot]
        named, people = np.unique(np.unique(could) // many, return_counts=True)
        row = np.searchsorted(named, crowd[pool] * wide + seats.item_workshop[item])
        several = np.flatnonzero(np.bincount(row, minlength=len(named)) > 1)
        place = np.full(len(named), NONE)
        place[several] = np.arange(len(several))
        kept = np.flatnonzero(place[row] >= 0) if len(row) else row
        cells = place[row[kept]], self.first_pooled + kept, np.ones_like(kept)
        return cells, np.full(len(several), -INFINITE), people[several].astype(float)

    def _taken(self) -> tuple[Ints, Ints]:
        """Return the (item, bundle) pairs of all seats in bundles but those from pools."""
        bundle, place = np.nonzero(self.bundles.arcs >= 0)
        return self.seats.arc_item[self.bundles.arcs[bundle, place]], bundle

    def _of_rules(self) -> tuple[Cells, Floats, Floats]:
        """Return the rows of rules: a seat's coefficient goes to every bundle that holds the seat."""
        arcs, asked = len(self.seats.arc_slot), self.rules.rows
        rows = np.repeat(np.arange(len(asked)), np.array([len(terms) for terms, _ in asked], np.int64))
        numbers = np.array([number for terms, _ in asked for number in terms], np.int64)
        values = np.array([value for terms, _ in asked for value in terms.values()], np.int64)
        most = np.array([number for _, number in asked], float)
        other = numbers >= arcs
        order = np.argsort(np.where(other, arcs, numbers), kind="stable")[: int((~other).sum())]
        start = np.searchsorted(numbers[order], np.arange(arcs + 1))
        bundle, place = np.nonzero(self.bundles.arcs >= 0)
        arc = self.bundles.arcs[bundle, place]
        length = start[arc + 1] - start[arc]
        entry = order[np.arange(int(length.sum())) + np.repeat(start[arc] - np.cumsum(length) + length, length)]
        cells = (
            np.concatenate([rows[entry], rows[other]]),
            np.concatenate([np.repeat(bundle, length), self.column(numbers[other])]),
            np.concatenate([values[entry], values[other]]),
        )
        return cells, np.full(len(most), -INFINITE), most
