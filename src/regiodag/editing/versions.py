# SPDX-License-Identifier: EUPL-1.2
"""Optimistic locking: who saves says which version they looked at; when it is no longer that one, they are told.

Source: Kung and Robinson, On optimistic methods for concurrency control, ACM TODS 6 (1981).
"""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from django.db.models import F

from regiodag.editing.models import Versioned

V = TypeVar("V", bound=Versioned)


class StaleError(Exception):
    """Somebody else saved it in the meantime. `now` is as it stands, None when it is gone."""

    def __init__(self, now: Versioned | None) -> None:
        super().__init__("changed by somebody else in the meantime")
        self.now = now


@transaction.atomic
def save(thing: V, seen: int) -> V:
    """Save what somebody edited who saw version `seen`. Raises StaleError, and saves nothing, when it has moved on."""
    claim(thing, seen)
    thing.version = seen + 1
    thing.save()
    return thing


@transaction.atomic
def claim(thing: Versioned, seen: int) -> None:
    """Count the version up, for the one who saw it last. Raises StaleError for whoever comes second."""
    rows = type(thing)._default_manager.filter(pk=thing.pk)
    if not rows.filter(version=seen).update(version=F("version") + 1):
        raise StaleError(rows.first())
