# SPDX-License-Identifier: EUPL-1.2
"""What has to be looked after time and again: apps register it, `regiodag sweep` does it."""

from __future__ import annotations

from collections.abc import Callable

from regiodag.database.sqlite.log import empty_log
from regiodag.messages.actions import deliver_all

_SWEEPERS: list[Callable[[], object]] = []


def register(sweeper: Callable[[], object]) -> None:
    """Let something be done at every sweep, before the mail goes out."""
    if sweeper not in _SWEEPERS:
        _SWEEPERS.append(sweeper)


def sweep() -> None:
    """Do all that is to be done now."""
    for sweeper in _SWEEPERS:
        sweeper()
    empty_log()  # of what they deleted
    deliver_all()
