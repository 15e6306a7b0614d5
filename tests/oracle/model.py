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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csr_array

from oracle.day import OUTSIDE, Bundle, Day, Seats, Tree, read

OBJECTIVES = ("fair", "leximin", "generous", "rank-maximal", "least-cost")
MANY_PEOPLE = 50
FEW_BUNDLES = 15_000
INFEASIBLE = 2
FORBIDDEN = 1_000_000

Vector = tuple[int, ...]
Expression = Mapping[int, int]
"""Column → coefficient."""


def optimum(data: Tree, objective: str) -> Vector | None:
    """Return the objective's vector (see `vector`) of the best placement, None when there is no placement.

    Raises ArithmeticError when the MIP's own values and those of its placement differ.
    """
    best = best_seats(read(data), objective)
    return None if best is None else vector(read(data), best, objective)


def value(data: Tree, placement: Tree, objective: str) -> Vector:
    """Return the objective's vector of a placement in the interchange format; it must be feasible."""
    return vector(read(data), seats_of(placement), objective)


def at_least_as_good(objective: str, left: Vector, right: Vector) -> bool:
    """Return whether `left` is as good as `right` or better; only rank-maximal counts something wanted."""
    return left >= right if objective == "rank-maximal" else left <= right


def feasible(data: Tree, placement: Tree) -> list[str]:
    """Return every rule that the placement breaks, as a sentence; empty when it keeps them all."""
    day, seats = read(data), seats_of(placement)
    rows = len(placement["placements"])
    doubled = [] if rows == len(seats) else [f"{rows} rows for {len(seats)} seats"]
    personal = [broken for person in day.people for broken in personal_violations(day, person, seats)]
    strangers = [f"{person} is nobody" for person, _ in seats if person not in day.people]
    return doubled + strangers + personal + session_violations(day, seats)


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


def vector(day: Day, seats: Seats, objective: str) -> Vector:
    """Return what the objective looks at, most important first.

    least-cost: cost. generous: seats outside the wishes, at the largest rank, ..., at rank 2. rank-maximal: seats at
    rank 1, 2, ... (more is better). fair: people with R, R − 1, ..., 1 seats outside, then the sum of squared
    regrets. leximin: the regrets, largest first.
    """
    if objective == "fair":
        outside = Counter(day.outside(person, bundle) for person, bundle in bundles_of(day, seats).items())
        squares = sum(regret**2 for regret in regrets(day, seats))
        return (*(outside[count] for count in range(len(day.rounds), 0, -1)), squares)
    if objective == "leximin":
        return tuple(sorted(regrets(day, seats), reverse=True))
    if objective == "least-cost":
        return (sum(bundle_costs(day, seats).values()),)
    ranks = Counter(day.rank[person, rnd, workshop] for (person, rnd), workshop in seats.items())
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

    The cheapest matching of their rounds with different workshops.
    """
    rounds = day.needs[person]
    workshops = list(dict.fromkeys(workshop for rnd in rounds for workshop in day.choices[person, rnd]))
    costs = [[day.cost.get((person, rnd, workshop), FORBIDDEN) for workshop in workshops] for rnd in rounds]
    if not rounds:
        return 0
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
    found += [f"{person} has {workshop} {n} times" for workshop, n in Counter(held.values()).items() if n > 1]
    pinned = {rnd: workshop for (name, rnd), workshop in day.pinned.items() if name == person}
    return found + [f"{person} is not in {w} in {rnd}" for rnd, w in pinned.items() if held.get(rnd) != w]


def session_violations(day: Day, seats: Seats) -> list[str]:
    """Return the sessions that are too full or too empty. An optional workshop may be empty in all its rounds."""
    people = Counter((workshop, rnd) for (_, rnd), workshop in seats.items())
    given = {workshop for workshop, _ in people}
    found = [f"{key} has {count} people" for key, count in people.items() if count > day.capacity.get(key, 0)]
    return found + [
        f"{key} has {people[key]} people, too few"
        for key, least in day.minimum.items()
        if people[key] < least and (key[0] in given or key[0] not in day.optional)
    ]


# The model -----------------------------------------------------------------------------------------------------


def best_seats(day: Day, objective: str) -> Seats | None:
    """Return a best placement, None when there is none."""
    if not all((person, rnd) in day.choices for person, rnd in day.pinned):
        return None  # a fixed place in a round in which they lead
    if not all(any(True for _ in day.bundles(person)) for person in day.people):
        return None
    model = Model(day)
    if objective in {"fair", "leximin"}:
        model.add_outcomes()
    for stage in model.stages(objective):
        if not model.minimise(stage):
            return None
    return model.seats_in_solution()


class Model:
    """Columns and rows of the MIP, and the stages of each objective."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.upper: list[int] = []
        self.rows: list[tuple[Expression, float, float]] = []
        self.solution: list[int] = []
        self.dropped = {w: self.column(int(w in day.optional)) for w in {w for w, _ in day.capacity}}
        self.nothing = self.column(0)
        self.seat = {key: self.column(1) for key in day.rank}
        self.outcome: dict[tuple[str, int, int, Bundle], int] = {}
        self.add_people()
        self.add_sessions()

    def column(self, upper: int) -> int:
        """Add an integer column between 0 and `upper`; return its position."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def add_people(self) -> None:
        """One seat in each round they need, no workshop twice."""
        per_workshop: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        for (person, _, workshop), column in self.seat.items():
            per_workshop[person, workshop][column] = 1
        for (person, rnd), workshops in self.day.choices.items():
            self.rows.append(({self.seat[person, rnd, workshop]: 1 for workshop in workshops}, 1, 1))
        self.rows += [(seats, 0, 1) for seats in per_workshop.values() if len(seats) > 1]

    def add_sessions(self) -> None:
        """At most the capacity and at least the minimum in each session; nobody where the workshop is dropped."""
        taken: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        for (_, rnd, workshop), column in self.seat.items():
            taken[workshop, rnd][column] = 1
        for key, chairs in self.day.capacity.items():
            dropped, least = self.dropped[key[0]], self.day.minimum[key]
            self.rows.append(({**taken[key], dropped: chairs}, -np.inf, chairs))
            self.rows.append(({**taken[key], dropped: least}, least, np.inf))

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
            column = self.column(1)
            self.outcome[person, regret, self.day.outside(person, bundle), bundle] = column
            for rnd, workshop in bundle:
                holding[person, rnd, workshop][column] = 1
        self.rows.append(({self.outcome[key]: 1 for key in self.outcomes_of(person)}, 1, 1))
        for rnd in self.day.needs[person]:
            for workshop in self.day.choices[person, rnd]:
                key = (person, rnd, workshop)
                self.rows.append(({**holding[key], self.seat[key]: -1}, 0, 0))

    def tie_outcomes(self, person: str, bundles: list[Bundle]) -> None:
        """A column per regret and number of seats outside: both are those of the seats."""
        day, least = self.day, baseline(self.day, person)
        reachable = {(day.bundle_cost(person, b) - least, day.outside(person, b)) for b in bundles}
        columns = {pair: self.column(1) for pair in sorted(reachable)}
        self.outcome |= {(person, *pair, ()): column for pair, column in columns.items()}
        mine = [(person, rnd, w) for rnd in day.needs[person] for w in day.choices[person, rnd]]
        cost = {self.seat[key]: -day.cost[key] for key in mine}
        outside = {self.seat[key]: -1 for key in mine if day.rank[key] == OUTSIDE}
        self.rows.append((dict.fromkeys(columns.values(), 1), 1, 1))
        self.rows.append((cost | {column: regret for (regret, _), column in columns.items()}, -least, -least))
        self.rows.append((outside | {column: count for (_, count), column in columns.items()}, 0, 0))

    def outcomes_of(self, person: str) -> Iterator[tuple[str, int, int, Bundle]]:
        """Yield the outcomes of one participant."""
        return (key for key in self.outcome if key[0] == person)

    def stages(self, objective: str) -> Iterable[Expression]:
        """Return what is minimised, one expression after the other; the next may depend on the last solution."""
        day, seat = self.day, self.seat
        if objective == "least-cost":
            return [{column: day.cost[key] for key, column in seat.items()}]
        if objective == "fair":
            return self.fair_stages()
        if objective == "leximin":
            return self.leximin_stages()
        sign = -1 if objective == "rank-maximal" else 1
        ranks = ranks_in_order(day, objective)
        return [{column: sign for key, column in seat.items() if day.rank[key] == rank} for rank in ranks]

    def fair_stages(self) -> list[Expression]:
        """Return the people with R, ..., 1 seats outside their wishes, then the squares."""
        counts = range(len(self.day.rounds), 0, -1)
        people = [{column: 1 for key, column in self.outcome.items() if key[2] == count} for count in counts]
        return [*people, {column: key[1] ** 2 for key, column in self.outcome.items()}]

    def leximin_stages(self) -> Iterator[Expression]:
        """Yield, again and again: the largest regret below the last one found, then the people who have it."""
        bound = 1 + max((key[1] for key in self.outcome), default=0)
        while bound > 0:
            largest = self.column(bound)
            for person in self.day.people:
                terms = {self.outcome[key]: -key[1] for key in self.outcomes_of(person) if key[1] < bound}
                self.rows.append(({largest: 1, **terms}, 0, np.inf))
            yield {largest: 1}
            above, bound = bound, self.solution[largest]
            for key, column in self.outcome.items():
                self.upper[column] = 0 if bound < key[1] < above else self.upper[column]
            yield {column: 1 for key, column in self.outcome.items() if key[1] == bound}

    def minimise(self, expression: Expression) -> bool:
        """Find the least of the expression and hold it there from now on; False when there is no solution.

        Raises ArithmeticError when HiGHS gives up, or when its values do not survive rounding.
        """
        if self.solution and not expression:
            return True
        cost = np.zeros(len(self.upper))
        cost[list(expression)] = list(expression.values())
        matrix, low, high = self.matrix()
        found = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(0, np.array(self.upper, float)),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0},
        )
        if found.status == INFEASIBLE:
            return False
        if found.x is None or found.status != 0:
            raise ArithmeticError(found.message)
        self.solution = [round(x) for x in found.x]
        self.hold(expression, found.fun)
        return True

    def matrix(self) -> tuple[csr_array, list[float], list[float]]:
        """Return all rows as a sparse matrix with their bounds."""
        entries = [(row, column, c) for row, (terms, _, _) in enumerate(self.rows) for column, c in terms.items()]
        rows, columns, numbers = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = csr_array((np.array(numbers, float), (rows, columns)), shape=(len(self.rows), len(self.upper)))
        return matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]

    def hold(self, expression: Expression, claimed: float) -> None:
        """Keep the expression at its value. Raises ArithmeticError when rounding changed it."""
        total = sum(c * self.solution[column] for column, c in expression.items())
        if round(claimed) != total:
            message = f"the MIP claims {claimed}, its rounded solution is worth {total}"
            raise ArithmeticError(message)
        if total == 0 and all(c > 0 for c in expression.values()):
            for column in expression:
                self.upper[column] = 0
        elif expression:
            self.rows.append((expression, total, total))

    def seats_in_solution(self) -> Seats:
        """Return the seats of the last solution."""
        return {(person, rnd): w for (person, rnd, w), column in self.seat.items() if self.solution[column]}


def main(path: str, *objectives: str) -> None:
    """Print the optimum of the problem in the file for each objective."""
    data = json.loads(Path(path).read_text("utf-8"))
    for objective in objectives or OBJECTIVES:
        sys.stdout.write(f"{objective}: {optimum(data, objective)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
