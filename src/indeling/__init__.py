# SPDX-License-Identifier: EUPL-1.2
"""Indeling: place everybody in workshops of their choice, over all rounds at once, provably best.

>>> from indeling import Problem, solve
>>> day = Problem.build(rounds=1, workshops={"A": 1, "B": 1}, wishes={"Ann": ["A", "B"], "Bo": ["A"]})
>>> solve(day).status
'optimal'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indeling.placement import Placement
    from indeling.problem import Problem
    from indeling.proof import Verdict, check
    from indeling.solver import solve

__all__ = ["Placement", "Problem", "Verdict", "check", "solve"]

_HOMES = {
    "Placement": "indeling.placement",
    "Problem": "indeling.problem",
    "Verdict": "indeling.proof",
    "check": "indeling.proof",
    "solve": "indeling.solver",
}


def __getattr__(name: str) -> object:
    """Import a name only when it is asked for: help needs no NumPy, reading and writing files need no solver."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
