# SPDX-License-Identifier: EUPL-1.2
"""Indeling: place everybody in workshops of their choice, over all rounds at once, provably best.

>>> from indeling import Problem, solve
>>> day = Problem.build(rounds=1, workshops={"A": 1, "B": 1}, wishes={"Ann": ["A", "B"], "Bo": ["A"]})
>>> solve(day).status
'optimal'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indeling.placement import Placement
from indeling.problem import Problem

if TYPE_CHECKING:
    from indeling.proof import Verdict, check
    from indeling.solver import solve

__all__ = ["Placement", "Problem", "Verdict", "check", "solve"]


def __getattr__(name: str) -> object:
    """Import the solver only when it is asked for: reading and writing files need not wait for it."""
    if name == "solve":
        from indeling.solver import solve  # noqa: PLC0415

        return solve
    if name in {"check", "Verdict"}:
        from indeling import proof  # noqa: PLC0415

        return getattr(proof, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
