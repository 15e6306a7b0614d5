# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a programme? One kind of warning per file; a file here that holds a `CHECK` is found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Check, Severity, Warned

__all__ = ["Severity", "Warned", "checks", "warnings_of"]


@cache
def checks() -> tuple[Check, ...]:
    """Return every check, in the order of the names of their files."""
    found = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return tuple(module.CHECK for module in found if hasattr(module, "CHECK"))


def warnings_of(programme: Programme) -> list[Warned]:
    """Return what is wrong, the worst first, without a query."""
    found = [warned for check in checks() for warned in check(programme)]
    return sorted(found, key=lambda warned: warned.severity)
