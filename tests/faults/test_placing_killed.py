# SPDX-License-Identifier: EUPL-1.2
"""The solver or its worker killed while people are placed or a placement is repaired: what is published is untouched.

`scripts/bench kills` does the same hundreds of times; `--kills` makes them more here: by itself one of each kind.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.load.kills import killed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")

TIMES = 2


@pytest.mark.usefixtures("tables")
def test_runs_end_with_a_reason_and_nothing_is_left_or_touched(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    kills = TIMES * request.config.getoption("--kills")
    report = killed(tmp_path, kills)
    assert (report.kills, report.faults, report.ended.total()) == (kills, [], kills)
