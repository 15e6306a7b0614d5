# SPDX-License-Identifier: EUPL-1.2
"""A turn to write, between processes.

SQLite has one writer. Whoever else wants to write looks again after a while, each time after a longer one, and who came
last may be let in first. A lock on a file wakes the next at once, in the order in which they came. It only spares
waiting: who does not ask for a turn, or has no file to lock, is held off by SQLite itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db import connection

BESIDE = "-turn"
"""What follows the name of the database in that of the file, which stays empty."""


@contextmanager
def turn() -> Iterator[Callable[[], None]]:
    """Wait for a turn to write, and keep it meanwhile. The system takes it back from a process that is killed.

    Yields what gives it back earlier.
    """
    file = _opened()
    if file is None:
        yield _nothing
        return
    import fcntl  # noqa: PLC0415  (not on every system)

    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield partial(fcntl.flock, file, fcntl.LOCK_UN)
    finally:
        os.close(file)


def _nothing() -> None:
    """Give back no turn."""


def _opened() -> int | None:
    """Return the file to lock, or nothing where the database is no file or the file cannot be made."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not Path(name).is_absolute():
        return None
    try:
        return os.open(name + BESIDE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
