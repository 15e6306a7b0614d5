# SPDX-License-Identifier: EUPL-1.2
"""Rules, one by one, on days worked out by hand: what the best is worth, and what is said of a broken rule.

A first wish costs 0, a second 1, a third 3. What is not on a short list is as good as its last rank and one.
"""

from __future__ import annotations

from typing import Any

import pytest

from oracle.edges import workshop
from oracle.model import Beyond, around, at_least_as_good, described, feasible, optimum, value
from oracle.ruled_edges import (
    SPANNING_A,
    apart,
    at_least,
    at_most,
    copied,
    eligible,
    person,
    room,
    rooms,
    roomy,
    ruled_day,
    together,
)

Tree = dict[str, Any]

P, Q, S = person("p"), person("q"), person("s", "bca")
CARE = [person(name, domain="care") for name in "pqs"]
ONE_CHAIR = roomy(chairs=1)


def placed(*seats: str, **more: object) -> Tree:
    """Return a placement from seats written as "person round workshop"."""
    rows = [dict(zip(("participant", "round", "workshop"), seat.split(), strict=True)) for seat in seats]
    return {"placements": rows, **more}


def cheapest(people: list[Tree], rules: list[Tree], workshops: list[Tree] | None = None, rounds: int = 1) -> Any:  # noqa: ANN401
    """Return the vector of least cost."""
    return optimum(ruled_day(people, rules, workshops, rounds), "least-cost")


# People with people ----------------------------------------------------------------------------------------------


def test_together_all_take_the_workshop_that_costs_them_least() -> None:
    assert cheapest([P, Q, S], []) == (0,)
    assert cheapest([P, Q, S], [together("p", "q", "s")]) == (2,)
    assert cheapest([P, Q, S], [together("p", "s")]) == (1,)


def test_together_is_broken_by_every_workshop_above_one_in_every_round() -> None:
    data = ruled_day([P, Q, S], [together("p", "q", "s")], rounds=2)
    seats = placed("p r1 a", "q r1 b", "s r1 c", "p r2 b", "q r2 a", "s r2 b")
    assert feasible(data, seats) == [
        "['p', 'q', 's'] are in ['a', 'b', 'c'] in r1",
        "['p', 'q', 's'] are in ['a', 'b'] in r2",
    ]
    soft = ruled_day([P, Q, S], [together("p", "q", "s", weight=5)], rounds=2)
    assert feasible(soft, seats) == []
    assert value(soft, seats, "least-cost") == (0 + 1 + 1 + 0 + 1 + 0, 5 * (2 + 1))


def test_together_says_nothing_of_who_is_away_or_leads() -> None:
    away, leader = {**Q, "rounds": ["r2"]}, {**S, "leads": ["c"]}
    workshops = [*roomy(2)[:2], copied("c", ("1!", 4, 0))]
    data = ruled_day([P, away, leader], [together("p", "q", "s")], workshops, 2)
    assert feasible(data, placed("p r1 a", "p r2 b", "q r2 b", "s r2 b")) == []
    assert optimum(data, "least-cost") == (1 + 1 + 0,)


def test_softly_together_comes_after_the_objective() -> None:
    assert cheapest([P, Q, S], [together("p", "s", weight=1)]) == (0, 1)
    assert cheapest([P, person("t", "")], [together("p", "t", weight=1)]) == (0, 0)


def test_apart_one_gives_way() -> None:
    assert cheapest([P, Q], [apart("p", "q")]) == (1,)
    assert cheapest([P, Q], [apart("p", "q")], rounds=2) == (1 + 1,)
    assert feasible(ruled_day([P, Q], [apart("p", "q")]), placed("p r1 a", "q r1 a")) == [
        "['p', 'q'] meet in ('a', 'r1')"
    ]


def test_softly_apart_counts_the_people_above_one_in_each_session() -> None:
    people = [*(person(name) for name in "pqt"), S, person("u", "b")]
    assert cheapest(people, [apart("p", "q", "t", "s", "u", weight=3)]) == (0, 3 * (2 + 1))


# People with attributes ------------------------------------------------------------------------------------------


def test_at_most_counts_those_with_the_same_value() -> None:
    assert cheapest(CARE, [at_most(1)]) == (0 + 1 + 3,)
    assert cheapest(CARE, [at_most(2)]) == (1,)
    assert cheapest([P, Q, person("s")], [at_most(0)]) == (0,)
    assert cheapest([CARE[0], person("q", domain="order")], [at_most(1)]) == (0,)
    assert cheapest(CARE, [at_most(1, "organisation")]) == (0,)


def test_at_most_of_one_value_or_in_some_workshops_only() -> None:
    assert cheapest(CARE, [at_most(1, value="order")]) == (0,)
    assert cheapest(CARE, [at_most(1, value="care")]) == (4,)
    assert cheapest(CARE, [at_most(1, workshops=["a"])]) == (0 + 1 + 1,)
    assert cheapest(CARE, [at_most(0, workshops=["a", "c"])]) == (1 + 1 + 1,)
    assert cheapest(CARE, [at_most(0)]) is None


def test_at_most_is_broken_by_each_person_above() -> None:
    seats = placed("p r1 a", "q r1 a", "s r1 a")
    assert feasible(ruled_day(CARE, [at_most(1)]), seats) == ["('a', 'r1') has 3 of care, too many"]
    assert cheapest(CARE, [at_most(1, weight=2)]) == (0, 4)
    assert cheapest(CARE, [at_most(0, weight=2)]) == (0, 6)


def test_at_least_counts_in_every_session_with_somebody_in_it() -> None:
    people = [CARE[0], person("q", domain="order"), person("s", "bca", domain="care")]
    assert cheapest(people, [at_least(1, "care")]) == (0,)
    assert cheapest(people, [at_least(2, "care")]) == (1 + 1 + 0,)
    assert cheapest(people, [at_least(2, "care", workshops=["a"])]) == (1 + 1 + 0,)
    assert cheapest(people, [at_least(1, "order", workshops=["b"])]) == (0 + 0 + 1,)
    assert cheapest(people, [at_least(3, "care")]) is None


def test_at_least_is_broken_by_each_person_short_but_not_in_an_empty_session() -> None:
    people = [CARE[0], person("q", domain="order"), person("s", "bca", domain="care")]
    seats = placed("p r1 a", "q r1 a", "s r1 b")
    assert feasible(ruled_day(people, [at_least(2, "care")]), seats) == [
        "('a', 'r1') has 1 of care, too few",
        "('b', 'r1') has 1 of care, too few",
    ]
    assert cheapest(people, [at_least(4, "care", weight=1)]) == (0, 3 + 3)


def test_eligible_others_are_kept_out_and_it_is_no_regret() -> None:
    data = ruled_day([P, Q], [eligible("a", "q")])
    assert [optimum(data, objective) for objective in ("least-cost", "fair", "leximin")] == [(1,), (0, 0), (0, 0)]
    assert feasible(data, placed("p r1 a", "q r1 a")) == ["p may not have a in r1", "a in r1 is not for p"]
    fixed = ruled_day([{**P, "fixed": {"r1": "a"}}, Q], [eligible("a", "q")])
    assert optimum(fixed, "fair") is None


def test_eligible_by_attribute_keeps_out_who_has_none() -> None:
    people = [CARE[0], person("q", domain="order"), person("s")]
    closed = eligible("a", attribute="domain", values=["care", "youth"])
    assert cheapest(people, [closed]) == (0 + 1 + 1,)
    assert cheapest(people, [{**closed, "weight": 4}]) == (0, 4 * 2)


def test_softly_eligible_decides_between_equals_and_does_not_change_the_regret() -> None:
    soft = {**eligible("a", "q"), "weight": 1}
    assert optimum(ruled_day([P, Q], [soft], ONE_CHAIR), "leximin") == (1, 0, 0)
    assert optimum(ruled_day([P, Q], [soft]), "leximin") == (0, 0, 1)


# Sessions over more rounds -----------------------------------------------------------------------------------------


def test_spanning_counts_in_each_round_and_is_not_the_same_workshop_twice() -> None:
    data = ruled_day([P], [SPANNING_A], rounds=2)
    assert optimum(data, "least-cost") == (0,)
    assert optimum(data, "rank-maximal") == (2, 0, 0)
    assert feasible(data, placed("p r1 a", "p r2 a")) == []
    assert feasible(data, placed("p r1 a", "p r2 b")) == ["p has part of a"]
    assert feasible(data, placed("p r1 b", "p r2 b")) == ["p has b 2 times"]


def test_spanning_who_misses_a_round_cannot_have_it_and_it_is_no_regret() -> None:
    data = ruled_day([{**P, "rounds": ["r1"]}], [SPANNING_A], rounds=2)
    assert optimum(data, "least-cost") == (1,)
    assert optimum(data, "leximin") == (0,)
    assert feasible(data, placed("p r1 a")) == ["p may not have a in r1", "p has part of a"]


def test_spanning_takes_a_chair_in_each_round_and_the_block_is_the_baseline() -> None:
    short = [workshop("a", (2, 0), (1, 0)), *roomy(2)[1:]]
    data = ruled_day([P, Q], [SPANNING_A], short, 2)
    assert optimum(data, "leximin") == (1 + 3, 0)
    none = [workshop("a", (2, 0), (0, 0)), *roomy(2)[1:]]
    assert optimum(ruled_day([P, Q], [SPANNING_A], none, 2), "leximin") == (0, 0)


def test_spanning_nobody_has_a_block_and_a_single_session() -> None:
    data = ruled_day([P], [SPANNING_A], roomy(3), 3)
    assert optimum(data, "least-cost") == (0 + 0 + 1,)
    assert feasible(data, placed("p r1 a", "p r2 a", "p r3 a")) == ["p has a 3 times"]
    assert feasible(data, placed("p r1 b", "p r2 c", "p r3 a")) == []


def test_any_of_a_copy_is_in_one_round_only() -> None:
    once = [copied("a", ("12", 4, 0)), *roomy(2)[1:]]
    people = [{**P, "rounds": ["r1"]}, {**Q, "rounds": ["r2"]}]
    data = ruled_day(people, [], once, 2)
    assert optimum(data, "leximin") == (1, 0)
    assert feasible(data, placed("p r1 a", "q r2 a")) == ["the sessions of a do not fit"]
    twice = [copied("a", ("12", 4, 0), ("12", 4, 0)), *roomy(2)[1:]]
    assert optimum(ruled_day(people, [], twice, 2), "leximin") == (0, 0)


def test_any_of_a_copy_must_be_given_unless_its_workshop_is_dropped() -> None:
    people = [person("p", "bca"), person("q", "bca")]
    needy = copied("a", ("12", 4, 2), ("12", 4, 0))
    assert optimum(ruled_day(people, [], [needy, *roomy(2)[1:]], 2), "least-cost") == (3 + 3,)
    dropped = ruled_day(people, [], [{**needy, "optional": True}, *roomy(2)[1:]], 2)
    assert optimum(dropped, "least-cost") == (1 + 1,)
    assert feasible(dropped, placed("p r1 a", "p r2 b", "q r1 b", "q r2 c")) == ["the sessions of a do not fit"]
    one_too_many = copied("a", ("12", 4, 0), ("12", 4, 0), ("12", 4, 0))
    assert optimum(ruled_day(people, [], [one_too_many, *roomy(2)[1:]], 2), "least-cost") is None


def test_any_of_each_copy_has_its_own_chairs() -> None:
    people = [{**P, "rounds": ["r1"]}, {**Q, "rounds": ["r1"]}, {**Q, "id": "s", "rounds": ["r2"]}]
    sizes = [copied("a", ("12", 1, 0), ("1", 2, 0)), *roomy(2)[1:]]
    assert optimum(ruled_day(people, [], sizes, 2), "least-cost") == (0,)
    sizes = [copied("a", ("12", 1, 0), ("2", 2, 0)), *roomy(2)[1:]]
    assert optimum(ruled_day(people, [], sizes, 2), "least-cost") == (1,)


def test_any_of_a_round_in_which_the_workshop_has_a_session_already_is_no_choice() -> None:
    both = [copied("a", ("1!", 4, 0), ("1", 4, 0)), *roomy(2)[1:]]
    assert optimum(ruled_day([P], [], both, 2), "least-cost") is None
    no_chairs = [copied("a", ("1!", 0, 0), ("12", 4, 0)), *roomy(2)[1:]]
    data = ruled_day([{**P, "rounds": ["r1"]}], [], no_chairs, 2)
    assert optimum(data, "least-cost") == (1,)
    assert optimum(data, "leximin") == (0,)
    assert feasible(data, placed("p r1 a")) == ["p may not have a in r1", "('a', 'r1') has 1 people"]


# Rooms -----------------------------------------------------------------------------------------------------------


def test_rooms_are_as_many_and_as_large_as_they_are() -> None:
    two = rooms(room("x", 1), room("y", 2))
    assert cheapest([P, Q, S], [two]) == (0,)
    assert cheapest([P, Q, person("s")], [two]) == (1,)
    assert cheapest([P, Q, S, person("t")], [two]) is None
    assert feasible(ruled_day([P, Q, S], [two]), placed("p r1 a", "q r1 b", "s r1 c")) == [
        "there are no rooms for the sessions in r1"
    ]


def test_rooms_have_what_a_workshop_needs() -> None:
    two = rooms(room("x", 4), room("y", 1, "screen"), needs={"a": ["screen"]})
    assert cheapest([P, Q], [two]) == (1,)
    assert cheapest([P, Q], [rooms(room("x", 4), needs={"a": ["screen"]})]) == (1 + 1,)


def test_rooms_of_a_placement_are_judged() -> None:
    data = ruled_day([P, Q, S], [rooms(room("x", 1), room("y", 2, "screen"), needs={"a": ["screen"]})])
    seats = ("p r1 a", "q r1 a", "s r1 b")

    def judged(*rows: str) -> list[str]:
        given = [dict(zip(("workshop", "round", "room"), row.split(), strict=True)) for row in rows]
        return feasible(data, placed(*seats, rooms=given))

    assert judged("a r1 y", "b r1 x") == []
    assert judged("a r1 x", "b r1 y") == ["x does not suit ('a', 'r1')"]
    assert judged("a r1 y", "b r1 y") == ["('y', 'r1') is used for 2 sessions"]
    assert judged("a r1 y") == ["('b', 'r1') has 0 rooms"]
    assert judged("a r1 y", "b r1 x", "b r1 z") == ["('b', 'r1') has 2 rooms", "z is no room"]
    assert judged("a r1 y", "b r1 x", "c r2 x") == ["('c', 'r2') is no session"]


# Who comes first ---------------------------------------------------------------------------------------------------


def test_priority_first_class_is_served_whatever_it_costs_the_others() -> None:
    people, workshops = [person("p", "acb"), Q], [workshop(name, (1, 0)) for name in "ac"]
    assert cheapest(people, [], workshops) == (1,)
    assert cheapest(people, [{"kind": "priority", "classes": [["p"]]}], workshops) == (0, 3)
    assert cheapest(people, [{"kind": "priority", "classes": [["q"], ["p"]]}], workshops) == (0, 1, 0)


def test_priority_every_class_has_all_levels_of_the_objective() -> None:
    data = ruled_day(CARE, [{"kind": "priority", "classes": [["s"]]}], ONE_CHAIR)
    assert {o: optimum(data, o) for o in ("fair", "leximin", "generous", "rank-maximal")} == {
        "fair": (0, 0, 0, 1 + 9),
        "leximin": (0, 3, 1),
        "generous": (0, 0, 0, 0, 1, 1),
        "rank-maximal": (1, 0, 0, 0, 1, 1),
    }


def test_priority_by_attribute_puts_who_has_none_last() -> None:
    people = [P, person("q", domain="order"), CARE[2]]
    rule = {"kind": "priority", "attribute": "domain", "values": ["order", "care"]}
    assert cheapest(people, [rule], ONE_CHAIR) == (0, 1, 3)


def test_carried_over_is_felt_by_objectives_that_look_at_people_only() -> None:
    data = ruled_day([P, Q], [{"kind": "carried_over", "regrets": {"p": 2}}], ONE_CHAIR)
    assert {o: optimum(data, o) for o in ("fair", "leximin", "generous", "least-cost")} == {
        "fair": (0, 2**2 + 1),
        "leximin": (2, 1),
        "generous": (0, 0, 1),
        "least-cost": (1,),
    }
    assert value(data, placed("p r1 b", "q r1 a"), "fair") == (0, 3**2)
    assert described(data, {("p", "r1"): "b", ("q", "r1"): "a"})["figures"]["largest_regret"] == 1


# Beyond the objective ----------------------------------------------------------------------------------------------


def test_moves_come_after_the_objective_and_in_a_repair_before_it() -> None:
    data, earlier = ruled_day([P, Q], []), placed("p r1 b", "q r1 a")
    assert optimum(data, "least-cost", earlier=earlier) == (0, 1)
    assert optimum(data, "least-cost", earlier=earlier, repair=True) == (0, 1 + 0)
    assert optimum(data, "generous", earlier=earlier, repair=True) == (0, 0, 0, 1)
    full = ruled_day([P, Q, S], [apart("p", "s")], [workshop("a", (1, 0)), *roomy()[1:]])
    assert optimum(full, "least-cost", earlier=placed("p r1 b", "q r1 a", "s r1 b"), repair=True) == (1, 1 + 0 + 1)


def test_moves_are_those_of_people_who_had_a_seat_and_need_one() -> None:
    data = ruled_day([{**P, "rounds": ["r1"]}, Q], [], rounds=2)
    earlier = placed("p r1 c", "p r2 b", "gone r1 a", "q r2 c")
    now = placed("p r1 a", "q r1 b", "q r2 a")
    assert value(data, now, "least-cost", earlier=earlier) == (1, 2)
    assert value(data, now, "least-cost", earlier=earlier, repair=True) == (2, 1)


def test_mix_spreads_the_values_over_the_sessions() -> None:
    people = [person(n, "", domain=d, organisation="north") for n, d in zip("pqst", ("x", "x", "y", "y"), strict=True)]
    data = ruled_day(people, [], [workshop("a", (2, 0)), workshop("b", (2, 0))])
    assert optimum(data, "least-cost", mix=("domain",)) == (0, 4)
    assert optimum(data, "least-cost", mix=("domain", "organisation")) == (0, 4 + 8)
    assert value(data, placed("p r1 a", "q r1 a", "s r1 b", "t r1 b"), "least-cost", mix=("domain",)) == (0, 8)
    earlier = placed("p r1 a", "q r1 a", "s r1 b", "t r1 b")
    assert optimum(data, "least-cost", mix=("domain",), earlier=earlier) == (0, 0, 8)


def test_mix_comes_after_soft_rules() -> None:
    people = [person(name, "", domain="x") for name in "pq"]
    assert optimum(ruled_day(people, [together("p", "q", weight=1)]), "least-cost", mix=("domain",)) == (0, 0, 4)
    assert optimum(ruled_day(people, []), "least-cost", mix=("domain",)) == (0, 2)


def test_of_what_stands_around_the_objective_less_is_better() -> None:
    data, beyond = ruled_day([P], [together("p", "q", weight=1)]), Beyond(("domain",), {}, repair=True)
    assert (around(data), around(data, beyond), around(ruled_day([P], []))) == ((0, 1), (1, 2), (0, 0))
    assert around(data, Beyond((), {})) == (0, 2)
    assert at_least_as_good("rank-maximal", (1, 5, 0), (1, 4, 0), (1, 1))
    assert not at_least_as_good("rank-maximal", (2, 5, 0), (1, 4, 0), (1, 1))
    assert not at_least_as_good("rank-maximal", (1, 4, 1), (1, 4, 0), (1, 1))


@pytest.mark.parametrize("kind", ["together", "apart"])
def test_soft_rule_that_is_kept_is_a_level_of_0(kind: str) -> None:
    rule: Tree = {"kind": kind, "participants": ["p", "q"], "weight": 7}
    people = [person("p", "a"), person("q", "a" if kind == "together" else "b")]
    assert cheapest(people, [rule]) == (0, 0)
