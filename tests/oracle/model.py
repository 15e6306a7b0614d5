# SPDX-License-Identifier: EUPL-1.2
"""An exact model of the problem, solved by scipy's MIP: what the best placement is worth under each objective.

One binary per participant, round and workshop. The objectives that look at people get one more per participant and
outcome (cost, seats outside the wishes), or per participant and bundle of seats on a large day with few of those:
that is stronger. Lexicographic objectives are a sequence of MIPs, each stage held at its value in the next.

    PYTHONPATH=tests python -m oracle.model problem.json fair leximin
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from oracle.day import OUTSIDE, Bundle, Copy, Day, Seats, Tree, read, rounds_held
from oracle.program import Expression, Program
from oracle.rule_rows import add_mix, add_rules
from oracle.rules import (
    broken_rules,
    carried_over,
    classes,
    copy_violations,
    has_soft_rules,
    moves,
    room_violations,
    softly_broken,
    unmixed,
)

OBJECTIVES = ("fair", "leximin", "generous", "rank-maximal", "least-cost")
MANY_PEOPLE = 50
FEW_BUNDLES = 15_000
FORBIDDEN = 1_000_000

Vector = tuple[int, ...]


@dataclass(frozen=True)
class Beyond:
    """What is asked beyond the objective.

    mix: attributes to spread over the sessions, after all else. earlier: the seats to stay near, after the objective
    and the soft rules; with `repair` before the objective.
    """

    mix: tuple[str, ...] = ()
    earlier: Seats | None = None
    repair: bool = False


NOTHING_MORE = Beyond()


def optimum(
    data: Tree, objective: str, *, mix: Sequence[str] = (), earlier: Tree | None = None, repair: bool = False
) -> Vector | None:
    """Return the vector (see `vector`) of the best placement, None when there is no placement.

    `mix`, `earlier` (a placement in the interchange format) and `repair` are what `Beyond` says. Raises ArithmeticError
    when the MIP's own values and those of its placement differ.
    """
    beyond = beyond_of(mix, earlier, repair=repair)
    best = best_seats(read(data), objective, beyond)
    return None if best is None else vector(read(data), best, objective, beyond)


def value(
    data: Tree,
    placement: Tree,
    objective: str,
    *,
    mix: Sequence[str] = (),
    earlier: Tree | None = None,
    repair: bool = False,
) -> Vector:
    """Return the vector of a placement in the interchange format, which must be feasible; more as in `optimum`."""
    return vector(read(data), seats_of(placement), objective, beyond_of(mix, earlier, repair=repair))


def beyond_of(mix: Sequence[str], earlier: Tree | None, *, repair: bool) -> Beyond:
    """Return what is asked beyond the objective."""
    return Beyond(tuple(mix), None if earlier is None else seats_of(earlier), repair)


def at_least_as_good(objective: str, left: Vector, right: Vector, around: tuple[int, int] = (0, 0)) -> bool:
    """Return whether `left` is as good as `right` or better; only rank-maximal counts something wanted.

    Of what stands before and after the objective, so many numbers as `around` says, less is better under all.
    """
    if objective != "rank-maximal":
        return left <= right
    return less_is_better(left, around) <= less_is_better(right, around)


def less_is_better(counts: Vector, around: tuple[int, int]) -> Vector:
    """Return the vector of rank-maximal with its own numbers negated."""
    before, after = around
    return tuple(n if k < before or k >= len(counts) - after else -n for k, n in enumerate(counts))


def feasible(data: Tree, placement: Tree) -> list[str]:
    """Return every hard rule that the placement breaks, as a sentence; empty when it keeps them all.

    Its rooms are judged when it has any, else whether there could be rooms.
    """
    day, seats = read(data), seats_of(placement)
    rows = len(placement["placements"])
    doubled = [] if rows == len(seats) else [f"{rows} rows for {len(seats)} seats"]
    personal = [broken for person in day.people for broken in personal_violations(day, person, seats)]
    strangers = [f"{person} is nobody" for person, _ in seats if person not in day.people]
    rooms = room_violations(day, seats, placement.get("rooms"))
    return doubled + strangers + personal + session_violations(day, seats) + broken_rules(day, seats) + rooms


def misreported(data: Tree, placement: Tree) -> list[str]:
    """Return every rank and figure in a feasible placement that is not what it should be."""
    right = described(data, seats_of(placement))
    ranks = {(row["participant"], row["round"]): row["rank"] for row in right["placements"]}
    wrong = [
        f"rank of {row['participant']} in {row['round']} is {row['rank']}"
        for row in placement["placements"]
        if row["rank"] != ranks[row["participant"], row["round"]]
    ]
    figures, said = right["figures"], {**placement["figures"]}
    said["seats_by_rank"] = {rank: count for rank, count in said["seats_by_rank"].items() if count}
    return wrong + [f"{name} is {said[name]}, not {figures[name]}" for name in figures if said[name] != figures[name]]


def described(data: Tree, seats: Seats) -> dict[str, Any]:
    """Return the rows and the figures that a placement with these seats has in the interchange format."""
    day = read(data)
    rank = {(person, rnd): day.rank[person, rnd, workshop] for (person, rnd), workshop in seats.items()}
    counts = Counter(rank.values())
    return {
        "placements": [
            {"participant": person, "round": rnd, "workshop": workshop, "rank": rank[person, rnd] or None}
            for (person, rnd), workshop in seats.items()
        ],
        "figures": {
            "cost": sum(bundle_costs(day, seats).values()),
            "largest_regret": max(regrets(day, seats), default=0),
            "seats_by_rank": {str(each): counts[each] for each in sorted(counts) if each != OUTSIDE},
            "seats_outside_wishes": counts[OUTSIDE],
        },
    }


def seats_of(placement: Tree) -> Seats:
    """Return the seats in a placement in the interchange format."""
    return {(row["participant"], row["round"]): row["workshop"] for row in placement["placements"]}


# What seats are worth ------------------------------------------------------------------------------------------


def vector(day: Day, seats: Seats, objective: str, beyond: Beyond = NOTHING_MORE) -> Vector:
    """Return what is looked at, most important first.

    Moves, when this is a repair. The objective for one class of people after the other, see `worth`. What soft rules
    are broken, when there are any. Moves, when there is an earlier placement; lack of mix, when that is asked for.
    """
    moved = () if beyond.earlier is None else (moves(day, seats, beyond.earlier),)
    told = [number for people in classes(day) for number in worth(day, seats, objective, people)]
    soft = [softly_broken(day, seats)] if has_soft_rules(day) else []
    mixed = [unmixed(day, seats, beyond.mix)] if beyond.mix else []
    return (*moved, *told, *soft, *mixed) if beyond.repair else (*told, *soft, *moved, *mixed)


def around(data: Tree, beyond: Beyond = NOTHING_MORE) -> tuple[int, int]:
    """Return how many numbers stand before and after those of the objective in the vector."""
    moved, mixed = beyond.earlier is not None, bool(beyond.mix)
    first = moved and beyond.repair
    return int(first), has_soft_rules(read(data)) + (moved and not first) + mixed


def worth(day: Day, seats: Seats, objective: str, people: Collection[str]) -> Vector:
    """Return what the objective looks at among these people, most important first.

    least-cost: cost. generous: seats outside the wishes, at the largest rank, ..., at rank 2. rank-maximal: seats at
    rank 1, 2, ... (more is better). fair: people with R, R − 1, ..., 1 seats outside, then the sum of squared
    regrets. leximin: the regrets, largest first. To a regret belongs what was carried over.
    """
    bundles = {person: bundle for person, bundle in bundles_of(day, seats).items() if person in people}
    felt = [day.bundle_cost(p, b) - baseline(day, p) + carried_over(day, p) for p, b in bundles.items()]
    if objective == "fair":
        outside = Counter(day.outside(person, bundle) for person, bundle in bundles.items())
        return (*(outside[count] for count in range(len(day.rounds), 0, -1)), sum(each**2 for each in felt))
    if objective == "leximin":
        return tuple(sorted(felt, reverse=True))
    if objective == "least-cost":
        return (sum(day.bundle_cost(person, bundle) for person, bundle in bundles.items()),)
    ranks = Counter(day.rank[person, rnd, workshop] for person, b in bundles.items() for rnd, workshop in b)
    return tuple(ranks[rank] for rank in ranks_in_order(day, objective))


def ranks_in_order(day: Day, objective: str) -> list[int]:
    """Return the ranks that generous or rank-maximal counts, in its order."""
    if objective == "generous":
        return [OUTSIDE, *range(day.levels, 1, -1)]
    return list(range(1, day.levels + 1))


def bundles_of(day: Day, seats: Seats) -> dict[str, Bundle]:
    """Return the seats per participant."""
    return {
        person: tuple((rnd, seats[person, rnd]) for rnd in day.rounds if (person, rnd) in seats)
        for person in day.people
    }


def bundle_costs(day: Day, seats: Seats) -> dict[str, int]:
    """Return the cost per participant."""
    return {person: day.bundle_cost(person, bundle) for person, bundle in bundles_of(day, seats).items()}


def regrets(day: Day, seats: Seats) -> list[int]:
    """Return per participant what their seats cost above the least they could have had alone."""
    costs = bundle_costs(day, seats)
    return [costs[person] - baseline(day, person) for person in day.people]


def baseline(day: Day, person: str) -> int:
    """Return the least that the seats of this participant could cost if they were alone; there must be such seats.

    The cheapest matching of their rounds with different workshops; where a workshop spans rounds, the cheapest of all
    sets of seats.
    """
    rounds = day.needs[person]
    workshops = list(dict.fromkeys(workshop for rnd in rounds for workshop in day.choices[person, rnd]))
    if not rounds:
        return 0
    if day.blocks:
        return min(day.bundle_cost(person, bundle) for bundle in day.bundles(person))
    costs = [[day.cost.get((person, rnd, workshop), FORBIDDEN) for workshop in workshops] for rnd in rounds]
    row, column = linear_sum_assignment(np.array(costs))
    return int(np.array(costs)[row, column].sum())


# What the rules say --------------------------------------------------------------------------------------------


def personal_violations(day: Day, person: str, seats: Seats) -> list[str]:
    """Return what is wrong with the seats of one participant, whatever others have."""
    held = {rnd: workshop for (name, rnd), workshop in seats.items() if name == person}
    found = [f"{person} has no seat in {rnd}" for rnd in day.needs[person] if rnd not in held]
    found += [f"{person} needs no seat in {rnd}" for rnd in held if rnd not in day.needs[person]]
    found += [
        f"{person} may not have {workshop} in {rnd}"
        for rnd, workshop in held.items()
        if workshop not in day.choices.get((person, rnd), ())
    ]
    bundle = tuple((rnd, held[rnd]) for rnd in day.rounds if rnd in held)
    found += [
        f"{person} has part of {workshop}" if len(rounds) == 1 else f"{person} has {workshop} {len(rounds)} times"
        for workshop, rounds in rounds_held(bundle).items()
        if not day.once(workshop, rounds)
    ]
    pinned = {rnd: workshop for (name, rnd), workshop in day.pinned.items() if name == person}
    return found + [f"{person} is not in {w} in {rnd}" for rnd, w in pinned.items() if held.get(rnd) != w]


def session_violations(day: Day, seats: Seats) -> list[str]:
    """Return the sessions that are too full or too empty. An optional workshop may be empty in all its rounds."""
    people = Counter((workshop, rnd) for (_, rnd), workshop in seats.items())
    given = {workshop for workshop, _ in people}
    found = [
        f"{key} has {count} people"
        for key, count in people.items()
        if count > day.capacity.get(key, len(seats) if key[0] in day.copies else 0)
    ]
    found += [
        f"{key} has {people[key]} people, too few"
        for key, least in day.minimum.items()
        if people[key] < least and (key[0] in given or key[0] not in day.optional)
    ]
    return found + copy_violations(day, people)


# The model -----------------------------------------------------------------------------------------------------


def best_seats(day: Day, objective: str, beyond: Beyond = NOTHING_MORE) -> Seats | None:
    """Return a best placement, None when there is none."""
    if not all((person, rnd) in day.choices for person, rnd in day.pinned):
        return None  # a fixed place in a round in which they lead
    if not all(any(True for _ in day.bundles(person)) for person in day.people):
        return None
    model = Model(day)
    if objective in {"fair", "leximin"}:
        model.add_outcomes()
    for stage in model.stages(objective, beyond):
        if not model.program.minimise(stage):
            return None
    return model.seats_in_solution()


class Model:
    """Columns and rows of the MIP, and the stages of each objective."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.program = Program()
        self.dropped = {w: self.program.column(int(w in day.optional)) for w in day.workshops}
        self.nothing = self.program.column(0)
        self.seat = {key: self.program.column(1) for key in day.rank}
        self.outcome: dict[tuple[str, int, int, Bundle], int] = {}
        self.add_people()
        self.add_sessions()
        self.add_copies()
        self.broken = add_rules(self.program, day, self.seat)

    def add_people(self) -> None:
        """One seat in each round they need; of a workshop one session, or one whole block."""
        held: dict[tuple[str, str], dict[tuple[str, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
        for (person, rnd, workshop), column in self.seat.items():
            block = next((block for block in self.day.blocks.get(workshop, ()) if rnd in block), (rnd,))
            held[person, workshop][block].append(column)
        for (person, rnd), workshops in self.day.choices.items():
            self.program.equal({self.seat[person, rnd, workshop]: 1 for workshop in workshops}, 1)
        for sessions in held.values():
            self.program.at_most({columns[0]: 1 for columns in sessions.values()}, 1)
            for first, *others in sessions.values():
                for other in others:
                    self.program.equal({first: 1, other: -1}, 0)

    def add_sessions(self) -> None:
        """At most the capacity and at least the minimum in each session; nobody where the workshop is dropped."""
        for key, chairs in self.day.capacity.items():
            dropped, least, taken = self.dropped[key[0]], self.day.minimum[key], self.taken(key)
            self.program.at_most({**taken, dropped: chairs}, chairs)
            self.program.at_least({**taken, dropped: least}, least)

    def add_copies(self) -> None:
        """Each copy in one of its rounds or dropped with the workshop, one copy in a round, as full as it may be."""
        for workshop, copies in self.day.copies.items():
            held: dict[str, dict[int, Copy]] = {rnd: {} for rnd in self.day.rounds}
            for copy in copies:
                columns = {self.program.column(1): rnd for rnd in copy.rounds}
                self.program.equal({**dict.fromkeys(columns, 1), self.dropped[workshop]: 1}, 1)
                for column, rnd in columns.items():
                    held[rnd][column] = copy
            for rnd, given in held.items():
                if (workshop, rnd) not in self.day.capacity:
                    taken = self.taken((workshop, rnd))
                    self.program.at_most(dict.fromkeys(given, 1), 1)
                    self.program.at_most({**taken, **{column: -copy.capacity for column, copy in given.items()}}, 0)
                    self.program.at_least({**taken, **{column: -copy.minimum for column, copy in given.items()}}, 0)

    def taken(self, session: tuple[str, str]) -> dict[int, int]:
        """Return the seats of a session (workshop, round)."""
        return {column: 1 for (_, rnd, workshop), column in self.seat.items() if (workshop, rnd) == session}

    def add_outcomes(self) -> None:
        """One outcome per participant, tied to their seats."""
        bundles = {person: list(self.day.bundles(person)) for person in self.day.people}
        by_bundle = len(bundles) >= MANY_PEOPLE and sum(map(len, bundles.values())) <= FEW_BUNDLES
        for person, found in bundles.items():
            if by_bundle:
                self.tie_bundles(person, found)
            else:
                self.tie_outcomes(person, found)

    def tie_bundles(self, person: str, bundles: list[Bundle]) -> None:
        """A column per bundle: a seat is taken exactly when a bundle that holds it is."""
        least = baseline(self.day, person)
        holding: dict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
        for bundle in bundles:
            regret = self.day.bundle_cost(person, bundle) - least
            column = self.program.column(1)
            self.outcome[person, regret, self.day.outside(person, bundle), bundle] = column
            for rnd, workshop in bundle:
                holding[person, rnd, workshop][column] = 1
        self.program.equal({self.outcome[key]: 1 for key in self.outcome if key[0] == person}, 1)
        for rnd in self.day.needs[person]:
            for workshop in self.day.choices[person, rnd]:
                key = (person, rnd, workshop)
                self.program.equal({**holding[key], self.seat[key]: -1}, 0)

    def tie_outcomes(self, person: str, bundles: list[Bundle]) -> None:
        """A column per regret and number of seats outside: both are those of the seats."""
        day, least = self.day, baseline(self.day, person)
        reachable = {(day.bundle_cost(person, b) - least, day.outside(person, b)) for b in bundles}
        columns = {pair: self.program.column(1) for pair in sorted(reachable)}
        self.outcome |= {(person, *pair, ()): column for pair, column in columns.items()}
        mine = [(person, rnd, w) for rnd in day.needs[person] for w in day.choices[person, rnd]]
        cost = {self.seat[key]: -day.cost[key] for key in mine}
        outside = {self.seat[key]: -1 for key in mine if day.rank[key] == OUTSIDE}
        self.program.equal(dict.fromkeys(columns.values(), 1), 1)
        self.program.equal(cost | {column: regret for (regret, _), column in columns.items()}, -least)
        self.program.equal(outside | {column: count for (_, count), column in columns.items()}, 0)

    def stages(self, objective: str, beyond: Beyond) -> Iterator[Expression]:
        """Yield what is minimised, one expression after the other; the next may depend on the last solution."""
        if beyond.repair:
            yield self.stayers(beyond)
        for people in classes(self.day):
            yield from self.stages_for(objective, people)
        yield self.broken
        if not beyond.repair:
            yield self.stayers(beyond)
        yield add_mix(self.program, self.day, self.seat, beyond.mix)

    def stayers(self, beyond: Beyond) -> Expression:
        """Return minus the seats that are as they were."""
        kept = [(person, rnd, workshop) for (person, rnd), workshop in (beyond.earlier or {}).items()]
        return {self.seat[key]: -1 for key in kept if key in self.seat}

    def stages_for(self, objective: str, people: Collection[str]) -> Iterable[Expression]:
        """Return the stages of the objective for some of the people."""
        day, seat = self.day, {key: column for key, column in self.seat.items() if key[0] in people}
        if objective == "least-cost":
            return [{column: day.cost[key] for key, column in seat.items()}]
        if objective == "fair":
            return self.fair_stages(people)
        if objective == "leximin":
            return self.leximin_stages(people)
        sign = -1 if objective == "rank-maximal" else 1
        ranks = ranks_in_order(day, objective)
        return [{column: sign for key, column in seat.items() if day.rank[key] == rank} for rank in ranks]

    def fair_stages(self, people: Collection[str]) -> list[Expression]:
        """Return the people with R, ..., 1 seats outside their wishes, then the squares."""
        counts = range(len(self.day.rounds), 0, -1)
        mine = {key: column for key, column in self.outcome.items() if key[0] in people}
        outside = [{column: 1 for key, column in mine.items() if key[2] == count} for count in counts]
        return [*outside, {column: felt**2 for column, (_, felt) in self.regrets_of(people).items()}]

    def leximin_stages(self, people: Collection[str]) -> Iterator[Expression]:
        """Yield, again and again: the largest regret below the last one found, then the people who have it."""
        regrets_felt = self.regrets_of(people)
        bound = 1 + max((felt for _, felt in regrets_felt.values()), default=0)
        while bound > 0:
            largest = self.program.column(bound)
            for person in people:
                mine = {c: -felt for c, (name, felt) in regrets_felt.items() if name == person and felt < bound}
                self.program.at_least({largest: 1, **mine}, 0)
            yield {largest: 1}
            above, bound = bound, self.program.solution[largest]
            for column, (_, felt) in regrets_felt.items():
                self.program.upper[column] = 0 if bound < felt < above else self.program.upper[column]
            yield {column: 1 for column, (_, felt) in regrets_felt.items() if felt == bound}

    def regrets_of(self, people: Collection[str]) -> dict[int, tuple[str, int]]:
        """Return, for each outcome of these people, whose it is and the regret with what they carried over."""
        carried = {person: carried_over(self.day, person) for person in people}
        return {column: (key[0], key[1] + carried[key[0]]) for key, column in self.outcome.items() if key[0] in carried}

    def seats_in_solution(self) -> Seats:
        """Return the seats of the last solution."""
        taken = self.program.solution
        return {(person, rnd): w for (person, rnd, w), column in self.seat.items() if taken[column]}


def main(path: str, *objectives: str) -> None:
    """Print the optimum of the problem in the file for each objective."""
    data = json.loads(Path(path).read_text("utf-8"))
    for objective in objectives or OBJECTIVES:
        sys.stdout.write(f"{objective}: {optimum(data, objective)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
