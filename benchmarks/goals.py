# SPDX-License-Identifier: EUPL-1.2
"""What we want to reach."""

from __future__ import annotations

# What we want to reach, in seconds, on two cores: people → objective → goal.
GOALS: dict[int, dict[str, float]] = {
    150: {"least-cost": 0.002, "rank-maximal": 0.002, "generous": 0.005, "fair": 0.05, "leximin": 0.2},
    400: {"least-cost": 0.004, "rank-maximal": 0.004, "generous": 0.01, "fair": 0.15, "leximin": 0.6},
    2_000: {"least-cost": 0.015, "rank-maximal": 0.015, "generous": 0.03, "fair": 0.8, "leximin": 5.0},
    10_000: {"least-cost": 0.1, "rank-maximal": 0.1, "generous": 0.2, "fair": 20.0},
    100_000: {"least-cost": 1.5, "rank-maximal": 1.5, "generous": 3.0, "fair": 120.0},
    1_000_000: {"least-cost": 20.0, "rank-maximal": 20.0, "generous": 60.0},
}
UNEQUAL_GOALS: dict[int, dict[str, float]] = {
    190: {"least-cost": 1.0, "rank-maximal": 1.0, "generous": 3.0, "fair": 15.0, "leximin": 60.0},
    2_000: {"least-cost": 0.5, "fair": 10.0},
    10_000: {"least-cost": 20.0},
}
# Where there is no goal but to tell how far it came in so many seconds: people → objective → time limit.
LIMITS: dict[int, dict[str, float]] = {10_000: {"leximin": 60.0}}
# Beyond this a day with sessions of their own size has missed its goal anyhow; it tells how far it came.
UNEQUAL_LIMITS: dict[int, dict[str, float]] = {10_000: {"least-cost": 60.0}}
RULED_OBJECTIVES = {"rules": ("least-cost", "fair")}

COMMAND_GOALS = {"least-cost": 1.0, "fair": 1.2}
