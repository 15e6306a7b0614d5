# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from indeling import Problem
from indeling.cli.language import translator
from indeling.conflicts import conflict, conflict_text
from indeling.explain import conflicts
from indeling.valuation import valuation
from oracle.edges import day_of, workshop

Tree = dict[str, Any]


def found_in(data: Tree) -> list[Tree]:
    """Return the conflicts of a day without their sentences."""
    return [{key: part for key, part in each.items() if key != "text"} for each in all_of(data)]


def all_of(data: Tree) -> list[Tree]:
    problem = Problem.from_dict(data)
    return conflicts(problem, valuation(problem))


def people(count: int, **same: object) -> list[Tree]:
    return [{"id": f"p{k}", **same} for k in range(count)]


def test_day_that_can_be_placed_has_no_conflicts() -> None:
    assert all_of(day_of(people(3))) == []


def test_round_with_too_few_chairs_is_told_with_both_numbers() -> None:
    assert all_of(day_of(people(181), [workshop("a", (100, 0)), workshop("b", (70, 0))])) == [
        {
            "kind": "round-chairs",
            "round": "r1",
            "chairs": 170,
            "people": 181,
            "text": "Round 1 has 170 chairs for 181 people",
        }
    ]


def test_round_with_just_enough_chairs_is_not_told() -> None:
    assert all_of(day_of(people(170), [workshop("a", (100, 0)), workshop("b", (70, 0))])) == []


def test_chairs_are_counted_for_who_needs_a_seat() -> None:
    crowd = [*people(3), {"id": "away", "rounds": []}, {"id": "leader", "leads": ["a"]}]
    assert all_of(day_of(crowd)) == []


def test_round_whose_minima_ask_for_more_people_than_there_are_is_told() -> None:
    workshops = [workshop("a", (5, 2)), workshop("b", (5, 2)), workshop("c", (5, 5), optional=True)]
    assert found_in(day_of(people(3), workshops)) == [
        {"kind": "round-minimum", "round": "r1", "minimum": 4, "people": 3}
    ]
    assert all_of(day_of(people(4), workshops)) == []


def test_session_with_fewer_people_allowed_than_needed_is_told() -> None:
    crowd = [*people(2), *({"id": f"q{k}", "forbidden": ["a"]} for k in range(2))]
    assert found_in(day_of(crowd, [workshop("a", (4, 3)), workshop("b", (4, 0))])) == [
        {"kind": "session-minimum", "workshop": "a", "round": "r1", "minimum": 3, "people": 2}
    ]
    assert all_of(day_of(crowd, [workshop("a", (4, 2)), workshop("b", (4, 0))])) == []
    assert all_of(day_of(crowd, [workshop("a", (4, 3), optional=True), workshop("b", (4, 0))])) == []


def test_session_that_needs_more_people_than_it_has_chairs_is_told() -> None:
    assert found_in(day_of(people(4), [workshop("a", (2, 3)), workshop("b", (4, 0))])) == [
        {"kind": "session-chairs", "workshop": "a", "round": "r1", "minimum": 3, "chairs": 2}
    ]
    assert all_of(day_of(people(4), [workshop("a", (3, 3)), workshop("b", (4, 0))])) == []
    assert all_of(day_of(people(4), [workshop("a", (2, 3), optional=True), workshop("b", (4, 0))])) == []


def test_session_without_chairs_needs_nobody() -> None:
    assert all_of(day_of(people(1), [workshop("a", (0, 3)), workshop("b", (4, 0))])) == []


def test_who_may_be_nowhere_in_a_round_is_told_by_name() -> None:
    crowd = [{"id": "p", "name": "Fictional Fien", "forbidden": ["a"]}]
    workshops = [workshop("a", (1, 0), (1, 0)), workshop("b", (1, 0))]
    assert found_in(day_of(crowd, workshops, rounds=2)) == [
        {
            "kind": "participant-round",
            "participant": "Fictional Fien",
            "round": "r2",
            "reasons": [{"kind": "forbidden", "count": 1}],
        }
    ]


def test_who_cannot_have_a_different_workshop_in_every_round_is_told() -> None:
    assert found_in(day_of([{"id": "p", "forbidden": ["c"]}], rounds=3)) == [
        {"kind": "participant", "participant": "p"}
    ]


def test_fixed_place_that_is_not_allowed_is_told() -> None:
    crowd = [{"id": "p", "forbidden": ["a"], "fixed": {"r1": "a"}}]
    workshops = [{**workshop("a", (1, 0)), "title": "Weaving"}, workshop("b", (1, 0))]
    assert found_in(day_of(crowd, workshops)) == [
        {
            "kind": "fixed-not-allowed",
            "participant": "p",
            "workshop": "Weaving",
            "round": "r1",
            "reasons": [{"kind": "forbidden"}],
        },
        {"kind": "participant", "participant": "p"},
    ]


def test_fixed_places_in_one_workshop_twice_are_told() -> None:
    assert found_in(day_of([{"id": "p", "fixed": {"r1": "a", "r2": "a"}}], rounds=2)) == [
        {"kind": "fixed-twice", "participant": "p", "workshop": "a"},
        {"kind": "participant", "participant": "p"},
    ]


@pytest.mark.parametrize(("chairs", "told"), [(0, True), (1, True), (2, False)])
def test_more_fixed_places_than_chairs_are_told(chairs: int, told: bool) -> None:  # noqa: FBT001
    data = day_of(people(2, fixed={"r1": "a"}), [workshop("a", (chairs, 0)), workshop("b", (2, 0))])
    told_here = [each for each in found_in(data) if each["kind"] == "fixed-chairs"]
    values = {"kind": "fixed-chairs", "workshop": "a", "round": "r1", "people": 2, "chairs": chairs}
    assert told_here == ([values] if told else [])


def test_conflicts_come_by_kind_and_then_in_order_of_their_words() -> None:
    crowd = [{"id": name, "forbidden": ["a", "b"]} for name in "qp"]
    data = day_of([*crowd, {"id": "o"}], [workshop("b", (1, 0)), workshop("a", (1, 2))])
    assert [each["text"] for each in all_of(data)] == [
        "Round 1 has 2 chairs for 3 people",
        "a in Round 1 needs 2 people and has 1 chair",
        "a in Round 1 needs 2 people, and is open to 1 person",
        "p needs a seat in Round 1, and there is no workshop they may be in: 2 workshops are forbidden to them",
        "q needs a seat in Round 1, and there is no workshop they may be in: 2 workshops are forbidden to them",
    ]


def test_sentence_of_a_conflict_can_be_translated_with_the_name_of_its_round() -> None:
    dutch = {"{round} has {chairs} for {people}": "{round}: {chairs} voor {people}", "Round {number}": "Ronde {number}"}
    dutch |= {"{count} chair": "{count} plaats", "{count} people": "{count} mensen"}
    found = conflict("round-chairs", round="r2", chairs=1, people=2)
    assert conflict_text(found).render(dutch.__getitem__) == "Ronde 2: 1 plaats voor 2 mensen"


def test_conflict_of_an_unknown_kind_keeps_its_sentence() -> None:
    assert str(conflict_text({"kind": "new", "text": "something else"})) == "something else"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"template": "{people} together", "values": {"people": "Ann, Bo"}}, "Ann, Bo samen"),
        ({"template": "{people} in a {other} room", "values": {"people": "Ann"}}, "as it was"),
        ({"template": "{people.__class__} in a room", "values": {"people": "Ann"}}, "as it was"),
        ({"template": "{people!r}", "values": {"people": "Ann"}}, "as it was"),
        ({"template": "{people:>9}", "values": {"people": "Ann"}}, "as it was"),
        ({"template": "{people", "values": {"people": "Ann"}}, "as it was"),
        ({"template": 3, "values": {}}, "as it was"),
        ("Ann, Bo together", "as it was"),
        (None, "as it was"),
    ],
)
def test_words_of_a_rule_are_translated_when_they_are_a_text_with_its_values(words: object, told: str) -> None:
    found = conflict("relax-rule", rule="as it was", number=1, amount=2, words=words)
    sentence = conflict_text(found).render(translator("nl"))
    assert sentence == f"geen indeling houdt zich aan alle regels; “{told}” (regel 1) moet 2 ruimer"


WHERE = {"workshop": "Art", "round": "r1"}
CHAIRS_AND_PEOPLE = [
    ("fixed-chairs", {"people": 1, "chairs": 0}, "Art in Round 1 has 0 chairs, and 1 person with a fixed place"),
    ("fixed-chairs", {"people": 2, "chairs": 1}, "Art in Round 1 has 1 chair, and 2 people with a fixed place"),
    ("round-chairs", {"people": 2, "chairs": 1}, "Round 1 has 1 chair for 2 people"),
    ("round-minimum", {"minimum": 2, "people": 1}, "Round 1 has 1 person, and its minima ask for 2 people"),
    ("session-minimum", {"minimum": 1, "people": 0}, "Art in Round 1 needs 1 person, and is open to 0 people"),
    ("session-chairs", {"minimum": 2, "chairs": 1}, "Art in Round 1 needs 2 people and has 1 chair"),
    ("more-chairs", {"more": 1}, "all rules together leave no placement; 1 more chair for Art in Round 1 would help"),
    ("more-chairs", {"more": 2}, "all rules together leave no placement; 2 more chairs for Art in Round 1 would help"),
    (
        "lower-minimum",
        {"fewer": 1},
        "all rules together leave no placement; a minimum for Art in Round 1 that is 1 lower would help",
    ),
]


@pytest.mark.parametrize(("kind", "counts", "sentence"), CHAIRS_AND_PEOPLE)
def test_conflict_counts_in_the_singular_and_the_plural(kind: str, counts: dict[str, int], sentence: str) -> None:
    assert conflict(kind, **WHERE, **counts) == {"kind": kind, **WHERE, **counts, "text": sentence}


def test_conflict_counts_in_dutch() -> None:
    dutch = translator("nl")
    found = [conflict_text({"kind": kind, **WHERE, **counts}).render(dutch) for kind, counts, _ in CHAIRS_AND_PEOPLE]
    assert [found[k] for k in (0, 1, 3, 6)] == [
        "Art in Ronde 1 heeft 0 plaatsen, en 1 persoon met een vaste plaats",
        "Art in Ronde 1 heeft 1 plaats, en 2 mensen met een vaste plaats",
        "Ronde 1 heeft 1 persoon, en de minima vragen om 2 mensen",
        "alle regels samen laten geen indeling over; wat helpt: 1 extra plaats voor Art in Ronde 1",
    ]
