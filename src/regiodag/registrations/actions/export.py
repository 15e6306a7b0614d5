# SPDX-License-Identifier: EUPL-1.2
"""Take the list of participants out."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.registrations.export import columns_of, workbook_of
from regiodag.registrations.queries_participants import Filters

EXPORTED = audit.action("participants.exported", _("took the list of participants out ({columns}), because: {reason}"))


@transaction.atomic
def export_participants(
    by: User, day: Day, filters: Filters, keys: Collection[str], reason: str, *, sensitive: bool
) -> bytes:
    """Return the xlsx of the participants that are listed; who took it, which columns and why is written down."""
    headings = [str(each.heading) for each in columns_of(day, sensitive=sensitive) if each.key in keys]
    audit.record(by, EXPORTED, day.pk, columns=", ".join(headings), reason=reason)
    return workbook_of(day, filters, keys, sensitive=sensitive)
