# SPDX-License-Identifier: EUPL-1.2
"""The address of somebody's own page, filled in when the mail is sent: it stands in no database and on no page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.messages.late import PERSONAL_LINK


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    others = {*day.speakers.values_list("pk", flat=True)}
    return {each: PERSONAL_LINK for each in ids if each not in others}


PLACEHOLDER = Placeholder("personal-link", _("personal-link"), _("the link to their own page"), 20, _values, link=True)
