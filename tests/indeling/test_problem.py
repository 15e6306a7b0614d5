# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

import indeling
from indeling import Problem
from indeling.errors import ProblemError
from indeling.problem import RatingScale, issue, no_pairs, round_title
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

COLUMNS = ["capacity", "minimum", "optional", "attends", "forbidden", "leads", "fixed"]
WISH_COLUMNS = ["participant", "round", "workshop", "rank"]


def small_day() -> Problem:
    return Problem.build(rounds=2, workshops={"A": 1, "B": 2}, wishes={"Ann": ["A", "B"], "Bo": [["A", "B"]]})


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_a_problem_cannot_be_written(name: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(small_day(), name)[...] = 0


@pytest.mark.parametrize("name", WISH_COLUMNS)
def test_columns_of_wishes_cannot_be_written(name: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(small_day().wishes, name)[...] = 0


def test_problem_that_contradicts_itself_is_refused() -> None:
    day = small_day()
    columns = {name: getattr(day, name) for name in day.__dataclass_fields__}
    with pytest.raises(ProblemError, match="workshops: there is no workshop"):
        Problem(**{**columns, "workshop_ids": ()})


def test_build_makes_the_same_sessions_in_every_round() -> None:
    day = small_day()
    assert day.round_ids == ("r1", "r2")
    assert day.workshop_ids == day.titles == ("A", "B")
    assert day.participant_ids == day.names == ("Ann", "Bo")
    assert day.capacity.tolist() == [[1, 1], [2, 2]]
    assert day.wishes.rank.tolist() == [1, 2, 1, 1]
    assert (day.participant_count, day.workshop_count, day.round_count, day.wishes_asked) == (2, 2, 2, 2)


def test_build_takes_names_of_rounds_and_the_wishes_asked() -> None:
    day = Problem.build(rounds=["morning", "noon"], workshops={"A": 1}, wishes={"Ann": ["A"]}, wishes_asked=3)
    assert (day.round_ids, day.wishes_asked) == (("morning", "noon"), 3)


def test_problem_survives_the_interchange_format() -> None:
    tree = small_day().to_dict()
    assert Problem.from_dict(tree).to_dict() == tree


def test_workshop_without_chairs_is_not_offered() -> None:
    day = Problem.from_dict(day_of([], [workshop("a", (0, 0)), workshop("b", (1, 0))]))
    assert day.offered.tolist() == [[False], [True]]


def test_who_is_away_or_leads_needs_no_seat() -> None:
    people: list[Tree] = [{"id": "away", "rounds": ["r2"]}, {"id": "leader", "leads": ["a"]}, {"id": "guest"}]
    day = Problem.from_dict(day_of(people, [workshop("a", (1, 0)), workshop("b", (1, 0), (0, 0))], rounds=2))
    assert day.seated.tolist() == [[False, True], [False, True], [True, True]]


def test_leader_of_two_workshops_is_busy_in_the_sessions_of_both() -> None:
    workshops: list[Tree] = [
        {"id": name, "sessions": [{"round": rnd, "capacity": 0}]} for name, rnd in (("a", "r1"), ("b", "r3"))
    ]
    day = Problem.from_dict(day_of([{"id": "leader", "leads": ["a", "b"]}], workshops, rounds=3))
    assert day.seated.tolist() == [[False, True, False]]


def test_label_is_the_title_or_else_the_id() -> None:
    workshops: list[Tree] = [{"id": "w1", "title": "Weaving", "sessions": []}, {"id": "w2", "sessions": []}]
    day = Problem.from_dict(day_of([], workshops))
    assert [day.label(0), day.label(1)] == ["Weaving", "w2"]


@pytest.mark.parametrize(
    ("name", "title"), [("r1", "Round 1"), ("3", "Round 3"), ("r", "r"), ("morning", "morning"), ("r1a", "r1a")]
)
def test_round_that_is_only_a_number_is_spelled_out(name: str, title: str) -> None:
    assert str(round_title(name)) == title


@pytest.mark.parametrize(("best", "worst", "span"), [(10, 1, 9), (1, 5, 4)])
def test_span_of_a_rating_scale_counts_steps_in_either_direction(best: int, worst: int, span: int) -> None:
    assert RatingScale(best, worst).span == span


def test_no_pairs_is_an_empty_column_of_the_width() -> None:
    assert no_pairs(3).shape == (0, 3)
    assert no_pairs().dtype == np.int64


def test_issue_has_a_sentence_and_no_place() -> None:
    assert str(issue("{count} is too many.", count=7)) == "7 is too many."


def test_package_offers_solver_and_checker_by_name() -> None:
    assert indeling.solve is importlib.import_module("indeling.solver").solve
    assert indeling.check is importlib.import_module("indeling.proof").check
    assert indeling.Verdict is importlib.import_module("indeling.proof").Verdict


def test_package_refuses_other_names() -> None:
    with pytest.raises(AttributeError, match="module 'indeling' has no attribute 'improve'"):
        getattr(indeling, "improve")  # noqa: B009  (mypy knows as well that there is no such name)
