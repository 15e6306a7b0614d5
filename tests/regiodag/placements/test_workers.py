# SPDX-License-Identifier: EUPL-1.2
"""Mail and placements wait in queues of their own, with a worker each."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core import mail
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from regiodag.accounts.models import User
from regiodag.config.settings import TASKS
from regiodag.days.models import Day
from regiodag.messages.actions import post
from regiodag.messages.models import Mail
from regiodag.placements.actions.runs import queue_run
from regiodag.placements.models import PlacementRun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def with_workers(settings: LazySettings) -> None:
    """Nudges are kept for the workers, as on a real site."""
    settings.TASKS = TASKS


def worker(queue: str) -> None:
    """Do what is in a queue, as `regiodag db_worker --batch` does."""
    Worker(
        queue_names=[queue], interval=0.01, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=f"worker of {queue}", excluded_queue_names=[],
    ).run()  # fmt: skip


def ended() -> tuple[int, list[str]]:
    """How many mails are still to be delivered, and how the runs are."""
    left = Mail.objects.exclude(state="sent").count()
    return left, [*PlacementRun.objects.values_list("state", flat=True)]


def test_mail_goes_out_before_a_placement_that_was_asked_for_earlier(placeable: Day, owner: User) -> None:
    queue_run(owner, placeable, "fair")
    post("ada@example.org", "Welkom", "Dag Ada")
    assert [*DBTaskResult.objects.order_by("queue_name").values_list("queue_name", flat=True)] == [
        "default", "placements",
    ]  # fmt: skip
    worker("default")
    assert ended() == (0, ["queued"])
    assert [each.to for each in mail.outbox] == [["ada@example.org"]]
    worker("placements")
    assert ended() == (0, ["done"])
