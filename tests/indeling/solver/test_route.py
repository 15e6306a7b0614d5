# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine_days import GAP, drawn, no_limit
from indeling.errors import OutOfTimeError, Text, TooLargeError
from indeling.objectives import objective
from indeling.solver import complete, route
from indeling.solver.route import Answer, best_placement
from indeling.solver.seats import Seats
from indeling.solver.settle import Settling
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)
ONCE: list[Tree] = [
    {"id": name, "sessions": [{"round": rnd, "capacity": 2}]}
    for name, rnd in zip("abcd", ("r1", "r1", "r2", "r2"), strict=True)
]
"""Every workshop in one round only."""


def silent(_what: Text, _step: int, _steps: int) -> None:
    """Say nothing."""


def answer_to(data: Tree, name: str = "least-cost", seconds: Callable[[], float | None] = no_limit) -> Answer:
    return best_placement(drawn(data).day, objective(name), seconds, silent)


def values(answer: Answer) -> dict[str, int]:
    return {key: solved.value for key, solved in answer.levels}


# Which way -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "way"),
    [
        (CROWDED, "least-cost", ("flow", False)),
        (CROWDED, "generous", ("flow", False)),
        (CROWDED, "fair", ("bundles", False)),
        (day_of([{"id": "p", "wishes": {"r1": ["a"], "r2": ["c"]}}], ONCE, rounds=2), "least-cost", ("flow", True)),
        (day_of([{"id": "p", "wishes": {"r1": ["a"], "r2": ["c"]}}], ONCE, rounds=2), "leximin", ("bundles", True)),
        (GAP, "least-cost", ("bundles", True)),
        (
            day_of([{"id": "p"}], [workshop("a", (2, 2), optional=True), workshop("b", (1, 0))]),
            "generous",
            ("bundles", False),
        ),
    ],
)
def test_way_is_chosen_by_what_the_day_looks_like(data: Tree, name: str, way: tuple[str, bool]) -> None:
    answer = answer_to(data, name)
    assert (answer.route, answer.by_session) == way
    assert answer.complete
    assert answer.seats is not None


def test_levels_that_do_not_fit_in_a_flow_are_settled_over_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    by_flow = answer_to(CROWDED, "generous")
    monkeypatch.setattr(route, "fits", lambda *_: False)
    by_bundles = answer_to(CROWDED, "generous")
    assert (by_flow.route, by_bundles.route) == ("flow", "bundles")
    assert values(by_flow) == values(by_bundles) == {"outside": 1, "rank-2": 1}


def test_flow_counts_fixed_places_and_pooled_seats() -> None:
    people: list[Tree] = [{"id": "p", "wishes": ["a", "b"], "fixed": {"r1": "b"}}, {"id": "q", "wishes": ["b"]}]
    assert values(answer_to(day_of(people, wishes_asked=2))) == {"cost": 2}
    assert values(answer_to(day_of(people, wishes_asked=2), "fair")) == {"outside-1": 0, "squared-regret": 1}


def test_workshops_that_do_not_fit_into_rounds_are_chosen_by_session() -> None:
    workshops = [workshop("a", (1, 0)), workshop("b", (1, 0)), workshop("c", (1, 0), (1, 0))]
    answer = answer_to(day_of([{"id": "p", "wishes": ["a", "b", "c"]}], workshops, rounds=2))
    assert (answer.by_session, values(answer)) == (True, {"cost": 3})


def test_pooled_seats_that_cannot_be_placed_make_their_participants_be_spelled_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawings: list[int] = []
    fill_pooled = complete.fill_pooled

    def watched(seats: Seats, choice: Any) -> Any:  # noqa: ANN401  (whatever is passed on)
        drawings.append(int(seats.pool_most.sum()))
        return fill_pooled(seats, choice)

    monkeypatch.setattr(complete, "fill_pooled", watched)
    people: list[Tree] = [{"id": name, "wishes": ["a"], "forbidden": ["b"]} for name in "pq"]
    workshops = [workshop("a", (1, 0)), workshop("b", (9, 0)), workshop("c", (1, 0))]
    people += [{"id": "s", "wishes": ["c"]}]
    found = drawn(day_of(people, workshops, wishes_asked=1))
    answer = best_placement(found.day, objective("least-cost"), no_limit, silent)
    assert answer.seats is not None
    assert sorted(drawings, reverse=True) == drawings
    assert len(drawings) > 1
    assert found.table(answer.seats)["s"] == ["b"]


# No placement --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["least-cost", "fair"])
@pytest.mark.parametrize(
    "data",
    [
        day_of([{"id": name} for name in "pqst"]),
        day_of([{"id": name} for name in "pqst"], ONCE[:1], rounds=1),
        day_of([{"id": name} for name in "pqstu"], ONCE, rounds=2),
        day_of([{"id": "p", "wishes": {"r1": ["a"]}}, {"id": "q"}], [workshop("a", (1, 0), (1, 0))], rounds=2),
        day_of([{"id": name} for name in "pq"], [workshop("a", (1, 1), optional=True), workshop("b", (0, 0))]),
    ],
    ids=["too few chairs", "one small workshop", "too few per round", "no second workshop", "optional and too small"],
)
def test_day_without_placement_has_no_seats(data: Tree, name: str) -> None:
    answer = answer_to(data, name)
    assert (answer.seats, answer.levels, answer.impossible) == (None, (), True)


def test_participant_without_any_bundle_means_no_placement() -> None:
    people: list[Tree] = [{"id": "p", "forbidden": ["a", "b", "c"]}, {"id": "q"}]
    assert answer_to(day_of(people), "fair").impossible


def test_first_placement_is_looked_for_where_the_seats_give_none() -> None:
    answer = answer_to(GAP, "fair")
    assert values(answer)["squared-regret"] > 0
    assert answer.complete


# Size and time -------------------------------------------------------------------------------------------------


def test_too_many_bundles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "MOST_BUNDLES", 8)
    monkeypatch.setattr(route, "AT_MOST", ())
    assert answer_to(day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"], wishes_asked=2), "fair").complete
    with pytest.raises(TooLargeError):
        answer_to(CROWDED, "fair")


def test_progress_names_every_level_with_its_number() -> None:
    told: list[tuple[str, int, int]] = []

    def tell(what: Text, step: int, steps: int) -> None:
        told.append((str(what), step, steps))

    best_placement(drawn(CROWDED).day, objective("fair"), no_limit, tell)
    assert told == [("people with a seat outside their wishes", 0, 2), ("sum of squared regrets", 1, 2)]


def test_levels_that_count_the_same_are_settled_together(monkeypatch: pytest.MonkeyPatch) -> None:
    away = {"id": "away", "rounds": [], "wishes": ["a", "b"]}
    people: list[Tree] = [away, *({"id": name, "wishes": ["a"]} for name in "pq")]
    settle, settled = Settling.settle, []

    def watched(self: Settling, counts: Any) -> Any:  # noqa: ANN401  (whatever is passed on)
        settled.append(counts)
        return settle(self, counts)

    monkeypatch.setattr(route, "fits", lambda *_: False)
    monkeypatch.setattr(Settling, "settle", watched)
    answer = answer_to(day_of(people, wishes_asked=1), "rank-maximal")
    assert values(answer) == {"beyond-1": 1, "beyond-2": 1}  # nobody who needs a seat has a second wish
    assert len(settled) == 1


def test_level_left_open_when_the_time_is_up_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    settle, calls = Settling.settle, []

    def late(self: Settling, counts: Any) -> Any:  # noqa: ANN401  (whatever is passed on)
        calls.append(counts)
        if len(calls) > 1:
            self.counts.append(counts)
            raise OutOfTimeError
        return settle(self, counts)

    monkeypatch.setattr(Settling, "settle", late)
    answer = answer_to(CROWDED, "fair")
    assert not answer.complete
    assert answer.seats is not None
    (outside, first), (squares, last) = answer.levels
    assert (outside, first.value, first.bound) == ("outside-1", 1, 1)
    assert (squares, last.value) == ("squared-regret", 10001)
    assert 0 <= last.bound <= 10001


def test_time_that_is_up_before_there_is_a_placement_leaves_one_that_is_at_hand() -> None:
    workshops = [workshop(name, (2, 1), (2, 1), optional=name == "a") for name in "abcde"]
    people: list[Tree] = [{"id": f"p{k}", "wishes": [*"abcde"[k % 3 :]]} for k in range(7)]
    answer = answer_to(day_of(people, workshops, rounds=2), "fair", lambda: 0.0)
    assert (answer.route, answer.complete) == ("rounds", False)
    assert answer.seats is not None
