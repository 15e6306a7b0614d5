# SPDX-License-Identifier: EUPL-1.2
"""What rules say in words, and what they say of a placement that breaks them."""

from __future__ import annotations

from pkgutil import iter_modules
from typing import Any

import numpy as np
import pytest

from indeling import Problem, rules, solve
from indeling.errors import ProblemError
from indeling.placement import NO_SEAT
from indeling.rules import barred, breaches, carried, classes, couples, kinds, parse_rules
from indeling.rules.rule import Rule

Tree = dict[str, Any]

PEOPLE = [
    {"id": "ann", "name": "Ann", "organisation": "north", "domain": "care"},
    {"id": "bo", "organisation": "north", "domain": "order"},
    {"id": "cy", "organisation": "south"},
]


def problem(*rules: Tree) -> Problem:
    """Return a day of three people, two workshops of three chairs and one round."""
    workshops = [{"id": name, "sessions": [{"round": "r1", "capacity": 3}]} for name in ("red", "blue")]
    head = {"format": "indeling/problem", "version": 1, "rounds": [{"id": "r1"}]}
    return Problem.from_dict({**head, "workshops": workshops, "participants": PEOPLE, "rules": list(rules)})


BROKEN: dict[str, tuple[Tree, str, list[int], list[tuple[str, int]]]] = {
    "together": (
        {"kind": "together", "participants": ["ann", "bo", "cy"]},
        "Ann, bo, cy together",
        [0, 1, 0],
        [("Ann, bo, cy together: in Round 1 they are in blue, red", 1)],
    ),
    "apart": (
        {"kind": "apart", "participants": ["ann", "bo"]},
        "Ann, bo apart",
        [0, 0, 1],
        [("Ann, bo apart: Ann, bo meet in red in r1", 1)],
    ),
    "at_most": (
        {"kind": "at_most", "attribute": "organisation", "count": 1},
        "at most 1 of the same organisation in a session",
        [0, 0, 0],
        [("at most 1 of the same organisation in a session: red in r1 has 2 of “north”", 1)],
    ),
    "at_most of a domain": (
        {"kind": "at_most", "attribute": "domain", "count": 0},
        "at most 0 of the same domain in a session",
        [1, NO_SEAT, NO_SEAT],
        [("at most 0 of the same domain in a session: blue in r1 has 1 of “care”", 1)],
    ),
    "at_most a value": (
        {"kind": "at_most", "attribute": "organisation", "value": "north", "count": 0, "workshops": ["red"]},
        "at most 0 of “north” in a session",
        [0, 1, 0],
        [("at most 0 of “north” in a session: red in r1 has 1 of “north”", 1)],
    ),
    "at_least": (
        {"kind": "at_least", "attribute": "domain", "value": "care", "count": 2},
        "at least 2 of “care” in a session",
        [0, NO_SEAT, 1],
        [
            ("at least 2 of “care” in a session: red in r1 has 1", 1),
            ("at least 2 of “care” in a session: blue in r1 has 0", 2),
        ],
    ),
    "at_least, just enough": (
        {"kind": "at_least", "attribute": "organisation", "value": "north", "count": 2},
        "at least 2 of “north” in a session",
        [0, 0, 1],
        [("at least 2 of “north” in a session: blue in r1 has 0", 2)],
    ),
    "eligible": (
        {"kind": "eligible", "workshops": ["red"], "attribute": "domain", "values": ["care"]},
        "red only for care",
        [0, 0, 0],
        [("red in r1 is not for bo, cy", 2)],
    ),
    "eligible by name": (
        {"kind": "eligible", "workshops": ["red"], "participants": ["bo"]},
        "red for named people only",
        [1, 0, 0],
        [("red in r1 is not for cy", 1)],
    ),
    "carried_over": (
        {"kind": "carried_over", "regrets": {"cy": 3}},
        "regret carried over from an earlier edition",
        [0, 0, 0],
        [],
    ),
    "priority": (
        {"kind": "priority", "classes": [["cy"], ["ann"]]},
        "first cy, Ann, then everybody else",
        [0, 0, 0],
        [],
    ),
    "priority by attribute": (
        {"kind": "priority", "attribute": "organisation", "values": ["south", "west"]},
        "first south, west, then everybody else",
        [0, 0, 0],
        [],
    ),
    "rooms": (
        {"kind": "rooms", "rooms": [{"id": "hall", "capacity": 2}, {"id": "attic", "capacity": 2}], "needs": {}},
        "a room for every session",
        [0, 0, 0],
        [("red in r1: no room is left for its 3 people", 1)],
    ),
    "rooms with features": (
        {"kind": "rooms", "rooms": [{"id": "hall", "capacity": 3, "features": ["x"]}], "needs": {"blue": ["y"]}},
        "a room for every session",
        [0, 0, 1],
        [("blue in r1: no room is left for its 1 people", 1)],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_rule_says_what_it_asks_and_where_it_is_broken(name: str) -> None:
    data, words, seats, broken = BROKEN[name]
    day = problem(data)
    found = breaches(day, np.array(seats)[:, None], soft=False)
    assert (str(day.rules[0].describe(day)), [(str(each), amount) for each, amount in found]) == (words, broken)


def test_weight_multiplies_what_is_broken_and_is_no_longer_a_hard_rule() -> None:
    day = problem({"kind": "apart", "participants": ["ann", "bo", "cy"], "weight": 5})
    seats = np.zeros((3, 1), np.int64)
    assert [amount for _, amount in breaches(day, seats, soft=True)] == [10]
    assert list(breaches(day, seats, soft=False)) == []


def test_rules_come_back_as_they_were_written() -> None:
    rules = [data for data, *_ in BROKEN.values()]
    assert [problem(rule).to_dict()["rules"] for rule in rules] == [[rule] for rule in rules]


def test_every_kind_is_found_by_its_file() -> None:
    people = ["Apart", "AtLeast", "AtMost", "CarriedOver", "Eligible", "Priority"]
    assert [kind.__name__ for kind in kinds()] == [*people, "Rooms", "Spanning", "Together"]
    assert parse_rules([]) == ()


def test_eligibility_that_must_be_kept_needs_no_rows_and_with_a_weight_it_does() -> None:
    rule = {"kind": "eligible", "workshops": ["red"], "participants": ["bo"]}
    assert [couples(problem(rule)), couples(problem({**rule, "weight": 1}))] == [False, True]


@pytest.mark.parametrize(
    ("rule", "pairs"),
    [
        ({"participants": ["bo"]}, [[0, 0], [2, 0]]),
        ({"participants": ["bo"], "weight": 1}, []),
        ({"participants": ["ann", "bo", "cy"]}, []),
        ({"participants": ["cy"], "attribute": "domain", "values": ["care", "youth"]}, [[1, 0]]),
        ({"attribute": "organisation"}, [[0, 0], [1, 0], [2, 0]]),
    ],
    ids=["by name", "with a weight", "everybody", "by name or domain", "by no value"],
)
def test_eligibility_bars_everybody_else_where_it_must_be_kept(rule: Tree, pairs: list[list[int]]) -> None:
    day = problem({"kind": "eligible", "workshops": ["red"], **rule})
    found = barred(day)
    assert (found.dtype, found.shape, found.tolist()) == (np.dtype(np.int64), (len(pairs), 2), pairs)


def test_eligibility_by_no_value_is_for_nobody() -> None:
    day = problem({"kind": "eligible", "workshops": ["red"], "attribute": "organisation"})
    assert str(day.rules[0].describe(day)) == "red only for "


def test_classes_are_those_named_or_those_of_the_values() -> None:
    by_value = {"kind": "priority", "attribute": "organisation", "values": ["south", "west"]}
    found = [classes(problem(rule)) for rule in (by_value, {"kind": "priority", "classes": [["cy"], ["ann"]]})]
    assert found == [[[2], [], [0, 1]], [[2], [0], [1]]]


def test_regret_carried_over_is_added_up() -> None:
    rules = [{"kind": "carried_over", "regrets": {"cy": 3}}, {"kind": "carried_over", "regrets": {"cy": 2, "bo": 1}}]
    assert carried(problem(*rules)).tolist() == [0, 1, 5]
    assert carried(problem()).tolist() == [0, 0, 0]


def test_the_most_regret_that_can_be_carried_over_is_squared_without_loss() -> None:
    placement = solve(problem({"kind": "carried_over", "regrets": {"ann": 1_000_000, "cy": 999_999}}))
    assert placement.proof["levels"][-1]["value"] == 1_000_000**2 + 999_999**2
    with pytest.raises(ProblemError) as refused:
        problem({"kind": "carried_over", "regrets": {"ann": 1_000_001}})
    assert len(refused.value.issues) == 1


def test_rule_that_says_nothing_asks_nothing() -> None:
    day, rule = problem(), Rule()
    seats = np.zeros((3, 1), np.int64)
    asked = (
        rule.mentions(),
        rule.breaches(day, seats),
        rule.issues(day),
        rule.deal(day, seats),
        rule.misdealt(day, seats, ()),
    )
    assert [list(each) for each in asked] == [[]] * 5
    assert (rule.bars_only(), rule.decides(), rule.people_first(day), rule.blocks(day)) == (False, False, [], [])
    with pytest.raises(NotImplementedError):
        rule.describe(day)


def test_unknown_names_in_a_rule_are_refused_with_their_place() -> None:
    with pytest.raises(ProblemError) as refused:
        problem({"kind": "eligible", "workshops": ["rde"], "participants": ["bob"]})
    assert [str(issue) for issue in refused.value.issues] == [
        "rules[0].workshops[0]: there is no workshop “rde”. Did you mean “red”?",
        "rules[0].participants[0]: there is no participant “bob”. Did you mean “bo”?",
    ]


def test_impossible_rules_are_named_with_the_least_to_relax() -> None:
    together = {"kind": "together", "participants": ["ann", "bo"]}
    placement = solve(problem(together, {"kind": "apart", "participants": ["ann", "bo", "cy"]}))
    assert placement.status == "infeasible"
    assert placement.proof["conflicts"] == [
        {
            "kind": "relax-rule",
            "asks": "apart",
            "number": 2,
            "rule": "Ann, bo, cy apart",
            "words": {"template": "{people} apart", "values": {"people": "Ann, bo, cy"}},
            "amount": 1,
            "text": "no placement keeps all rules; “Ann, bo, cy apart” (rule 2) has to be relaxed by 1",
        }
    ]


@pytest.mark.parametrize("kind", ["together", "apart"])
def test_somebody_named_twice_in_one_rule_is_refused(kind: str) -> None:
    with pytest.raises(ProblemError) as refused:
        problem({"kind": kind, "participants": ["ann", "bo", "ann"]})
    assert [str(issue) for issue in refused.value.issues] == ["rules[0].participants[2]: “ann” is in the list already."]


BILLION = {"kind": "at_least", "attribute": "domain", "value": "care", "count": 1_000_000_000}


def test_count_beyond_everybody_is_told_with_how_many_there_are() -> None:
    (found,) = solve(problem(BILLION)).proof["conflicts"]
    assert found["reasons"] == [{"kind": "too-few", "people": 1, "value": "care"}]
    assert found["text"] == (
        "no placement keeps all rules; “at least 1000000000 of “care” in a session” (rule 1) "
        "has to be relaxed by 3: “care”: 1 person in all, too few for any session"
    )


def test_count_beyond_everybody_is_broken_by_everybody_and_one_more() -> None:
    placement = solve(problem({**BILLION, "weight": 1_000_000}), "least-cost")
    assert placement.status == "optimal"
    assert [(each["name"], each["value"]) for each in placement.proof["levels"]] == [("broken-rules", 3_000_000)]


def test_people_enough_for_one_session_are_not_called_too_few() -> None:
    day = problem({**BILLION, "count": 1})
    assert list(day.rules[0].lacks(day, np.zeros((3, 1), np.int64))) == []


def test_nothing_that_the_package_offers_has_the_name_of_a_file_in_it() -> None:
    files = {found.name for found in iter_modules(rules.__path__)}
    assert files.isdisjoint(rules.__all__)
