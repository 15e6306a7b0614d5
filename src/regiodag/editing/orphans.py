# SPDX-License-Identifier: EUPL-1.2
"""Files that no row names any more: pictures that were replaced, of what was taken away, of what was never kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models
from django.utils import timezone

GRACE = timedelta(hours=1)
"""So long a file may wait for its row, and somebody may undo what took the row away."""


def sweep_orphans(now: datetime | None = None) -> int:
    """Delete files that no row names and that are older than an hour; return how many that were.

    Which rows there are is read before which files: what is kept in between is too young.
    """
    now = now or timezone.now()
    named = _named()
    orphans = [
        (storage, path)
        for (storage, folder), names in named.items()
        for path in _files(storage, folder)
        if path not in names and storage.get_modified_time(path) < now - GRACE
    ]
    for storage, path in orphans:
        storage.delete(path)
    return len(orphans)


def _named() -> dict[tuple[Storage, str], set[str]]:
    """Return the paths that rows name, by where files of that kind are."""
    found: dict[tuple[Storage, str], set[str]] = {}
    for kind in apps.get_models():
        for field in kind._meta.concrete_fields:
            if isinstance(field, models.FileField):
                rows = kind._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                found.setdefault((field.storage, str(field.upload_to)), set()).update(rows)
    return found


def _files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:  # nothing of that kind was ever kept
        return
    yield from (f"{folder}/{each}" for each in names)
