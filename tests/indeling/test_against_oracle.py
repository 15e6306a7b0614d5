# SPDX-License-Identifier: EUPL-1.2
"""The engine against an independent model, on hundreds of small days of every kind, under every objective."""

from __future__ import annotations

from typing import Any

import pytest

from indeling import Problem, check, solve
from oracle.edges import EDGES
from oracle.instances import KINDS, ruled, seeded
from oracle.model import OBJECTIVES, feasible, misreported, optimum, value
from oracle.ruled_edges import RULED_EDGES
from thoroughness import a_few

Tree = dict[str, Any]

CHUNKS, CHUNK = 4, 14
"""For each kind of day and each objective: how many tests, and how many days in a test."""

RULES = (
    "together",
    "apart",
    "at_most",
    "at_least",
    "eligible",
    "carried_over",
    "priority",
    "rooms",
    "any_of",
    "spanning",
)

PLACED_EDGES = {name: data for name, data in RULED_EDGES.items() if name != "a chair is for nobody in sight"}
"""The days at the edge of rules; a rule that names a stranger is refused."""


def disagreement(data: Tree, objective: str) -> dict[str, Any]:
    """Return everything in which the engine's answer is not what the judge expects; empty when they agree."""
    problem = Problem.from_dict(data)
    placement = solve(problem, objective)
    tree, best = placement.to_dict(), optimum(data, objective)
    if best is None or placement.status != "optimal":
        expected = "infeasible" if best is None else "optimal"
        return {} if placement.status == expected else {"status": placement.status, "expected": expected}
    verdict, rules = check(problem, placement), feasible(data, tree)
    wrong = {
        "rules broken": rules,
        "value": [] if rules or value(data, tree, objective) == best else [value(data, tree, objective), best],
        "misreported": [] if rules else misreported(data, tree),
        "refused by the checker": [] if verdict.feasible else list(map(str, verdict.findings)),
        "not proven": [] if verdict.proven or tree["proof"]["kind"] == "mip" else [tree["proof"]],
    }
    return {name: found for name, found in wrong.items() if found}


@pytest.mark.parametrize("chunk", a_few(range(CHUNKS)))
@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("kind", KINDS)
def test_small_days_are_placed_as_well_as_the_independent_model_can(kind: str, objective: str, chunk: int) -> None:
    seeds = range(chunk * CHUNK, (chunk + 1) * CHUNK)
    days = {seed: seeded(seed, [kind]) for seed in seeds}
    assert {seed: found for seed, data in days.items() if (found := disagreement(data, objective))} == {}


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("name", EDGES)
def test_day_at_the_edge_is_placed_as_well_as_the_independent_model_can(name: str, objective: str) -> None:
    assert disagreement(EDGES[name], objective) == {}


@pytest.mark.parametrize("chunk", a_few(range(3)))
@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("kinds", [*((kind,) for kind in RULES), RULES], ids="+".join)
def test_small_days_with_rules_are_placed_as_well_as_the_independent_model_can(
    kinds: tuple[str, ...], objective: str, chunk: int
) -> None:
    days = {seed: ruled(seed, kinds) for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK)}
    assert {seed: found for seed, data in days.items() if (found := disagreement(data, objective))} == {}


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("name", PLACED_EDGES)
def test_day_with_rules_at_the_edge_is_placed_as_well_as_the_independent_model_can(name: str, objective: str) -> None:
    assert disagreement(PLACED_EDGES[name], objective) == {}
