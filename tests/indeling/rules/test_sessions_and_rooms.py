# SPDX-License-Identifier: EUPL-1.2
"""Rules that say what a session is: over several rounds, in a round of choice, in a room; and who comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from indeling import Placement, Problem, check, solve
from indeling.cli.language import translator
from indeling.conflicts import conflict, conflict_text
from indeling.errors import ProblemError
from indeling.interchange import align
from indeling.objectives import level_title
from indeling.placement import NO_SEAT, RoomOf
from indeling.rules import breaches, classes, decides, rooms_of

Tree = dict[str, Any]

SPAN = {"kind": "spanning", "workshop": "red", "rounds": ["r1", "r2"]}
ROOMS: Tree = {
    "kind": "rooms",
    "rooms": [{"id": "attic", "capacity": 1, "features": ["step-free"]}, {"id": "hall", "capacity": 3}],
    "needs": {"blue": ["step-free"]},
}
EVERYWHERE = [{"round": rnd, "capacity": 3} for rnd in ("r1", "r2", "r3")]


def problem(*rules: Tree, people: list[Tree] | None = None, red: list[Tree] | None = None, **more: Any) -> Problem:
    """Return a day of three rounds and two workshops of three chairs, for three people who are there in two of them."""
    workshops = [
        {"id": "red", "sessions": red or EVERYWHERE, **more},
        {"id": "blue", "sessions": EVERYWHERE},
        {"id": "grey", "sessions": EVERYWHERE},
    ]
    there: list[Tree] = [{"id": name, "rounds": ["r1", "r2"], "wishes": ["red", "blue"]} for name in "abc"]
    return Problem.from_dict(
        {
            "format": "indeling/problem",
            "version": 1,
            "rounds": [{"id": "r1"}, {"id": "r2"}, {"id": "r3"}],
            "workshops": workshops,
            "participants": there if people is None else people,
            "rules": list(rules),
        }
    )


def seats(placement: Placement) -> dict[str, list[str]]:
    """Return the workshops of each participant, "" for none."""
    names = [*placement.workshop_ids, ""]
    rows = zip(placement.participant_ids, placement.seats.tolist(), strict=True)
    return {person: [names[workshop] for workshop in row] for person, row in rows}


def complaints(problem_: Problem, table: list[list[int]]) -> list[str]:
    """Return which rules a table of workshops breaks."""
    return [str(sentence) for sentence, _ in breaches(problem_, np.array(table), soft=False)]


def refusals(*rules: Tree, **day: Any) -> list[str]:
    """Return why a day is refused."""
    with pytest.raises(ProblemError) as refused:
        problem(*rules, **day)
    return [str(issue) for issue in refused.value.issues]


# Spanning ----------------------------------------------------------------------------------------------------------


def test_who_is_in_a_workshop_over_two_rounds_is_in_it_for_both() -> None:
    day = problem(SPAN)
    placement = solve(day)
    assert seats(placement) == {person: ["red", "red", ""] for person in "abc"}
    assert [level["name"] for level in placement.proof["levels"]] == []
    assert check(day, placement).feasible


def test_workshop_over_two_rounds_decides_and_one_with_open_rounds_does_not() -> None:
    assert [decides(problem(SPAN)), decides(problem(red=[{"any_of": ["r1", "r2"], "capacity": 3}]))] == [True, False]


def test_part_of_a_workshop_over_two_rounds_is_a_broken_rule() -> None:
    table = [[0, 1, NO_SEAT], [0, 0, NO_SEAT], [1, 0, NO_SEAT]]
    assert complaints(problem(SPAN), table) == ["red is one session over r1, r2: a, c have a part of it"]


def test_the_same_workshop_twice_is_refused_where_it_spans_no_rounds() -> None:
    day = problem(SPAN)
    double = replace(solve(day), seats=np.array([[1, 1, -1], [0, 0, -1], [0, 0, -1]]))
    assert "a has the same workshop twice" in [str(finding) for finding in check(day, double).findings]


def test_who_is_fixed_in_the_first_round_of_a_workshop_is_in_the_others_as_well() -> None:
    people = [{"id": "a", "wishes": ["blue"], "rounds": ["r1", "r2"], "fixed": {"r1": "red"}}]
    assert seats(solve(problem(SPAN, people=people))) == {"a": ["red", "red", ""]}


@pytest.mark.parametrize(
    ("fixed", "clash"),
    [
        (
            {"r1": "red", "r2": "blue"},
            "a has a fixed place in blue in Round 2, but may not be there: they have another fixed place then",
        ),
        ({"r1": "red", "r3": "red"}, "a has a fixed place in red more than once"),
    ],
)
def test_fixed_places_that_tear_a_workshop_apart_are_named(fixed: dict[str, str], clash: str) -> None:
    people = [{"id": "a", "wishes": ["blue"], "fixed": fixed}]
    placement = solve(problem(SPAN, people=people))
    assert placement.status == "infeasible"
    assert clash in [each["text"] for each in placement.proof["conflicts"]]


def test_rounds_that_cannot_be_spanned_are_refused() -> None:
    assert refusals({**SPAN, "rounds": ["r1", "r3"]}) == [
        "rules[0].rounds: these rounds do not follow one another in the order of the day."
    ]
    assert refusals(SPAN, {**SPAN, "rounds": ["r2", "r3"]}) == [
        f"rules[{rule}].rounds[{at}]: “red” spans round “r2” in another rule." for rule, at in ((0, 1), (1, 0))
    ]
    assert refusals(SPAN, red=EVERYWHERE[:1]) == ["rules[0].rounds[1]: “red” has no session in round “r2”."]
    assert refusals(SPAN, red=[*EVERYWHERE[:1], {"any_of": ["r2", "r3"], "capacity": 2}]) == [
        "rules[0].rounds[1]: “red” has no session in round “r2”."
    ]
    assert refusals({**SPAN, "rounds": ["r1", "noon"]}) == [
        "rules[0].rounds[1]: there is no round “noon”. Choose from “r1”, “r2”, “r3”."
    ]


# Any of --------------------------------------------------------------------------------------------------------------


def test_round_of_an_open_session_is_chosen_so_that_wishes_are_met() -> None:
    day = problem(red=[{"any_of": ["r1", "r2"], "capacity": 3, "minimum": 3}])
    placement = solve(day)
    rounds = {tuple(row).index("red") for row in seats(placement).values()}
    assert (len(rounds), placement.figures.seats_by_rank, placement.status) == (1, {1: 3, 2: 3}, "optimal")


def test_people_in_more_rounds_than_there_are_sessions_break_the_rule() -> None:
    day = problem(red=[{"any_of": ["r1", "r2"], "capacity": 3}, {"round": "r3", "capacity": 3}])
    spread = [[0, 1, NO_SEAT], [1, 0, NO_SEAT], [1, 2, NO_SEAT]]
    assert complaints(day, spread) == ["red: its sessions do not fit the people in the rounds"]
    assert complaints(day, [[0, 1, NO_SEAT], [0, 1, NO_SEAT], [1, 2, NO_SEAT]]) == []


def test_sessions_with_open_rounds_are_counted_in_words() -> None:
    open_ = {"any_of": ["r1", "r2"], "capacity": 3}
    told = [str(problem(red=[open_] * count).rules[0].describe(problem())) for count in (1, 2)]
    assert told == ["a round for red: its one session", "a round for red: its 2 sessions"]


def test_open_sessions_that_nobody_is_in_are_missed_unless_the_workshop_may_be_dropped() -> None:
    sessions = [{"any_of": ["r1", "r2"], "capacity": 3, "minimum": 1}]
    nobody = np.array([[1, 2, NO_SEAT]] * 3)
    found = [list(breaches(problem(red=sessions, optional=it), nobody, soft=False)) for it in (False, True)]
    assert [[amount for _, amount in each] for each in found] == [[1], []]


def test_optional_workshop_with_open_rounds_is_dropped_as_a_whole() -> None:
    sessions = [{"any_of": ["r1", "r2"], "capacity": 3, "minimum": 9}, {"round": "r3", "capacity": 3, "minimum": 1}]
    people = [{"id": "a", "wishes": ["red", "blue"]}]
    assert seats(solve(problem(red=sessions, people=people, optional=True)))["a"].count("red") == 0


def test_open_sessions_that_cannot_be_given_are_named() -> None:
    sessions = [{"any_of": ["r1"], "capacity": 3}] * 2
    placement = solve(problem(red=sessions))
    assert [each["text"] for each in placement.proof["conflicts"]] == [
        "no placement keeps all rules; “a round for red: its 2 sessions” has to be relaxed by 1"
    ]


def test_open_sessions_come_back_as_they_were_written() -> None:
    sessions = [
        {"round": "r3", "capacity": 1},
        {"any_of": ["r1", "r3"], "capacity": 2},
        {"any_of": ["r1", "r2"], "capacity": 3, "minimum": 1},
    ]
    day = problem(SPAN | {"workshop": "blue"}, red=sessions)
    assert day.to_dict()["workshops"][0]["sessions"] == sessions
    assert day.to_dict()["rules"] == [SPAN | {"workshop": "blue"}]
    assert day.capacity[0].tolist() == [3, 3, 1]


def test_leader_of_a_workshop_with_open_rounds_is_refused() -> None:
    sessions = [{"any_of": ["r1", "r2"], "capacity": 3}]
    assert refusals(people=[{"id": "a", "leads": ["red"]}], red=sessions) == [
        "“a” leads “red”, whose rounds are open: give it rounds."
    ]


# Rooms ---------------------------------------------------------------------------------------------------------------


def test_sessions_are_as_large_as_the_rooms_that_are_chosen_for_them() -> None:
    day = problem(ROOMS)
    placement = solve(day)
    assert [RoomOf(*row.values()) for row in placement.to_dict()["rooms"]] == list(placement.rooms)
    rooms = {(workshop, rnd): room for workshop, rnd, room in placement.rooms}
    assert all(room == "attic" for (workshop, _), room in rooms.items() if workshop == "blue")
    assert check(day, placement).feasible
    assert check(day, align(Placement.from_dict(placement.to_dict()), day)).feasible


def test_session_moves_to_its_other_room_for_one_that_has_no_other() -> None:
    rooms = [{"id": "attic", "capacity": 3, "features": ["step-free"]}, {"id": "hall", "capacity": 3}]
    day = problem({**ROOMS, "rooms": rooms})
    table = [[0, NO_SEAT, NO_SEAT], [1, NO_SEAT, NO_SEAT], [1, NO_SEAT, NO_SEAT]]
    assert complaints(day, table) == []
    assert rooms_of(day, np.array(table)) == (RoomOf("red", "r1", "hall"), RoomOf("blue", "r1", "attic"))


def test_rooms_are_dealt_to_small_sessions_first_and_then_by_id() -> None:
    rooms = [{"id": "attic", "capacity": 3}, {"id": "hall", "capacity": 3}]
    day = problem({"kind": "rooms", "rooms": rooms})
    first, last = (RoomOf("red", "r1", "hall"), RoomOf("blue", "r1", "attic")), ("attic", "hall")
    assert rooms_of(day, np.array([[0, -1, -1], [1, -1, -1], [1, -1, -1]])) == first  # who comes last chooses
    for table in ([[0, -1, -1], [0, -1, -1], [1, -1, -1]], [[0, -1, -1], [1, -1, -1], [2, -1, -1]][:2]):
        assert [each.room for each in rooms_of(day, np.array(table))] == list(last)


def test_rooms_of_a_placement_are_checked() -> None:
    people = [{"id": name, "rounds": ["r1"], "wishes": ["red"]} for name in "abc"]
    day = problem(ROOMS, people=people)
    right = solve(day)
    assert right.rooms == (RoomOf("red", "r1", "hall"),)

    def findings(*rooms: tuple[str, str, str]) -> list[str]:
        placement = replace(right, rooms=tuple(RoomOf(*row) for row in rooms))
        return [str(finding) for finding in check(day, placement).findings]

    assert findings(("red", "r1", "hall"), ("blue", "r1", "hall")) == [
        "room hall is used for 2 sessions in r1",
        "room hall does not suit blue in r1",
    ]
    assert findings(("red", "r1", "attic")) == ["room attic does not suit red in r1"]
    assert findings(("red", "r2", "hall")) == ["red in r1 has not one room"]
    assert findings(("red", "r1", "hall"), ("pink", "r1", "attic")) == ["room attic: there is no session pink in r1"]
    assert findings(("red", "r1", "hall"), ("red", "r9", "attic")) == ["room attic: there is no session red in r9"]


def test_two_rooms_of_one_name_are_refused() -> None:
    assert refusals({**ROOMS, "rooms": [*ROOMS["rooms"], ROOMS["rooms"][1]]}) == [
        "rules[0].rooms[2].id: there is another room “hall”."
    ]


def test_second_list_of_rooms_is_refused() -> None:
    assert refusals(ROOMS, ROOMS) == ["rules[1]: the rooms are in another rule already. Put all of them in one."]


def test_day_without_enough_rooms_says_so() -> None:
    placement = solve(problem({**ROOMS, "rooms": [{"id": "attic", "capacity": 1}], "needs": {}}))
    (found,) = placement.proof["conflicts"]
    assert found["text"].startswith(
        "no placement keeps all rules; “a room for every session” (rule 1) has to be relaxed by 4: "
    )
    assert {(each["kind"], each["round"]) for each in found["reasons"]} <= {
        (kind, rnd) for kind in ("room-chairs", "room-taken") for rnd in ("r1", "r2")
    }
    assert {each["round"] for each in found["reasons"]} == {"r1", "r2"}


def test_session_without_a_room_is_told_what_there_is_instead() -> None:
    rooms = [{"id": "hall", "capacity": 2}, {"id": "attic", "capacity": 1}]
    day = problem({"kind": "rooms", "rooms": rooms, "needs": {"blue": ["sink"], "grey": []}})
    rule = day.rules[0]

    def lacks(*workshops: int) -> list[Tree]:
        table = np.full((3, 3), NO_SEAT)
        table[: len(workshops), 0] = workshops
        return [{**each} for each in rule.lacks(day, table)]

    where = {"workshop": "red", "round": "r1"}
    assert lacks(0, 0, 0) == [{"kind": "room-chairs", "chairs": 2, "people": 3, **where}]
    assert lacks(1) == [{"kind": "room-features", "features": "sink", **where, "workshop": "blue"}]
    people = [{"id": name, "rounds": ["r1"], "wishes": ["red"]} for name in "abcd"]
    four = problem({"kind": "rooms", "rooms": rooms}, people=people)
    table = np.full((4, 3), NO_SEAT)
    table[:, 0] = [0, 0, 2, 2]
    assert [{**each} for each in four.rules[0].lacks(four, table)] == [
        {"kind": "room-taken", "rooms": 1, "sessions": 2, "people": 2, **where}
    ]


def test_session_is_in_one_room_and_not_in_two() -> None:
    rooms = [{"id": "hall", "capacity": 2}, {"id": "attic", "capacity": 1}]
    people = [{"id": name, "rounds": ["r1"], "wishes": ["red"]} for name in "abc"]
    day = problem({"kind": "rooms", "rooms": rooms}, people=people)
    placement = solve(day, objective="least-cost")
    assert sorted(row[0] for row in seats(placement).values()) != ["red", "red", "red"]
    assert check(day, placement).feasible


def test_chairs_that_are_relaxed_need_no_larger_room_than_there_is() -> None:
    people = [{"id": name, "rounds": ["r1"], "wishes": ["red"]} for name in "abc"]
    only = [{"round": "r1", "capacity": 1}]
    tree = problem({"kind": "rooms", "rooms": [{"id": "hall", "capacity": 9}]}, people=people, red=only).to_dict()
    tree["workshops"] = tree["workshops"][:1]
    found = solve(Problem.from_dict(tree)).proof["conflicts"]
    assert [each["kind"] for each in found] == ["round-chairs"]


# Priority ------------------------------------------------------------------------------------------------------------


def test_wishes_of_the_first_class_come_first_and_each_level_is_told_per_class() -> None:
    one_chair = [{"round": rnd, "capacity": 1} for rnd in ("r1", "r2")]
    people = [{"id": name, "rounds": ["r1"], "wishes": ["red", "blue", "grey"]} for name in "abc"]
    day = problem({"kind": "priority", "classes": [["c"]]}, people=people, red=one_chair)
    placement = solve(day)
    assert seats(placement)["c"] == ["red", "", ""]
    assert [(level["name"], level["value"]) for level in placement.proof["levels"]] == [("squared-regret@2", 2)]
    assert str(level_title("fair", "squared-regret@2")) == "sum of squared regrets, in priority class 2"
    assert [str(finding) for finding in check(day, placement).findings] == [
        "sum of squared regrets, in priority class 2: 2, without prices that prove it"
    ]


def test_classes_of_two_rules_follow_one_another_and_the_rest_comes_last() -> None:
    day = problem({"kind": "priority", "classes": [["c"], []]})
    assert (classes(day), decides(day)) == ([[2], [], [0, 1]], True)
    assert (classes(problem()), decides(problem())) == ([[0, 1, 2]], False)


def test_prices_prove_nothing_where_classes_count() -> None:
    one_chair = [{"round": rnd, "capacity": 1} for rnd in ("r1", "r2")]
    people = [{"id": name, "rounds": ["r1"], "wishes": ["red", "blue"]} for name in "ab"]
    day = problem({"kind": "priority", "classes": [["b"]]}, people=people, red=one_chair)
    placement = solve(day)
    claim = {"name": "squared-regret@2", "value": 1, "bound": 1, "prices": {"red": 1}}
    forged = replace(placement, proof={"kind": "prices", "space": "workshops", "levels": [claim]})
    assert not check(day, forged).proven


def test_person_in_two_classes_and_half_a_rule_are_refused() -> None:
    assert refusals({"kind": "priority", "classes": [["a"], ["b", "a"]]}) == [
        "rules[0].classes[1][1]: “a” is in a class already."
    ]
    for half in ({}, {"attribute": "domain"}, {"classes": [], "attribute": "domain", "values": []}):
        assert refusals({"kind": "priority", **half}) == [
            "rules[0]: needs either “classes”, or “attribute” and “values”."
        ]


LACKING_ROOMS: list[tuple[Tree, str]] = [
    (
        {"rooms": [{"id": "hall", "capacity": 9}, {"id": "attic", "capacity": 9}], "needs": {"red": ["sink", "oven"]}},
        "no room for red in Round 1 has sink, oven",
    ),
    (
        {"rooms": [{"id": "hall", "capacity": 9}, {"id": "attic", "capacity": 1}], "needs": {}},
        "none is left for {large} in Round 1: that round has 2 sessions and 1 room for this one",
    ),
    (
        {"rooms": [{"id": "attic", "capacity": 1}, {"id": "study", "capacity": 1}], "needs": {}},
        (
            "the largest room that suits red in Round 1 has 1 chair for 2 people, "
            "the largest room that suits blue in Round 1 has 1 chair for 2 people"
        ),
    ),
    (
        {"rooms": []},
        (
            "none is left for red in Round 1: that round has 2 sessions and 0 rooms for this one, "
            "none is left for blue in Round 1: that round has 2 sessions and 0 rooms for this one"
        ),
    ),
]


@pytest.mark.parametrize(("rooms", "told"), LACKING_ROOMS)
def test_sessions_that_lack_a_room_are_named_with_what_is_missing(rooms: Tree, told: str) -> None:
    data = problem().to_dict()
    data["rounds"] = data["rounds"][:1]
    data["workshops"] = [
        {"id": name, "sessions": [{"round": "r1", "capacity": 2, "minimum": 2}]} for name in ("red", "blue")
    ]
    data["participants"] = [{"id": name, "wishes": []} for name in "abcd"]
    data["rules"] = [{"kind": "rooms", **rooms}]
    (found,) = solve(Problem.from_dict(data)).proof["conflicts"]
    asked = "no placement keeps all rules; “a room for every session” (rule 1) has to be relaxed by "
    start, _, why = found["text"].partition(": ")
    assert start == f"{asked}{found['amount']}"
    assert why in {told.format(large=name) for name in ("red", "blue")}
    spoken = conflict_text(found).render(translator("nl"))
    assert spoken.startswith("geen indeling houdt zich aan alle regels; “een zaal voor elke sessie” (regel 1) moet ")
    assert "in ronde 1" in spoken.casefold()
    assert "room" not in spoken


def test_people_with_a_fixed_place_need_a_room_too() -> None:
    people = [{"id": name, "rounds": ["r1"], "fixed": {"r1": "blue"}} for name in "ab"]
    (found,) = solve(problem(ROOMS, people=people)).proof["conflicts"]
    assert found["reasons"] == [
        {"kind": "room-chairs", "chairs": 1, "people": 2, "workshop": "blue", "round": "r1"},
    ]


def test_many_sessions_without_a_room_are_told_up_to_six() -> None:
    reasons = [{"kind": "room-features", "features": "sink", "workshop": f"w{k}", "round": "r1"} for k in range(9)]
    told = str(conflict_text(conflict("relax-rule", rule="rooms", number=1, amount=9, reasons=reasons)))
    assert told.endswith("w5 in Round 1 has sink, and 3 more")
    assert "w6" not in told
