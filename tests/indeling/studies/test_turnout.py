# SPDX-License-Identifier: EUPL-1.2
"""Turn-out against a judge that goes through every set of people, and what the study tells."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from indeling import Placement, Problem, solve
from indeling.errors import ProblemError
from indeling.interchange import align
from indeling.structure import schema
from indeling.studies import turnout as study
from indeling.studies.audience import Audience
from indeling.studies.bookings import Turnout
from indeling.studies.turnout import Rates, turnout
from oracle.dice import SeededDice, pick
from oracle.turnout import comes_of, could_be, distribution, most_whoever_they_are, overflow, seated_in

Tree = dict[str, Any]

CLOSE = 1e-12


def day(people: int = 6, chairs: int = 2, **more: Any) -> Tree:
    """Return a day of one round, workshops a and b, everybody wishes a; half of the people are of “care”."""
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}],
        "workshops": [
            {"id": "a", "sessions": [{"round": "r1", "capacity": chairs}]},
            {"id": "b", "sessions": [{"round": "r1", "capacity": 50, "minimum": 1}]},
        ],
        "participants": [
            {"id": f"p{k}", "domain": "care" if k % 2 else "order", "wishes": ["a"]} for k in range(people)
        ],
        **more,
    }


def of(data: Tree, rates: Rates, limit: float = 0.05, **more: Any) -> Turnout:
    found = turnout(Problem.from_dict(data), rates, limit, **more)
    Draft202012Validator(schema("turnout.v1.json")).validate(found.to_dict())
    return found


def proposals(found: Turnout) -> list[int]:
    return [each.proposed for each in found.sessions]


def drawn(seed: int) -> tuple[Tree, Rates]:
    """Return a small day with absences, leaders, forbidden and fixed places, and rates by domain and person."""
    dice = SeededDice(seed)
    rounds = ["r1", "r2"][: dice.whole(1, 2)]
    people: list[Tree] = []
    for k in range(dice.whole(3, 6)):
        person: Tree = {"id": f"p{k}", "domain": pick(dice, ["care", "order", ""]), "wishes": ["a", "b"]}
        extra = dice.whole(0, 4)
        if extra == 1:
            person["rounds"] = [pick(dice, rounds)]
        elif extra == 2:
            person["leads"] = ["c"]
        elif extra == 3:
            person["forbidden"] = ["a"]
        elif extra == 4:
            person["fixed"] = {rounds[0]: pick(dice, ["a", "b"])}
        people.append(person)
    sessions = [{"round": each, "capacity": dice.whole(1, 3)} for each in rounds]
    wide = [{"round": each, "capacity": 9} for each in rounds]
    workshops = [
        {"id": "a", "sessions": sessions},
        {"id": "b", "sessions": [{**wide[0], "capacity": dice.whole(2, 5), "minimum": 1}, *wide[1:]]},
        {"id": "c", "sessions": wide},
        {"id": "d", "sessions": wide},
    ]
    data = {**day(), "rounds": [{"id": each} for each in rounds], "workshops": workshops, "participants": people}
    shares = [0.0, 0.1, 0.25, 0.5, 0.8, 1.0]
    known = {person["domain"] for person in people}
    domains = {name: pick(dice, shares) for name in ("care", "order") if name in known}
    return data, Rates(pick(dice, shares), domains=domains, participants={"p1": pick(dice, shares)})


@pytest.mark.parametrize("chunk", range(4))
def test_proposals_hold_for_every_choice_of_people_and_no_larger_ones_do(chunk: int) -> None:
    for seed in range(chunk * 15, chunk * 15 + 15):
        data, rates = drawn(seed)
        comes = comes_of(data, rates.default, dict(rates.domains), dict(rates.participants))
        found = of(data, rates, 0.21)
        ids = found.problem.workshop_ids, found.problem.round_ids
        for each in found.sessions:
            able = [comes[at] for at in could_be(data, ids[0][each.workshop], ids[1][each.round])]
            assert each.proposed == most_whoever_they_are(able, each.chairs, 0.21), (seed, each)
            surest = sorted(able, reverse=True)[: each.proposed]
            assert abs(Fraction(each.at_worst) - overflow(surest, each.chairs)) < CLOSE


@pytest.mark.parametrize("chunk", range(4))
def test_chances_in_a_placement_are_those_of_every_set_of_people(chunk: int) -> None:
    for seed in range(chunk * 10, chunk * 10 + 10):
        data, rates = drawn(seed)
        problem = Problem.from_dict(data)
        placed = solve(problem)
        found = of(data, rates, 0.21, placement=placed)
        comes = dict(
            zip(
                problem.participant_ids,
                comes_of(data, rates.default, dict(rates.domains), dict(rates.participants)),
                strict=True,
            )
        )
        for which, made in (("now", placed), ("then", found.placement)):
            assert made is not None
            for each in found.sessions:
                here = getattr(each, which)
                ids = problem.workshop_ids[each.workshop], problem.round_ids[each.round]
                there = [comes[name] for name in seated_in(made.to_dict(), *ids)]
                assert (here.people if here else 0) == len(there)
                if here:
                    right = distribution(there)
                    assert [abs(Fraction(a) - b) < CLOSE for a, b in zip(here.distribution, right, strict=True)] == [
                        True
                    ] * len(right)
                    assert abs(Fraction(here.expected) - sum(map(Fraction, there))) < CLOSE
                    assert abs(Fraction(here.overflow) - overflow(there, each.chairs)) < CLOSE
                    assert (here.short is None) == (each.minimum == 0)
                    assert each.minimum == 0 or abs(Fraction(here.short) - sum(right[: each.minimum])) < CLOSE
                    assert which == "now" or here.overflow <= 0.21 + CLOSE


# What is proposed -----------------------------------------------------------------------------------------------------


def test_people_who_stay_away_less_are_reckoned_with_when_nobody_sits_there() -> None:
    half, surest = Rates(0.5), Rates(0.5, domains={"care": 0.0})
    assert (proposals(of(day(20, 6), half)), proposals(of(day(20, 6), surest))) == ([8, 50], [6, 50])


def test_workshop_of_those_who_stay_away_can_be_booked_further() -> None:
    rules = [{"kind": "eligible", "workshops": ["a"], "attribute": "domain", "values": ["order"]}]
    assert proposals(of(day(40, 6, rules=rules), Rates(0.5, domains={"care": 0.0}))) == [8, 50]


def test_proposals_are_the_capacities_of_the_new_problem_and_nothing_else_changes() -> None:
    data = day(20, 6)
    found = of(data, Rates(0.5))
    data["workshops"][0]["sessions"][0]["capacity"] = 8
    assert found.proposed.to_dict() == Problem.from_dict(data).to_dict()


def test_nobody_stays_away_and_nothing_changes() -> None:
    found = of(day(20, 6), Rates(0.0), placement=solve(Problem.from_dict(day(20, 6))))
    assert found.proposed.to_dict() == Problem.from_dict(day(20, 6)).to_dict()
    assert found.overflowing == 0.0


def test_session_without_chairs_is_left_out() -> None:
    data = day(4)
    data["workshops"][0]["sessions"][0]["capacity"] = 0
    found = of(data, Rates(0.9), 0.9)
    assert [(each.workshop, each.proposed) for each in found.sessions] == [(1, 50)]
    assert found.proposed.to_dict() == Problem.from_dict(data).to_dict()


def test_placement_with_those_who_stay_away_allows_more() -> None:
    people = [{"id": f"p{k}", "domain": "care" if k < 8 else "order", "wishes": ["a"]} for k in range(30)]
    data = day(30, 8, participants=people)
    rates = Rates(0.0, domains={"care": 0.5})
    seats = np.array([0] * 8 + [1] * 22)[:, None]
    placed = replace(solve(Problem.from_dict(data)), seats=seats)
    assert proposals(of(data, rates)) == [8, 50]
    problem = Problem.from_dict(data)
    house = study.House(problem, Audience(problem, 1 - rates.of(problem), 0.05))
    assert house.as_seated(placed).ravel().tolist() == [11, 50]


def test_what_was_proposed_is_placed_again_and_taken_back_where_it_overflows() -> None:
    people = [{"id": f"p{k}", "domain": "care", "wishes": ["a"]} for k in range(3)]
    people += [{"id": f"s{k}", "domain": "order", "wishes": ["a"]} for k in range(9)]
    data = day(12, 3, participants=people)
    problem, rates = Problem.from_dict(data), Rates(0.0, domains={"care": 0.9})
    placed = replace(solve(problem), seats=np.array([0] * 3 + [1] * 9)[:, None])
    found = of(data, rates, 0.05, placement=placed)
    then = found.sessions[0].then
    assert then is not None
    assert found.placement is not None
    assert (then.overflow <= 0.05, found.sessions[0].proposed >= then.people) == (True, True)
    again = solve(Problem.from_dict(found.proposed.to_dict()), placed.objective, placed.seed)
    assert again.to_dict() == found.placement.to_dict()


@pytest.mark.parametrize("tries", [0, 1])
def test_in_the_end_every_session_is_booked_as_if_the_surest_were_in_it(
    monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    monkeypatch.setattr(study, "MOST_TRIES", tries)
    people = [{"id": f"p{k}", "domain": "care", "wishes": ["a"]} for k in range(3)]
    people += [{"id": f"s{k}", "domain": "order", "wishes": ["a"]} for k in range(9)]
    data = day(12, 3, participants=people)
    placed = replace(solve(Problem.from_dict(data)), seats=np.array([0] * 3 + [1] * 9)[:, None])
    found = of(data, Rates(0.0, domains={"care": 0.9}), 0.05, placement=placed)
    assert [each.then.overflow <= 0.05 for each in found.sessions if each.then] == [True, True]


def test_overbooked_placement_is_told_as_it_is() -> None:
    data = day(4, 2)
    placed = replace(solve(Problem.from_dict(data)), seats=np.zeros((4, 1), np.int64))
    now = of(data, Rates(0.5), placement=placed).sessions[0].now
    assert now is not None
    assert (now.people, now.chairs, now.expected, now.overflow) == (4, 2, 2.0, 5 / 16)


def test_day_with_too_few_chairs_is_told_when_overbooking_does_not_help() -> None:
    data = day(9, 2)
    data["workshops"][1]["sessions"][0] = {"round": "r1", "capacity": 2}
    found = of(data, Rates(0.1), placement=solve(Problem.from_dict(data)))
    assert (found.placement and found.placement.status, found.overflowing) == ("infeasible", None)
    assert [(each.now, each.then) for each in found.sessions] == [(None, None)] * 2


def test_day_with_too_few_chairs_has_a_placement_when_enough_stay_away() -> None:
    data = day(6, 2)
    data["workshops"][1]["sessions"][0] = {"round": "r1", "capacity": 2}
    found = of(data, Rates(0.8), placement=solve(Problem.from_dict(data)))
    assert (proposals(found), found.placement and found.placement.status) == ([4, 4], "optimal")


# Rooms, open rounds, workshops over several rounds --------------------------------------------------------------------


def test_room_is_the_limit_where_it_is_smaller_than_the_session() -> None:
    rooms = [{"id": "large", "capacity": 6, "features": ["stage"]}, {"id": "small", "capacity": 2}]
    rules = [{"kind": "rooms", "rooms": rooms, "needs": {"a": ["stage"]}}]
    data = day(8, 10, rules=rules)
    found = of(data, Rates(0.5), 0.1)
    assert [(each.chairs, each.proposed) for each in found.sessions] == [(6, 8), (6, 8)]
    assert [(each.room, each.chairs, each.proposed) for each in found.rooms] == [("large", 6, 8), ("small", 2, 2)]
    assert [room["capacity"] for room in found.proposed.to_dict()["rules"][0]["rooms"]] == [8, 2]
    placed = of(data, Rates(0.5), 0.1, placement=solve(Problem.from_dict(data)))
    assert placed.placement is not None
    assert {each.room for each in placed.placement.rooms} == {"large", "small"}
    assert [(each.then.chairs, each.then.overflow <= 0.1) for each in placed.sessions if each.then] == [
        (6, True),
        (2, True),
    ]


def test_session_that_no_room_suits_is_left_out() -> None:
    rules = [{"kind": "rooms", "rooms": [{"id": "x", "capacity": 9}], "needs": {"a": ["stage"]}}]
    found = of(day(8, 4, rules=rules), Rates(0.5), 0.1)
    assert [(each.workshop, each.chairs) for each in found.sessions] == [(1, 9)]


def test_session_whose_round_is_open_is_booked_for_the_people_of_all_its_rounds() -> None:
    people = [{"id": f"p{k}", "domain": "care" if k else "order", "wishes": ["a"]} for k in range(9)]
    people += [{"id": "only", "domain": "order", "rounds": ["r2"]}]
    wide = [{"round": each, "capacity": 20} for each in ("r1", "r2")]
    copies = [{"any_of": ["r1", "r2"], "capacity": 4}, {"any_of": ["r2"], "capacity": 2}]
    data = day(
        rounds=[{"id": "r1"}, {"id": "r2"}],
        workshops=[{"id": "a", "sessions": copies}, {"id": "b", "sessions": wide}, {"id": "c", "sessions": wide}],
        participants=people,
    )
    problem = Problem.from_dict(data)
    found = of(data, Rates(0.5, domains={"order": 0.0}), 0.2)
    comes = [1.0, 1.0, *[0.5] * 8]
    most = [most_whoever_they_are(comes, chairs, 0.2) for chairs in (4, 2)]
    tree = found.proposed.to_dict()
    assert [each["capacity"] for each in tree["workshops"][0]["sessions"]] == most
    assert proposals(found)[:2] == [most[0], most[0]]
    assert (Problem.from_dict(tree).capacity == found.proposed.capacity).all()
    placed = of(data, Rates(0.5, domains={"order": 0.0}), 0.2, placement=solve(problem))
    assert proposals(placed)[:2] == [most[0], most[0]]


def test_only_who_can_be_in_every_round_of_a_workshop_over_several_counts() -> None:
    people = [{"id": f"p{k}", "domain": "care", "wishes": ["a"]} for k in range(9)]
    people += [{"id": f"s{k}", "domain": "order", "rounds": ["r1"]} for k in range(9)]
    rules = [{"kind": "spanning", "workshop": "a", "rounds": ["r1", "r2"]}]
    sessions = [[{"round": each, "capacity": chairs} for each in ("r1", "r2")] for chairs in (6, 30, 30)]
    data = day(
        rounds=[{"id": "r1"}, {"id": "r2"}],
        workshops=[{"id": name, "sessions": each} for name, each in zip("abc", sessions, strict=True)],
        participants=people,
        rules=rules,
    )
    assert proposals(of(data, Rates(0.0, domains={"care": 0.5})))[:2] == [8, 8]


# Rates and limits -----------------------------------------------------------------------------------------------------


def test_rate_of_an_id_goes_before_organisation_domain_and_everybody() -> None:
    people = [
        {"id": "all", "domain": "care", "organisation": "home"},
        {"id": "id", "domain": "care", "organisation": "home"},
        {"id": "domain", "domain": "care"},
        {"id": "none"},
    ]
    rates = Rates(0.1, domains={"care": 0.2}, organisations={"home": 0.3}, participants={"id": 0.4})
    assert rates.of(Problem.from_dict(day(participants=people))).tolist() == [0.3, 0.4, 0.2, 0.1]


def test_everything_wrong_with_the_rates_is_told_at_once() -> None:
    rates = Rates(-1, {"caer": 0.2}, {"none": 2}, {"p10": float("nan")})
    with pytest.raises(ProblemError) as refused:
        of(day(4), rates)
    assert [str(each) for each in refused.value.issues] == [
        "no-show rate: -1 is not between 0 and 1. It is a share: 10 % is 0.1.",
        "no-show rates: nobody has the domain “caer”. Did you mean “care”?",
        "no-show rates: nobody has the organisation “none”.",
        "no-show rate of none: 2 is not between 0 and 1. It is a share: 10 % is 0.1.",
        "no-show rates: there is no participant “p10”. Did you mean “p1”?",
        "no-show rate of p10: nan is not between 0 and 1. It is a share: 10 % is 0.1.",
    ]


@pytest.mark.parametrize("limit", [5.0, -0.1, float("nan")])
def test_limit_that_is_no_chance_is_refused(limit: float) -> None:
    with pytest.raises(ProblemError, match="limit: "):
        of(day(4), Rates(0.1), limit)


def test_order_of_people_does_not_matter() -> None:
    data, rates = drawn(7)
    turned = {**data, "participants": data["participants"][::-1]}
    trees = []
    for each in (data, turned):
        problem = Problem.from_dict(each)
        placed = align(Placement.from_dict(solve(problem).to_dict()), problem)
        trees.append(of(each, rates, 0.3, placement=placed).to_dict())
    assert trees[0] == trees[1]
