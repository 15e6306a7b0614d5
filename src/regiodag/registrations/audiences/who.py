# SPDX-License-Identifier: EUPL-1.2
"""What every audience is made of."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from regiodag.mailings.kinds import Recipient
from regiodag.registrations.models import Participant

State = Participant.State
ALIVE = (State.REGISTERED, State.OFFERED, State.WAITING)
"""States of people who come or may come: whoever cancelled is written to only when that is chosen."""


def recipients(people: QuerySet[Participant]) -> list[Recipient]:
    """Return people as those who can be written to, by family name."""
    found = people.only("id", "given_name", "prefix", "family_name", "email").order_by(
        "family_name", "given_name", "pk"
    )
    return [Recipient(each.pk, str(each), each.email) for each in found]


def ids_in(chosen: Iterable[str]) -> list[UUID]:
    """Return what was chosen as ids; what is none is passed over."""
    found = []
    for each in chosen:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
