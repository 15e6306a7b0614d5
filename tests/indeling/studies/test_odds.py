# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from indeling import Problem
from indeling.studies.odds import Chances, Tally, score_interval

DAY = Problem.build(rounds=1, workshops={"a": 1}, wishes={"p": ["a"]})


@pytest.mark.parametrize("draws", [1, 2, 7, 100, 1000])
def test_interval_is_that_of_scipy(draws: int) -> None:
    counts = np.arange(draws + 1)
    ours = np.stack(score_interval(counts, draws), axis=1)
    judged = [binomtest(int(each), draws).proportion_ci(0.95, "wilson") for each in counts]
    np.testing.assert_allclose(ours, [(each.low, each.high) for each in judged], rtol=0, atol=1e-12)
    assert (ours[0, 0], ours[-1, 1]) == (0.0, 1.0)


def test_interval_of_an_exact_chance_has_no_width() -> None:
    low, high = Chances(DAY, "exact", 1, 4, Tally.nothing(DAY)).interval(np.array([0, 1, 4]))
    assert low.tolist() == high.tolist() == [0.0, 0.25, 1.0]


def test_chance_is_told_as_a_fraction_or_with_its_interval() -> None:
    exact, sampled = (Chances(DAY, each, 1, 6, Tally.nothing(DAY)) for each in ("exact", "sampled"))
    low, high = score_interval(2, 6)
    assert exact.told(2) == {"draws": 2, "chance": 2 / 6, "fraction": "1/3"}
    assert sampled.told(2) == {"draws": 2, "chance": 2 / 6, "low": float(low), "high": float(high)}
