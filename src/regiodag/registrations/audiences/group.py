# SPDX-License-Identifier: EUPL-1.2
"""Whoever comes or may come, in some groups."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.registrations.audiences.who import ALIVE, ids_in, recipients
from regiodag.registrations.models import Group, Participant


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:
    return recipients(Participant.objects.filter(day=day, state__in=ALIVE, group__in=ids_in(chosen)))


def _choices(day: Day) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in Group.objects.filter(day=day)]


AUDIENCE = Audience("group", _("people of certain groups"), 70, _people, _choices)
