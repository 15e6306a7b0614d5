# SPDX-License-Identifier: EUPL-1.2
"""The judge of why somebody is not in a workshop: what is in the way, and what it would take, from dictionaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from oracle.day import OUTSIDE, Day, Seats, read, with_chairs
from oracle.model import (
    Vector,
    at_least_as_good,
    baseline,
    bundle_costs,
    optimum,
    personal_violations,
    session_violations,
    worth,
)
from oracle.rules import broken_rules, carried_over, classes, copy_violations, room_violations

Tree = dict[str, Any]


def with_seats_fixed(data: Tree, person: str, seats: dict[str, str]) -> Tree | None:
    """Return the problem with these seats (round → workshop) fixed, and regret still counted as in the problem itself.

    None when the participant could not have them even alone.
    """
    tied = deepcopy(data)
    entry = next(each for each in tied["participants"] if each["id"] == person)
    entry["fixed"] = {**entry.get("fixed", {}), **seats}
    day = read(tied)
    if not any(True for _ in day.bundles(person)):
        return None
    lost = baseline(day, person) - baseline(read(data), person)
    tied["rules"] = [*tied.get("rules", []), {"kind": "carried_over", "regrets": {person: lost}}]
    return tied


def best_with(data: Tree, person: str, workshop: str, rnd: str, objective: str) -> Vector | None:
    """Return the vector of the best placement with that seat, None when there is none."""
    tied = with_seats_fixed(data, person, {rnd: workshop})
    return None if tied is None else optimum(tied, objective)


def best_of(objective: str, vectors: list[Vector | None], around: tuple[int, int]) -> Vector | None:
    """Return the best of these vectors, None when there is none."""
    best: Vector | None = None
    for each in vectors:
        if each is not None and (best is None or not at_least_as_good(objective, best, each, around)):
            best = each
    return best


def closed(data: Tree, day: Day, person: str, workshop: str, rnd: str) -> str:
    """Return why the participant could not be there whatever the others have; "" when they might."""
    entry = next(each for each in data["participants"] if each["id"] == person)
    if most_chairs(day, workshop, rnd) == 0 and rnd not in with_any_chair(data, workshop):
        return "not-offered"
    if rnd not in entry.get("rounds", [each["id"] for each in data["rounds"]]):
        return "absent"
    if rnd not in day.needs[person]:
        return "leading"
    if any((person, each) in settled(day) for each in block(day, workshop, rnd)):
        return "fixed"
    return "" if workshop in day.choices[person, rnd] else "spans"


def block(day: Day, workshop: str, rnd: str) -> tuple[str, ...]:
    """Return the rounds that the workshop takes when it is given in this one."""
    return next((rounds for rounds in day.blocks.get(workshop, ()) if rnd in rounds), (rnd,))


def settled(day: Day) -> dict[tuple[str, str], str]:
    """Return the fixed places, with the rest of the rounds that their workshops span."""
    return {(p, each): w for (p, rnd), w in day.pinned.items() for each in block(day, w, rnd)}


def most_chairs(day: Day, workshop: str, rnd: str) -> int:
    """Return the chairs of a session; where rounds are open, the most that one there can have."""
    copies = [copy.capacity for copy in day.copies.get(workshop, ()) if rnd in copy.rounds]
    return min(day.capacity.get((workshop, each), max(copies, default=0)) for each in block(day, workshop, rnd))


def told_round(data: Tree, day: Day, seats: Seats, wanted: tuple[str, str, str], objective: str) -> Tree:
    """Return all that the answer says of one round."""
    person, rnd, workshop = wanted
    tree: Tree = {"round": rnd, "obstacle": closed(data, day, person, workshop, rnd)}
    if tree["obstacle"]:
        return tree | ({"held": seats[person, rnd]} if tree["obstacle"] in {"fixed", "spans"} else {})
    there = [name for (name, when), held in seats.items() if (when, held) == (rnd, workshop)]
    free = [name for name in there if (name, rnd) not in settled(day)]
    mine, held = order(day, person, rnd, workshop), seats[person, rnd]
    moved = {**seats, **{(person, each): workshop for each in block(day, workshop, rnd)}}
    gains = better(day, moved, seats, objective, {person})
    if any(" has " in each for each in personal_violations(day, person, moved)):
        gains = bundle_costs(day, moved)[person] < bundle_costs(day, seats)[person]
    found = obstacle(day, seats, moved, person, rnd, gains=gains)
    tree |= {
        "obstacle": found,
        "held": held,
        "held_rank": day.rank[person, rnd, held] or None,
        "rank": day.rank[person, rnd, workshop] or None,
        "gains": gains,
        "people": len(there),
        "chairs": most_chairs(day, workshop, rnd),
        "minimum": day.minimum.get((held if found == "minimum" else workshop, rnd), 0),
        "higher": sum(order(day, each, rnd, workshop) < mine for each in free),
        "same": sum(order(day, each, rnd, workshop) == mine for each in free),
        "lower": sum(order(day, each, rnd, workshop) > mine for each in free),
        "fixed": len(there) - len(free),
    }
    if found == "full" and gains:
        losers = [each for each in free if order(day, each, rnd, workshop) > mine]
        tree["trades"] = trades(day, seats, (person, rnd, workshop), losers, objective)
    return tree


def obstacle(day: Day, seats: Seats, moved: Seats, person: str, rnd: str, *, gains: bool) -> str:
    """Return what is in the way of moving to another workshop in this round."""
    workshop = moved[person, rnd]
    people = Counter((each, when) for (_, when), each in seats.items())
    if people[workshop, rnd] >= most_chairs(day, workshop, rnd):
        return "full"
    wrong = [each.partition(" has ")[0] for each in session_violations(day, moved)]
    if any(each == str((workshop, when)) for each in wrong for when in day.rounds):
        return "dropped"
    if not gains:
        return "held"
    if broken_rules(day, moved) or not whole(day, moved):
        return "rule"
    left = {seats[person, each] for each in block(day, workshop, rnd)}
    return "minimum" if any(each == str((w, when)) for each in wrong for when in day.rounds for w in left) else "open"


def whole(day: Day, seats: Seats) -> bool:
    """Return whether rooms and open rounds leave it a placement, and nobody has a workshop in part."""
    people = Counter((workshop, rnd) for (_, rnd), workshop in seats.items())
    personal = [fault for person in day.people for fault in personal_violations(day, person, seats)]
    return not (room_violations(day, seats, None) or copy_violations(day, people) or personal)


def with_any_chair(data: Tree, workshop: str) -> list[str]:
    """Return the rounds in which the workshop is given, or may be, with a chair."""
    return [each["id"] for each in data["rounds"] if workshop in with_chairs(data, each["id"])]


def trades(day: Day, seats: Seats, wanted: tuple[str, str, str], others: list[str], objective: str) -> Tree:
    """Return what comes of trading places with each of the others, in turn."""
    person, rnd, workshop = wanted
    gain, losses, improved = 0, [], 0
    for other in others:
        rounds = block(day, workshop, rnd)
        traded = {**seats, **{(person, each): workshop for each in rounds}}
        traded |= {(other, each): seats[person, each] for each in rounds}
        gain = bundle_costs(day, seats)[person] - sum(
            day.cost[person, each, w] for (name, each), w in traded.items() if name == person
        )
        if broken_rules(day, traded) or not whole(day, traded):
            continue
        losses.append(bundle_costs(day, traded)[other] - bundle_costs(day, seats)[other])
        improved += better(day, traded, seats, objective, {person, other})
    return {
        "impossible": len(others) - len(losses),
        "more": sum(each > gain for each in losses),
        "same": sum(each == gain for each in losses),
        "less": sum(each < gain for each in losses),
        "better": improved,
        "gain": gain,
        "least_loss": min(losses, default=0),
        "largest_loss": max(losses, default=0),
    }


def better(day: Day, one: Seats, two: Seats, objective: str, people: set[str]) -> bool:
    """Return whether the first is better than the second to these people together."""
    for members in classes(day):
        first, second = (worth(day, seats, objective, people & {*members}) for seats in (one, two))
        if first != second:
            return at_least_as_good(objective, first, second)
    return False


def order(day: Day, person: str, rnd: str, workshop: str) -> float:
    """Return a rank as a number of which less is better."""
    rank = day.rank[person, rnd, workshop]
    return float("inf") if rank == OUTSIDE else rank


def counted(taken: list[tuple[int, int]], least: int, level: str) -> int:
    """Return what one participant with seats of these (rank, cost) adds to a level of an objective, by its key."""
    ranks = [rank for rank, _ in taken]
    cost = sum(each for _, each in taken)
    name, _, number = level.partition("-")
    at = int(number) if number.isdecimal() else -1
    return {
        "cost": cost,
        "squared": (cost - least) ** 2,
        "regret": int(cost - least == at),
        "rank": ranks.count(at),
        "beyond": sum(not 1 <= each <= at for each in ranks),
        "outside": ranks.count(OUTSIDE) if at < 0 else int(ranks.count(OUTSIDE) == at),
    }[name]


def exchanges(
    day: Day, seats: Seats, person: str, workshop: str, open_rounds: list[str], proof: Tree
) -> Iterator[Tree]:
    """Yield, for each claim of a certificate and each seat that could be given up, what it counts and what it costs."""
    sessions = proof["space"] == "sessions"
    worth_of = {key: (day.rank[key], day.cost[key]) for key in day.rank}
    mine = {rnd: held for (name, rnd), held in seats.items() if name == person}
    taken = {rnd: worth_of[person, rnd, held] for rnd, held in mine.items()}
    least = baseline(day, person) - carried_over(day, person)
    for claim in proof["levels"]:
        weights = {claim["name"]: claim.get("scale", 1), **claim.get("earlier", {})}
        for rnd, held in mine.items():
            if (person, rnd) in day.pinned or (sessions and rnd not in open_rounds):
                continue
            prices = [claim["prices"].get(each, {} if sessions else 0) for each in (workshop, held)]
            paid = [each.get(rnd, 0) if sessions else each for each in prices]
            swapped = {**taken, rnd: worth_of[person, rnd if sessions else open_rounds[0], workshop]}
            before, after = (
                sum(weight * counted([*each.values()], least, level) for level, weight in weights.items())
                for each in (taken, swapped)
            )
            yield {
                "level": claim["name"],
                "gives_up": held,
                "held": before,
                "gain": before - after,
                "price": paid[0] - paid[1],
                "scale": claim.get("scale", 1),
            }
