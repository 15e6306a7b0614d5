# SPDX-License-Identifier: EUPL-1.2
"""Objectives that look at people, on large and plain days: the ones in which only the last level counts regret.

Levels that count people by their seats outside the wishes come first. Together they cost a participant more for each
further seat outside, so they are an auction like any other, in which a second pooled seat is dearer than the first.
What is best for them is a face: bundles that are cheapest at its prices, with every good that has a price full. On it
the last level is solved: prices first (`smooth`), then the few choices that are left open (`programme`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.objectives import Level, Objective, PersonLevel
from indeling.placement import OUTSIDE
from indeling.problem import Bools, Ints
from indeling.proof import levels_of
from indeling.solver.large.auction import Tariff, base_of, combined
from indeling.solver.large.holding import Holding, Marks
from indeling.solver.large.programme import Programme, Rows
from indeling.solver.large.sale import Claim, Sale, Sold, claim_of
from indeling.solver.large.shapes import Floats, Shape, count_bundles, shapes_of
from indeling.solver.large.smooth import Dual, smooth_prices
from indeling.solver.levels import LARGEST, SCALES, Prices, Solved, rounded, scale_of

MOST_BUNDLES = 30_000_000
"""More bundles than this do not fit in a few gigabytes of memory."""

COOLEST = 1.0
"""The last τ: counts are whole numbers."""

FINE = 64
"""Prices that are no simple fractions are rounded to so small a part of one."""

FAR = np.int64(1) << 60
"""More than anything counts and costs."""

WARMEST = 8.0
"""The first τ is the largest count divided by so much."""


def sell_by_people(sale: Sale, aim: Objective) -> Sold | None:
    """Return the best for an objective over people; None when its levels, or all bundles, are too much for this way."""
    if count_bundles(sale.buyers) > MOST_BUNDLES:
        return None
    shapes = shapes_of(sale.lists, sale.buyers, sale.lists.least[sale.people])
    regrets = np.unique(np.concatenate([shape.regret for shape in shapes]))
    levels = list(levels_of(aim, sale.lists.rounds, sale.lists, regrets))
    found = split_levels(levels, sale.lists.rounds, regrets)
    if found is None or len(found[1]) > 1:
        return None
    outside = outside_of(found[0], sale)
    return _sell(sale, shapes, outside, found[1]) if outside else None


def split_levels(levels: list[Level], rounds: int, regrets: Ints) -> tuple[list[PersonLevel], list[PersonLevel]] | None:
    """Return the levels that only count seats outside, and those after them; None when some are not about people."""
    people = [level for level in levels if isinstance(level, PersonLevel)]
    if len(people) < len(levels):
        return None
    outside, regret = np.broadcast_arrays(np.arange(rounds + 1)[:, None], regrets)
    looks = [bool(np.ptp(level.person(outside, regret), axis=1).any()) for level in people]
    many = looks.index(True) if True in looks else len(people)
    return people[:many], people[many:]


@dataclass(frozen=True, eq=False)
class Outside:
    """The levels that count people by their seats outside the wishes.

    counts, tariffs: for each level what seats outside count, (R + 1,), together with the levels before it, as digits of
    one number in `base`; and what seats then cost. Without any level there is one of each, with nothing but zeros.
    """

    levels: list[PersonLevel]
    base: int
    counts: list[Ints]
    tariffs: list[Tariff]

    def weights(self, before: int, multiple: int = 1) -> dict[str, int]:
        """Return the weights of the levels before that one, as they are in the counts of the last of them."""
        keys = [level.title.key for level in self.levels[:before]]
        return {key: multiple * self.base ** (before - 1 - at) for at, key in enumerate(keys)}


def outside_of(levels: list[PersonLevel], sale: Sale) -> Outside | None:
    """Return those levels; None when they do not fit, or a further seat outside counts less than the one before it."""
    outside, goods = np.arange(sale.lists.rounds + 1), len(sale.goods)
    each = [level.person(outside, np.zeros_like(outside)) for level in levels]
    exact = combined(each, goods) if each else [np.zeros(len(outside), object)]
    if not sale.fits(exact[-1]):
        return None
    counts = [part.astype(np.int64) for part in exact]
    if any((np.diff(np.diff(part), prepend=0) < 0).any() for part in counts):
        return None
    tariffs = [outside_tariff(part, len(sale.lists.costs)) for part in counts]
    return Outside(levels, base_of(each, goods) if each else 1, counts, tariffs)


def outside_tariff(counts: Ints, ranks: int) -> Tariff:
    """Return the costs at which seats outside the wishes count so, (R + 1,): each further one what it adds."""
    pooled = np.zeros((ranks, len(counts) - 1), np.int64)
    pooled[OUTSIDE] = np.diff(counts)
    return Tariff(np.zeros(ranks, np.int64), pooled)


def _sell(sale: Sale, shapes: list[Shape], outside: Outside, last: list[PersonLevel]) -> Sold:
    """Hold the auction for the levels that count seats outside, and settle what comes after them."""
    steps = len(outside.levels) + len(last)
    holding = sale.auction(outside.tariffs[-1])
    claims = _claims_outside(sale, outside, holding)
    if not last:
        return Sold(holding.held, holding.pooled, claims)
    face = face_of(shapes, sale.least_prices(outside.tariffs[-1], holding), outside.counts[-1])
    sale.progress(last[0].title.text, steps - 1, steps)
    rows, solved, best = settle(last[0], face, sale.buyers.chairs, rows_held(shapes, holding.held), sale.seconds)
    if solved.value:
        claims.append(_claim_last(sale, outside, last[0], solved))
    return Sold(*held_in_rows(shapes, rows, sale.lists.rounds, holding.held), claims, best)


def _claims_outside(sale: Sale, outside: Outside, holding: Holding) -> list[Claim]:
    """Return the claims of the levels that count seats outside, each with the least prices that prove it."""
    seats = np.where(sale.buyers.unlisted == OUTSIDE, holding.pooled, 0)
    claims = []
    for at, level in enumerate(outside.levels):
        value = int(level.person(seats, np.zeros_like(seats)).sum())
        if value:
            prices = sale.tree(sale.least_prices(outside.tariffs[at], holding))
            earlier = {key: outside.base * weight for key, weight in outside.weights(at).items()}
            claims.append(claim_of(level.title.key, (value, value), prices, earlier))
    return claims


def _claim_last(sale: Sale, outside: Outside, level: PersonLevel, solved: Solved) -> Claim:
    """Return the claim of the level that looks at regret."""
    if solved.prices is None:
        return {"name": level.title.key, "value": solved.value, "bound": solved.bound}
    multiple = solved.prices.earlier[0]
    earlier = outside.weights(len(outside.levels), multiple) if multiple else {}
    prices = sale.tree(solved.prices.items)
    return claim_of(level.title.key, (solved.value, solved.bound), prices, earlier, solved.prices.scale)


@dataclass(frozen=True, eq=False)
class Face:
    """What is best for the levels that count seats outside.

    prices (m,): of goods. counts (R + 1,): those levels together. worth: for each shape what that and prices come to,
    (b, n); alive: the bundles where it is least.
    """

    shapes: list[Shape]
    prices: Ints
    counts: Ints
    worth: list[Ints]
    alive: list[Bools]


def face_of(shapes: list[Shape], prices: Ints, counts: Ints) -> Face:
    """Return the face on which seats outside that count so are as good as can be; prices (m,) prove it."""
    worth = [counts[shape.outside][:, None] + shape.paid(prices) for shape in shapes]
    return Face(shapes, prices, counts, worth, [each == each.min(axis=0) for each in worth])


def rows_held(shapes: list[Shape], held: Marks) -> Rows:
    """Return which bundle everybody has who holds the listed seats marked in `held` (A,)."""
    found = []
    for shape in shapes:
        bits = np.array([sum(1 << seat for seat in taken) for taken in shape.bundles])
        mine = (held[shape.seats].astype(np.int64) << np.arange(len(shape.seats))[:, None]).sum(axis=0)
        order = np.argsort(bits)
        found.append(order[np.searchsorted(bits, mine, sorter=order)])
    return found


def held_in_rows(shapes: list[Shape], rows: Rows, rounds: int, held: Marks) -> tuple[Marks, Ints]:
    """Return the listed seats held, in the form of `held` (A,), and the pooled seats of each buyer (n,)."""
    found = np.zeros_like(held)
    pooled = np.zeros(sum(len(shape.people) for shape in shapes), np.int64)
    for shape, row in zip(shapes, rows, strict=True):
        for number, taken in enumerate(shape.bundles):
            people = np.flatnonzero(row == number)
            found[shape.seats[list(taken)][:, people]] = 1
            pooled[shape.people[people]] = rounds - len(taken)
    return found, pooled


def settle(
    level: PersonLevel, face: Face, chairs: Ints, start: Rows, seconds: Callable[[], float | None]
) -> tuple[Rows, Solved, bool]:
    """Return the best choice on the face for a level, what is known of it, and whether it is best.

    start: a choice on the face. Where time is up first it is the best choice so far.
    """
    whole = [shape.counts(level) for shape in face.shapes]
    settling = _Settling(level, face, chairs, start, whole)
    try:
        settling.run(seconds)
    except OutOfTimeError:
        settling.offer()
    value = settling.value
    bound = value if settling.best else min(value, settling.bound)
    return settling.rows, Solved(value, bound, settling.proof()), settling.best


@dataclass(eq=False)
class _Settling:
    """How far a level is settled on a face.

    whole: for each shape what its bundles count (b,). rows: the best choice known; best: nothing is better.
    prices (m,): the last ones; kept: the whole prices (m,) that prove the highest `bound` so far, with their scale.
    """

    level: PersonLevel
    face: Face
    chairs: Ints
    rows: Rows
    whole: list[Ints]
    best: bool = False
    bound: int = 0

    def __post_init__(self) -> None:
        self.prices = np.zeros(len(self.chairs))
        self.kept, self.scale = np.zeros(len(self.chairs), np.int64), 1

    @property
    def value(self) -> int:
        """What the best choice known counts."""
        return sum(int(counts[row].sum()) for counts, row in zip(self.whole, self.rows, strict=True))

    def run(self, seconds: Callable[[], float | None]) -> None:
        """Find the best choice. Raises OutOfTimeError; what was found so far is then kept."""
        if self.value == 0:
            self.best = True
            return

        def watch(prices: Floats) -> None:
            """Keep the prices, and look at the time."""
            self.prices = prices
            seconds()

        counts = [
            np.where(alive, each[:, None].astype(float), np.inf)
            for each, alive in zip(self.whole, self.face.alive, strict=True)
        ]
        dual = Dual(self.face.shapes, counts, self.chairs, self.face.prices > 0)
        most = max(float(each.max()) for each in self.whole)
        self.prices = smooth_prices(dual, max(COOLEST, most / WARMEST), COOLEST, watch)
        self.offer()
        programme = Programme(dual, self.rows, self.prices, seconds)
        try:
            programme.solve()
        finally:
            self.rows, self.prices = programme.best, programme.prices
        self.best = True
        self.offer()

    def offer(self) -> None:
        """Keep the last prices, as whole numbers, when they prove more than those before, or as much in fewer."""
        scale = scale_of(self.prices)
        scale = scale if scale < SCALES[-1] else FINE
        prices = rounded(self.prices, scale)
        prices = np.where(self.face.prices > 0, prices, np.maximum(prices, 0))
        least = sum(int(each.sum()) for each in self._least(self._worth(prices, scale)))
        bound = -(-(least - int((prices * self.chairs).sum())) // scale)
        if bound > self.bound or (bound == self.bound and scale < self.scale):
            self.bound, self.kept, self.scale = bound, prices, scale

    def _worth(self, prices: Ints, scale: int) -> list[Ints]:
        """Return for each shape what bundles count and cost at whole prices: (b, n)."""
        pairs = zip(self.face.shapes, self.whole, strict=True)
        return [scale * counts[:, None] + shape.paid(prices) for shape, counts in pairs]

    def _least(self, worth: list[Ints]) -> list[Ints]:
        """Return for each shape the least that each of its people can have on the face: (n,)."""
        return [np.where(alive, each, FAR).min(axis=0) for alive, each in zip(self.face.alive, worth, strict=True)]

    def proof(self) -> Prices | None:
        """Return prices that prove the bound also for what is not on the face; `earlier` holds one weight, at 0.

        That is the multiple of the levels that count seats outside, together, at which nothing off the face is cheaper.
        """
        worth = self._worth(self.kept, self.scale)
        multiple = 0
        for each, least, before in zip(worth, self._least(worth), self.face.worth, strict=True):
            dearer = before - before.min(axis=0)
            lack = np.where(dearer > 0, least - each, 0)
            multiple = max(multiple, int(np.max(-(-lack // np.maximum(dearer, 1)), initial=0)))
        full = self.face.prices > 0
        multiple = max(multiple, int(np.max(-(self.kept[full] // self.face.prices[full]), initial=0)))
        prices = self.kept + multiple * self.face.prices
        if max(int(prices.max(initial=0)), multiple * int(self.face.counts.max())) > LARGEST:
            return None
        return Prices(prices, {0: multiple}, self.scale)
