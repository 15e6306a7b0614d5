# SPDX-License-Identifier: EUPL-1.2
"""Rules of every kind for a small day, drawn with dice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oracle.dice import Dice, chance, pick, some

Tree = dict[str, Any]

VALUES = {"organisation": ("north", "south", "east"), "domain": ("care", "order", "youth")}
FEATURES = ("screen", "step-free")


def add_people_traits(dice: Dice, data: Tree) -> None:
    """Give most people an organisation and a domain; the first values are the common ones."""
    for person in data["participants"]:
        for attribute, values in VALUES.items():
            if chance(dice, 85):
                person[attribute] = values[min(dice.whole(0, 2), dice.whole(0, 2))]


def names(data: Tree, key: str) -> list[str]:
    """Return the ids of the rounds, the workshops or the participants."""
    return [entry["id"] for entry in data[key]]


def add_rule(dice: Dice, data: Tree, rule: Tree, *, softenable: bool = True) -> None:
    """Add a rule; soft in half of the cases if it can be."""
    if softenable and chance(dice, 55):
        rule["weight"] = dice.whole(1, 3)
    data["rules"].append(rule)


def has_rule(data: Tree, kind: str) -> bool:
    """Return whether there is such a rule already."""
    return any(rule["kind"] == kind for rule in data["rules"])


def add_together(dice: Dice, data: Tree) -> None:
    """Two or three people who belong together."""
    people = some(dice, names(data, "participants"), dice.whole(2, 3))
    if len(people) > 1:
        add_rule(dice, data, {"kind": "together", "participants": people})


def add_apart(dice: Dice, data: Tree) -> None:
    """Two or three people, seldom four, who must not meet."""
    people = some(dice, names(data, "participants"), pick(dice, (2, 2, 3, 3, 4)))
    if len(people) > 1:
        add_rule(dice, data, {"kind": "apart", "participants": people})


def add_at_most(dice: Dice, data: Tree) -> None:
    """At most so many with the same value; with or without a value of choice, in some workshops or in all."""
    attribute = pick(dice, list(VALUES))
    rule: Tree = {"kind": "at_most", "attribute": attribute}
    if chance(dice, 50):
        rule["value"] = pick(dice, VALUES[attribute])
    if chance(dice, 40):
        rule["workshops"] = some(dice, names(data, "workshops"), dice.whole(1, 2))
    add_rule(dice, data, {**rule, "count": dice.whole(0 if len(rule) == 4 else 1, 2)})


def add_at_least(dice: Dice, data: Tree) -> None:
    """At least so many with a value, mostly in some workshops only."""
    attribute = pick(dice, list(VALUES))
    rule: Tree = {"kind": "at_least", "attribute": attribute, "value": pick(dice, VALUES[attribute])}
    if chance(dice, 85):
        rule["workshops"] = some(dice, names(data, "workshops"), dice.whole(1, 2))
    add_rule(dice, data, {**rule, "count": pick(dice, (1, 1, 2))})


def add_eligible(dice: Dice, data: Tree) -> None:
    """A workshop or two for some people only, named or by attribute; not against fixed places."""
    rule: Tree = {"kind": "eligible", "workshops": some(dice, names(data, "workshops"), pick(dice, (1, 1, 2)))}
    if chance(dice, 50):
        attribute = pick(dice, list(VALUES))
        rule |= {"attribute": attribute, "values": some(dice, VALUES[attribute], dice.whole(1, 2))}
    else:
        people = names(data, "participants")
        rule["participants"] = some(dice, people, dice.whole(min(1, len(people)), len(people)))
    add_rule(dice, data, rule)


def add_spanning(dice: Dice, data: Tree) -> None:
    """Two or three rounds in a row in which a workshop is one session."""
    rounds = names(data, "rounds")
    rows = [rounds[a:b] for a in range(len(rounds)) for b in range(a + 2, len(rounds) + 1)]
    taken = {rule["workshop"] for rule in data["rules"] if rule["kind"] == "spanning"}
    places = [
        (workshop["id"], row)
        for workshop in data["workshops"]
        for row in rows
        if workshop["id"] not in taken and {*row} <= {session.get("round") for session in workshop["sessions"]}
    ]
    if places:
        workshop, row = pick(dice, places)
        add_rule(dice, data, {"kind": "spanning", "workshop": workshop, "rounds": row}, softenable=False)


def add_rooms(dice: Dice, data: Tree) -> None:
    """About as many rooms as workshops, some small, some with what a workshop needs."""
    if has_rule(data, "rooms"):
        return
    count = max(1, len(data["workshops"]) + dice.whole(-1, 2))
    people = len(data["participants"])
    rooms: list[Tree] = [{"id": f"room{k}", "capacity": dice.whole(-(-people // 2), people)} for k in range(count)]
    for room in rooms:
        if chance(dice, 60):
            room["features"] = some(dice, FEATURES, dice.whole(1, 2))
    needs = {name: some(dice, FEATURES, 1) for name in names(data, "workshops") if chance(dice, 25)}
    add_rule(dice, data, {"kind": "rooms", "rooms": rooms, **({"needs": needs} if needs else {})}, softenable=False)


def add_priority(dice: Dice, data: Tree) -> None:
    """One or two classes of people, named or by attribute; a class may be empty."""
    if has_rule(data, "priority"):
        return
    rule: Tree = {"kind": "priority"}
    if chance(dice, 50):
        attribute = pick(dice, list(VALUES))
        rule |= {"attribute": attribute, "values": some(dice, VALUES[attribute], dice.whole(1, 2))}
    else:
        people = some(dice, names(data, "participants"), dice.whole(1, 5))
        cut = dice.whole(0, len(people))
        rule["classes"] = [people[:cut], people[cut:]] if chance(dice, 70) else [people]
    add_rule(dice, data, rule, softenable=False)


def add_carried_over(dice: Dice, data: Tree) -> None:
    """A head start for some of the people."""
    if not has_rule(data, "carried_over"):
        people = some(dice, names(data, "participants"), dice.whole(1, 4))
        regrets = {person: pick(dice, (0, 1, 2, 3, 6, 10)) for person in people}
        add_rule(dice, data, {"kind": "carried_over", "regrets": regrets}, softenable=False)


def add_any_of(dice: Dice, data: Tree) -> None:
    """Let the round of a session be chosen, or of all of them in a workshop; nobody leads it and it spans no rounds."""
    busy = {workshop for person in data["participants"] for workshop in person.get("leads", [])}
    busy |= {rule["workshop"] for rule in data["rules"] if rule["kind"] == "spanning"}
    free = [w for w in data["workshops"] if w["id"] not in busy and any("round" in s for s in w["sessions"])]
    if not free:
        return
    workshop, percent = pick(dice, free), 100 if chance(dice, 60) else 50
    if len(workshop["sessions"]) > 1 and not fixed_in(data, workshop) and chance(dice, 60):
        workshop["sessions"].pop(dice.whole(0, len(workshop["sessions"]) - 1))
    for session in workshop["sessions"]:
        if "round" in session and chance(dice, percent):
            let_choose(dice, names(data, "rounds"), session)


def let_choose(dice: Dice, rounds: list[str], session: Tree) -> None:
    """Let a session be in its own round or in others."""
    own = session.pop("round")
    others = [rnd for rnd in rounds if rnd != own]
    chosen = {own, *some(dice, others, dice.whole(0 if chance(dice, 20) else 1, len(others)))}
    session["any_of"] = [rnd for rnd in rounds if rnd in chosen]


def fixed_in(data: Tree, workshop: Tree) -> bool:
    """Return whether anybody has a fixed place in the workshop."""
    return any(workshop["id"] in person.get("fixed", {}).values() for person in data["participants"])


ADDING: dict[str, Callable[[Dice, Tree], None]] = {
    "together": add_together,
    "apart": add_apart,
    "at_most": add_at_most,
    "at_least": add_at_least,
    "eligible": add_eligible,
    "spanning": add_spanning,
    "rooms": add_rooms,
    "priority": add_priority,
    "carried_over": add_carried_over,
    "any_of": add_any_of,
}
"""What adds a rule of each kind to a problem; with no place for it nothing is added."""

RULED_KINDS = tuple(ADDING)
