# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from indeling.mistakes import mistakes
from indeling.rules import rule_schemas
from indeling.structure import schema

SESSION = {"round": "r1", "capacity": 2}
DAY: dict[str, Any] = {
    "format": "indeling/problem",
    "version": 1,
    "rounds": [{"id": "r1"}],
    "workshops": [{"id": "w1", "sessions": [SESSION]}],
    "participants": [],
}


def found(**changes: object) -> list[str]:
    return [str(issue) for issue in mistakes({**DAY, **changes}, schema("problem.v1.json"))]


def found_for(**keys: object) -> list[str]:
    """Return the mistakes in a participant with these keys, without the place they all share."""
    sentences = found(participants=[{"id": "p1", **keys}])
    return [sentence.removeprefix("participants[0].") for sentence in sentences]


def found_in_session(**keys: object) -> list[str]:
    sentences = found(workshops=[{"id": "w1", "sessions": [{**SESSION, **keys}]}])
    return [sentence.removeprefix("workshops[0].sessions[0]") for sentence in sentences]


def test_a_sound_problem_has_no_mistakes() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"name": 3}, "name (“p1”): must be text, not 3."),
        ({"wishes": "w1"}, 'wishes (“p1”): must be a list, or an object from round to list, not "w1".'),
        ({"wishes": ["w1", 3]}, "wishes[1] (“p1”): must be an id or a list of ids, not 3."),
        ({"wishes": [["w1", None]]}, "wishes[0][1] (“p1”): must be text, not null."),
        ({"wishes": [[]]}, "wishes[0] (“p1”): the number of items must be at least 1, not 0."),
        ({"wishes": {"r1": True}}, "wishes.r1 (“p1”): must be a list, not true."),
        ({"ratings": {"w1": 2.5}}, "ratings.w1 (“p1”): must be a whole number, not 2.5."),
        ({"fixed": ["w1"]}, 'fixed (“p1”): must be an object, not ["w1"].'),
        ({"leads": [""]}, "leads[0] (“p1”): must not be empty."),
    ],
)
def test_a_mistake_in_a_participant_names_place_and_id(keys: dict[str, Any], expected: str) -> None:
    assert found_for(**keys) == [expected]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"capacity": -1}, ".capacity (“w1”): must be at least 0, not -1."),
        ({"capacity": 10**10}, ".capacity (“w1”): must be at most 1000000000, not 10000000000."),
        ({"any_of": ["r1"]}, " (“w1”): needs either “round” or “any_of”, and not both."),
        ({"capcity": 1}, " (“w1”): unknown key “capcity”. Did you mean “capacity”?"),
        (
            {"zaal": 1},
            " (“w1”): unknown key “zaal”. Choose from “round”, “any_of”, “capacity”, “minimum”.",
        ),
    ],
)
def test_a_mistake_in_a_session_names_the_workshop(keys: dict[str, Any], expected: str) -> None:
    assert found_in_session(**keys) == [expected]


def test_two_unknown_keys_are_two_mistakes() -> None:
    assert found(rondes=[], workshop=[]) == [
        "$: unknown key “rondes”. Did you mean “rounds”?",
        "$: unknown key “workshop”. Did you mean “workshops”?",
    ]


def test_two_missing_keys_are_two_mistakes() -> None:
    assert [str(issue) for issue in mistakes({"version": 1}, schema("problem.v1.json"))] == [
        "$: the key “format” is missing.",
        "$: the key “rounds” is missing.",
        "$: the key “workshops” is missing.",
        "$: the key “participants” is missing.",
    ]


def test_another_format_version_and_too_many_rounds_are_refused() -> None:
    assert found(format="indeling/placement", version=2, rounds=[{"id": str(number)} for number in range(7)]) == [
        'format: must be "indeling/problem", not "indeling/placement".',
        "rounds: the number of items must be at most 6, not 7.",
        "version: must be 1, not 2.",
    ]


def test_an_unknown_kind_of_rule_and_wrong_keys_of_a_rule_are_refused() -> None:
    rules = [{"kind": "near"}, {"kind": "apart", "participants": ["p1"]}, {"kind": "at_most", "count": 1}, {}]

    known = ", ".join(f'"{kind}"' for kind in rule_schemas())
    assert found(rules=rules) == [
        f'rules[0].kind: must be one of {known}, not "near".',
        "rules[1].participants: the number of items must be at least 2, not 1.",
        "rules[2]: the key “attribute” is missing.",
        "rules[3]: the key “kind” is missing.",
    ]


def test_mistakes_come_in_the_order_of_the_lists() -> None:
    people = [{"id": f"p{number}", "naam": ""} for number in range(12)]

    assert [sentence.split(" ")[0] for sentence in found(participants=people)] == [
        f"participants[{number}]" for number in range(12)
    ]


def test_a_long_value_is_cut() -> None:
    assert found(wishes_asked="x" * 100) == [f'wishes_asked: must be a whole number, not "{"x" * 59}….']


def test_the_id_in_a_message_is_that_of_the_outermost_thing_and_only_when_it_is_text() -> None:
    people = [{"id": 3, "rounds": 4}, {"rounds": 5}]

    assert found(participants=people) == [
        "participants[0].id: must be text, not 3.",
        "participants[0].rounds: must be a list, not 4.",
        "participants[1]: the key “id” is missing.",
        "participants[1].rounds: must be a list, not 5.",
    ]


def test_a_rank_that_is_no_rank_is_refused() -> None:
    figures = {"cost": 0, "largest_regret": 0, "seats_by_rank": {"01": 2}, "seats_outside_wishes": 0}
    data = {
        "format": "indeling/placement",
        "version": 1,
        "objective": "fair",
        "seed": 1,
        "status": "optimal",
        "placements": [{"participant": "p1", "round": "r1", "workshop": "w1", "rank": "1"}],
        "figures": figures,
    }

    assert [str(issue) for issue in mistakes(data, schema("placement.v1.json"))] == [
        'figures.seats_by_rank: the key "01" is not a rank.',
        'placements[0].rank: must be a whole number or null, not "1".',
    ]
