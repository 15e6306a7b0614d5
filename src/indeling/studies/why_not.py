# SPDX-License-Identifier: EUPL-1.2
"""Why is somebody not in a workshop? Told at once from the placement and the prices in its proof; exactly on request.

Everything is counted in the given placement, whatever made it. What is said of prices was checked first, without the
solver. The words are in `indeling.studies.why_not_words`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from indeling.errors import Issue, PlacementError, Text, text
from indeling.placement import OUTSIDE, Placement
from indeling.problem import Problem
from indeling.proof import check_with
from indeling.studies.charges import charges_of
from indeling.studies.counterfactual import Options, counterfactual
from indeling.studies.measure import measure_of, spanned
from indeling.studies.obstacles import CLOSED, Case, Round, barrier, rounds_of
from indeling.studies.reason import Finding, Reason
from indeling.studies.why_not_tree import tree_of
from indeling.studies.why_not_words import sentences
from indeling.valuation import valuation

__all__ = ["Options", "WhyNot", "why_not"]

UNLIMITED = Options()


class WhyNot(Finding):
    """Why a participant is not in a workshop; `Finding` tells what there is."""

    def to_dict(self, *, names: bool = False) -> dict[str, Any]:
        """Return the JSON tree `indeling/why-not` version 1 (docs/reference/why-not.md).

        names: tell which of the others would have to change, by id; else they are only counted.
        """
        return tree_of(self, names=names)

    def sentences(self, *, names: bool = False) -> list[Text]:
        """Return the answer in sentences that can be translated; `names` as for `to_dict`."""
        return sentences(self, names=names)


def why_not(
    problem: Problem,
    placement: Placement,
    participant: str,
    workshop: str,
    *,
    exact: bool = False,
    options: Options = UNLIMITED,
) -> WhyNot:
    """Return why the participant with that id is not in the workshop with that id.

    placement: of this problem, in its order (`indeling.interchange.align`); it keeps the rules. exact: solve again with
    the participant in the workshop, and tell what changes; options: then the limits, as for `solve`.

    Raises PlacementError when there is no such participant or workshop, or the placement breaks a rule or is none.
    """
    issues = [
        *_stranger(participant, problem.people_at, text("there is no participant with the id “{id}”.", id=participant)),
        *_stranger(workshop, problem.workshops_at, text("there is no workshop with the id “{id}”.", id=workshop)),
    ]
    if issues:
        raise PlacementError(issues)
    value = valuation(problem)
    verdict = check_with(problem, value, placement)
    if not verdict.feasible:
        advice = text("Look at it with: indeling check")
        raise PlacementError([Issue(text("this placement does not keep the rules of this problem."), advice)])
    measure = measure_of(problem, value, placement.objective, placement.seed)
    people, workshops = problem.people_at, problem.workshops_at
    case = Case(problem, value, measure, placement, people[participant], workshops[workshop])
    priced = verdict.proven and placement.proof.get("kind") == "prices"
    found = _at_once(case, priced=priced)
    if not exact or found.reason == "has" or not found.open_rounds:
        return found
    # one attempt for all the rounds that a workshop spans
    first = [spanned(problem, case.workshop, each.round)[0] for each in found.open_rounds]
    rounds = list(dict.fromkeys(first))
    return replace(found, exact=counterfactual(case, rounds, options))


def _stranger(name: str, known: dict[str, int], what: Text) -> list[Issue]:
    return [] if name in known else [Issue(what)]


def _at_once(case: Case, *, priced: bool) -> WhyNot:
    barred, rule = barrier(case)
    if barred:
        return WhyNot(case, barred, rule, (), priced, ())
    rounds = rounds_of(case)
    open_rounds = [each for each in rounds if each.obstacle not in CLOSED]
    if not open_rounds:
        return WhyNot(case, "no-round", 0, rounds, priced, ())
    charges = charges_of(case, [each.round for each in open_rounds]) if priced else ()
    return WhyNot(case, _reason(case, open_rounds), 0, rounds, priced, charges)


def _reason(case: Case, open_rounds: list[Round]) -> Reason:
    """Return the reason that weighs most: what can be said of a round in which they would rather be there."""
    wanted = [_wanted(each) for each in open_rounds if each.gains]
    ordered: tuple[Reason, ...] = ("not-best", "full-loss", "full-higher", "minimum", "rule", "dropped")
    return next((each for each in ordered if each in wanted), None) or _satisfied(case, open_rounds)


def _wanted(each: Round) -> Reason:
    """Return what keeps them from the workshop in a round in which they would rather be there."""
    better = each.swaps.better if each.swaps else 0
    if each.obstacle == "open" or better:
        return "not-best"
    if each.obstacle == "full":
        return "full-loss" if each.lower else "full-higher"
    return "minimum" if each.obstacle == "minimum" else "rule" if each.obstacle == "rule" else "dropped"


def _satisfied(case: Case, open_rounds: list[Round]) -> Reason:
    """Return `clash` when they hold something that counts for less, in a round in which the workshop is not open."""
    seats, person = case.placement.seats, case.person
    here = {each.round for each in open_rounds}
    best = min(_worth(each.rank) for each in open_rounds)
    elsewhere = [rnd for rnd in range(seats.shape[1]) if rnd not in here and seats[person, rnd] >= 0]
    ranks = case.placement.ranks[person]
    return "clash" if any(_worth(int(ranks[rnd])) > best for rnd in elsewhere) else "content"


def _worth(rank: int) -> tuple[bool, int]:
    """Return what puts ranks in order: outside the wishes last."""
    return (rank == OUTSIDE, rank)
