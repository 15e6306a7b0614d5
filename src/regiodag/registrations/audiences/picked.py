# SPDX-License-Identifier: EUPL-1.2
"""People picked by hand, also who cancelled."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.registrations.audiences.who import ids_in, recipients
from regiodag.registrations.models import Participant


def _people(day: Day, chosen: Sequence[str]) -> list[Recipient]:
    wanted = {*ids_in(chosen)}
    return [each for each in recipients(Participant.objects.filter(day=day)) if each.id in wanted]


def _choices(day: Day) -> list[tuple[str, str]]:
    return [(str(each.pk), f"{each} ({each.get_state_display()})") for each in Participant.objects.filter(day=day)]


AUDIENCE = Audience("picked", _("people whom you pick"), 80, _people, _choices)
