# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from indeling import Problem, outcome, solve
from indeling.outcome import listed
from oracle.instances import seeded


def by_name(data: dict[str, Any], problem: Problem, seats: list[list[int]]) -> list[list[bool]]:
    """Return which seats are wished for by name, from the tree."""
    found = []
    for person, row in zip(data["participants"], seats, strict=True):
        wishes = person.get("wishes", [])
        lists = [wishes.get(rnd, []) if isinstance(wishes, dict) else wishes for rnd in problem.round_ids]
        flat = [{w for group in each for w in ([group] if isinstance(group, str) else group)} for each in lists]
        rated = set(person.get("ratings", {}))
        names = [problem.workshop_ids[seat] if seat >= 0 else None for seat in row]
        found.append([name in wished | rated for name, wished in zip(names, flat, strict=True)])
    return found


@pytest.mark.parametrize("at_once", [1, 3, 1 << 18])
def test_seats_that_are_wished_for_by_name_are_found_some_wishes_at_a_time(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "AT_ONCE", at_once)
    for seed in range(60):
        data = seeded(seed)
        problem = Problem.from_dict(data)
        placement = solve(problem, "least-cost")
        found = listed(problem, placement)
        assert found.tolist() == by_name(data, problem, placement.seats.tolist())
