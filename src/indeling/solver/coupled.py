# SPDX-License-Identifier: EUPL-1.2
"""Rules that tie people together, and what is asked beyond the objective: level after level over bundles.

Each level of the objective is held at its value in the next (the lexicographic method; Isermann, Linear lexicographic
optimization, OR Spektrum 4, 1982). `programme` has the rows, `restricted` solves. Seats that are worth the same to
somebody are pooled where no rule can tell the difference (`crowds`); which workshop each of them is in is found
afterwards, and where that does not work out, those people are spelled out and all is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from indeling.errors import OutOfTimeError, TooLargeError
from indeling.objectives import BROKEN, MIX, MOVES, Level, Objective, Title, in_class
from indeling.problem import Bools, Ints, Problem
from indeling.rules import classes, is_soft, weight_of
from indeling.rules.rows import MAY_BREAK, MIXING, MUST, Rows
from indeling.solver import complete
from indeling.solver.begin import Start, answer_of
from indeling.solver.beyond import NOTHING, Beyond, ask_mix, moves_of
from indeling.solver.bundles import Bundles, all_bundles, count_bundles
from indeling.solver.crowds import Crowds, Ears, Pools, crowds_of, pools_of
from indeling.solver.day import Day
from indeling.solver.in_turn import TURNS
from indeling.solver.levels import Solved
from indeling.solver.programme import Programme
from indeling.solver.restricted import Restricted
from indeling.solver.route import Answer as Placed
from indeling.solver.route import Progress
from indeling.solver.ruled_turns import Turns
from indeling.solver.seats import Seats, seats_by_session
from indeling.solver.tally import tally_of

MOST_BUNDLES = 3_000_000
"""More bundles than this do not fit in a few gigabytes of memory."""


Settled = tuple[Restricted, list[tuple[str, Solved]], bool]
"""The window with the best answer, the levels, each with its key, and whether all were made as small as can be."""


@dataclass(frozen=True, eq=False)
class Stated:
    """A level: its title, what each column counts (C,), what is settled already, and the stage it belongs to."""

    title: Title
    counts: Callable[[], Ints]
    beside: int
    stage: int = MUST


def best_with_rules(
    problem: Problem,
    day: Day,
    aim: Objective,
    seconds: Callable[[], float | None],
    progress: Progress,
    beyond: Beyond = NOTHING,
    start: Start | None = None,
) -> Placed:
    """Return the best placement that keeps the rules; its `seats` are None when there is none.

    start: a placement to begin with, when one is known.
    Raises OutOfTimeError when time is up before there is any, TooLargeError when there are too many bundles.
    """

    def settle(programme: Programme) -> Settled:
        """Settle the levels of the objective, and what comes before and after it."""
        before, after = _beside(problem, day, programme, beyond)
        levels = [*before, *_levels_of(problem, day, aim, programme), *after]
        window = Restricted(programme, seconds)
        if start is not None:
            window.begin(answer_of(programme, start.seats))
        return window, *_settle(window, levels, progress, start.least if start else {})

    return _placed(problem, day, beyond, settle)


def best_in_turn(
    problem: Problem,
    day: Day,
    order: Ints,
    seconds: Callable[[], float | None],
    progress: Progress,
    beyond: Beyond = NOTHING,
) -> Placed:
    """Return the placement that keeps the rules in which everybody has the least regret at their turn.

    order (n,): of turns, drawn positions. Its `seats` are None when there is none.
    Raises OutOfTimeError when time is up before there is any, TooLargeError when there are too many bundles.
    """
    felt: dict[tuple[int, ...], Ints] = {}

    def settle(programme: Programme) -> Settled:
        """Settle what comes before the turns, the turns, and what comes after."""
        before, after = _beside(problem, day, programme, beyond)
        window = Restricted(programme, seconds)
        first, last = len(before), len(before) + len(order)
        steps = last + len(after)
        solved, every = _settle(window, before, _part(progress, 0, steps), {})
        if not every or (before and window.best is None):
            return window, solved, every
        # turns of before say something only where what comes before them came out the same
        values = tuple(level.value for _, level in solved)
        regret = tally_of(day, programme.seats, programme.bundles).regret
        turns = Turns(window, regret, order, felt.get(values))
        try:
            if not turns.take(lambda turn: progress(TURNS, first + turn, steps)):
                return window, [], True
        except OutOfTimeError:
            if window.best is None:
                raise
            return window, solved, False
        felt[values] = turns.felt
        more, every = _settle(window, after, _part(progress, last, steps), {})
        return window, [*solved, *more], every

    return _placed(problem, day, beyond, settle)


def _part(progress: Progress, first: int, steps: int) -> Progress:
    """Return a `progress` for the levels from step `first` on, of so many steps."""
    return lambda what, step, _: progress(what, first + step, steps)


def _placed(problem: Problem, day: Day, beyond: Beyond, settle: Callable[[Programme], Settled]) -> Placed:
    """Return the placement that `settle` leaves, with as many people spelled out as it takes to seat everybody."""
    spelled_out = np.zeros(len(day.need), bool)
    while True:
        programme = programme_of(problem, day, beyond=beyond, spelled_out=spelled_out)
        window, solved, complete_ = settle(programme)
        if window.best is None:
            return Placed(None, "rules", programme.seats, (), impossible=True)
        table = seated(day, window)
        if table is not None:
            return Placed(table, "rules", programme.seats, tuple(solved), complete_)
        spelled_out |= pooled_people(window, len(day.need))


def _beside(problem: Problem, day: Day, programme: Programme, beyond: Beyond) -> tuple[list[Stated], list[Stated]]:
    """Return the levels that come before the objective, and those that come after it."""
    before: list[Stated] = []
    after = [Stated(BROKEN, lambda: programme.amounts(problem.rules, weight_of), 0, MAY_BREAK)]
    if beyond.earlier is not None:
        (before if beyond.first else after).append(moves_level(programme, day, beyond))
    if beyond.mix:
        after.append(Stated(MIX, lambda: programme.mixing, 0, MIXING))
    return before, after


def _levels_of(problem: Problem, day: Day, aim: Objective, programme: Programme) -> Iterator[Stated]:
    """Yield the levels of the objective, for one class of people after the other."""
    tally = tally_of(day, programme.seats, programme.bundles)
    groups = classes(problem)
    for number, people in enumerate(groups, start=1):
        among = np.isin(day.people, people)
        for level in aim.levels(tally.scale):
            beside = int(tally.settled_scores(level)[among[tally.settled]].sum())

            def counts(level: Level = level, among: Bools = among) -> Ints:
                """Return what each bundle counts at the level, among the people of the class."""
                return programme.of_bundles(tally.of(level) * among[programme.bundles.person])

            yield Stated(in_class(level.title, number, len(groups)), counts, beside)


def moves_level(programme: Programme, day: Day, beyond: Beyond) -> Stated:
    """Return the level that counts moves, once people who must not move and more moves than allowed are ruled out."""
    earlier = beyond.earlier if beyond.earlier is not None else np.empty((0, 0), np.int64)
    moved, fixed = moves_of(day, programme.seats, programme.bundles, earlier)
    counts = programme.of_bundles(moved)
    limit_moves(programme, counts, int(fixed.sum()), day, beyond)
    return Stated(MOVES, lambda: counts, int(fixed.sum()))


def limit_moves(programme: Programme, counts: Ints, beside: int, day: Day, beyond: Beyond) -> None:
    """Keep locked people where they were, and all moves, with those settled `beside`, to the most there may be."""
    bundles = len(programme.bundles)
    if beyond.locked is not None:
        locked = beyond.locked[day.people][programme.bundles.person]
        programme.high[:bundles][locked & (counts[:bundles] > 0)] = 0
    if beyond.most is not None:
        programme.hold(counts, max(0, beyond.most - beside))


def programme_of(
    problem: Problem,
    day: Day,
    *,
    beyond: Beyond = NOTHING,
    spelled_out: Bools | None = None,
    widen: Callable[[Day, Seats], tuple[Day, Seats]] | None = None,
) -> Programme:
    """Return the programme with the rows of all rules, for a day that has a placement without them.

    spelled_out: bool (n,), people without a pool, in drawn positions. widen: changes the day and its network.
    Raises TooLargeError.
    """
    crowds = heard(problem, beyond)
    apart = crowds.alone[day.people][:, day.workshops]
    if beyond.earlier is not None:
        apart |= beyond.earlier[day.people][:, None, :] == day.workshops[None, :, None]
    if spelled_out is not None:
        apart |= spelled_out[:, None, None]
    seats = seats_by_session(day, apart)
    if widen is not None:
        day, seats = widen(day, seats)
    checked_size(seats)
    pools = pools_of(day, seats, crowds)
    asked = ask_rules(problem, day, seats, pools)
    asked.stage = MIXING
    mixing = ask_mix(asked, problem, beyond.mix)
    bundles = keeping(asked, all_bundles(seats))
    return Programme(seats, bundles, pools, asked, day.workshops, mixing)


def checked_size(seats: Seats) -> None:
    """Raise TooLargeError when there are too many bundles for one programme."""
    if count_bundles(seats) > MOST_BUNDLES:
        raise TooLargeError


def heard(problem: Problem, beyond: Beyond) -> Crowds:
    """Return whom the rules, and what is asked beyond, tell apart."""
    shape = problem.participant_count, problem.workshop_count, problem.round_count
    nothing = np.full(shape, -1)
    sessions = [(workshop, rnd) for workshop in range(shape[1]) for rnd in range(shape[2])]
    ears = Ears(sessions, nothing, nothing[:, 0], np.ones(1, np.int64), alone=np.zeros(shape, bool))
    for rule in problem.rules:
        rule.ask(ears, problem)
    ask_mix(ears, problem, beyond.mix)
    return crowds_of(ears)


def keeping(rows: Rows, bundles: Bundles) -> Bundles:
    """Return the bundles without those that break a row about one person alone; such rows are then left out."""
    kept = np.ones(len(bundles), bool)
    owner = np.full(len(rows.most), -1)
    at = np.nonzero(bundles.arcs >= 0)
    owner[bundles.arcs[at]] = bundles.person[at[0]]
    rest: list[int] = []
    for row, (terms, number) in enumerate(rows.rows):
        people = {int(owner[column]) if column < len(owner) else -1 for column in terms}
        if len(people) != 1 or -1 in people:
            rest.append(row)
            continue
        first, last = np.searchsorted(bundles.person, [*people, *(person + 1 for person in people)])
        arcs = bundles.arcs[first:last]
        kept[first:last] &= sum(value * (arcs == arc).sum(axis=1) for arc, value in terms.items()) <= number
    rows.stages = [rows.stages[row] for row in rest]
    rows.rows = [rows.rows[row] for row in rest]
    return Bundles(bundles.person[kept], bundles.arcs[kept], bundles.pooled[kept])


def ask_rules(problem: Problem, day: Day, seats: Seats, pools: Pools, *, relaxed: bool = False) -> Rows:
    """Return the rows of the rules, in an order that their order in the problem has no influence on.

    Items of a workshop below 0 are in no rule. relaxed: also rules that must be kept may be broken.
    """
    column = np.full((problem.participant_count, problem.workshop_count, problem.round_count), -1)
    slot, at = np.nonzero(seats.pooled & (pools.column[pools.slot] >= 0))
    slots, items = np.append(seats.arc_slot, slot), np.append(seats.arc_item, at)
    number = np.append(np.arange(len(seats.arc_slot)), len(seats.arc_slot) + pools.column[pools.slot[slot], at])
    workshop = day.workshops[seats.item_workshop[items]]
    real = np.flatnonzero(workshop >= 0)
    person = day.people[seats.slot_person[slots]]
    column[person[real], workshop[real], seats.item_round[items][real]] = number[real]
    given = zip(day.workshops[seats.item_workshop].tolist(), seats.item_round.tolist(), strict=True)
    sessions = [session for session in given if session[0] >= 0]
    settled = np.full((problem.participant_count, problem.round_count), -1)
    settled[problem.pinned[:, 0], problem.pinned[:, 1]] = problem.pinned[:, 2]
    most = np.append(np.ones(len(seats.arc_slot), np.int64), pools.most)
    rows = Rows(_with_fixed(sessions, problem), column, settled, most, relaxed)
    for rule in sorted(range(len(problem.rules)), key=lambda each: msgspec.json.encode(problem.rules[each])):
        rows.rule, rows.stage = rule, MAY_BREAK if is_soft(problem.rules[rule]) else MUST
        problem.rules[rule].ask(rows, problem)
    return rows


def _with_fixed(sessions: list[tuple[int, int]], problem: Problem) -> list[tuple[int, int]]:
    """Add the sessions in which only people with a fixed place sit."""
    fixed = {(int(workshop), int(rnd)) for _, rnd, workshop in problem.pinned} - set(sessions)
    return sessions + sorted(fixed, key=lambda each: (problem.workshop_ids[each[0]], each[1]))


def _settle(
    window: Restricted, levels: list[Stated], progress: Progress, known: Mapping[str, int]
) -> tuple[list[tuple[str, Solved]], bool]:
    """Make each level as small as can be; return the levels, and whether all were. The last may be open.

    known: what some levels are at least, by key.

    Raises OutOfTimeError when there is none in time.
    """
    solved: list[tuple[str, Solved]] = []
    for step, level in enumerate(levels):
        progress(level.title.text, step, len(levels))
        least = known.get(level.title.key, level.beside) - level.beside
        found = window.settle(level.counts(), level.stage, least)
        if found is None:
            return [], True
        solved.append((level.title.key, Solved(found.value + level.beside, found.bound + level.beside, None)))
        if not found.proven:
            return solved, False
    return solved, True


def seated(day: Day, window: Restricted) -> Ints | None:
    """Return workshops (n, R) in drawn positions from the best answer found; None when pooled seats do not fit."""
    programme, best = window.programme, window.found
    seats, pools, bundles = programme.seats, programme.pools, programme.bundles
    chosen = np.flatnonzero(best[: len(bundles)])
    arcs, slots = bundles.arcs[chosen], bundles.pooled[chosen]
    arcs, slots = np.sort(arcs[arcs >= 0]), np.sort(slots[slots >= 0])
    counts = np.zeros(pools.column.shape, np.int64)
    counts[pools.where] = best[programme.first_pooled : programme.first_asked]
    slot, item = seats.arc_slot[arcs], seats.arc_item[arcs]
    filled = complete.fill_counted(seats, (slot, item), slots, pools.slot[slots], counts)
    if filled is None:
        return None
    return complete.seat_in_rounds(day, seats, np.append(slot, filled[0]), np.append(item, filled[1]))


def pooled_people(window: Restricted, people: int) -> Bools:
    """Return who has a seat from a pool in the best answer found: bool (people,), in drawn positions."""
    programme, best = window.programme, window.found
    chosen = np.flatnonzero(best[: len(programme.bundles)])
    has = (programme.bundles.pooled[chosen] >= 0).any(axis=1)
    found = np.zeros(people, bool)
    found[programme.bundles.person[chosen[has]]] = True
    return found
