# SPDX-License-Identifier: EUPL-1.2
"""Nudges to the worker. What must happen stands in the outbox; a task that is lost, late or doubled changes nothing."""

from __future__ import annotations

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from regiodag.database.prepared import Prepared
from regiodag.messages.actions import deliver_all


@task()
def deliver() -> None:
    """Deliver what is in the outbox."""
    deliver_all()


_ready = Prepared(lambda path: DBTaskResult.objects.ready().filter(task_path=path).values_list("pk")[:1], path=str)


def nudge() -> None:
    """Ask the worker to deliver, once the mail is in the outbox for good.

    A nudge that has not begun yet will find this mail, too: when hundreds register at once, one is enough.
    """
    if not _ready(path=deliver.module_path):
        deliver.enqueue()
