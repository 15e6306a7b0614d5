# SPDX-License-Identifier: EUPL-1.2
"""What is best? One objective per file; a file in this folder that holds an `OBJECTIVE` is found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from indeling.errors import UnknownKindError
from indeling.objectives.objective import Level, Objective, PersonLevel, Scale, SeatLevel, Title

__all__ = ["Level", "Objective", "PersonLevel", "Scale", "SeatLevel", "Title", "names", "objective"]

DEFAULT = "fair"


@cache
def _registry() -> dict[str, Objective]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    found = [module.OBJECTIVE for module in modules if hasattr(module, "OBJECTIVE")]
    return {each.name: each for each in sorted(found, key=lambda each: each.name != DEFAULT)}


def names() -> tuple[str, ...]:
    """Return the names of all objectives, the default first."""
    return tuple(_registry())


def objective(name: str) -> Objective:
    """Return the objective of that name. Raises UnknownKindError, which lists those there are."""
    if name not in _registry():
        kind = "objective"
        raise UnknownKindError(kind, name, names())
    return _registry()[name]
