# SPDX-License-Identifier: EUPL-1.2
"""Kinds of questions. One kind per file; a file here that holds a `KIND` is found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from regiodag.registrations.fields.kind import FieldKind

__all__ = ["FieldKind", "kind_of", "kinds"]


@cache
def kinds() -> dict[str, FieldKind]:
    """Return every kind of question by its code, in the order in which an organiser is offered them."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    found: list[FieldKind] = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.code: kind for kind in sorted(found, key=lambda each: (each.order, each.code))}


def kind_of(code: str) -> FieldKind:
    """Return the kind with a code. Raises KeyError when there is none."""
    return kinds()[code]
