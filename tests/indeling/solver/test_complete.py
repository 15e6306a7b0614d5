# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine_days import Drawn, drawn
from indeling.solver import complete
from indeling.solver.complete import fill_pooled, rounds_alike, seat_in_rounds
from indeling.solver.linear import Answer, minimise
from indeling.solver.seats import Choice
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

SEEDS = range(8)
"""Enough for every participant to be drawn first now and then."""


def choice_of(found: Drawn, arcs: set[tuple[str, str]], pooled: dict[str, int], dropped: str = "") -> Choice:
    """Return the choice of these arcs, pooled seats and workshops that are dropped."""
    names = list(found.arcs())
    assert arcs <= set(names)
    return Choice(
        np.array([name in arcs for name in names], bool),
        np.array([pooled.get(found.slot(at), 0) for at in range(found.seats.slot_count)]),
        np.array([found.workshop(at) not in dropped for at in range(found.problem.workshop_count)]),
    )


def filled(found: Drawn, choice: Choice) -> set[tuple[str, str]] | None:
    pairs = fill_pooled(found.seats, choice)
    return None if pairs is None else found.pairs(*pairs)


def people(*ids: str, **same: object) -> list[Tree]:
    return [{"id": name, **same} for name in ids]


# Pooled seats --------------------------------------------------------------------------------------------------


def test_choice_without_pooled_seats_is_kept_when_all_minima_are_met() -> None:
    data = day_of(people("p", "q", wishes=["a", "b"]), [workshop("a", (1, 0)), workshop("b", (1, 1))])
    found = drawn(data)
    good = {("p", "a"), ("q", "b")}
    assert filled(found, choice_of(found, good, {})) == good
    assert filled(found, choice_of(found, {("p", "a"), ("q", "a")}, {})) is None


def test_pooled_seats_go_where_people_are_lacking_first() -> None:
    data = day_of(people("p", "q", "s"), [workshop("a", (9, 0)), workshop("b", (3, 2)), workshop("c", (2, 1))])
    found = drawn(data)
    pairs = filled(found, choice_of(found, set(), {"p": 1, "q": 1, "s": 1})) or set()
    assert sorted(item for _, item in pairs) == ["b", "b", "c"]


def test_pooled_seats_are_spread_over_the_room_there_is() -> None:
    found = drawn(day_of(people("p", "q", "s", "t"), [workshop("a", (3, 0)), workshop("b", (3, 0))]))
    pairs = filled(found, choice_of(found, set(), dict.fromkeys("pqst", 1))) or set()
    assert sorted(item for _, item in pairs) == ["a", "a", "b", "b"]


def test_pooled_seat_is_never_in_a_workshop_that_was_chosen_already() -> None:
    data = day_of([{"id": "p", "wishes": ["a"]}], [workshop(name, (9, 0), (9, 0)) for name in "ab"], rounds=2)
    found = drawn(data)
    assert filled(found, choice_of(found, {("p", "a")}, {"p": 1})) == {("p", "a"), ("p", "b")}


def test_pooled_seats_of_a_participant_are_in_different_workshops() -> None:
    found = drawn(day_of(people("p"), [workshop(name, (9, 0), (9, 0)) for name in "ab"], rounds=2))
    assert filled(found, choice_of(found, set(), {"p": 2})) == {("p", "a"), ("p", "b")}
    by_session = drawn(day_of(people("p"), [workshop(name, (9, 0), (9, 0)) for name in "ab"], rounds=2), sessions=True)
    pairs = filled(by_session, choice_of(by_session, set(), {"p r1": 1, "p r2": 1})) or set()
    assert sorted(item[0] for _, item in pairs) == ["a", "b"]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_can_go_nowhere_else_keeps_their_chair(seed: int) -> None:
    crowd = [*people("p"), *people("q", "s", forbidden=["b"])]
    found = drawn(day_of(crowd, [workshop("a", (2, 0)), workshop("b", (1, 0))]), seed=seed)
    choice = choice_of(found, set(), {"p": 1, "q": 1, "s": 1})
    assert filled(found, choice) == {("p", "b"), ("q", "a"), ("s", "a")}


@pytest.mark.parametrize("seed", SEEDS)
def test_minimum_is_met_by_who_may_be_there(seed: int) -> None:
    crowd = [*people("p", forbidden=["b"]), *people("q", forbidden=["c"])]
    workshops = [workshop("a", (2, 1)), workshop("b", (2, 1)), workshop("c", (2, 0))]
    found = drawn(day_of(crowd, workshops), seed=seed)
    assert filled(found, choice_of(found, set(), {"p": 1, "q": 1})) == {("p", "a"), ("q", "b")}


def test_pooled_seats_that_cannot_be_placed_give_nothing() -> None:
    found = drawn(day_of(people("p", "q", forbidden=["b"]), [workshop("a", (1, 0)), workshop("b", (1, 0))]))
    assert filled(found, choice_of(found, set(), {"p": 1, "q": 1})) is None


def test_minimum_above_the_chairs_cannot_be_filled() -> None:
    found = drawn(day_of(people("p", "q", "s"), [workshop("a", (2, 3)), workshop("b", (3, 0))]))
    assert filled(found, choice_of(found, set(), {"p": 1, "q": 1, "s": 1})) is None


def test_dropped_workshop_gets_nobody_and_needs_nobody() -> None:
    workshops = [workshop("a", (9, 2), optional=True), workshop("b", (2, 0))]
    found = drawn(day_of(people("p", "q"), workshops))
    choice = choice_of(found, set(), {"p": 1, "q": 1}, dropped="a")
    assert filled(found, choice) == {("p", "b"), ("q", "b")}
    kept = choice_of(found, set(), {"p": 1, "q": 1})
    assert filled(found, kept) == {("p", "a"), ("q", "a")}


def test_answer_that_is_not_whole_is_made_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def halves_first(*programme: Any, whole: Any = None) -> Answer:  # noqa: ANN401  (whatever is passed on)
        answer = minimise(*programme, whole=whole)
        asked.append(whole is not None)
        return answer if whole is not None else replace(answer, values=answer.values / 2)

    monkeypatch.setattr(complete, "minimise", halves_first)
    workshops = [workshop("a", (2, 0)), workshop("b", (1, 0))]
    crowd = [*people("p"), *people("q", "s", forbidden=["b"])]
    for seed in SEEDS:
        found = drawn(day_of(crowd, workshops), seed=seed)
        choice = choice_of(found, set(), {"p": 1, "q": 1, "s": 1})
        assert filled(found, choice) == {("p", "b"), ("q", "a"), ("s", "a")}
    assert asked[:2] == [False, True]


# Rounds --------------------------------------------------------------------------------------------------------

COMMON = [workshop(name, (2, 1), (2, 1)) for name in "ab"]


@pytest.mark.parametrize(
    ("data", "alike"),
    [
        (day_of(people("p"), COMMON, rounds=2), True),
        (day_of([*people("p"), *people("away", rounds=[])], COMMON, rounds=2), True),
        (day_of(people("p", rounds=["r2"]), COMMON, rounds=2), False),
        (day_of(people("p", fixed={"r1": "a"}), COMMON, rounds=2), False),
        (day_of(people("p"), [*COMMON, workshop("c", (2, 0), (1, 0))], rounds=2), False),
        (day_of(people("p"), [*COMMON, workshop("c", (2, 0), (2, 1))], rounds=2), False),
        (day_of(people("p"), [*COMMON, workshop("c", (2, 0))], rounds=2), False),
        (day_of(people("p", leads=["c"]), [*COMMON, workshop("c", (2, 0))], rounds=2), False),
        # More chairs than there are people are all the same, in every round.
        (day_of([], [*COMMON, workshop("c", (2, 0), (3, 0))], rounds=2), True),
    ],
    ids=["common", "away all day", "late", "fixed", "chairs", "minimum", "given once", "leader", "nobody"],
)
def test_rounds_are_alike_unless_a_rule_tells_them_apart(data: Tree, *, alike: bool) -> None:
    assert rounds_alike(drawn(data).day) == alike


def seated(found: Drawn, pairs: set[tuple[str, str]]) -> dict[str, list[str]] | None:
    """Return who is where, from (slot, item) names."""
    slots = {found.slot(at): at for at in range(found.seats.slot_count)}
    items = {found.item(at): at for at in range(found.seats.item_count)}
    slot = np.array([slots[slot] for slot, _ in sorted(pairs)], np.int64)
    item = np.array([items[item] for _, item in sorted(pairs)], np.int64)
    table = seat_in_rounds(found.day, found.seats, slot, item)
    return None if table is None else found.table(table)


def test_rounds_that_are_alike_are_shared_evenly() -> None:
    found = drawn(day_of(people("p", "q"), [workshop(name, (1, 0), (1, 0)) for name in "ab"], rounds=2))
    table = seated(found, {(person, item) for person in "pq" for item in "ab"})
    assert table in ({"p": ["a", "b"], "q": ["b", "a"]}, {"p": ["b", "a"], "q": ["a", "b"]})


def test_who_is_away_all_day_has_no_seat_where_rounds_are_alike() -> None:
    found = drawn(day_of([*people("p"), *people("away", rounds=[])], COMMON, rounds=2))
    table = seated(found, {("p", "a"), ("p", "b")}) or {}
    assert (sorted(table["p"]), table["away"]) == (["a", "b"], ["-", "-"])


def test_nobody_is_seated_where_nobody_needs_a_seat() -> None:
    assert seated(drawn(day_of(people("away", rounds=[]), rounds=2)), set()) == {"away": ["-", "-"]}
    assert seated(drawn(day_of([], rounds=2)), set()) == {}


def test_rounds_are_known_in_the_network_by_session() -> None:
    found = drawn(day_of([*people("p"), *people("q", fixed={"r1": "c"})], rounds=2), sessions=True)
    table = seated(found, {("p r1", "b r1"), ("p r2", "a r2"), ("q r2", "b r2")})
    assert table == {"p": ["b", "a"], "q": ["c", "b"]}


def test_rules_that_tell_rounds_apart_decide_the_round() -> None:
    crowd = [*people("p"), *people("late", rounds=["r2"]), *people("q", fixed={"r2": "c"})]
    workshops = [workshop("a", (1, 0)), workshop("b", (2, 0), (2, 0)), workshop("c", (0, 0), (1, 0))]
    found = drawn(day_of(crowd, workshops, rounds=2))
    table = seated(found, {("p", "a"), ("p", "b"), ("late", "b"), ("q", "b")})
    assert table == {"p": ["a", "b"], "late": ["-", "b"], "q": ["b", "c"]}


@pytest.mark.parametrize(
    ("workshops", "pairs"),
    [
        ([workshop("a", (2, 0)), workshop("b", (2, 0)), workshop("c", (2, 0), (2, 0))], {("p", "a"), ("p", "b")}),
        (
            [workshop("a", (2, 0)), workshop("b", (0, 0), (1, 0)), workshop("c", (2, 0), (0, 0))],
            {("p", "a"), ("p", "c")},
        ),
    ],
    ids=["both in the first round", "nothing chosen in the second round"],
)
def test_workshops_that_do_not_fit_into_rounds_give_nothing(workshops: list[Tree], pairs: set[tuple[str, str]]) -> None:
    assert seated(drawn(day_of(people("p"), workshops, rounds=2), spelled_out=True), pairs) is None


def test_sessions_that_are_too_small_or_need_more_give_nothing() -> None:
    small = [workshop("a", (1, 0), (1, 0)), workshop("b", (3, 0), (3, 0)), workshop("c", (0, 0), (1, 0))]
    crowd = [*people("p", "q"), *people("late", rounds=["r2"])]
    pairs = {(person, item) for person in "pq" for item in "ab"} | {("late", "a")}
    assert seated(drawn(day_of(crowd, small, rounds=2)), pairs) is None
    needs = [workshop("a", (3, 0), (3, 3)), workshop("b", (3, 0), (3, 0))]
    assert seated(drawn(day_of(crowd, needs, rounds=2)), pairs) == {
        "p": ["b", "a"],
        "q": ["b", "a"],
        "late": ["-", "a"],
    }
    needs[0] = workshop("a", (3, 1), (3, 3))
    assert seated(drawn(day_of(crowd, needs, rounds=2)), pairs) is None


def test_workshop_that_nobody_chose_needs_nobody_when_it_may_be_dropped() -> None:
    crowd = [*people("p"), *people("late", rounds=["r2"])]
    workshops = [workshop("a", (2, 0), (2, 0)), workshop("b", (2, 0), (2, 0)), workshop("c", (2, 2), optional=True)]
    found = drawn(day_of(crowd, workshops, rounds=2))
    assert seated(found, {("p", "a"), ("p", "b"), ("late", "a")}) is not None
