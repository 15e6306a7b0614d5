# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_days import GAP, Drawn, drawn, no_limit
from indeling.problem import Ints
from indeling.solver import master as master_module
from indeling.solver.bundles import all_bundles
from indeling.solver.master import Master
from indeling.solver.tally import tally_of
from oracle.edges import day_of, workshop
from oracle.instances import seeded

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)


def master_of(data: Tree, *, sessions: bool = False, spelled_out: bool = False) -> tuple[Drawn, Master, Ints]:
    """Return the day, its master programme, and what each bundle costs."""
    found = drawn(data, sessions=sessions, spelled_out=spelled_out)
    bundles = all_bundles(found.seats)
    cost = tally_of(found.day, found.seats, bundles).of(found.levels("least-cost")[0])
    return found, Master(found.seats, bundles, no_limit), cost


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with one bundle per participant, and add one at a time."""
    for constant, value in (("ALL_AT_ONCE", 0), ("FIRST_PICKS", 1), ("NEW_PICKS", 1)):
        monkeypatch.setattr(master_module, constant, value)


def test_linear_answer_has_prices_of_items_and_pools() -> None:
    found, master, cost = master_of(CROWDED)
    answer = master.minimise(cost)
    assert (answer.status, answer.objective) == ("optimal", 101)
    items, pools, limits = master.reduced_parts(answer)
    assert found.by_item(np.round(items).astype(np.int64)) == {"a": 100, "b": 99}
    assert (np.round(pools).tolist(), limits.tolist()) == ([0], [])


def test_whole_answer_names_one_bundle_per_participant() -> None:
    found, master, cost = master_of(GAP, sessions=True)
    assert master.minimise(cost).objective == pytest.approx(2)
    answer = master.minimise(cost, whole=True)
    assert answer.objective == pytest.approx(3)
    taken = master.bundles_taken(answer)
    assert sorted(found.person(int(person)) for person in master.bundles.person[taken]) == ["p", "q"]
    assert int(cost[taken].sum()) == 3
    assert master.workshops_given(answer).all()


def test_workshop_is_dropped_where_that_costs_less() -> None:
    workshops = [workshop("a", (9, 3), (9, 0), optional=True), *(workshop(name, (2, 0), (2, 0)) for name in "bc")]
    data = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"], workshops, rounds=2, wishes_asked=2)
    found, master, cost = master_of(data, sessions=True)
    answer = master.minimise(cost, whole=True)
    assert [found.workshop(at) for at, given in enumerate(master.workshops_given(answer)) if not given] == ["a"]
    assert answer.objective == pytest.approx(202)


def test_workshop_that_may_be_dropped_is_given_with_its_minimum() -> None:
    wishes = {"p": ["a", "b"], "q": ["a", "b"], "s": ["b", "a"]}
    people: list[Tree] = [{"id": name, "wishes": wished} for name, wished in wishes.items()]
    _, master, cost = master_of(day_of(people, [workshop("a", (9, 3), optional=True), workshop("b", (9, 0))]))
    answer = master.minimise(cost, whole=True)
    assert answer.objective == pytest.approx(1)  # s moves; dropping a would cost 2
    assert master.workshops_given(answer).tolist() == [True, True]


def test_limit_holds_and_has_a_price() -> None:
    found, master, cost = master_of(day_of([{"id": "p", "wishes": ["a", "b"]}]))
    beyond = (cost == 0).astype(np.int64)
    master.limits.append((beyond, 0))
    answer = master.minimise(cost)
    assert answer.objective == pytest.approx(1)
    assert master.reduced_parts(answer)[2].tolist() == [1.0]
    assert found.seats.item_count == 3


@pytest.mark.usefixtures("few_at_once")
def test_columns_are_made_as_they_are_needed() -> None:
    data = day_of(
        [{"id": f"p{k}", "wishes": [*"abcde"]} for k in range(4)], [workshop(name, (1, 0)) for name in "abcde"]
    )
    _, master, cost = master_of(data)
    assert len(master.active) == 0
    answer = master.minimise(cost)
    assert (answer.status, answer.objective) == ("optimal", 0 + 1 + 3 + 6)
    assert 4 < len(master.active) <= 20


@pytest.mark.usefixtures("few_at_once")
def test_limits_are_priced_when_columns_are_made() -> None:
    _, master, cost = master_of(day_of([{"id": "p", "wishes": ["a", "b", "c"]}]))
    master.limits.append(((cost == 0).astype(np.int64), 0))
    answer = master.minimise(cost)
    assert answer.objective == pytest.approx(1)


@pytest.mark.usefixtures("few_at_once")
def test_first_columns_that_clash_are_joined_by_all_others() -> None:
    _, master, cost = master_of(CROWDED, spelled_out=True)
    answer = master.minimise(cost)
    assert (answer.status, answer.objective) == ("optimal", 101)
    assert len(master.active) == len(master.bundles) == 9


@pytest.mark.usefixtures("few_at_once")
def test_day_without_placement_is_infeasible_with_all_columns() -> None:
    _, master, cost = master_of(day_of([{"id": name} for name in "pqst"]), spelled_out=True)
    assert master.minimise(cost).status == "infeasible"
    assert len(master.active) == len(master.bundles)


@pytest.mark.usefixtures("few_at_once")
def test_bundles_that_are_out_never_become_columns() -> None:
    _, master, cost = master_of(day_of([{"id": "p", "wishes": ["a", "b", "c"]}]))
    master.alive[cost == 0] = False
    assert master.minimise(cost).objective == pytest.approx(1)


FOUR = day_of([{"id": "p", "wishes": [*"abcd"]}], [workshop(name, (1, 0)) for name in "abcd"])
"""One person, whose bundles cost 0, 1, 3 and 6."""


@pytest.mark.usefixtures("few_at_once")
def test_known_placement_is_the_first_column() -> None:
    for at in range(4):
        _, master, _ = master_of(FOUR)
        master.begin_with(np.array([at]))
        assert master.active.tolist() == [at]


@pytest.mark.usefixtures("few_at_once")
@pytest.mark.parametrize("wanted", [*"abcd"])
def test_prices_that_are_known_choose_the_first_columns(wanted: str) -> None:
    found, master, cost = master_of(FOUR)
    master.guess_by(np.array([-1000 * (found.item(at) == wanted) for at in range(4)]))
    assert master.minimise(0 * cost).objective == 0
    assert wanted in {found.item(int(item)) for item in master.item[master.active].ravel()}
    assert len(master.active) <= 2


@pytest.mark.usefixtures("few_at_once")
def test_bundles_within_the_gap_become_columns() -> None:
    _, master, cost = master_of(FOUR)
    answer = master.minimise(cost)
    before = master.active
    assert master.activate_within(cost, answer, 3.0)
    assert np.sort(master.active).tolist() == np.union1d(before, np.flatnonzero(cost <= 3)).tolist()
    assert not master.activate_within(cost, answer, 3.0)


@pytest.mark.parametrize("seed", [3, 5, 8, 17, 21, 30])
def test_columns_made_as_needed_give_the_same_as_all_at_once(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    data = seeded(seed)
    _, all_at_once, cost = master_of(data, sessions=True)
    best = all_at_once.minimise(cost)
    monkeypatch.setattr(master_module, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(master_module, "FIRST_PICKS", 1)
    _, generated, _ = master_of(data, sessions=True)
    again = generated.minimise(cost)
    assert again.status == best.status
    assert again.objective == pytest.approx(best.objective)
