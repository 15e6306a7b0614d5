# SPDX-License-Identifier: EUPL-1.2
"""Whoever was asked whether they come on the new date, and has not answered yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.registrations.audiences.who import recipients
from regiodag.registrations.queries_again import silent_in


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:  # noqa: ARG001
    return recipients(silent_in(day))


AUDIENCE = Audience("not-answered", _("who has not answered whether they come on the new date"), 35, _people)
