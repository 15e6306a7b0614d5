# SPDX-License-Identifier: EUPL-1.2
"""Until when people are asked to answer whether they come on the new date; as soon as they can when no day was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.registrations.queries_again import last_move_of


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    last = last_move_of(day)
    if last is None or not last.asks:
        return {}
    soon = _("as soon as you can")
    told = _("by %(date)s") % {"date": date_format(last.answer_by, "l j F Y")} if last.answer_by else soon
    return dict.fromkeys(ids, told)


PLACEHOLDER = Placeholder(
    "by-when", gettext_lazy("by-when"), gettext_lazy("until when they are asked to answer"), 47, _values, shared=True
)
