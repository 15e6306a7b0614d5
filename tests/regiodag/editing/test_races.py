# SPDX-License-Identifier: EUPL-1.2
"""Two organisers at the very same moment."""

from __future__ import annotations

import pytest

from hands import at_once
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.actions.parts import add_part
from regiodag.days.models import Day, Room
from regiodag.editing.models import Step

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 6


def test_steps_made_at_once_are_all_kept_and_numbered(day: Day, owner: User) -> None:
    def add(number: int) -> None:
        add_part(owner, Day.objects.get(pk=day.pk), Room(name=f"Zaal {number + 10}", capacity=10))

    assert at_once(HANDS, add) == []
    assert list(Step.objects.values_list("number", flat=True)) == list(range(1, HANDS + 1))
    entries = AuditEntry.objects.filter(scope=day.pk).order_by("number")
    assert list(entries.values_list("number", flat=True)) == list(range(1, HANDS + 1))
    assert Room.objects.count() == HANDS + 1
