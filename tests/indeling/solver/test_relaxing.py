# SPDX-License-Identifier: EUPL-1.2
"""Whatever makes a day impossible is named, with the smallest set of things to relax."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from engine_days import drawn
from indeling import Problem, solve
from indeling.errors import OutOfTimeError, TooLargeError
from indeling.explain import conflicts
from indeling.solver import coupled, elastic, window
from indeling.solver.columns import Floats
from indeling.solver.day import plan_day
from indeling.solver.elastic import rules_to_relax, smallest_change, what_to_relax
from indeling.solver.linear import Answer
from indeling.solver.restricted import Found, Restricted
from indeling.valuation import valuation
from oracle.brute import every_placement
from oracle.edges import day_of, workshop
from oracle.instances import TINY, ruled

Tree = dict[str, Any]
Ask = Callable[..., list[Tree]]

TOO_SMALL = (
    "no placement keeps all rules; “a room for every session” (rule 1) has to be relaxed by 1: "
    "the largest room that suits a in Round 1 has 1 chair for 2 people"
)

HARD_TO_KEEP = ("together", "apart", "at_most", "at_least", "eligible", "rooms")
"""Kinds of rules that are kept or not at all, whatever the others say."""


def told(data: Tree) -> list[str]:
    """Return the answer why there is no placement, in English."""
    return [each["text"] for each in solve(Problem.from_dict(data)).proof["conflicts"]]


def people(*names: str, **same: object) -> list[Tree]:
    return [{"id": name, **same} for name in names]


NOWHERE = "p needs a seat in Round 1, and there is no workshop they may be in:"

AT_MOST_ONE = "at most 1 of the same organisation in a session"

IMPOSSIBLE: dict[str, tuple[Tree, list[str]]] = {
    "together": (
        day_of(
            people("p", "q"),
            [workshop("a", (1, 0)), workshop("b", (1, 0))],
            rules=[{"kind": "together", "participants": ["p", "q"]}],
        ),
        ["no placement keeps all rules; “p, q together” (rule 1) has to be relaxed by 1"],
    ),
    "apart": (
        day_of(people("p", "q"), [workshop("a", (2, 0))], rules=[{"kind": "apart", "participants": ["p", "q"]}]),
        ["no placement keeps all rules; “p, q apart” (rule 1) has to be relaxed by 1"],
    ),
    "at most": (
        day_of(
            people("p", "q", organisation="o"),
            [workshop("a", (2, 0))],
            rules=[{"kind": "at_most", "attribute": "organisation", "count": 1}],
        ),
        [f"no placement keeps all rules; “{AT_MOST_ONE}” (rule 1) has to be relaxed by 1"],
    ),
    "at most, of a domain": (
        day_of(
            people("p", "q", domain="o"),
            [workshop("a", (2, 0))],
            rules=[{"kind": "at_most", "attribute": "domain", "count": 0}],
        ),
        ["no placement keeps all rules; “at most 0 of the same domain in a session” (rule 1) has to be relaxed by 2"],
    ),
    "at least": (
        day_of(
            people("p", "q"),
            [workshop("a", (2, 0))],
            rules=[{"kind": "at_least", "attribute": "domain", "value": "care", "count": 1}],
        ),
        [
            (
                "no placement keeps all rules; “at least 1 of “care” in a session” (rule 1) has to be relaxed by 1: "
                "“care”: 0 people in all, too few for any session"
            )
        ],
    ),
    "eligible, nobody may be anywhere": (
        day_of(
            people("p"), [workshop("a", (2, 0))], rules=[{"kind": "eligible", "workshops": ["a"], "participants": []}]
        ),
        [
            "p needs a seat in Round 1, and there is no workshop they may be in: rule 1 keeps them out of 1 workshop",
            "no placement keeps all rules; “a for named people only” (rule 1) has to be relaxed by 1",
        ],
    ),
    "eligible, the rest has too few chairs": (
        day_of(
            people("p", "q"),
            [workshop("a", (2, 0)), workshop("b", (1, 0))],
            rules=[{"kind": "eligible", "workshops": ["a"], "participants": []}],
        ),
        ["no placement keeps all rules; “a for named people only” (rule 1) has to be relaxed by 1"],
    ),
    "eligible, against a minimum": (
        day_of(
            people("p", "q"),
            [workshop("a", (2, 1)), workshop("b", (2, 0))],
            rules=[{"kind": "eligible", "workshops": ["a"], "participants": []}],
        ),
        [
            "a in Round 1 needs 1 person, and is open to 0 people",
            "no placement keeps all rules; “a for named people only” (rule 1) has to be relaxed by 1",
        ],
    ),
    "eligible, against a fixed place": (
        day_of(
            people("p", fixed={"r1": "a"}),
            [workshop("a", (2, 0)), workshop("b", (2, 0))],
            rules=[{"kind": "eligible", "workshops": ["a"], "participants": []}],
        ),
        [
            "p has a fixed place in a in Round 1, but may not be there: rule 1 keeps them out",
            "p cannot get a different workshop in every round, even without the others",
            "no placement keeps all rules; “a for named people only” (rule 1) has to be relaxed by 1",
        ],
    ),
    "spanning": (
        day_of(
            people("p", rounds=["r1"]),
            [workshop("a", (1, 0), (1, 0))],
            rounds=2,
            rules=[{"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}],
        ),
        [
            NOWHERE + " 1 workshop takes rounds in which they cannot be there",
            "no placement keeps all rules; “a is one session over r1, r2” (rule 1) has to be relaxed by 1",
        ],
    ),
    "rooms": (
        day_of(
            people("p", "q"), [workshop("a", (2, 0))], rules=[{"kind": "rooms", "rooms": [{"id": "x", "capacity": 1}]}]
        ),
        [TOO_SMALL],
    ),
    "open rounds": (
        day_of(
            people("p", "q"), [{"id": "a", "sessions": [{"any_of": ["r1"], "capacity": 1}] * 2}, workshop("b", (1, 0))]
        ),
        ["no placement keeps all rules; “a round for a: its 2 sessions” has to be relaxed by 1"],
    ),
    "rules that clash, and a soft one": (
        day_of(
            people("p", "q", "s", "t"),
            [workshop("a", (4, 0)), workshop("b", (4, 0))],
            rules=[
                {"kind": "apart", "participants": ["p", "q"], "weight": 1},
                {"kind": "eligible", "workshops": ["a"], "participants": []},
                {"kind": "apart", "participants": ["p", "q"]},
                {"kind": "together", "participants": ["p", "s"]},
                {"kind": "together", "participants": ["q", "t"]},
            ],
        ),
        ["no placement keeps all rules; “p, q apart” (rule 3) has to be relaxed by 1"],
    ),
    "chairs and a rule": (
        day_of(people("p", "q", "s"), [workshop("a", (2, 0))], rules=[{"kind": "apart", "participants": ["p", "q"]}]),
        [
            "Round 1 has 2 chairs for 3 people",
            "no placement keeps all rules; “p, q apart” (rule 1) has to be relaxed by 1",
        ],
    ),
    "chairs of who may be nowhere else, and a rule": (
        day_of(
            people("p", "q", forbidden=["b"]),
            [workshop("a", (1, 0)), workshop("b", (1, 0))],
            rules=[{"kind": "apart", "participants": ["p", "q"]}],
        ),
        [
            "all rules together leave no placement; 1 more chair for a in Round 1 would help",
            "no placement keeps all rules; “p, q apart” (rule 1) has to be relaxed by 1",
        ],
    ),
    "forbidden": (
        day_of(
            people("p", forbidden=["a", "b"]),
            [workshop("a", (1, 0)), workshop("b", (1, 0))],
            rules=[{"kind": "eligible", "workshops": ["c"], "participants": []}],
        )
        | {"workshops": [workshop(name, (1, 0)) for name in "abc"]},
        [
            NOWHERE + " 2 workshops are forbidden to them, rule 1 keeps them out of 1 workshop",
            "no placement keeps all rules; “c for named people only” (rule 1) has to be relaxed by 1",
        ],
    ),
    "forbidden, and no rule helps": (
        day_of(
            people("p", "q", forbidden=["a"]),
            [workshop("a", (2, 0))],
            rules=[{"kind": "apart", "participants": ["p", "q"]}],
        ),
        [
            f"{name} needs a seat in Round 1, and there is no workshop they may be in: 1 workshop is forbidden to them"
            for name in "pq"
        ],
    ),
    "nobody alone, whatever rules say": (
        day_of(
            people("p", forbidden=["b"]),
            [workshop("a", (1, 0), (1, 0), (0, 0)), workshop("b", (0, 0), (0, 0), (1, 0))],
            rounds=3,
            rules=[{"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}],
        ),
        [
            "p needs a seat in Round 3, and there is no workshop they may be in: 1 workshop is forbidden to them",
        ],
    ),
    "leads": (
        day_of(people("p", leads=["a"]), [workshop("a", (1, 0)), workshop("b", (0, 0), (1, 0))], rounds=2)
        | {
            "workshops": [
                {"id": "a", "sessions": [{"round": "r1", "capacity": 1}]},
                {"id": "b", "sessions": [{"round": "r1", "capacity": 1}]},
            ]
        },
        ["Round 2 has 0 chairs for 1 person", "p needs a seat in Round 2, and there is no workshop they may be in"],
    ),
    "leads a workshop and is fixed in it": (
        day_of(people("p", leads=["a"], fixed={"r1": "a"}), [workshop("a", (1, 0)), workshop("b", (1, 0))]),
        ["p has a fixed place in a in Round 1, but may not be there: they lead a workshop then"],
    ),
    "fixed in a workshop that goes on when they are away": (
        day_of(
            people("p", rounds=["r1"], fixed={"r1": "a"}),
            [workshop("a", (1, 0), (1, 0))],
            rounds=2,
            rules=[{"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}],
        ),
        [
            "p has a fixed place in a in Round 1, but may not be there: it takes rounds in which they cannot be there",
            "p has a fixed place in a in Round 2, but may not be there: they are away then",
            NOWHERE + " 1 workshop takes rounds in which they cannot be there",
        ],
    ),
    "fixed where there are no chairs": (
        day_of(people("p", fixed={"r1": "a"}), [workshop("a", (0, 0)), workshop("b", (1, 0))]),
        [
            "a in Round 1 has 0 chairs, and 1 person with a fixed place",
            "p has a fixed place in a in Round 1, but may not be there: it has no chairs then",
            "p cannot get a different workshop in every round, even without the others",
        ],
    ),
    "minimum": (
        day_of(people("p"), [workshop("a", (2, 2))], rules=[{"kind": "apart", "participants": ["p", "q"]}])
        | {"participants": [*people("p"), *people("q", rounds=[])]},
        [
            "Round 1 has 1 person, and its minima ask for 2 people",
            "a in Round 1 needs 2 people, and is open to 1 person",
        ],
    ),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_makes_a_day_impossible_is_named(case: str) -> None:
    data, sentences = IMPOSSIBLE[case]
    assert told(data) == sentences


def hard(data: Tree) -> list[int]:
    return [at for at, rule in enumerate(data["rules"]) if "weight" not in rule]


def without(data: Tree, left_out: tuple[int, ...]) -> Tree:
    return {**data, "rules": [rule for at, rule in enumerate(data["rules"]) if at not in left_out]}


def fewest_rules(data: Tree) -> int | None:
    """Return the fewest rules without which there is a placement, by trying every set; None when none will do."""
    for count in range(len(hard(data)) + 1):
        if any(every_placement(without(data, chosen)) for chosen in combinations(hard(data), count)):
            return count
    return None


def impossible_days(kind: str, count: int) -> list[Tree]:
    """Return the first days without a placement, that have one without some of their rules."""
    found: list[Tree] = []
    seed = 0
    while len(found) < count:
        data = ruled(seed, (kind, *HARD_TO_KEEP), TINY)
        if every_placement(data) == [] and fewest_rules(data) is not None:
            found.append(data)
        seed += 1
    return found


@pytest.mark.parametrize("kind", HARD_TO_KEEP)
def test_as_few_rules_are_named_as_any_set_of_rules_takes(kind: str) -> None:
    for data in impossible_days(kind, 25):
        conflicts = solve(Problem.from_dict(data)).proof["conflicts"]
        named = tuple(each["number"] - 1 for each in conflicts if each["kind"] == "relax-rule")
        assert (len(named), bool(every_placement(without(data, named)))) == (fewest_rules(data), True), data


CHAIRS_AND_RULE = IMPOSSIBLE["chairs of who may be nowhere else, and a rule"][0]


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the solver stop with a number that it has not proven."""

    def stopped(_columns: object, cost: Floats, *_: object, **__: object) -> Answer:
        return Answer("time", np.ones(len(cost)), np.empty(0), 1.0, 0.0, None)

    monkeypatch.setattr(elastic, "minimise", stopped)
    monkeypatch.setattr(window, "minimise", stopped)


@pytest.mark.usefixtures("no_time")
@pytest.mark.parametrize("ask", [smallest_change, rules_to_relax])
def test_set_that_the_clock_stopped_is_not_given_as_the_smallest(ask: Ask) -> None:
    found = drawn(CHAIRS_AND_RULE)
    with pytest.raises(OutOfTimeError):
        ask(found.problem, found.day)


def relaxed(data: Tree) -> list[str]:
    """Return what is told."""
    problem = Problem.from_dict(data)
    value = valuation(problem)
    day, clashes = plan_day(problem, value, 1), conflicts(problem, value)
    return [each["text"] for each in what_to_relax(problem, day, clashes, 1)]


def test_rules_that_were_found_but_not_proven_in_time_are_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Restricted, "settle", lambda *_: Found(2, 1))
    with pytest.raises(OutOfTimeError):
        solve(Problem.from_dict(IMPOSSIBLE["rooms"][0]))


@pytest.mark.usefixtures("no_time")
def test_what_counting_shows_is_told_even_without_time() -> None:
    assert relaxed(IMPOSSIBLE["chairs and a rule"][0]) == ["Round 1 has 2 chairs for 3 people"]
    with pytest.raises(OutOfTimeError):
        relaxed(CHAIRS_AND_RULE)


def test_day_too_large_to_look_at_its_rules_tells_what_else_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coupled, "MOST_BUNDLES", 0)
    assert relaxed(CHAIRS_AND_RULE) == [
        "all rules together leave no placement; 1 more chair for a in Round 1 would help"
    ]
    with pytest.raises(TooLargeError):
        relaxed(IMPOSSIBLE["apart"][0])


def test_minimum_of_a_workshop_that_may_be_dropped_is_kept_or_it_is_dropped() -> None:
    workshops = [workshop("a", (2, 2), optional=True), workshop("b", (2, 0))]
    apart = {"kind": "apart", "participants": ["p", "q"]}
    data = day_of(people("p", "q", "s"), workshops, rules=[{**apart, "participants": ["p", "q", "s"]}])
    assert told(data) == ["no placement keeps all rules; “p, q, s apart” (rule 1) has to be relaxed by 1"]
