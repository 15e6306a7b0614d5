# SPDX-License-Identifier: EUPL-1.2
"""The certificate, and the checker that needs no solver: it sees the problem, the placement and prices, nothing else.

A certificate holds, for each level of the objective, its value, the bound claimed, and prices that prove the bound
(see bound.py for the formula). Levels of value 0 prove themselves and are left out. `docs/reference/certificates.md`
describes the JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from indeling.bound import Weighed, bound, bound_of_lists, prices_of, space_of
from indeling.errors import Text, counted, text
from indeling.exchanges import broken_turns, unproven_turns
from indeling.lists import Lists, is_large, is_plain, lists_of
from indeling.objectives import BROKEN, Level, Objective, OneByOne, Scale, SeatLevel, in_class, objective
from indeling.placement import NO_SEAT, OUTSIDE, Placement
from indeling.problem import Ints, Problem
from indeling.rules import breaches, carried, classes, decides
from indeling.valuation import Valuation, figures, regrets, valuation


@dataclass(frozen=True)
class Verdict:
    """What the checker says.

    feasible: every hard rule is kept and the figures are right. proven: the prices prove that no placement is
    better. findings: what is wrong, one sentence each. summary: the verdict in one sentence.
    """

    feasible: bool
    proven: bool
    findings: tuple[Text, ...]
    summary: Text


def check(problem: Problem, placement: Placement) -> Verdict:
    """Check a placement against a problem, without the solver. The placement has the problem's own ids, in its order.

    Use `indeling.interchange.align` first for a placement that was read from a file.
    """
    return check_with(problem, lists_of(problem) if _by_lists(problem, placement) else valuation(problem), placement)


def _by_lists(problem: Problem, placement: Placement) -> bool:
    """Return whether lists are enough to check a placement, and quicker. They know neither turns nor sessions."""
    if isinstance(objective(placement.objective), OneByOne) or placement.proof.get("space") == "sessions":
        return False
    return is_large(problem) and is_plain(problem)


def _endless() -> None:
    """Let it take as long as it takes."""


def check_with(
    problem: Problem, value: Valuation | Lists, placement: Placement, pause: Callable[[], object] = _endless
) -> Verdict:
    """Check a placement as `check` does, with the problem's valuation: what seats cost is no part of the answer.

    pause: called before each level is looked at; what it raises ends the check of a placement that keeps the rules.
    """
    if isinstance(value, Valuation) and _by_lists(problem, placement):
        value = lists_of(problem)
    if placement.status == "infeasible":
        return Verdict(feasible=False, proven=False, findings=(), summary=text("there is no placement to check"))
    broken = tuple(broken_rules(problem, value, placement))
    if broken:
        return Verdict(feasible=False, proven=False, findings=broken, summary=text("the placement breaks the rules"))
    unproven = tuple(_unproven(problem, value, placement, pause))
    if not unproven and isinstance(objective(placement.objective), OneByOne):
        summary = text(
            "the placement keeps all rules, and in the order of turns nobody could have had anything better; checked"
            " without the solver"
        )
        return Verdict(feasible=True, proven=True, findings=(), summary=summary)
    if not unproven:
        summary = text("the placement keeps all rules and no other placement is better; checked without the solver")
        return Verdict(feasible=True, proven=True, findings=(), summary=summary)
    summary = text("the placement keeps all rules; that no other is better rests on the solver, not on this check")
    return Verdict(feasible=True, proven=False, findings=unproven, summary=summary)


def levels_of(aim: Objective, rounds: int, value: Valuation | Lists, possible: Ints) -> Iterator[Level]:
    """Return the levels of an objective for a problem; `possible` are the regrets that occur."""
    return aim.levels(Scale(rounds, value.costs, np.unique(possible)))


def level_value(level: Level, outside: Ints, regret: Ints, ranks: Ints) -> int:
    """Return what a placement scores on a level: from outside, regret (n,) and seat ranks (n, R)."""
    if isinstance(level, SeatLevel):
        return int(level.seat[ranks[ranks != NO_SEAT]].sum())
    return int(level.person(outside, regret).sum())


def broken_rules(problem: Problem, value: Valuation | Lists, placement: Placement) -> Iterator[Text]:
    """Yield a sentence for every rule that the placement breaks and every figure that is wrong."""
    seats = placement.seats
    yield from _broken_by_participants(problem, value, seats)
    yield from _broken_by_sessions(problem, placement)
    yield from (sentence for sentence, _ in breaches(problem, seats, soft=False))
    if placement.rooms:
        yield from (found for rule in problem.rules for found in rule.misdealt(problem, seats, placement.rooms))
    if not np.array_equal(value.seat_ranks(seats), placement.ranks):
        yield text("the ranks of some seats are not those of the wishes")
    elif figures(value, seats) != placement.figures:
        yield text("the figures are not those of the seats")
    if isinstance(objective(placement.objective), OneByOne):
        yield from broken_turns(problem, value, placement)


def _broken_by_participants(problem: Problem, value: Valuation | Lists, seats: Ints) -> Iterator[Text]:
    seated = seats != NO_SEAT
    for person, rnd in np.argwhere(seated != problem.seated):
        who = {"person": problem.participant_ids[person], "round": problem.round_ids[rnd]}
        if seated[person, rnd]:
            yield text("{person} has a seat in {round} but needs none", **who)
        else:
            yield text("{person} has no seat in {round}", **who)
    person, rnd = np.nonzero(seated)
    allowed = value.may_have(person, seats[person, rnd], rnd)
    for at in np.flatnonzero(~allowed):
        where = {"workshop": problem.label(seats[person[at], rnd[at]]), "round": problem.round_ids[rnd[at]]}
        yield text("{person} may not be in {workshop} in {round}", person=problem.participant_ids[person[at]], **where)
    ordered = np.sort(_apart(problem, np.where(seated, seats, NO_SEAT)), axis=1)
    for at in np.flatnonzero((np.diff(ordered, axis=1) == 0).any(axis=1)):
        yield text("{person} has the same workshop twice", person=problem.participant_ids[at])
    for person_at, rnd_at, workshop in problem.fixed:
        if seats[person_at, rnd_at] != workshop:
            where = {"workshop": problem.label(workshop), "round": problem.round_ids[rnd_at]}
            who = problem.participant_ids[person_at]
            yield text("{person} is not at the fixed place {workshop} in {round}", person=who, **where)


def _apart(problem: Problem, seats: Ints) -> Ints:
    """Return the seats (n, R) with different numbers below 0 for none, and for one in a session that goes on."""
    later = seats == NO_SEAT
    for workshop, rounds in problem.blocks:
        for rnd in rounds[1:]:
            later[:, rnd] |= (seats[:, [rounds[0], rnd]] == workshop).all(axis=1)
    return np.where(later, -1 - np.arange(seats.shape[1]), seats)


def _broken_by_sessions(problem: Problem, placement: Placement) -> Iterator[Text]:
    people = placement.seats_per_session
    dropped = problem.optional & (people.sum(axis=1) == 0)
    for workshop, rnd in np.argwhere(people > np.maximum(problem.capacity, 0)):
        where = {"workshop": problem.label(workshop), "round": problem.round_ids[rnd]}
        chairs = int(max(0, problem.capacity[workshop, rnd]))
        count = {
            "people": _people(int(people[workshop, rnd])),
            "chairs": counted(chairs, text("{count} chair"), text("{count} chairs")),
        }
        yield text("{workshop} in {round} has {people} on {chairs}", **where, **count)
    for workshop, rnd in np.argwhere((people < problem.minimum) & problem.offered & ~dropped[:, None]):
        where = {"workshop": problem.label(workshop), "round": problem.round_ids[rnd]}
        who = _people(int(people[workshop, rnd]))
        least = int(problem.minimum[workshop, rnd])
        yield text("{workshop} in {round} has {people} and needs {minimum}", **where, people=who, minimum=least)


def _people(count: int) -> Text:
    return counted(count, text("{count} person"), text("{count} people"))


def _unproven(
    problem: Problem, value: Valuation | Lists, placement: Placement, pause: Callable[[], object]
) -> Iterator[Text]:
    """Yield a sentence for every level that the certificate does not prove."""
    if isinstance(value, Valuation) and isinstance(objective(placement.objective), OneByOne):
        yield from unproven_turns(problem, value, placement)
    case = _case(problem, value, placement)
    for key in (key for key, found in case.values.items() if found):
        pause()
        claim = case.claims.get(key, {})
        values = {"level": case.levels[key].title.text, "value": case.values[key]}
        proven = _proven(case, claim)
        if proven is None:
            yield text("{level}: {value}, without prices that prove it", **values)
        elif proven < case.values[key]:
            yield text("{level}: {value}, and the prices prove {bound}", **values, bound=proven)
        elif (claim["value"], claim["bound"]) != (case.values[key], case.values[key]):
            yield text("{level}: {value}, and the certificate says something else", **values)


@dataclass(frozen=True, eq=False)
class _Case:
    """What a certificate is held against: the levels with the values of the placement, and its claims by level.

    sessions: the prices are of sessions. by_prices: prices can prove something; they know nothing of classes of people,
    of sessions over more rounds, and those of whole workshops of wishes that differ per round. bound_by: the bound of a
    level that prices (m, T) prove.
    """

    problem: Problem
    sessions: bool
    levels: Mapping[str, Level]
    values: Mapping[str, int]
    claims: Mapping[str, Mapping[str, Any]]
    by_prices: bool
    bound_by: Callable[[Weighed, Ints], int]


def _case(problem: Problem, value: Valuation | Lists, placement: Placement) -> _Case:
    known = np.arange(int(value.costs.max()) * problem.round_count + 1)
    if problem.rules:
        known = np.add.outer(known, np.unique(carried(problem)))
    aim, groups = objective(placement.objective), classes(problem)
    regret, outside = regrets(value, placement.seats), (placement.ranks == OUTSIDE).sum(axis=1)
    levels: dict[str, Level] = {}
    values: dict[str, int] = {}
    for number, people in enumerate(() if isinstance(aim, OneByOne) else groups, start=1):
        for level in levels_of(aim, problem.round_count, value, known):
            titled = replace(level, title=in_class(level.title, number, len(groups)))
            levels[titled.title.key] = titled
            of_them = outside[people], regret[people], placement.ranks[people]
            values[titled.title.key] = level_value(level, *of_them)
    values[BROKEN.key] = sum(amount for _, amount in breaches(problem, placement.seats, soft=True))
    levels[BROKEN.key] = SeatLevel(BROKEN, np.zeros(len(value.costs), np.int64))
    claims = {claim["name"]: claim for claim in placement.proof.get("levels", ())}
    sessions = placement.proof.get("space") == "sessions"
    by_prices = not decides(problem) and (sessions or not _per_round(value))
    bound_by = _bound_by(problem, value, sessions=sessions)
    return _Case(problem, sessions, levels, values, claims, by_prices, bound_by)


def _per_round(value: Valuation | Lists) -> bool:
    """Return whether what a workshop is worth hangs on the round."""
    return isinstance(value, Valuation) and value.ranks.shape[2] > 1


def _proven(case: _Case, claim: Mapping[str, Any]) -> int | None:
    """Return the bound that a claim's prices prove for its level, rounded up; None when it has no usable prices."""
    if "prices" not in claim or not case.by_prices:
        return None
    earlier = {key: int(weight) for key, weight in claim.get("earlier", {}).items()}
    order = list(case.levels)
    before = order[: order.index(claim["name"])]
    scale = int(claim.get("scale", 1))
    if scale <= 0 or not set(earlier) <= set(before) or min(earlier.values(), default=0) < 0:
        return None
    parts = ((scale, case.levels[claim["name"]]), *((weight, case.levels[key]) for key, weight in earlier.items()))
    prices = prices_of(case.problem, claim["prices"], sessions=case.sessions)
    found = case.bound_by(Weighed(parts, case.problem.round_count), prices)
    return -(-(found - sum(weight * case.values[key] for key, weight in earlier.items())) // scale)


def _bound_by(problem: Problem, value: Valuation | Lists, *, sessions: bool) -> Callable[[Weighed, Ints], int]:
    """Return the bound that prices prove. Lists know of no rounds; prices of sessions then prove nothing."""
    if isinstance(value, Lists):
        return (lambda _level, _prices: 0) if sessions else partial(bound_of_lists, value)
    return partial(bound, problem, value, space_of(problem, value.allowed, sessions=sessions))


def certificate_prices(problem: Problem, prices: Ints) -> dict[str, Any]:
    """Return the tree of prices that are not zero: workshop → price for (m, 1), workshop → round → price for (m, R)."""
    together = prices.shape[1] == 1
    tree: dict[str, Any] = {}
    charged = np.flatnonzero(prices.any(axis=1)).tolist()
    for workshop in sorted(charged, key=problem.workshop_ids.__getitem__):
        per_round = prices[workshop].tolist()
        by_round = {rnd: price for rnd, price in zip(problem.round_ids, per_round, strict=not together) if price}
        tree[problem.workshop_ids[workshop]] = per_round[0] if together else by_round
    return tree
