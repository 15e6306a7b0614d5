# SPDX-License-Identifier: EUPL-1.2
"""A nudge to a worker. What must happen is a row; a task that is lost, late or doubled changes nothing."""

from __future__ import annotations

from django_tasks import task

from regiodag.placements.actions.runs import work

QUEUE = "placements"
"""Of a worker of its own: whoever waits for mail does not wait until everybody is placed."""


@task(queue_name=QUEUE)
def place() -> None:
    """Calculate what is queued."""
    work()
