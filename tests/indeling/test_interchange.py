# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indeling.errors import PlacementError, ProblemError
from indeling.interchange import align, placement_from_dict, placement_to_dict, problem_from_dict, problem_to_dict
from indeling.placement import NO_SEAT, OUTSIDE, Figures, Placement
from indeling.problem import EVERY_ROUND, NOT_OFFERED, Problem, RatingScale

DATA = Path(__file__).parents[1] / "data"


def evening() -> dict[str, Any]:
    tree: dict[str, Any] = json.loads((DATA / "evening.json").read_text("utf-8"))
    return tree


def day(**changes: object) -> dict[str, Any]:
    """Return a day of one round, two workshops and one person, with `changes` to its keys."""
    sessions = [{"round": "r1", "capacity": 3}]
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}],
        "workshops": [{"id": "w1", "sessions": sessions}, {"id": "w2", "sessions": sessions}],
        "participants": [{"id": "p1", "wishes": ["w1"]}],
        **changes,
    }


def messages(data: dict[str, Any]) -> list[str]:
    with pytest.raises(ProblemError) as raised:
        problem_from_dict(data)
    return [str(issue) for issue in raised.value.issues]


def wish_rows(problem: Problem) -> list[tuple[int, ...]]:
    wishes = problem.wishes
    columns = (wishes.participant, wishes.round, wishes.workshop, wishes.rank)
    return list(zip(*(column.tolist() for column in columns), strict=True))


# Problems ------------------------------------------------------------------------------------------------------


def test_every_key_of_the_format_becomes_a_column() -> None:
    problem = problem_from_dict(evening())

    assert problem.round_ids == ("r1", "r2")
    assert problem.workshop_ids == ("w1", "w2", "w3")
    assert problem.participant_ids == ("p2", "p1", "p3")
    assert problem.capacity.tolist() == [[20, 10], [NOT_OFFERED, 5], [8, 8]]
    assert problem.minimum.tolist() == [[0, 4], [0, 3], [0, 0]]
    assert problem.optional.tolist() == [False, True, False]
    assert problem.attends.tolist() == [[True, True], [False, True], [True, True]]
    assert wish_rows(problem) == [(0, EVERY_ROUND, 2, 1), (0, EVERY_ROUND, 0, 2), (0, EVERY_ROUND, 1, 2), (1, 1, 0, 1)]
    assert problem.wishes_asked == 2
    assert problem.forbidden.tolist() == [[2, 0]]
    assert problem.fixed.tolist() == [[2, 1, 2]]
    assert problem.leads.tolist() == [[2, 1]]
    assert problem.titles == ("Dialogue", "Case work", "")
    assert problem.names == ("Fictional One", "", "")
    assert problem.organisations == ("Example Care", "", "")
    assert problem.domains == ("care", "", "")
    assert problem.rating_scale is None


def test_a_problem_written_is_the_problem_read() -> None:
    assert problem_to_dict(problem_from_dict(evening())) == evening()
    assert json.dumps(problem_from_dict(evening()).to_dict()) == json.dumps(evening())


def test_no_participants_is_a_problem() -> None:
    problem = problem_from_dict(day(participants=[]))

    assert problem.attends.shape == (0, 1)
    assert problem.forbidden.shape == problem.leads.shape == (0, 2)
    assert problem.fixed.shape == (0, 3)
    assert problem.wishes_asked == 0
    assert problem_to_dict(problem)["participants"] == []


def test_a_tuple_and_a_numpy_number_are_taken_for_a_list_and_a_number() -> None:
    sessions = ({"round": "r1", "capacity": np.int64(3)},)
    data = day(workshops=({"id": "w1", "sessions": sessions},), wishes_asked=2.0)

    assert problem_from_dict(data).capacity.tolist() == [[3]]
    assert problem_from_dict(data).wishes_asked == 2


@pytest.mark.parametrize(
    ("wishes", "asked"),
    [([], 0), (["w1", "w2"], 2), ([["w1", "w2"]], 1), ({"r1": ["w2"]}, 1), ({}, 0)],
)
def test_wishes_asked_defaults_to_the_longest_list_in_groups(wishes: object, asked: int) -> None:
    assert problem_from_dict(day(participants=[{"id": "p1", "wishes": wishes}])).wishes_asked == asked


def test_wishes_per_round_are_sorted_by_the_order_of_the_rounds() -> None:
    tree = evening()
    tree["participants"] = [{"id": "p1", "wishes": {"r2": ["w2", "w1"], "r1": ["w3"]}}]

    problem = problem_from_dict(tree)

    assert wish_rows(problem) == [(0, 0, 2, 1), (0, 1, 1, 1), (0, 1, 0, 2)]
    assert problem_to_dict(problem)["participants"] == [{"id": "p1", "wishes": {"r1": ["w3"], "r2": ["w2", "w1"]}}]


def test_a_tie_of_three_is_written_as_one_list() -> None:
    workshops: list[dict[str, Any]] = [{"id": name, "sessions": []} for name in ("a", "b", "c")]
    people = [{"id": "p1", "wishes": [["c", "a", "b"]]}]

    written = problem_to_dict(problem_from_dict(day(workshops=workshops, participants=people)))

    assert written["participants"] == [{"id": "p1", "wishes": [["a", "b", "c"]]}]


@pytest.mark.parametrize(("best", "worst", "ranks"), [(10, 1, [1, 8]), (1, 10, [3, 10])])
def test_ratings_become_ranks_by_their_distance_to_the_best(best: int, worst: int, ranks: list[int]) -> None:
    scale = {"best": best, "worst": worst}
    ratings = {"w1": 10, "w2": 3}
    data = day(rating_scale=scale, participants=[{"id": "p1", "ratings": ratings}])

    problem = problem_from_dict(data)

    assert problem.rating_scale == RatingScale(best, worst)
    assert sorted(problem.wishes.rank.tolist()) == ranks
    assert problem.wishes_asked == 0
    assert problem_to_dict(problem)["participants"][0]["ratings"] == ratings
    assert problem_to_dict(problem)["rating_scale"] == scale


def test_a_workshop_forbidden_twice_is_forbidden_once() -> None:
    people = [{"id": "p1", "forbidden": ["w2", "w1", "w2"], "leads": ["w1", "w1"], "rounds": ["r1", "r1"]}]

    problem = problem_from_dict(day(participants=people))

    assert problem.forbidden.tolist() == [[0, 0], [0, 1]]
    assert problem.leads.tolist() == [[0, 0]]
    assert problem.attends.tolist() == [[True]]


def test_who_attends_no_round_is_kept_as_such() -> None:
    problem = problem_from_dict(day(participants=[{"id": "p1", "rounds": []}]))

    assert problem.attends.tolist() == [[False]]
    assert problem_to_dict(problem)["participants"] == [{"id": "p1", "rounds": []}]


def test_unknown_ids_and_contradictions_are_reported_together() -> None:
    people = [{"id": "p1", "wishes": ["w1", "w3"]}, {"id": "p1", "wishes": ["w2", "w2"]}]

    assert messages(day(participants=people)) == [
        "participants[0].wishes[1] (“p1”): there is no workshop “w3”. Choose from “w1”, “w2”.",
        "participants[1] (“p1”): the id is already used by participants[0].",
    ]


# Placements ----------------------------------------------------------------------------------------------------


def placement(**changes: object) -> Placement:
    """Return a placement of three people in two rounds, one of them in one round only."""
    fields: dict[str, Any] = {
        "round_ids": ("r1", "r2"),
        "workshop_ids": ("w1", "w2", "w3"),
        "participant_ids": ("p3", "p1", "p2"),
        "seats": np.array([[0, 2], [NO_SEAT, 1], [2, 0]]),
        "ranks": np.array([[1, 10], [NO_SEAT, OUTSIDE], [2, 1]]),
        "objective": "fair",
        "seed": 7,
        "status": "optimal",
        "figures": Figures(101, 100, {10: 1, 2: 1, 1: 2, 3: 0}, 1),
        "proof": {"kind": "mip", "levels": []},
    }
    return Placement(**(fields | changes))


WRITTEN = {
    "format": "indeling/placement",
    "version": 1,
    "objective": "fair",
    "seed": 7,
    "status": "optimal",
    "placements": [
        {"participant": "p1", "round": "r2", "workshop": "w2", "rank": None},
        {"participant": "p2", "round": "r1", "workshop": "w3", "rank": 2},
        {"participant": "p2", "round": "r2", "workshop": "w1", "rank": 1},
        {"participant": "p3", "round": "r1", "workshop": "w1", "rank": 1},
        {"participant": "p3", "round": "r2", "workshop": "w3", "rank": 10},
    ],
    "figures": {
        "cost": 101,
        "largest_regret": 100,
        "seats_by_rank": {"1": 2, "2": 1, "10": 1},
        "seats_outside_wishes": 1,
    },
    "proof": {"kind": "mip", "levels": []},
}


def test_a_placement_is_written_sorted_by_participant_and_round() -> None:
    assert json.dumps(placement_to_dict(placement())) == json.dumps(WRITTEN)
    assert placement().to_dict() == WRITTEN


def test_a_placement_is_read_with_the_ids_that_occur_in_it() -> None:
    found = placement_from_dict(WRITTEN)

    assert (found.round_ids, found.workshop_ids) == (("r1", "r2"), ("w1", "w2", "w3"))
    assert found.participant_ids == ("p1", "p2", "p3")
    assert found.seats.tolist() == [[NO_SEAT, 1], [2, 0], [0, 2]]
    assert found.ranks.tolist() == [[NO_SEAT, OUTSIDE], [2, 1], [1, 10]]
    assert (found.objective, found.seed, found.status) == ("fair", 7, "optimal")
    assert found.figures == Figures(101, 100, {1: 2, 2: 1, 10: 1}, 1)
    assert found.proof == {"kind": "mip", "levels": []}


def test_a_placement_without_seats_is_read() -> None:
    found = Placement.from_dict({**WRITTEN, "status": "infeasible", "placements": []})

    assert (found.participant_ids, found.seats.shape, found.status) == ((), (0, 0), "infeasible")


def test_a_participant_with_two_seats_in_a_round_is_refused() -> None:
    rows = [{"participant": "p1", "round": "r1", "workshop": name, "rank": 1} for name in ("w1", "w2", "w1")]

    with pytest.raises(PlacementError) as raised:
        placement_from_dict({**WRITTEN, "placements": rows})

    assert [str(issue) for issue in raised.value.issues] == [
        "placements[1] (“p1”): already has a seat in round “r1”, in placements[0].",
        "placements[2] (“p1”): already has a seat in round “r1”, in placements[0].",
    ]


def test_mistakes_in_the_structure_of_a_placement_are_reported_together() -> None:
    with pytest.raises(PlacementError) as raised:
        placement_from_dict({**WRITTEN, "status": "perfect", "sede": 3, "placements": [{}]})

    assert [str(issue) for issue in raised.value.issues] == [
        "$: unknown key “sede”. Did you mean “seed”?",
        "placements[0]: the key “participant” is missing.",
        "placements[0]: the key “round” is missing.",
        "placements[0]: the key “workshop” is missing.",
        "placements[0]: the key “rank” is missing.",
        'status: must be one of "optimal", "feasible", "infeasible", not "perfect".',
    ]


# Aligning ------------------------------------------------------------------------------------------------------


def day_of_three() -> Problem:
    return Problem.build(
        rounds=2, workshops={"w1": 2, "w2": 2, "w3": 2, "w4": 2}, wishes={"p1": [], "p2": [], "p3": [], "p0": []}
    )


def test_a_placement_read_lines_up_with_the_problem() -> None:
    problem = problem_from_dict(day_of_three().to_dict() | {"participants": [{"id": n} for n in ("p3", "p2", "p1")]})

    found = align(placement_from_dict(WRITTEN), problem)

    assert (found.round_ids, found.workshop_ids) == (problem.round_ids, problem.workshop_ids)
    assert found.participant_ids == ("p3", "p2", "p1")
    assert found.seats.tolist() == [[0, 2], [2, 0], [NO_SEAT, 1]]
    assert found.ranks.tolist() == [[1, 10], [2, 1], [NO_SEAT, OUTSIDE]]
    assert placement_to_dict(found) == WRITTEN


def test_unknown_ids_and_missing_people_are_refused_together() -> None:
    rows = [{"participant": "p9", "round": "r3", "workshop": "w44", "rank": None}]

    with pytest.raises(PlacementError) as raised:
        align(placement_from_dict({**WRITTEN, "placements": rows}), day_of_three())

    assert [str(issue) for issue in raised.value.issues] == [
        "placements: there is no round “r3”. Choose from “r1”, “r2”.",
        "placements: there is no workshop “w44”. Did you mean “w4”?",
        "placements: there is no participant “p9”. Choose from “p1”, “p2”, “p3”, “p0”.",
        "placements: participant “p1” needs a seat, but is not in the placement.",
        "placements: participant “p2” needs a seat, but is not in the placement.",
        "placements: participant “p3” needs a seat, but is not in the placement.",
        "placements: participant “p0” needs a seat, but is not in the placement.",
    ]


def test_who_needs_no_seat_is_not_missing() -> None:
    tree = day_of_three().to_dict()
    tree["participants"][3]["rounds"] = []

    assert align(placement_from_dict(WRITTEN), problem_from_dict(tree)).seats[3].tolist() == [NO_SEAT, NO_SEAT]


def test_nobody_is_missing_when_there_is_no_placement() -> None:
    nothing = placement_from_dict({**WRITTEN, "status": "infeasible", "placements": []})

    assert align(nothing, day_of_three()).seats.tolist() == [[NO_SEAT, NO_SEAT]] * 4
