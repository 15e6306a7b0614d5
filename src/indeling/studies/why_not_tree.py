# SPDX-License-Identifier: EUPL-1.2
"""Why somebody is not in a workshop, as the JSON tree `indeling/why-not` version 1."""

from __future__ import annotations

from typing import Any

from indeling.problem import Problem
from indeling.studies.charges import Charge
from indeling.studies.counterfactual import Attempt, Change, Counterfactual
from indeling.studies.exact_words import told_conflict
from indeling.studies.obstacles import Round
from indeling.studies.reason import Finding
from indeling.studies.why_not_words import sentences

Tree = dict[str, Any]


def tree_of(found: Finding, *, names: bool) -> Tree:
    """Return the tree; ids of others only with `names`."""
    case, problem = found.case, found.case.problem
    return {
        "format": "indeling/why-not",
        "version": 1,
        "participant": problem.participant_ids[case.person],
        "workshop": problem.workshop_ids[case.workshop],
        "objective": case.placement.objective,
        "reason": found.reason,
        **({"rule": found.rule} if found.rule else {}),
        "rounds": [_round(problem, each) for each in found.rounds],
        "priced": found.priced,
        "prices": [_charge(problem, each) for each in found.charges],
        **({"exact": _exact(problem, found.exact, names=names)} if found.exact else {}),
        "text": [str(sentence) for sentence in sentences(found, names=names)],
    }


def _round(problem: Problem, each: Round) -> Tree:
    tree: Tree = {"round": problem.round_ids[each.round], "obstacle": each.obstacle}
    if each.held >= 0:
        tree["held"] = problem.workshop_ids[each.held]
    if each.rank < 0:
        return tree
    tree |= {"held_rank": each.held_rank or None, "rank": each.rank or None, "gains": each.gains}
    tree |= {key: getattr(each, key) for key in ("people", "chairs", "minimum", "higher", "same", "lower", "fixed")}
    if each.swaps:
        tree["trades"] = dict(vars(each.swaps))
    return tree


def _charge(problem: Problem, each: Charge) -> Tree:
    return {**vars(each), "gives_up": problem.workshop_ids[each.gives_up]}


def _exact(problem: Problem, exact: Counterfactual, *, names: bool) -> Tree:
    tree: Tree = {"attempts": [_attempt(problem, each, names=names) for each in exact.attempts]}
    if exact.round < 0:
        return tree
    before, after = exact.regret
    return tree | {
        "round": problem.round_ids[exact.round],
        "status": exact.status,
        "levels": [{"level": key, "before": old, "after": new} for key, old, new in exact.values],
        "regret": {"before": before, "after": after},
        "others": {
            "moved": exact.moved,
            "other_workshops": sum(len(each.people) for each in exact.changes),
            "better": exact.better,
            "worse": exact.worse,
            "none_spared": exact.nearest,
        },
        "changes": [_change(problem, each, names=names) for each in exact.changes],
    }


def _attempt(problem: Problem, each: Attempt, *, names: bool) -> Tree:
    tree: Tree = {"round": problem.round_ids[each.round], "status": each.status}
    if each.conflicts:
        tree["conflicts"] = [
            {key: value for key, value in conflict.items() if names or key not in {"rule", "words"}}
            | {"text": str(told_conflict(conflict, names=names))}
            for conflict in each.conflicts
        ]
    return tree


def _change(problem: Problem, each: Change, *, names: bool) -> Tree:
    return {
        "people": len(each.people),
        "from": [rank or None for rank in each.lost],
        "to": [rank or None for rank in each.won],
        "regret": each.regret,
        **({"participants": sorted(problem.participant_ids[at] for at in each.people)} if names else {}),
    }
