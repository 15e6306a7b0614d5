# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from indeling.problem import RatingScale
from indeling.structure import schema
from indeling.studies.comparison import Answer, Comparison, Counts, Difference, Gap

SCHEMA = Draft202012Validator(schema("comparison.v1.json"))
COUNTS = Counts(
    seats_by_wish={1: 3, 2: 1},
    seats_without_wish=1,
    seats_outside_wishes=1,
    people_with_all_wishes=2,
    people_by_wished_seats={1: 1, 0: 0},
    people_by_regret={0: 1, 4: 2},
    cost=104,
)
NOBODY = Counts({1: 0}, 0, 0, 0, {0: 0}, {}, 0)
DIFFERENCE = Difference("fair", "leximin", people=3, seats=5, other_workshops=2, better=1, worse=2)
COMPARISON = Comparison(
    status="feasible",
    seed=1,
    rounds=2,
    people=3,
    seats=6,
    rating_scale=RatingScale(best=5, worst=1),
    answers=(
        Answer("fair", "feasible", "mip", Gap("squared-regret", 32, 30), "", COUNTS),
        Answer("generous", "unknown", reason="too_large"),
        Answer("leximin", "optimal", "prices", None, "", COUNTS),
    ),
    differences=(DIFFERENCE,),
    conflicts=({"kind": "round-chairs"},),
)
COUNTS_TREE = {
    "seats_by_wish": {"1": 3, "2": 1},
    "seats_without_wish": 1,
    "seats_outside_wishes": 1,
    "people_with_all_wishes": 2,
    "people_by_wished_seats": {"1": 1, "0": 0},
    "people_by_regret": {"0": 1, "4": 2},
    "largest_regret": 4,
    "people_with_largest_regret": 2,
    "cost": 104,
}
TREE: dict[str, Any] = {
    "format": "indeling/comparison",
    "version": 1,
    "status": "feasible",
    "seed": 1,
    "rounds": 2,
    "people": 3,
    "seats": 6,
    "rating_scale": {"best": 5, "worst": 1},
    "objectives": [
        {
            "objective": "fair",
            "status": "feasible",
            "proof": "mip",
            "gap": {"level": "squared-regret", "value": 32, "bound": 30},
            **COUNTS_TREE,
        },
        {"objective": "generous", "status": "unknown", "reason": "too_large"},
        {"objective": "leximin", "status": "optimal", "proof": "prices", **COUNTS_TREE},
    ],
    "differences": [
        {
            "objectives": ["fair", "leximin"],
            "people": 3,
            "seats": 5,
            "other_workshops": 2,
            "better": 1,
            "worse": 2,
        }
    ],
    "conflicts": [{"kind": "round-chairs"}],
}


def test_tree_has_every_key_in_the_order_of_the_documentation() -> None:
    assert json.dumps(COMPARISON.to_dict()) == json.dumps(TREE)


def test_schema_is_a_schema_and_accepts_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)
    assert list(SCHEMA.iter_errors(TREE)) == []


def objects(tree: object) -> list[dict[str, Any]]:
    """Return every object in the tree, outermost first."""
    entries = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return ([tree] if isinstance(tree, dict) else []) + [found for each in entries for found in objects(each)]


@pytest.mark.parametrize("position", [k for k, each in enumerate(objects(TREE)) if "kind" not in each])
def test_schema_refuses_a_key_that_the_format_does_not_have(position: int) -> None:
    changed = copy.deepcopy(TREE)
    objects(changed)[position]["surprise"] = 1
    assert not SCHEMA.is_valid(changed)


OPTIONAL = {"rating_scale", "conflicts", "gap"}
REQUIRED = [(k, key) for k, each in enumerate(objects(TREE)) for key in each if key.isidentifier() and key != "kind"]


@pytest.mark.parametrize(("position", "key"), REQUIRED)
def test_schema_asks_for_every_key_but_those_that_may_be_left_out(position: int, key: str) -> None:
    changed = copy.deepcopy(TREE)
    del objects(changed)[position][key]
    assert SCHEMA.is_valid(changed) == (key in OPTIONAL)


def test_answers_without_a_placement_are_not_answered() -> None:
    assert [each.objective for each in COMPARISON.answered] == ["fair", "leximin"]


def test_worst_off_of_nobody_has_no_regret() -> None:
    assert (NOBODY.largest_regret, NOBODY.people_with_largest_regret) == (0, 0)


def test_difference_can_be_asked_both_ways() -> None:
    assert COMPARISON.difference("fair", "leximin") == DIFFERENCE
    assert COMPARISON.difference("leximin", "fair") == Difference("leximin", "fair", 3, 5, 2, better=2, worse=1)


def test_objective_does_not_differ_from_itself() -> None:
    assert COMPARISON.difference("leximin", "leximin") == Difference("leximin", "leximin", 0, 0, 0, 0, 0)


@pytest.mark.parametrize("pair", [("fair", "generous"), ("generous", "generous"), ("fair", "least-cost")])
def test_difference_with_what_has_no_placement_is_an_error(pair: tuple[str, str]) -> None:
    with pytest.raises(KeyError):
        COMPARISON.difference(*pair)
