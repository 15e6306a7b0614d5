# SPDX-License-Identifier: EUPL-1.2
"""What was registered: to whom one can write, what can stand in a text, before what a rule can run, and who is who."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, TypeVar
from uuid import UUID

from regiodag.mailings.kinds import Audience, Moment, Person, Placeholder

K = TypeVar("K", Audience, Moment, Placeholder)

_audiences: dict[str, Audience] = {}
_moments: dict[str, Moment] = {}
_placeholders: dict[str, Placeholder] = {}
_names_of_kinds: dict[str, Any] = {}
_finders: list[Callable[[UUID], Person | None]] = []


def register_all(package: ModuleType) -> None:
    """Register what stands in the files of a package: each `AUDIENCE`, `PLACEHOLDER` and `MOMENT`."""
    for each in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{each.name}")
        for name, known in (("AUDIENCE", _audiences), ("PLACEHOLDER", _placeholders), ("MOMENT", _moments)):
            if hasattr(module, name):
                found: Any = getattr(module, name)
                known[found.code] = found


def name_kinds(names: Mapping[str, Any]) -> None:
    """Say what kinds of mail are called: `kind` in the outbox, and its name for people."""
    _names_of_kinds.update(names)


def register_finder(find: Callable[[UUID], Person | None]) -> None:
    """Let somebody be found by the id that a mail is about; None for who is not known there."""
    if find not in _finders:
        _finders.append(find)


def audiences() -> dict[str, Audience]:
    """Return every audience by its code, in the order in which they are offered."""
    return _in_order(_audiences)


def placeholders() -> dict[str, Placeholder]:
    """Return every placeholder by its code, in the order in which they are offered."""
    return _in_order(_placeholders)


def moments() -> dict[str, Moment]:
    """Return every moment by its code, in the order in which they are offered."""
    return _in_order(_moments)


def name_of_kind(kind: str) -> str:
    """Return what a kind of mail is called; the kind itself when nobody named it."""
    return str(_names_of_kinds.get(kind, kind))


def person_of(about: UUID | None) -> Person | None:
    """Return whom a mail is about, None when nobody knows."""
    found = (find(about) for find in _finders) if about else iter(())
    return next((person for person in found if person is not None), None)


def _in_order(known: dict[str, K]) -> dict[str, K]:
    return dict(sorted(known.items(), key=lambda pair: (pair[1].order, pair[0])))
