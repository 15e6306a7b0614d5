# SPDX-License-Identifier: EUPL-1.2
"""Whoever comes or may come, of organisations in some domains."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.registrations.audiences.who import ALIVE, ids_in, recipients
from regiodag.registrations.models import Domain, Participant


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:
    return recipients(Participant.objects.filter(day=day, state__in=ALIVE, organisation__domain__in=ids_in(chosen)))


def _choices(day: Day) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in Domain.objects.filter(day=day)]


AUDIENCE = Audience("domain", _("people of certain domains"), 60, _people, _choices)
