# SPDX-License-Identifier: EUPL-1.2
"""The worker that calculates, played by a test: nothing is calculated until it says so."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection

from regiodag.placements.actions import runs


@pytest.fixture
def worker_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody calculates until `worked` does."""
    monkeypatch.setattr(runs, "_nudge", lambda: None)


def worked() -> None:
    """Calculate what is queued, as the worker does: beside whoever looks at the page."""
    done = Event()

    def run() -> None:
        try:
            runs.work()
        finally:
            connection.close()
            done.set()

    Thread(target=run).start()
    assert done.wait(120)
