# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from indeling import Placement, Problem, solve
from indeling.errors import PlacementError
from indeling.structure import schema
from indeling.studies import counterfactual
from indeling.studies.obstacles import Swaps
from indeling.studies.why_not import WhyNot, why_not
from indeling.valuation import figures, seat_ranks, valuation

Tree = dict[str, Any]
Table = dict[str, list[str]]


def day(workshops: dict[str, Any], people: Table, rounds: int = 1, **more: Any) -> Problem:
    """Return a day: chairs per workshop or what a session holds, wishes per participant, and the rest of the tree."""
    names = [f"r{k + 1}" for k in range(rounds)]
    sessions = {name: dict(held) if isinstance(held, dict) else {"capacity": held} for name, held in workshops.items()}
    return Problem.from_dict(
        {
            "format": "indeling/problem",
            "version": 1,
            "rounds": [{"id": name} for name in names],
            "workshops": [
                {
                    "id": name,
                    **({"optional": True} if held.pop("optional", False) else {}),
                    "sessions": [{"round": each, **held} for each in names],
                }
                for name, held in sessions.items()
            ],
            "participants": [{"id": name, "name": f"{name} Fictional", "wishes": w} for name, w in people.items()],
            **more,
        }
    )


def placed(problem: Problem, table: Table, status: str = "optimal", objective: str = "fair") -> Placement:
    """Return the placement with these workshops per participant, without a proof."""
    value = valuation(problem)
    seats = np.array([[problem.workshops_at[w] for w in table[name]] for name in problem.participant_ids])
    given: Any = status
    return Placement(
        problem.round_ids,
        problem.workshop_ids,
        problem.participant_ids,
        seats,
        seat_ranks(value.ranks, seats),
        objective,
        1,
        given,
        figures(value, seats),
        {"kind": "mip", "levels": []},
    )


def said(found: WhyNot, *, names: bool = False) -> list[str]:
    Draft202012Validator(schema("why-not.v1.json")).validate(found.to_dict(names=names))
    return [str(sentence) for sentence in found.sentences(names=names)]


OF_99 = (
    "By the prices in the proof (total cost): in place of c it would be worth 99 to cas, and to the others it is worth"
    " 99 more than that place."
)

NO_TRADE = (
    "a was full. Some of the people there had ranked it lower than bo, but no trade with one of them would make the"
    " placement better."
)

TOLD_TRADE = (
    "Round 1: bo would gain 1 by trading places. Of those who ranked it lower, 1 would lose more than that, 0 as much"
    " and 0 less; 0 cannot trade."
)

TRADE = day({"a": 1, "b": 1, "c": 1}, {"ann": ["a", "b"], "bo": ["b", "a"], "cas": ["b", "a"]}, wishes_asked=2)


def test_full_workshop_tells_who_ranked_it_how_and_what_the_prices_say() -> None:
    assert said(why_not(TRADE, solve(TRADE, "least-cost"), "cas", "a")) == [
        "a was full, with people who had ranked it as high as cas or higher, or have a fixed place.",
        "Round 1: a (second wish) has 1 person on 1 chair; cas has c (outside the wishes).",
        "Round 1: of them, 1 ranked it higher than cas, 0 the same, 0 lower.",
        OF_99,
        "By the prices alone, there may be a placement as good with it. Ask for the exact answer: --exact",
    ]


def test_prices_that_prove_it_worse_say_how_much() -> None:
    found = why_not(TRADE, solve(TRADE, "least-cost"), "ann", "b")
    assert (found.reason, said(found)) == (
        "content",
        [
            "b would be no better for ann than what they have.",
            "Round 1: b (second wish) has 1 person on 1 chair; ann has a (first wish).",
            "Round 1: of them, 1 ranked it higher than ann, 0 the same, 0 lower.",
            "Proven by the prices: with ann in b, “total cost” would be 102 or more, now 100.",
        ],
    )


def test_level_after_others_is_proven_with_a_reserve() -> None:
    told = said(why_not(TRADE, solve(TRADE), "ann", "b"))[-1]
    assert told.endswith("; or something that comes before it would be worse.")


def test_room_that_would_leave_too_few_elsewhere_says_so() -> None:
    problem = day({"a": 3, "b": {"capacity": 3, "minimum": 1}}, {"ann": ["a", "b"], "bo": ["a", "b"]})
    found = why_not(problem, placed(problem, {"ann": ["a"], "bo": ["b"]}), "bo", "a")
    assert (found.reason, said(found)) == (
        "minimum",
        [
            "a has room, but what bo has would have too few people left.",
            "Round 1: a (first wish) has room, but b (second wish) needs 1 person, and has no more than that.",
            "The proof holds no prices that tell what others would lose. Ask for the exact answer: --exact",
        ],
    )


def test_dropped_workshop_says_that_too_few_would_be_in_it() -> None:
    optional = {"capacity": 3, "minimum": 2, "optional": True}
    problem = day({"a": optional, "b": 3}, {"ann": ["b", "a"], "bo": ["a", "b"]})
    found = why_not(problem, solve(problem), "bo", "a")
    assert (found.reason, said(found)[:2]) == (
        "dropped",
        [
            "a is not given: too few people are in it.",
            "Round 1: a (first wish) has 0 people; with bo it would still have too few.",
        ],
    )


APART = {"kind": "apart", "participants": ["ann", "bo"]}


def test_rule_in_the_way_is_told_with_the_people_in_it_only_when_names_are_asked() -> None:
    problem = day({"a": 2, "b": 2}, {"ann": ["a", "b"], "bo": ["a", "b"]}, rules=[APART])
    found = why_not(problem, placed(problem, {"ann": ["a"], "bo": ["b"]}), "bo", "a")
    without = said(found)
    assert (found.reason, without[:2]) == (
        "rule",
        [
            "With bo in a a rule would be broken.",
            "Round 1: with bo in a (first wish) a rule would be broken.",
        ],
    )
    assert "ann" not in "".join(without)
    assert "ann Fictional" in said(found, names=True)[2]


def test_placement_that_is_not_the_best_is_told_to_be_so() -> None:
    problem = day({"a": 2, "b": 2}, {"ann": ["a", "b"], "bo": ["a", "b"]})
    found = why_not(problem, placed(problem, {"ann": ["a"], "bo": ["b"]}, "feasible"), "bo", "a")
    assert (found.reason, said(found)) == (
        "not-best",
        [
            "Nothing stands in the way: this placement is not the best there is.",
            "Round 1: a (first wish) has room; bo has b there (second wish).",
        ],
    )


def test_trade_that_would_be_better_is_told_to_be_so() -> None:
    problem = day({"a": 1, "b": 1}, {"ann": ["b", "a"], "bo": ["a", "b"]})
    found = why_not(problem, placed(problem, {"ann": ["a"], "bo": ["b"]}, "feasible"), "bo", "a")
    assert found.reason == "not-best"


def test_lower_ranked_people_who_would_lose_more_are_counted() -> None:
    people = {"ann": ["c", "a", "b"], "bo": ["a", "b", "c"], "cas": ["c", "a", "b"]}
    problem = day({"a": 1, "b": 1, "c": 1}, people)
    found = why_not(problem, placed(problem, {"ann": ["a"], "bo": ["b"], "cas": ["c"]}), "bo", "a")
    assert (found.reason, said(found)[:4]) == (
        "full-loss",
        [
            NO_TRADE,
            "Round 1: a (first wish) has 1 person on 1 chair; bo has b (second wish).",
            "Round 1: of them, 0 ranked it higher than bo, 0 the same, 1 lower.",
            TOLD_TRADE,
        ],
    )


def test_fixed_places_in_a_full_workshop_are_counted_apart() -> None:
    people = [{"id": "ann", "fixed": {"r1": "a"}}, {"id": "bo", "wishes": ["a", "b"]}]
    problem = day({"a": 1, "b": 1}, {}, participants=people)
    found = why_not(problem, solve(problem), "bo", "a")
    assert (found.reason, said(found)[2]) == (
        "full-higher",
        "Round 1: of them, 1 with a fixed place; 0 ranked it higher than bo, 0 the same, 0 lower.",
    )


def test_person_who_is_there_needs_no_more() -> None:
    assert said(why_not(TRADE, solve(TRADE), "ann", "a", exact=True)) == ["ann is in a."]


def test_named_person_is_named() -> None:
    assert said(why_not(TRADE, solve(TRADE), "ann", "a"), names=True) == ["ann Fictional is in a."]


def test_exact_answer_tells_what_becomes_of_the_objective_and_who_gives_up_what() -> None:
    found = why_not(TRADE, solve(TRADE), "bo", "a", exact=True)
    assert said(found)[-6:] == [
        "Solved again with bo in a in Round 1:",
        "sum of squared regrets: 10000, then 10001",
        "Regret of bo: 100, then 1.",
        "Others: 1 person in other workshops; 1 with more regret, 0 with less.",
        "None of them can be spared; with others in their place it might be fewer.",
        "1 person: from first wish to outside the wishes.",
    ]
    assert said(found, names=True)[-1] == "ann Fictional: from first wish to outside the wishes."


def test_two_wishes_that_are_given_up_are_both_told() -> None:
    found = why_not(TRADE, solve(TRADE), "bo", "a", exact=True)
    assert found.exact is not None
    exact = replace(found.exact, changes=(counterfactual.Change((1, 2), (3, 0), 102, (0,)),))
    assert said(replace(found, exact=exact))[-1] == (
        "1 person: from first wish and second wish to third wish and outside the wishes."
    )


def test_same_rank_elsewhere_is_told_as_such() -> None:
    people = [{"id": "ann", "wishes": [["a", "b"]]}, {"id": "bo", "wishes": [["a", "b"]]}]
    problem = day({"a": 1, "b": 1}, {}, participants=people)
    start = placed(problem, {"ann": ["a"], "bo": ["b"]})
    found = why_not(problem, start, "bo", "a", exact=True)
    assert said(found)[-5:] == [
        "Solved again with bo in a in Round 1: by the aim “fair” it is as good.",
        "Regret of bo: 0, then 0.",
        "Others: 1 person in other workshops; 0 with more regret, 0 with less.",
        "None of them can be spared; with others in their place it might be fewer.",
        "1 person: another workshop, ranked the same.",
    ]


def test_what_cannot_be_names_the_rule_by_number_unless_names_are_asked() -> None:
    people = [{"id": "ann", "fixed": {"r1": "a"}}, {"id": "bo", "wishes": ["a", "b"]}]
    problem = day({"a": 2, "b": 1}, {}, participants=people, rules=[APART])
    found = why_not(problem, solve(problem), "bo", "a", exact=True)
    assert said(found)[-2:] == [
        "There is no placement with bo in a that keeps every rule.",
        "Round 1: rule 1 would have to be relaxed by 1",
    ]
    assert "ann" not in str(found.to_dict())
    assert "ann" in said(found, names=True)[-1]


def test_chairs_that_are_missing_are_told() -> None:
    people = [{"id": "ann", "fixed": {"r1": "a"}}, {"id": "bo", "wishes": ["a", "b"]}]
    problem = day({"a": 1, "b": 1}, {}, participants=people)
    found = why_not(problem, solve(problem), "bo", "a", exact=True)
    assert said(found)[-1] == "Round 1: a in Round 1 has 1 chair, and 2 people with a fixed place"


def test_time_that_was_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(*arguments: Any, **options: Any) -> Placement:
        return replace(solve(*arguments, **options), status="feasible")

    monkeypatch.setattr(counterfactual, "solve", unsure)
    found = why_not(TRADE, solve(TRADE), "bo", "a", exact=True)
    assert "The time was up: a better placement with that seat may exist." in said(found)


def test_search_for_the_fewest_changes_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counterfactual, "MOST_TRIES", 1)
    found = why_not(TRADE, solve(TRADE), "bo", "a", exact=True)
    assert found.exact is not None
    assert not found.exact.nearest
    assert "This is one placement as good; there may be one in which fewer people change." in said(found)


def test_exact_answer_leaves_alone_whom_it_can() -> None:
    people = {f"p{k}": ["a", "b"] if k % 2 else ["b", "a"] for k in range(12)}
    problem = day({"a": 6, "b": 6, "c": 1}, people, rounds=2)
    given = solve(problem)
    outside = placed(problem, {name: ["a", "b"] if int(name[1:]) < 6 else ["b", "a"] for name in people})
    found = why_not(problem, outside, "p0", "c", exact=True)
    assert given.status == "optimal"
    assert found.exact is not None
    assert (found.exact.changes, found.exact.moved) == ((), found.exact.moved)


def test_rule_that_bars_is_told_in_words() -> None:
    rule = {"kind": "eligible", "workshops": ["a"], "participants": ["ann"]}
    problem = day({"a": 1, "b": 2}, {"ann": ["a"], "bo": ["a"]}, rules=[rule])
    found = why_not(problem, solve(problem), "bo", "a")
    assert said(found) == ["Rule 1 keeps bo out of a: a for named people only."]
    assert found.to_dict()["rule"] == 1


def test_workshop_over_rounds_in_which_somebody_is_away_says_so() -> None:
    people = [{"id": "ann", "wishes": ["a"], "rounds": ["r1"]}, {"id": "bo", "wishes": ["a"]}]
    spanning = {"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}
    problem = day({"a": 2, "b": 2, "c": 2}, {}, rounds=2, participants=people, rules=[spanning])
    assert said(why_not(problem, solve(problem), "ann", "a")) == [
        "a is not given in a round in which ann is free to choose.",
        "Round 1: a spans a round in which ann cannot be there.",
        "Round 2: ann is away.",
    ]


def test_workshop_that_is_left_in_part_breaks_its_rule() -> None:
    people = {"ann": ["b", "a", "c"], "bo": ["b", "a", "c"]}
    spanning = {"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}
    problem = day({"a": 1, "b": 2, "c": 2}, people, rounds=2, rules=[spanning])
    given = placed(problem, {"ann": ["a", "a"], "bo": ["b", "c"]})
    found = why_not(problem, given, "ann", "b")
    assert (found.reason, [each.obstacle for each in found.rounds]) == ("rule", ["rule", "rule"])


def test_stranger_and_unknown_workshop_are_told_at_once() -> None:
    with pytest.raises(PlacementError) as caught:
        why_not(TRADE, solve(TRADE), "zed", "z")
    assert [str(each) for each in caught.value.issues] == [
        "there is no participant with the id “zed”.",
        "there is no workshop with the id “z”.",
    ]


def test_placement_that_breaks_a_rule_is_refused() -> None:
    full = placed(TRADE, {"ann": ["a"], "bo": ["a"], "cas": ["b"]})
    with pytest.raises(PlacementError, match="does not keep the rules"):
        why_not(TRADE, full, "ann", "b")


def test_those_who_may_not_have_the_seat_in_return_cannot_trade() -> None:
    people = [
        {"id": "ann", "wishes": ["c", "a"], "forbidden": ["b"]},
        {"id": "bo", "wishes": ["a", "b"]},
        {"id": "cas", "wishes": ["c", "a", "b"]},
    ]
    problem = day({"a": 1, "b": 1, "c": 1}, {}, participants=people)
    found = why_not(problem, placed(problem, {"ann": ["a"], "bo": ["b"], "cas": ["c"]}), "bo", "a")
    assert found.rounds[0].swaps == Swaps(1, 0, 0, 0, 0, 1, 0, 0)
