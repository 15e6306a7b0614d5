# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command_line import day as small_day
from command_line import too_small
from indeling import Placement, Problem, check, solve
from indeling.errors import OutOfTimeError, Text, TooLargeError, UnknownKindError
from indeling.interchange import align
from indeling.structure import schema
from indeling.studies import what_if as module
from indeling.studies.advice import Advice, Effect
from indeling.studies.what_if import Options, place_near, what_if
from oracle.changes import changed, every_change, gain_and_lose, state
from oracle.day import read
from oracle.instances import KINDS, ruled, seeded
from oracle.model import OBJECTIVES, feasible, optimum, seats_of, value
from thoroughness import a_few

Tree = dict[str, Any]

CHUNKS, CHUNK = 4, 3
FEWEST_SKIPPED, FEWEST_EFFECTS = 2, 2


def key(change: Tree) -> Tree:
    return {name: change[name] for name in ("kind", "workshop", "round", "chairs") if name in change}


def faults_of_effect(data: Tree, now: Tree, effect: Effect, told: Tree) -> list[Any]:
    """Return what is wrong with one change that was placed."""
    objective = now["objective"]
    day = changed(data, told)
    best = optimum(day, objective)
    if effect.placement is None or best is None:
        return [] if (told["status"], best) == ("infeasible", None) else [told, best]
    tree = effect.placement.to_dict()
    broken = feasible(day, tree)
    if broken:
        return [told, broken]
    gain, lose = gain_and_lose((read(data), seats_of(now)), (read(day), seats_of(tree)))
    expected = {
        **key(told),
        "status": "optimal",
        "proof": told["proof"],
        "then": state(day, seats_of(tree)),
        "gain": gain,
        "lose": lose,
    }
    wrong = [] if told == expected else [told, expected]
    return wrong + ([] if value(day, tree, objective) == best else [told, value(day, tree, objective), best])


def faults(data: Tree, objective: str) -> tuple[list[Any], int, int]:
    """Return all in the advice that is not what the judge says, and how many changes were skipped and placed."""
    advice = what_if(Problem.from_dict(data), objective, chairs=2)
    tree = advice.to_dict()
    Draft202012Validator(schema("advice.v1.json")).validate(tree)
    if advice.placement is None:
        return ([] if optimum(data, objective) is None else ["no placement"]), 0, 0
    now = advice.placement.to_dict()
    wrong: list[Any] = [] if tree["now"] == state(data, seats_of(now)) else ["now", tree["now"]]
    expected = list(every_change(data, 2))
    told = [*((key(each), each["why"]) for each in tree["skipped"] if each["why"] != "no-better")]
    wrong += [] if told == [each for each in expected if each[1]] else ["no question", told]
    skipped = [key(each) for each in tree["skipped"] if each["why"] == "no-better"]
    looked_at = [*skipped, *(key(each) for each in tree["changes"])]
    asked = [change for change, why in expected if not why]
    wrong += [] if sorted(map(str, looked_at)) == sorted(map(str, asked)) else ["looked at", looked_at, asked]
    for change in skipped:
        day = changed(data, change)
        if feasible(day, now) or value(day, now, objective) != optimum(day, objective):
            wrong.append(["skipped", change])
    for effect, each in zip(advice.effects, tree["changes"], strict=True):
        wrong += faults_of_effect(data, now, effect, each)
    return wrong, len(skipped), len(advice.effects)


@pytest.mark.parametrize("chunk", a_few(range(CHUNKS)))
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_advice_on_small_days_is_what_the_independent_model_says(objective: str, chunk: int) -> None:
    start = 400 + 100 * OBJECTIVES.index(objective) + chunk * CHUNK
    days = [seeded(seed, [KINDS[seed % len(KINDS)]]) for seed in range(start, start + CHUNK)]
    days += [ruled(seed) for seed in range(start, start + 2)]
    found = [faults(data, objective) for data in days]
    assert [wrong for wrong, _, _ in found if wrong] == []
    assert sum(skipped for _, skipped, _ in found) >= FEWEST_SKIPPED
    assert sum(effects for _, _, effects in found) >= FEWEST_EFFECTS


def line(**workshops: int) -> Problem:
    """Return a day with these chairs, on which five people all wish for a, then b."""
    return Problem.build(rounds=1, workshops=workshops, wishes={f"p{k}": ["a", "b"] for k in range(5)})


def told(advice: Advice) -> list[tuple[str, str, int, int]]:
    """Return the changes that were placed: kind, workshop, gain and lose."""
    tree = advice.to_dict()
    return [
        (each["kind"], each.get("workshop", ""), each.get("gain", 0), each.get("lose", 0)) for each in tree["changes"]
    ]


def test_changes_that_help_most_people_come_first_then_one_more_round_then_what_cannot_be() -> None:
    advice = what_if(line(a=2, b=1, c=5))
    assert told(advice) == [
        ("room", "a", 2, 0),
        ("chairs", "a", 1, 0),
        ("chairs", "b", 1, 0),
        ("drop", "b", 0, 1),
        ("drop", "a", 0, 2),
        ("round", "", 3, 0),
        ("drop", "c", 0, 0),
    ]
    assert [(each.change.kind, each.why) for each in advice.skipped] == [
        ("chairs", "no-better"),
        ("room", "nobody-asks"),
    ]


def test_extra_chair_that_prices_say_is_worth_nothing_is_not_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[Problem] = []

    def counted(problem: Problem, *arguments: Any, **options: Any) -> Placement:
        solved.append(problem)
        return solve(problem, *arguments, **options)

    monkeypatch.setattr(module, "solve", counted)
    advice = what_if(line(a=5, b=1))
    assert [(each.change.kind, each.change.workshop, each.why) for each in advice.skipped] == [
        ("chairs", 0, "no-better"),
        ("room", 0, "nobody-asks"),
        ("chairs", 1, "no-better"),
        ("drop", 1, "no-better"),
    ]
    assert len(solved) == 1 + len(advice.effects)


def test_what_is_not_proven_makes_the_whole_unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(problem: Problem, *arguments: Any, **options: Any) -> Placement:
        found = solve(problem, *arguments, **options)
        return replace(found, status="feasible") if problem.capacity[0, 0] == 3 else found

    monkeypatch.setattr(module, "solve", unsure)
    advice = what_if(line(a=2, b=3))
    assert advice.status == "feasible"
    assert {each.change.kind: each.status for each in advice.effects}["chairs"] == "feasible"


@pytest.mark.parametrize("error", [OutOfTimeError, TooLargeError])
def test_change_that_meets_its_limit_leaves_the_others_standing(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def limited(problem: Problem, *arguments: Any, **options: Any) -> Placement:
        if problem.capacity[0, 0] == 3:
            raise error
        return solve(problem, *arguments, **options)

    monkeypatch.setattr(module, "solve", limited)
    advice = what_if(line(a=2, b=3))
    Draft202012Validator(schema("advice.v1.json")).validate(advice.to_dict())
    assert (advice.status, {each.change.kind: each.status for each in advice.effects}["chairs"]) == (
        "feasible",
        "unknown",
    )


def in_looks(looks: int) -> Advice | None:
    """Return the advice on a day when the time is up after so many looks at the clock; None for none at all."""
    ticks = iter([0.0] * looks + [9.0] * 99)
    try:
        return what_if(line(a=2, b=3), options=Options(1, lambda: next(ticks)))
    except OutOfTimeError:
        return None


def test_time_limit_is_for_all_of_it_and_what_was_not_reached_is_unknown() -> None:
    whole = what_if(line(a=2, b=3))
    known = [in_looks(looks) for looks in range(1, 60)]
    told = [advice for advice in known if advice]
    assert known[0] is None
    assert told[-1].to_dict() == whole.to_dict()
    unknown = [sum(effect.status == "unknown" for effect in advice.effects) for advice in told]
    assert (unknown[0], unknown[-1]) == (sum(each.why == "no-better" for each in whole.skipped) + len(whole.effects), 0)
    assert len(set(unknown)) > 3
    assert {(len(each.effects) + len(each.skipped)) for each in told} == {len(whole.effects) + len(whole.skipped)}
    assert {each.status for each in told if any(effect.status == "unknown" for effect in each.effects)} == {"feasible"}


def test_chairs_are_looked_at_first() -> None:
    told: list[str] = []
    what_if(line(a=2, b=3), options=Options(progress=lambda what, _step, _steps: told.append(what.render())))
    changes = [each for each in told if each.startswith(("1 more", "without", "one more"))]
    assert changes == ["1 more chair for a", "1 more chair for b", "one more round", "without a", "without b"]


def test_placement_near_one_with_a_workshop_that_is_not_given_any_more_leaves_the_others_where_they_are() -> None:
    data = line(a=2, b=1, c=5).to_dict()
    before = solve(Problem.from_dict(data))
    data["workshops"][1]["sessions"] = []
    changed = Problem.from_dict(data)
    found = place_near(changed, align(before, changed))
    moved = (found.seats != before.seats).any(axis=1)
    assert (found.status, check(changed, found).feasible) == ("optimal", True)
    assert [*moved] == [*(before.seats == 1).any(axis=1)]


def tight(chairs: int) -> Problem:
    """Return a day with so many chairs for a, on which twelve people move about when there are more of them."""
    rng, names = random.Random(5), ["a", "b", "c", "d"]
    wishes: dict[str, list[str | list[str]]] = {f"p{number}": [*rng.sample(names, 3)] for number in range(12)}
    return Problem.build(rounds=2, workshops={**dict.fromkeys(names, 3), "a": chairs}, wishes=wishes)


def test_fewer_people_move_near_a_placement_and_none_are_looked_for_once_the_time_is_up() -> None:
    given, day = solve(tight(3)), tight(5)

    def moved(found: Placement) -> int:
        return int((found.seats != given.seats).any(axis=1).sum())

    def in_ticks(looks: int) -> int:
        ticks = iter([0.0] * looks)
        return moved(place_near(day, given, Options(1, lambda: next(ticks, 9.0))))

    far, near = moved(solve(day)), moved(place_near(day, given))
    assert far > near > 0
    found = [in_ticks(looks) for looks in range(1, 60)]
    assert {*found} >= {far, near}
    assert found[-1] == near


def test_day_without_placement_says_why() -> None:
    tree = what_if(Problem.from_dict(too_small())).to_dict()
    Draft202012Validator(schema("advice.v1.json")).validate(tree)
    assert (tree["status"], tree["changes"], [each["kind"] for each in tree["conflicts"]]) == (
        "infeasible",
        [],
        ["round-chairs", "round-chairs"],
    )


def test_progress_names_each_change() -> None:
    steps: list[tuple[str, int, int]] = []

    def progress(what: Text, step: int, count: int) -> None:
        steps.append((str(what), step, count))

    what_if(line(a=2, b=3), "least-cost", options=Options(progress=progress))
    assert steps[-1] == ("without b", 6, 7)
    assert ("1 more chair for a", 0, 7) in steps


def test_order_of_workshops_and_of_people_changes_nothing() -> None:
    data = small_day()
    turned = {**data, "workshops": data["workshops"][::-1], "participants": data["participants"][::-1]}
    assert (
        what_if(Problem.from_dict(data)).to_dict()["changes"] == what_if(Problem.from_dict(turned)).to_dict()["changes"]
    )


def test_unknown_objective_and_too_few_chairs_are_refused() -> None:
    with pytest.raises(UnknownKindError):
        what_if(line(a=5, b=1), "fiar")
    with pytest.raises(ValueError, match="at least one chair"):
        what_if(line(a=5, b=1), chairs=0)


def test_six_rounds_are_the_most() -> None:
    day = Problem.build(rounds=6, workshops=dict.fromkeys("abcdef", 1), wishes={"p": []})
    assert what_if(day).skipped[-1].why == "many-rounds"


def test_neither_chairs_nor_a_round_are_tried_where_the_engine_chooses_rounds() -> None:
    rounds = [{"id": "r1"}, {"id": "r2"}]
    workshops = [
        {"id": name, "sessions": [{"any_of": ["r1", "r2"], "capacity": 4}, {"any_of": ["r1", "r2"], "capacity": 4}]}
        for name in "ab"
    ]
    people = [{"id": "p", "wishes": ["a", "b"]}]
    data = {
        "format": "indeling/problem",
        "version": 1,
        "rounds": rounds,
        "workshops": workshops,
        "participants": people,
    }
    assert [each.why for each in what_if(Problem.from_dict(data)).skipped] == ["open-rounds"] * 3
