# SPDX-License-Identifier: EUPL-1.2
"""The workshops in which somebody is placed, as they are published: a line each, with time and room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder
from regiodag.placements.queries.published import lines_of, shown


def _values(day: Day, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    publication = shown(day)
    found = lines_of(day, publication, ids) if publication else {}
    return {person: lines for person, lines in found.items() if lines}


PLACEHOLDER = Placeholder("programme", _("programme"), _("their workshops, with times and rooms"), 27, _values)
