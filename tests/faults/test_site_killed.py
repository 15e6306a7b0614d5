# SPDX-License-Identifier: EUPL-1.2
"""Web servers and worker killed while people register: nothing that was acknowledged is lost, doubled or torn.

`scripts/bench faults` does the same a thousand times; `--kills` makes the rounds here more.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.load.faults import PER_ROUND, killed

ROUNDS_PER_KILL = 25


@pytest.mark.usefixtures("tables")
def test_nothing_is_lost_doubled_or_torn_when_everything_is_killed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rounds = ROUNDS_PER_KILL * request.config.getoption("--kills")
    report = killed(tmp_path, rounds)
    assert (report.faults, report.rounds, len(report.back)) == ([], rounds, rounds)
    assert report.acknowledged >= rounds * PER_ROUND
    assert report.kept <= report.mails <= report.kept + rounds
