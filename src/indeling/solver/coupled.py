# SPDX-License-Identifier: EUPL-1.2
"""Rules that tie people together: the whole programme over bundles, with the rows that rules ask for.

    minimise    Σ f(b) x(b), level after level, and last Σ weight · amount of the rules that may be broken
    subject to  Σ of x over the bundles of a participant = 1
                low(i) y(w) ≤ seats taken in item i ≤ high(i) y(w), y(w) = 1 unless workshop w may be dropped
                the rows of the rules, over the seats in the bundles

A mixed-integer programme for each level, held at its value in the next (the lexicographic method; Isermann, Linear
lexicographic optimization, OR Spektrum 4, 1982). Every seat is an arc of its own here: a rule may ask for any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import numpy as np

from indeling.errors import OutOfTimeError, TooLargeError
from indeling.objectives import BROKEN, MIX, MOVES, Objective, Title, in_class
from indeling.problem import Ints, Problem
from indeling.rules import Rule, classes, is_soft, weight_of
from indeling.rules.rows import Rows
from indeling.solver import complete
from indeling.solver.beyond import NOTHING, Beyond, ask_mix, moves_of
from indeling.solver.bundles import Bundles, all_bundles, count_bundles
from indeling.solver.day import Day
from indeling.solver.levels import Solved
from indeling.solver.linear import HALF, INFINITE, Answer, Entries, Floats, minimise
from indeling.solver.route import Answer as Placed
from indeling.solver.route import Progress
from indeling.solver.seats import Seats, seats_by_session
from indeling.solver.tally import tally_of

MOST_BUNDLES = 1_000_000
"""More bundles than this, with every seat spelled out, take too long for one programme."""


LevelCounts = tuple[Title, Ints, int]
"""A level: its title, what each column counts (C,), and what is settled already."""


@dataclass(eq=False)
class Programme:
    """Columns: B bundles, then those of rules, then y per workshop that may be dropped. Rows: as above, then limits.

    mix: weight of the columns that count people of one kind, by their number. owner (m,): the problem's workshop of
    each drawn one; y is one per workshop of the problem. high (C,): upper bounds of the columns.
    limits: sums that must not be exceeded: (counts (C,), at most).
    """

    seats: Seats
    bundles: Bundles
    rules: Rows
    owner: Ints
    seconds: Callable[[], float | None]
    mix: dict[int, int] = field(default_factory=dict)
    limits: list[tuple[Ints, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dropping = np.unique(self.owner[self.seats.item_workshop[self.seats.item_optional]])
        self.first_given = len(self.bundles) + len(self.rules.high)
        self.high = np.ones(self.first_given + len(self.dropping))
        self.high[len(self.bundles) : self.first_given] = self.rules.high
        self.entries, self.low_high = self._rows()

    def minimise(self, counts: Ints) -> Answer:
        """Return the best answer for Σ counts (C,) · x within the limits."""
        rows, columns, values = self.entries
        low, high = self.low_high
        at = [np.flatnonzero(limited) for limited, _ in self.limits]
        limit_rows = [np.full(len(where), len(low) + row) for row, where in enumerate(at)]
        limit_values = [limited[where] for (limited, _), where in zip(self.limits, at, strict=True)]
        entries = Entries(
            np.concatenate([rows, *limit_rows]),
            np.concatenate([columns, *at]),
            np.concatenate([values, *limit_values]),
            self.high,
        )
        most = np.array([number for _, number in self.limits], float)
        bounds = np.concatenate([low, np.full(len(most), -INFINITE)]), np.concatenate([high, most])
        whole = np.ones(len(counts), bool)
        return minimise(entries, counts.astype(float), bounds, whole=whole, seconds=self.seconds())

    def hold(self, counts: Ints, value: int) -> None:
        """Let Σ counts · x be at most its value from now on."""
        if value == 0:
            self.high[counts > 0] = 0.0
        else:
            self.limits.append((counts, value))

    def amounts(self, rules: tuple[Rule, ...], weight: Callable[[Rule], int]) -> Ints:
        """Return the weight (C,) of each column that counts by how much a rule is broken."""
        counts = np.zeros(len(self.high), np.int64)
        for rule, columns in self.rules.amounts.items():
            counts[self.column(np.array(columns))] = weight(rules[rule])
        return counts

    @property
    def mixing(self) -> Ints:
        """The weight (C,) of each column that counts people of one kind in one session."""
        counts = np.zeros(len(self.high), np.int64)
        counts[self.column(np.array(list(self.mix), np.int64))] = list(self.mix.values())
        return counts

    def column(self, numbers: Ints) -> Ints:
        """Return the column of each number that rules gave out after the seats."""
        return numbers - self.rules.seats + len(self.bundles)

    def _rows(self) -> tuple[tuple[Ints, Ints, Ints], tuple[Floats, Floats]]:
        """Return the entries (row, column, value) of all rows but the limits, and the rows' bounds."""
        people, person = np.unique(self.bundles.person, return_inverse=True)
        taken, bundle = self._taken()
        items = np.arange(self.seats.item_count)
        above, below = items + len(people), items + len(people) + len(items)
        y = self.first_given + np.searchsorted(self.dropping, self.owner[self.seats.item_workshop])
        free = self.seats.item_optional
        entries = [
            (person, np.arange(len(self.bundles)), np.ones(len(self.bundles), np.int64)),
            (above[taken], bundle, np.ones_like(bundle)),
            (below[taken], bundle, np.ones_like(bundle)),
            (above[free], y[free], -self.seats.high[free]),
            (below[free], y[free], -self.seats.low[free]),
            self._rule_entries(len(people) + 2 * len(items)),
        ]
        endless = np.full(len(items), INFINITE)
        most = np.array([number for _, number in self.rules.rows], float)
        low = [np.ones(len(people)), -endless, np.where(free, 0, self.seats.low), np.full(len(most), -INFINITE)]
        high = [np.ones(len(people)), np.where(free, 0, self.seats.high), endless, most]
        rows, columns, values = (np.concatenate(part) for part in zip(*entries, strict=True))
        return (rows, columns, values), (np.concatenate(low), np.concatenate(high))

    def _taken(self) -> tuple[Ints, Ints]:
        """Return the (item, bundle) pairs of all seats in bundles."""
        bundle, place = np.nonzero(self.bundles.arcs >= 0)
        return self.seats.arc_item[self.bundles.arcs[bundle, place]], bundle

    def _rule_entries(self, first_row: int) -> tuple[Ints, Ints, Ints]:
        """Return the entries of the rules' rows: a seat's coefficient goes to every bundle that holds the seat."""
        bundle, place = np.nonzero(self.bundles.arcs >= 0)
        arc = self.bundles.arcs[bundle, place]
        order = np.argsort(arc, kind="stable")
        holders = bundle[order]
        start = np.searchsorted(arc[order], np.arange(self.rules.seats + 1))
        rows, columns, values = [], [], []
        for row, (terms, _) in enumerate(self.rules.rows):
            for column, value in terms.items():
                seat = column < self.rules.seats
                found = holders[start[column] : start[column + 1]] if seat else self.column(np.array([column]))
                rows.append(np.full(len(found), first_row + row))
                columns.append(found)
                values.append(np.full(len(found), value))
        empty = [np.empty(0, np.int64)]
        return np.concatenate(rows or empty), np.concatenate(columns or empty), np.concatenate(values or empty)


def best_with_rules(
    problem: Problem,
    day: Day,
    aim: Objective,
    seconds: Callable[[], float | None],
    progress: Progress,
    beyond: Beyond = NOTHING,
) -> Placed:
    """Return the best placement that keeps the rules; its `seats` are None when there is none.

    Raises OutOfTimeError when time is up before there is any, TooLargeError when there are too many bundles.
    """
    programme = programme_of(problem, day, seconds, beyond=beyond)
    levels = _levels_of(problem, day, aim, programme)
    levels.append((BROKEN, programme.amounts(problem.rules, weight_of), 0))
    if beyond.earlier is not None:
        moved = moves_level(programme, day, beyond)
        levels.insert(0 if beyond.first else len(levels), moved)
    if beyond.mix:
        levels.append((MIX, programme.mixing, 0))
    return _settle(day, programme, levels, progress)


def _levels_of(problem: Problem, day: Day, aim: Objective, programme: Programme) -> list[LevelCounts]:
    """Return the levels of the objective, for one class of people after the other."""
    tally = tally_of(day, programme.seats, programme.bundles)
    levels: list[LevelCounts] = []
    groups = classes(problem)
    for number, people in enumerate(groups, start=1):
        among = np.isin(day.people, people)
        for level in aim.levels(tally.scale):
            counts = np.zeros(len(programme.high), np.int64)
            counts[: len(programme.bundles)] = tally.of(level) * among[programme.bundles.person]
            beside = int(tally.settled_scores(level)[among[tally.settled]].sum())
            levels.append((in_class(level.title, number, len(groups)), counts, beside))
    return levels


def moves_level(programme: Programme, day: Day, beyond: Beyond) -> LevelCounts:
    """Return the level that counts moves, once people who must not move and more moves than allowed are ruled out."""
    counts = np.zeros(len(programme.high), np.int64)
    earlier = beyond.earlier if beyond.earlier is not None else np.empty((0, 0), np.int64)
    counts[: len(programme.bundles)], fixed = moves_of(day, programme.seats, programme.bundles, earlier)
    limit_moves(programme, counts, int(fixed.sum()), day, beyond)
    return MOVES, counts, int(fixed.sum())


def limit_moves(programme: Programme, counts: Ints, beside: int, day: Day, beyond: Beyond) -> None:
    """Keep locked people where they were, and all moves, with those settled `beside`, to the most there may be."""
    bundles = len(programme.bundles)
    if beyond.locked is not None:
        locked = beyond.locked[day.people][programme.bundles.person]
        programme.high[:bundles][locked & (counts[:bundles] > 0)] = 0.0
    if beyond.most is not None:
        programme.hold(counts, max(0, beyond.most - beside))


def programme_of(
    problem: Problem,
    day: Day,
    seconds: Callable[[], float | None],
    *,
    beyond: Beyond = NOTHING,
) -> Programme:
    """Return the programme with the rows of all rules, for a day that has a placement without them.

    Raises TooLargeError.
    """
    seats = seats_by_session(day, np.ones(len(day.need), bool))
    checked_size(seats)
    asked = ask_rules(problem, day, seats)
    mixing = ask_mix(asked, problem, beyond.mix)
    return Programme(seats, all_bundles(seats), asked, day.workshops, seconds, mixing)


def checked_size(seats: Seats) -> None:
    """Raise TooLargeError when there are too many bundles for one programme."""
    if count_bundles(seats) > MOST_BUNDLES:
        raise TooLargeError


def ask_rules(problem: Problem, day: Day, seats: Seats, *, relaxed: bool = False) -> Rows:
    """Return the rows of the rules, in an order that their order in the problem has no influence on.

    Items of a workshop below 0 are in no rule. relaxed: also rules that must be kept may be broken.
    """
    column = np.full((problem.participant_count, problem.workshop_count, problem.round_count), -1)
    item, person = seats.arc_item, day.people[seats.slot_person[seats.arc_slot]]
    workshop, rnd = day.workshops[seats.item_workshop[item]], seats.item_round[item]
    real = np.flatnonzero(workshop >= 0)
    column[person[real], workshop[real], rnd[real]] = real
    settled = {(int(person), int(rnd)): int(workshop) for person, rnd, workshop in problem.pinned}
    given = zip(day.workshops[seats.item_workshop].tolist(), seats.item_round.tolist(), strict=True)
    sessions = [session for session in given if session[0] >= 0]
    rows = Rows(len(item), _with_fixed(sessions, problem), column, settled, relaxed)
    for at in sorted(range(len(problem.rules)), key=lambda each: msgspec.json.encode(problem.rules[each])):
        rows.rule, rows.soft = at, is_soft(problem.rules[at])
        problem.rules[at].ask(rows, problem)
    return rows


def _with_fixed(sessions: list[tuple[int, int]], problem: Problem) -> list[tuple[int, int]]:
    """Add the sessions in which only people with a fixed place sit."""
    fixed = {(int(workshop), int(rnd)) for _, rnd, workshop in problem.pinned} - set(sessions)
    return sessions + sorted(fixed, key=lambda each: (problem.workshop_ids[each[0]], each[1]))


def _settle(day: Day, programme: Programme, levels: list[LevelCounts], progress: Progress) -> Placed:
    """Make each level as small as can be, and return the placement.

    Raises OutOfTimeError when there is none in time.
    """
    solved: list[tuple[str, Solved]] = []
    best = np.empty(0, np.int64)
    for step, (title, counts, beside) in enumerate(levels):
        progress(title.text, step, len(levels))
        found = lower(programme, counts, best)
        if found is None:
            return Placed(None, "rules", programme.seats, (), impossible=True)
        best, value, least = found
        solved.append((title.key, Solved(value + beside, least + beside, None)))
        if least < value:
            return _placed(day, programme, best, solved, complete_=False)
        programme.hold(counts, value)
    return _placed(day, programme, best, solved, complete_=True)


def lower(programme: Programme, counts: Ints, best: Ints) -> tuple[Ints, int, int] | None:
    """Return the best values of the columns for a level, what they are worth, and a bound; None when there are none.

    best: values found for earlier levels, or empty. Raises OutOfTimeError when there are none in time.
    """
    now = int(counts @ best) if len(best) else -1
    if now == 0:
        return best, 0, 0
    answer = _in_time(programme, counts)
    if answer is None or answer.status == "time":
        if now < 0:
            raise OutOfTimeError
        return best, now, 0
    if answer.status == "infeasible":
        return None
    found = np.round(answer.values).astype(np.int64)
    return found, int(counts @ found), int(counts @ found)


def _in_time(programme: Programme, counts: Ints) -> Answer | None:
    try:
        return programme.minimise(counts)
    except OutOfTimeError:
        return None


def _placed(day: Day, programme: Programme, best: Ints, solved: list[tuple[str, Solved]], *, complete_: bool) -> Placed:
    chosen = np.flatnonzero(best[: len(programme.bundles)] > HALF)
    dropped = programme.dropping[best[programme.first_given :] <= HALF]
    given = ~np.isin(day.workshops, dropped)
    choice = programme.bundles.choice(programme.seats, chosen, given)
    arcs = np.flatnonzero(choice.arcs)
    table = complete.seat_in_rounds(
        day, programme.seats, programme.seats.arc_slot[arcs], programme.seats.arc_item[arcs]
    )
    return Placed(table, "rules", programme.seats, tuple(solved), complete_)
