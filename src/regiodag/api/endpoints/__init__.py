# SPDX-License-Identifier: EUPL-1.2
"""The operations of the API: one file per thing that they are about."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Have every operation add itself."""
    for each in iter_modules(__path__):
        import_module(f"{__name__}.{each.name}")
