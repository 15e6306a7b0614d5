# SPDX-License-Identifier: EUPL-1.2
"""When there is no placement, every reason given is true: the numbers are those of the day, and they do clash."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest

from indeling import Problem, solve
from oracle.day import Day, read
from oracle.edges import EDGES
from oracle.instances import KINDS, seeded
from oracle.model import optimum

Tree = dict[str, Any]

SEEDS = 40


def conflicts_of(data: Tree) -> list[Tree]:
    """Return why there is no placement; empty when there is one."""
    found: list[Tree] = solve(Problem.from_dict(data), "least-cost").to_dict()["proof"].get("conflicts", [])
    return found


def session_of(data: Tree, conflict: Tree) -> Tree:
    """Return the session that a conflict names by the title of its workshop, or its id, and its round."""
    found: Tree = next(
        session
        for workshop in data["workshops"]
        for session in workshop["sessions"]
        if conflict["workshop"] == (workshop.get("title") or workshop["id"]) and session["round"] == conflict["round"]
    )
    return found


def workshop_of(data: Tree, conflict: Tree) -> str:
    """Return the id of the workshop that a conflict names."""
    return str(next(w["id"] for w in data["workshops"] if conflict["workshop"] == (w.get("title") or w["id"])))


def without_fixed(data: Tree) -> Day:
    """Return the day with all fixed places lifted."""
    people = [{key: part for key, part in person.items() if key != "fixed"} for person in data["participants"]]
    return read({**data, "participants": people})


def fixed_in(data: Tree, conflict: Tree) -> Counter[str]:
    """Return how often each participant is fixed in the conflict's workshop, in its round if it names one."""
    workshop = workshop_of(data, conflict)
    return Counter(
        person["id"]
        for person in data["participants"]
        for rnd, held in person.get("fixed", {}).items()
        if held == workshop and conflict.get("round") in {None, rnd}
    )


def round_chairs(data: Tree, conflict: Tree) -> bool:
    day, rnd = read(data), conflict["round"]
    chairs = sum(count for (_, each), count in day.capacity.items() if each == rnd)
    people = sum(rnd in needed for needed in day.needs.values())
    return (conflict["chairs"], conflict["people"]) == (chairs, people) and chairs < people


def round_minimum(data: Tree, conflict: Tree) -> bool:
    day, rnd = read(data), conflict["round"]
    minimum = sum(count for (w, each), count in day.minimum.items() if each == rnd and w not in day.optional)
    people = sum(rnd in needed for needed in day.needs.values())
    return (conflict["minimum"], conflict["people"]) == (minimum, people) and minimum > people


def session_minimum(data: Tree, conflict: Tree) -> bool:
    workshop, minimum = workshop_of(data, conflict), session_of(data, conflict)["minimum"]
    choices = without_fixed(data).choices
    able = sum(workshop in open_ for (_, rnd), open_ in choices.items() if rnd == conflict["round"])
    optional = workshop in read(data).optional
    return (conflict["minimum"], conflict["people"]) == (minimum, able) and minimum > able and not optional


def session_chairs(data: Tree, conflict: Tree) -> bool:
    session, optional = session_of(data, conflict), workshop_of(data, conflict) in read(data).optional
    numbers = (session["minimum"], session["capacity"])
    return (conflict["minimum"], conflict["chairs"]) == numbers and numbers[0] > numbers[1] and not optional


def participant_round(data: Tree, conflict: Tree) -> bool:
    return read(data).choices[conflict["participant"], conflict["round"]] == ()


def participant(data: Tree, conflict: Tree) -> bool:
    return not list(read(data).bundles(conflict["participant"]))


def fixed_not_allowed(data: Tree, conflict: Tree) -> bool:
    choices = without_fixed(data).choices.get((conflict["participant"], conflict["round"]), ())
    return fixed_in(data, conflict)[conflict["participant"]] == 1 and workshop_of(data, conflict) not in choices


def fixed_twice(data: Tree, conflict: Tree) -> bool:
    return fixed_in(data, conflict)[conflict["participant"]] > 1


def fixed_chairs(data: Tree, conflict: Tree) -> bool:
    people, chairs = fixed_in(data, conflict).total(), session_of(data, conflict)["capacity"]
    return (conflict["people"], conflict["chairs"]) == (people, chairs) and people > chairs


TRUE_WHEN = {
    "round-chairs": round_chairs,
    "round-minimum": round_minimum,
    "session-minimum": session_minimum,
    "session-chairs": session_chairs,
    "participant-round": participant_round,
    "participant": participant,
    "fixed-not-allowed": fixed_not_allowed,
    "fixed-twice": fixed_twice,
    "fixed-chairs": fixed_chairs,
}
"""The clashes that counting shows, and what makes each of them true."""

AMOUNT = {"more-chairs": ("more", "capacity", 1), "lower-minimum": ("fewer", "minimum", -1)}
"""The changes that would help: where the amount stands, and what becomes of the session."""


def changed(data: Tree, changes: list[Tree]) -> Tree:
    """Return the problem after these changes."""
    better = deepcopy(data)
    for change in changes:
        amount, key, sign = AMOUNT[change["kind"]]
        session = session_of(better, change)
        session[key] = session.get(key, 0) + sign * change[amount]
    return better


def one_less(changes: list[Tree]) -> list[list[Tree]]:
    """Return the changes with one chair, or one person, less: every way to do so."""
    amounts = [AMOUNT[change["kind"]][0] for change in changes]
    return [
        [*changes[:at], {**change, amount: change[amount] - 1}, *changes[at + 1 :]]
        for at, (change, amount) in enumerate(zip(changes, amounts, strict=True))
    ]


def untrue(data: Tree) -> list[Tree]:
    """Return every conflict that is not true of the day, and every change that does not help or is not needed."""
    found = conflicts_of(data)
    changes = [conflict for conflict in found if conflict["kind"] in AMOUNT]
    wrong = [each for each in found if each["kind"] not in AMOUNT and not TRUE_WHEN[each["kind"]](data, each)]
    if changes and optimum(changed(data, changes), "least-cost") is None:
        wrong += changes
    return wrong + [
        {"too much": changes} for fewer in one_less(changes) if optimum(changed(data, fewer), "least-cost") is not None
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_reason_that_there_is_no_placement_is_true(kind: str) -> None:
    days = [seeded(seed, [kind]) for seed in range(SEEDS)]
    impossible = [data for data in days if optimum(data, "least-cost") is None]
    assert len(impossible) >= 3
    assert [len(conflicts_of(data)) > 0 for data in impossible] == [True] * len(impossible)
    assert [untrue(data) for data in impossible] == [[]] * len(impossible)


@pytest.mark.parametrize("name", EDGES)
def test_every_reason_at_the_edge_is_true_and_given_when_there_is_no_placement(name: str) -> None:
    data = EDGES[name]
    assert bool(conflicts_of(data)) == (optimum(data, "least-cost") is None)
    assert untrue(data) == []


def test_reason_is_a_sentence_with_its_numbers() -> None:
    names = ["Ann", "Bo", "Cas"]
    day = Problem.build(rounds=["r1"], workshops={"A": 1, "B": 1}, wishes={name: ["A"] for name in names})
    conflict = conflicts_of(day.to_dict())[0]
    assert "2 chairs for 3 people" in conflict.pop("text")
    assert conflict == {"kind": "round-chairs", "round": "r1", "chairs": 2, "people": 3}
