# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from indeling.errors import ProblemError
from indeling.problem import Problem


def day(**changes: object) -> dict[str, Any]:
    """Return a day of two rounds, where `green` is only given in the first, with `changes` to its keys."""
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "early"}, {"id": "late"}],
        "workshops": [
            {"id": "red", "sessions": [{"round": "early", "capacity": 3}, {"round": "late", "capacity": 3}]},
            {"id": "green", "sessions": [{"round": "early", "capacity": 3}]},
        ],
        "participants": [{"id": "ann", "wishes": ["red"]}],
        **changes,
    }


def issues(data: dict[str, Any]) -> list[str]:
    with pytest.raises(ProblemError) as raised:
        Problem.from_dict(data)
    return [str(issue) for issue in raised.value.issues]


def issues_of(person: dict[str, Any], **changes: object) -> list[str]:
    return issues(day(participants=[{"id": "bo"}, {"id": "ann", **person}], **changes))


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"wishes": ["red", "geen"]}, "wishes[1] (“ann”): there is no workshop “geen”. Did you mean “green”?"),
        (
            {"wishes": ["red", ["green", "x"]]},
            "wishes[1] (“ann”): there is no workshop “x”. Choose from “red”, “green”.",
        ),
        ({"wishes": {"late": ["x"]}}, "wishes.late[0] (“ann”): there is no workshop “x”. Choose from “red”, “green”."),
        ({"wishes": {"lat": ["red"]}}, "wishes (“ann”): there is no round “lat”. Did you mean “late”?"),
        ({"wishes": {"x": []}}, "wishes (“ann”): there is no round “x”. Choose from “early”, “late”."),
        ({"rounds": ["late", "x"]}, "rounds[1] (“ann”): there is no round “x”. Choose from “early”, “late”."),
        ({"forbidden": ["x"]}, "forbidden[0] (“ann”): there is no workshop “x”. Choose from “red”, “green”."),
        ({"leads": ["red", "x"]}, "leads[1] (“ann”): there is no workshop “x”. Choose from “red”, “green”."),
        ({"fixed": {"x": "red"}}, "fixed (“ann”): there is no round “x”. Choose from “early”, “late”."),
        ({"fixed": {"late": "x"}}, "fixed.late (“ann”): there is no workshop “x”. Choose from “red”, “green”."),
    ],
)
def test_an_unknown_id_is_named_with_its_place_and_what_it_could_be(person: dict[str, Any], expected: str) -> None:
    assert issues_of(person) == [f"participants[1].{expected}"]


def test_an_unknown_id_among_many_gets_no_list_of_all() -> None:
    workshops = [{"id": f"w{number:03}", "sessions": []} for number in range(100, 120)]

    found = issues(day(workshops=workshops, participants=[{"id": "ann", "wishes": ["x"]}]))

    assert found == ["participants[0].wishes[0] (“ann”): there is no workshop “x”."]


def test_a_wrong_wish_does_not_hide_the_mistakes_in_the_other_wishes() -> None:
    people = [
        {"id": "ann", "wishes": ["x", "red"]},
        {"id": "bo", "wishes": {"early": ["red", "y"], "late": ["red", "red"]}},
        {"id": "cas", "fixed": {"late": "green"}},
    ]

    assert issues(day(participants=people)) == [
        "participants[0].wishes[0] (“ann”): there is no workshop “x”. Choose from “red”, “green”.",
        "participants[1].wishes.early[1] (“bo”): there is no workshop “y”. Choose from “red”, “green”.",
        "participants[1].wishes.late (“bo”): “red” stands in this list twice.",
        "participants[2].fixed (“cas”): “green” is not given in round “late”.",
    ]


def test_a_fixed_place_in_a_round_the_person_is_away_is_refused() -> None:
    person = {"fixed": {"late": "red"}, "rounds": ["early"]}

    assert issues_of(person) == [
        "participants[1].fixed (“ann”): fixed in “red” in round “late”, but away in that round."
    ]


def test_a_session_in_an_unknown_round_and_a_second_session_are_refused() -> None:
    sessions = [{"round": name, "capacity": 2} for name in ("late", "x", "late", "early")]

    assert issues(day(workshops=[{"id": "red", "sessions": sessions}])) == [
        "workshops[0].sessions[2] (“red”): a second session in round “late”.",
        "workshops[0].sessions[1] (“red”): there is no round “x”. Choose from “early”, “late”.",
    ]


def test_an_open_session_in_an_unknown_round_is_refused() -> None:
    sessions = [{"round": "early", "capacity": 2}, {"any_of": ["early", "noon"], "capacity": 2}]

    assert issues(day(workshops=[{"id": "red", "sessions": sessions}])) == [
        "workshops[0].sessions[1].any_of (“red”): there is no round “noon”. Choose from “early”, “late”.",
    ]


def test_ratings_without_a_scale_are_refused() -> None:
    assert issues_of({"ratings": {"red": 3}}) == [
        "participants[1].ratings (“ann”): ratings need the problem's rating_scale."
    ]


def test_wishes_beside_a_scale_are_refused() -> None:
    assert issues_of({"wishes": ["red"]}, rating_scale={"best": 5, "worst": 1}) == [
        "participants[1].wishes (“ann”): wishes and a rating_scale do not go together; use ratings."
    ]


def test_ratings_off_the_scale_and_of_unknown_workshops_are_refused_together() -> None:
    ratings = {"red": 6, "green": 0, "x": 3, "y": 9}

    assert issues_of({"ratings": ratings}, rating_scale={"best": 1, "worst": 5}) == [
        "participants[1].ratings.red (“ann”): the rating 6 is not on the scale, which goes from 1 to 5.",
        "participants[1].ratings.green (“ann”): the rating 0 is not on the scale, which goes from 1 to 5.",
        "participants[1].ratings.y (“ann”): the rating 9 is not on the scale, which goes from 1 to 5.",
        "participants[1].ratings (“ann”): there is no workshop “x”. Choose from “red”, “green”.",
        "participants[1].ratings (“ann”): there is no workshop “y”. Choose from “red”, “green”.",
    ]


def test_an_empty_list_of_wishes_goes_with_a_scale() -> None:
    person = {"id": "ann", "wishes": [], "ratings": {"red": 5}}

    problem = Problem.from_dict(day(rating_scale={"best": 5, "worst": 1}, participants=[person]))

    assert problem.wishes.rank.tolist() == [1]
