# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_days import Drawn, drawn
from indeling.solver.bundles import Bundles, all_bundles
from indeling.solver.capped import bundles_within, options_of, widest
from indeling.solver.tally import tally_of
from oracle.edges import day_of, workshop
from oracle.instances import KINDS, seeded

Tree = dict[str, Any]

ORDERS = day_of(
    [{"id": "p", "wishes": list("abcde")}, {"id": "q", "wishes": list("edcba")}],
    [workshop(name, (2, 0), (2, 0)) for name in "abcde"],
    rounds=2,
)


def told(found: Bundles) -> list[tuple[int, ...]]:
    """Return each bundle as one row of numbers, in order."""
    arcs, pooled = np.sort(found.arcs, axis=1), np.sort(found.pooled, axis=1)
    return sorted(map(tuple, np.concatenate([found.person[:, None], arcs, pooled], axis=1).tolist()))


def within(day: Drawn, cap: int) -> Bundles:
    found = bundles_within(day.seats, options_of(day.day, day.seats), cap, 1_000_000)
    assert found is not None
    return found


@pytest.mark.parametrize("sessions", [False, True], ids=["workshops", "sessions"])
@pytest.mark.parametrize("kind", KINDS)
def test_bundles_within_a_cap_are_all_those_with_no_more_regret(kind: str, *, sessions: bool) -> None:
    for seed in range(12):
        day = drawn(seeded(seed, [kind]), sessions=sessions or kind == "per round")
        every = all_bundles(day.seats)
        regret = tally_of(day.day, day.seats, every).regret
        for cap in (0, 1, 4, 100, 10_000):
            chosen = np.flatnonzero(regret <= cap)
            expected = Bundles(every.person[chosen], every.arcs[chosen], every.pooled[chosen])
            found = within(day, cap)
            assert told(found) == told(expected)
            assert (np.diff(found.person) >= 0).all()


def test_widest_cap_is_the_highest_that_leaves_so_many() -> None:
    day = drawn(ORDERS)
    options = options_of(day.day, day.seats)
    # regrets of pairs of five in order: 0, 2, 3, 5, 6, 8, 9, 9, 12, 15, for each of the two
    for most, cap, count in ((2, 1, 2), (5, 2, 4), (13, 8, 12), (20, 200, 20), (99, 200, 20)):
        found = widest(day.seats, options, most)
        assert found is not None
        assert (found[0], len(found[1])) == (cap, count)
    assert widest(day.seats, options, 1) is None


def test_day_of_nobody_has_no_bundles() -> None:
    day = drawn(day_of([]))
    assert len(within(day, 0)) == 0
