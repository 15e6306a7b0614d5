# SPDX-License-Identifier: EUPL-1.2
"""What later parts of the work show on somebody's own page; they register it, registration knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from regiodag.registrations.models import Participant


@dataclass(frozen=True)
class Shown:
    """A part of the page: its template, and what that gets as `part`, beside all that the page has."""

    template: str
    part: Mapping[str, Any]


Look = Callable[[Participant], Shown | None]
_looks: list[Look] = []


def register(look: Look) -> None:
    """Let a part be shown, below whether they come; None: there is nothing to show to them."""
    _looks.append(look)


def parts_for(participant: Participant) -> list[Shown]:
    """Return what there is to show to somebody, in the order of registering."""
    return [shown for look in _looks if (shown := look(participant)) is not None]
