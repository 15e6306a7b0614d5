# SPDX-License-Identifier: EUPL-1.2
"""The judge of what-if: the changes there are, the problem that each gives, and what differs, from dictionaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from oracle.day import Day, Seats, read
from oracle.model import bundle_costs, bundles_of

Tree = dict[str, Any]

MOST_ROUNDS = 6


def every_change(data: Tree, chairs: int) -> Iterator[tuple[Tree, str]]:
    """Yield every change to look at, each with why it is no question, "" when it is one."""
    fixed = {w for person in data["participants"] for w in person.get("fixed", {}).values()}
    moving = [w["id"] for w in data["workshops"] if any("any_of" in s and s["any_of"] for s in w["sessions"])]
    for workshop in data["workshops"]:
        name, sessions = workshop["id"], workshop["sessions"]
        if name in moving:
            yield {"kind": "chairs", "workshop": name, "chairs": chairs}, "open-rounds"
            continue
        given = {s["round"]: s["capacity"] for s in sessions}
        if not any(given.values()):
            continue
        yield {"kind": "chairs", "workshop": name, "chairs": chairs}, ""
        more = max(bigger(data, name, each) - each for each in given.values() if each)
        room = {"kind": "room", "workshop": name}
        if not more:
            yield room, "nobody-asks"
        elif any(bigger(data, name, each) != each + chairs for each in given.values() if each):
            yield room | {"chairs": more}, ""
        yield {"kind": "drop", "workshop": name}, "fixed-places" if name in fixed else ""
        for rnd in (each["id"] for each in data["rounds"] if each["id"] not in given):
            yield {"kind": "repeat", "workshop": name, "round": rnd, "chairs": max(given.values())}, ""
    yield {"kind": "round"}, why_no_round(data, moving)


def why_no_round(data: Tree, moving: list[str]) -> str:
    """Return why there can be no round more, "" when there can."""
    if len(data["rounds"]) == MOST_ROUNDS:
        return "many-rounds"
    if any(isinstance(p.get("wishes"), dict) and any(p["wishes"].values()) for p in data["participants"]):
        return "round-wishes"
    return "open-rounds" if moving else ""


def bigger(data: Tree, name: str, chairs: int) -> int:
    """Return the chairs of a room twice as big, or as many as people named the workshop if that is less."""
    return max(chairs, min(2 * chairs, sum(name in named(person) for person in data["participants"])))


def named(person: Tree) -> set[str]:
    """Return the workshops that a participant wished for or rated, in whatever round."""
    wishes = person.get("wishes", [])
    groups = [each for found in wishes.values() for each in found] if isinstance(wishes, dict) else wishes
    return {*person.get("ratings", {}), *(n for g in groups for n in ([g] if isinstance(g, str) else g))}


def changed(data: Tree, change: Tree) -> Tree:
    """Return the problem with the change."""
    tree = deepcopy(data)
    if change["kind"] == "round":
        return with_round(tree)
    workshop = next(each for each in tree["workshops"] if each["id"] == change["workshop"])
    if change["kind"] == "repeat":
        workshop["sessions"].append({"round": change["round"], "capacity": change["chairs"]})
        return tree
    for session in workshop["sessions"]:
        chairs = session["capacity"]
        if change["kind"] == "drop":
            session.update(capacity=0, minimum=0)
        elif chairs:
            more = chairs + change["chairs"] if change["kind"] == "chairs" else bigger(data, workshop["id"], chairs)
            session["capacity"] = more
    return tree


def with_round(tree: Tree) -> Tree:
    """Add a round; who is there in all the others is there, too."""
    rounds = [each["id"] for each in tree["rounds"]]
    name = next(name for k in range(len(rounds) + 1, 100) if (name := f"r{k}") not in rounds)
    tree["rounds"].append({"id": name})
    for workshop in tree["workshops"]:
        if workshop["sessions"]:
            workshop["sessions"].append({"round": name, "capacity": max(s["capacity"] for s in workshop["sessions"])})
    for person in tree["participants"]:
        if "rounds" in person and {*person["rounds"]} == {*rounds}:
            person["rounds"] = [*person["rounds"], name]
    return tree


def state(data: Tree, seats: Seats) -> Tree:
    """Return what a placement comes down to."""
    day = read(data)
    people = {each["id"]: each for each in data["participants"]}
    outside = Counter(person for (person, rnd), w in seats.items() if not day.rank[person, rnd, w])
    count = {person: len(rounds) for person, rounds in day.needs.items() if rounds}
    return {
        "all_wishes": sum(not outside[each] for each in count),
        "some_wishes": sum(0 < outside[each] < count[each] for each in count),
        "no_wish": sum(outside[each] == count[each] for each in count),
        "first_wishes": sum(
            day.rank[person, rnd, w] == 1 and w in named_for(people[person], rnd) for (person, rnd), w in seats.items()
        ),
        "outside": outside.total(),
        "cost": sum(bundle_costs(day, seats).values()),
        "worst_off": max(bundle_costs(day, seats).values(), default=0),
    }


def named_for(person: Tree, rnd: str) -> set[str]:
    """Return the workshops that a participant wished for or rated, for that round."""
    wishes = person.get("wishes", [])
    return named({**person, "wishes": wishes.get(rnd, []) if isinstance(wishes, dict) else wishes})


def gain_and_lose(before: tuple[Day, Seats], after: tuple[Day, Seats]) -> tuple[int, int]:
    """Return how many pay less and how many more, for their cheapest seats: as many as they have both times."""
    paid = [
        {p: sorted(day.cost[p, rnd, w] for rnd, w in bundle) for p, bundle in bundles_of(day, seats).items()}
        for day, seats in (before, after)
    ]
    pairs = [(paid[0][p], paid[1][p]) for p in before[0].people]
    sums = [tuple(sum(each[: min(map(len, pair))]) for each in pair) for pair in pairs]
    return sum(then < now for now, then in sums), sum(then > now for now, then in sums)
