# SPDX-License-Identifier: EUPL-1.2
"""Two organisers at the very same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from regiodag.accounts.models import AuditEntry, User
from regiodag.days.actions.parts import add_part
from regiodag.days.models import Day, Room
from regiodag.editing.models import Step

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 6


def at_once(do: Callable[[int], None]) -> list[str]:
    """What went wrong when several threads did it at the same moment."""
    start = Barrier(HANDS)

    def one(number: int) -> str:
        try:
            start.wait(timeout=30)
            do(number)
        except Exception as error:  # noqa: BLE001  (what is looked for)
            return repr(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(HANDS) as pool:
        return [each for each in pool.map(one, range(HANDS)) if each]


def test_steps_made_at_once_are_all_kept_and_numbered(day: Day, owner: User) -> None:
    def add(number: int) -> None:
        add_part(owner, Day.objects.get(pk=day.pk), Room(name=f"Zaal {number + 10}", capacity=10))

    assert at_once(add) == []
    assert list(Step.objects.values_list("number", flat=True)) == list(range(1, HANDS + 1))
    entries = AuditEntry.objects.filter(scope=day.pk).order_by("number")
    assert list(entries.values_list("number", flat=True)) == list(range(1, HANDS + 1))
    assert Room.objects.count() == HANDS + 1
