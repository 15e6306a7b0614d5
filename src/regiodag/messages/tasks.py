# SPDX-License-Identifier: EUPL-1.2
"""Nudges to the worker. What must happen stands in the outbox; a task that is lost, late or doubled changes nothing."""

from __future__ import annotations

from django_tasks import task

from regiodag.messages.actions import deliver_all


@task()
def deliver() -> None:
    """Deliver what is in the outbox."""
    deliver_all()
