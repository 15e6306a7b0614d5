# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from indeling import Placement
from indeling.placement import NO_SEAT, Figures


def two_people() -> Placement:
    """Return a placement of p, who is away in r2, and q: both in a, then q in b."""
    return Placement(
        round_ids=("r1", "r2"),
        workshop_ids=("a", "b"),
        participant_ids=("p", "q"),
        seats=np.array([[0, NO_SEAT], [0, 1]]),
        ranks=np.array([[1, NO_SEAT], [2, 0]]),
        objective="fair",
        seed=7,
        status="optimal",
        figures=Figures(101, 100, {1: 1, 2: 1}, 1),
        proof={"kind": "mip"},
    )


def test_people_are_counted_per_session() -> None:
    assert two_people().seats_per_session.tolist() == [[2, 0], [0, 1]]


def test_seats_and_ranks_cannot_be_written() -> None:
    placement = two_people()
    for column in (placement.seats, placement.ranks):
        with pytest.raises(ValueError, match="read-only"):
            column[0, 0] = 1


def test_placement_as_a_tree_has_a_row_per_seat_in_order_of_participant_and_round() -> None:
    tree = two_people().to_dict()
    assert tree["placements"] == [
        {"participant": "p", "round": "r1", "workshop": "a", "rank": 1},
        {"participant": "q", "round": "r1", "workshop": "a", "rank": 2},
        {"participant": "q", "round": "r2", "workshop": "b", "rank": None},
    ]
    assert tree["figures"] == {
        "cost": 101,
        "largest_regret": 100,
        "seats_by_rank": {"1": 1, "2": 1},
        "seats_outside_wishes": 1,
    }


def test_placement_survives_the_interchange_format() -> None:
    tree = two_people().to_dict()
    again = Placement.from_dict(tree)
    assert again.to_dict() == tree
    assert again.seats.tolist() == two_people().seats.tolist()
