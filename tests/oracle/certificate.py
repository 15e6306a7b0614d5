# SPDX-License-Identifier: EUPL-1.2
"""A checker of placements and certificates, written from docs/reference/certificates.md and the two JSON trees alone.

It tries every choice of every participant, so it is for small days: slow and plain where the engine's is neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from oracle.day import OUTSIDE, Day, Seats, read
from oracle.lottery import turns
from oracle.model import baseline, bundles_of, feasible, misreported, seats_of
from oracle.rules import carried_over, classes, softly_broken

Tree = dict[str, Any]
Item = tuple[str, str]
"""(workshop, round); the round is "" when those of a workshop are taken together."""

Count = Callable[[int, int, tuple[int, ...]], int]
"""From somebody's seats outside their wishes, their regret and the ranks of their seats to what a level counts."""

BROKEN = "broken-rules"


@dataclass(frozen=True)
class Choice:
    """What somebody can have: the items, and what levels look at."""

    items: tuple[Item, ...]
    ranks: tuple[int, ...]
    regret: int

    def counted(self, count: Count) -> int:
        """Return what a level counts for it."""
        return count(self.ranks.count(OUTSIDE), self.regret, self.ranks)


def refused(problem: Tree, placement: Tree) -> list[str]:
    """Return what is wrong with the placement itself: rules, ranks, figures, and for a lottery the turns."""
    wrong = feasible(problem, placement) or misreported(problem, placement)
    if not wrong and placement["objective"] == "lottery":
        wrong = misdrawn(read(problem), placement)
    return wrong


def unproven(problem: Tree, placement: Tree) -> list[str]:
    """Return the levels and the people of whom the certificate does not prove that they could not do better."""
    day, seats, proof = read(problem), seats_of(placement), placement["proof"]
    if placement["objective"] == "lottery":
        found = improvable(problem, day, seats, proof)
        return found + ([BROKEN] if softly_broken(day, seats) else [])
    counts, values = levels(day, placement["objective"]), values_of(day, seats, placement["objective"])
    claims = {claim["name"]: claim for claim in proof["levels"]}
    priced = may_be_priced(problem, proof)
    return [
        key
        for key, value in values.items()
        if value and not (priced and key != BROKEN and proves(day, proof, claims.get(key, {}), values, counts))
    ]


def values_of(day: Day, seats: Seats, objective: str) -> dict[str, int]:
    """Return what a placement counts on each level of an objective, and last what it breaks of the soft rules."""
    held = {person: as_choice(day, person, bundle) for person, bundle in bundles_of(day, seats).items()}
    found = {
        key: sum(held[person].counted(count) for person in people)
        for key, (count, people) in levels(day, objective).items()
    }
    return found | {BROKEN: softly_broken(day, seats)}


# Levels ----------------------------------------------------------------------------------------------------------


def levels(day: Day, objective: str) -> dict[str, tuple[Count, tuple[str, ...]]]:
    """Return the levels of an objective by key, most important first, with whom they count: class after class."""
    groups = classes(day)
    return {
        key + (f"@{number}" if len(groups) > 1 else ""): (count, tuple(people))
        for number, people in enumerate(groups, start=1)
        for key, count in LEVELS[objective](day)
    }


def if_outside(seats: int) -> Count:
    """Count people with so many seats outside their wishes."""
    return lambda outside, _regret, _ranks: int(outside == seats)


def if_regret(value: int) -> Count:
    """Count people with that regret."""
    return lambda _outside, regret, _ranks: int(regret == value)


def at_rank(rank: int) -> Count:
    """Count seats at that rank."""
    return lambda _outside, _regret, ranks: ranks.count(rank)


def beyond(rank: int) -> Count:
    """Count seats worse than that rank."""
    return lambda _outside, _regret, ranks: sum(each > rank or each == OUTSIDE for each in ranks)


def of_fair(day: Day) -> Iterator[tuple[str, Count]]:
    """Yield people with R, ..., 1 seats outside their wishes, then the squares of regret."""
    for seats in range(len(day.rounds), 0, -1):
        yield f"outside-{seats}", if_outside(seats)
    yield "squared-regret", lambda _outside, regret, _ranks: regret**2


def of_leximin(day: Day) -> Iterator[tuple[str, Count]]:
    """Yield people with each regret, from the largest there can be."""
    costs = [*day.cost.values(), 0]
    most = len(day.rounds) * max(costs) + max((carried_over(day, person) for person in day.people), default=0)
    for value in range(most, 0, -1):
        yield f"regret-{value}", if_regret(value)


def of_generous(day: Day) -> Iterator[tuple[str, Count]]:
    """Yield seats outside the wishes, then at each rank from the lowest."""
    yield "outside", at_rank(OUTSIDE)
    for rank in range(day.levels, 1, -1):
        yield f"rank-{rank}", at_rank(rank)


def of_rank_maximal(day: Day) -> Iterator[tuple[str, Count]]:
    """Yield seats worse than each rank."""
    for rank in range(1, day.levels + 1):
        yield f"beyond-{rank}", beyond(rank)


def of_least_cost(day: Day) -> Iterator[tuple[str, Count]]:
    """Yield the total cost."""
    cost = {rank: each for key, each in day.cost.items() for rank in [day.rank[key]]}
    yield "cost", lambda _outside, _regret, ranks: sum(cost[rank] for rank in ranks)


LEVELS: Mapping[str, Callable[[Day], Iterator[tuple[str, Count]]]] = {
    "fair": of_fair,
    "leximin": of_leximin,
    "generous": of_generous,
    "rank-maximal": of_rank_maximal,
    "least-cost": of_least_cost,
}


# Prices ----------------------------------------------------------------------------------------------------------


def may_be_priced(problem: Tree, proof: Tree) -> bool:
    """Return whether prices can prove anything on this day."""
    kinds = {rule["kind"] for rule in problem.get("rules", ())}
    return not kinds & {"priority", "spanning"} and (proof["space"] == "sessions" or not wishes_differ(problem))


def wishes_differ(problem: Tree) -> bool:
    """Return whether somebody wishes per round, on a day with more than one."""
    return len(problem["rounds"]) > 1 and any(
        isinstance(person.get("wishes"), dict) and any(person["wishes"].values()) for person in problem["participants"]
    )


def proves(day: Day, proof: Tree, claim: Tree, values: Mapping[str, int], counts: Mapping[str, Any]) -> bool:
    """Return whether a claim says what the placement has, and its prices prove that there is nothing less."""
    if "prices" not in claim or {claim["value"], claim["bound"]} != {values[claim["name"]]}:
        return False
    scale, earlier, order = claim.get("scale", 1), claim.get("earlier", {}), list(values)
    before = order[: order.index(claim["name"])]
    if scale <= 0 or any(key not in before or weight < 0 for key, weight in earlier.items()):
        return False
    weights = {claim["name"]: scale, **earlier}
    paid = sum(
        min(
            sum(weight * choice.counted(counts[key][0]) for key, weight in weights.items())
            + sum(price_of(claim["prices"], item) for item in choice.items)
            for choice in choices(day, person, sessions=proof["space"] == "sessions")
        )
        for person in day.people
    )
    known = sum(weight * values[key] for key, weight in earlier.items())
    return bool(-((earned(day, claim["prices"]) + known - paid) // scale) >= values[claim["name"]])


def price_of(prices: Tree, item: Item) -> int:
    """Return the price of an item, 0 when it is not there."""
    price = prices.get(item[0], 0)
    return int(price.get(item[1], 0) if isinstance(price, dict) else price)


def earned(day: Day, prices: Tree) -> int:
    """Return the most that prices can bring in."""
    total = 0
    for workshop, price in prices.items():
        by_round: dict[str, int] = price if isinstance(price, dict) else dict.fromkeys(day.rounds, int(price))
        mine = sum(each * (most(day, workshop, rnd) if each > 0 else fewest(day, workshop, rnd))
                   for rnd, each in by_round.items())  # fmt: skip
        total += max(mine, 0) if workshop in day.optional else mine
    return total


def most(day: Day, workshop: str, rnd: str) -> int:
    """Return the most people there can be in a workshop in a round."""
    open_ = [copy.capacity for copy in day.copies.get(workshop, ()) if rnd in copy.rounds]
    return max([day.capacity.get((workshop, rnd), 0), *open_])


def fewest(day: Day, workshop: str, rnd: str) -> int:
    """Return the fewest people there must be in a workshop in a round, when it is given."""
    return day.minimum[workshop, rnd] if day.capacity.get((workshop, rnd), 0) > 0 else 0


def as_choice(day: Day, person: str, bundle: Any) -> Choice:  # noqa: ANN401  (pairs of round and workshop)
    """Return the seats in a bundle as a choice of sessions."""
    ranks = tuple(day.rank[person, rnd, workshop] for rnd, workshop in bundle)
    regret = day.bundle_cost(person, bundle) - baseline(day, person) + carried_over(day, person)
    return Choice(tuple((workshop, rnd) for rnd, workshop in bundle), ranks, regret)


def choices(day: Day, person: str, *, sessions: bool) -> Iterator[Choice]:
    """Yield everything the participant can have."""
    if sessions:
        yield from (as_choice(day, person, bundle) for bundle in day.bundles(person))
        return
    given = {rnd: workshop for (name, rnd), workshop in day.pinned.items() if name == person}
    free = [rnd for rnd in day.needs[person] if rnd not in given]
    seats = {workshop: rnd for rnd in free for workshop in day.choices[person, rnd]}
    seats = {workshop: rnd for workshop, rnd in seats.items() if workshop not in given.values()}
    fixed = [(workshop, rnd) for rnd, workshop in given.items()]
    least = baseline(day, person) - carried_over(day, person)
    for chosen in combinations(seats.items(), len(free)):
        where = [*fixed, *chosen]
        cost = sum(day.cost[person, rnd, workshop] for workshop, rnd in where)
        ranks = tuple(day.rank[person, rnd, workshop] for workshop, rnd in where)
        yield Choice(tuple((workshop, "") for workshop, _ in where), ranks, max(0, cost - least))


# Turns -----------------------------------------------------------------------------------------------------------


def felt(day: Day, seats: Seats) -> dict[str, int]:
    """Return everybody's regret of this day, without what was carried over."""
    return {p: day.bundle_cost(p, bundle) - baseline(day, p) for p, bundle in bundles_of(day, seats).items()}


def misdrawn(day: Day, placement: Tree) -> list[str]:
    """Return what is wrong with the turns: who they are of, their order, and the regrets."""
    told = [(turn["participant"], turn["regret"]) for turn in placement["proof"]["turns"]]
    order, regret = [name for name, _ in told], felt(day, seats_of(placement))
    if sorted(order) != sorted(day.people):
        return ["the turns are not one for each participant"]
    if placement["proof"]["order"] != "given" and order != turns(day, placement["seed"]):
        return ["the turns are not in the order of the seed"]
    return [f"the regret of {name} is {regret[name]}" for name, said in told if said != regret[name]]


def improvable(problem: Tree, day: Day, seats: Seats, proof: Tree) -> list[str]:
    """Return those with regret for whom a chain of exchanges to less cost is found, or cannot be ruled out."""
    regret, order = felt(day, seats), [turn["participant"] for turn in proof["turns"]]
    given = {w: {rnd for rnd in day.rounds if most(day, w, rnd)} for w in day.workshops}
    apart = all(len(rounds) <= 1 for rounds in given.values())
    spans = any(rule["kind"] == "spanning" for rule in problem.get("rules", ()))
    if spans or (wishes_differ(problem) and not apart):
        return [person for person in order if regret[person]]
    graph = Graph(day, seats, {w: min(given[w], default="") if apart else "" for w in day.workshops})
    return [person for at, person in enumerate(order) if regret[person] and graph.improves(person, set(order[:at]))]


SINK = ""


class Graph:
    """Which workshop can make room for somebody, and at the expense of which other one.

    held, open_: person → workshop → what it costs them, of those that they have and might have, fixed places aside.
    """

    def __init__(self, day: Day, seats: Seats, group: Mapping[str, str]) -> None:
        self.day, self.group = day, group
        self.held: dict[str, dict[str, int]] = {person: {} for person in day.people}
        self.open_: dict[str, dict[str, int]] = {person: {} for person in day.people}
        self.load = dict.fromkeys(day.workshops, 0)
        for (person, rnd), workshop in seats.items():
            self.load[workshop] += 1
            if (person, rnd) not in day.pinned:
                self.held[person][workshop] = day.cost[person, rnd, workshop]
        for (person, rnd), chosen in day.choices.items():
            if (person, rnd) not in day.pinned:
                for workshop in chosen:
                    if workshop not in {w for (p, _), w in day.pinned.items() if p == person}:
                        self.open_[person][workshop] = day.cost[person, rnd, workshop]

    def improves(self, person: str, bound: set[str]) -> bool:
        """Return whether a chain starts in a workshop that costs the person less than the one in which it ends."""
        return any(
            given_up in self.reached(better, person, bound)
            for given_up, worse in self.held[person].items()
            for better, cost in self.open_[person].items()
            if better not in self.held[person] and cost < worse and self.group[better] == self.group[given_up]
        )

    def reached(self, start: str, person: str, bound: set[str]) -> set[str]:
        """Return where moves lead from `start`; those in `bound` had their turn, and `person` sits still."""
        found, new = {start}, [start]
        while new:
            after = self.steps(new.pop(), person, bound) - found
            found |= after
            new.extend(after)
        return found

    def steps(self, node: str, person: str, bound: set[str]) -> set[str]:
        """Return where one move leads from a workshop, or from the sink."""
        if node == SINK:
            return {workshop for workshop in self.day.workshops if self.load[workshop] > self.low(workshop)}
        free = sum(most(self.day, node, rnd) for rnd in self.day.rounds) > self.load[node]
        return {
            after
            for other in self.day.people
            if other != person and node in self.held[other]
            for after, cost in self.open_[other].items()
            if after not in self.held[other]
            and self.group[after] == self.group[node]
            and (other not in bound or cost == self.held[other][node])
        } | ({SINK} if free else set())

    def low(self, workshop: str) -> int:
        """Return how many people a workshop needs."""
        if workshop in self.day.optional or workshop in self.day.copies:
            return 0
        return sum(fewest(self.day, workshop, rnd) for rnd in self.day.rounds)
