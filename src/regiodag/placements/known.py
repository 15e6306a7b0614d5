# SPDX-License-Identifier: EUPL-1.2
"""What the placement knows of somebody, for their own page (AVG, article 15)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regiodag.placements.models import PlacementRun
from regiodag.placements.queries.published import lines_of, shown
from regiodag.registrations.known import BASIS, WEEKS, Known, kept_until
from regiodag.registrations.models import Participant


def known_of(participant: Participant) -> Iterator[Known]:
    """Yield the workshops of somebody as they are published, and in how many calculations they are."""
    day, until, basis = participant.day, kept_until(participant, WEEKS), str(BASIS.label)
    publication = shown(day)
    lines = lines_of(day, publication, [participant.pk])[participant.pk] if publication else ""
    yield Known(_("Workshops in which you are placed"), lines, _("So that there is a chair for you."), basis, until)
    swaps = participant.swap_offers.select_related("gives__workshop", "wants__workshop")
    wished = "\n".join(f"{each.gives.workshop} → {each.wants.workshop}" for each in swaps)
    yield Known(_("Wishes to swap workshops"), wished, _("To find somebody who wants your chair."), basis, until)
    # The ids of people stand in the problem as it was kept; how the databases search in JSON differs.
    runs = PlacementRun.objects.filter(day=day).values_list("problem", flat=True)
    number = sum(any(each["id"] == str(participant.pk) for each in problem["participants"]) for problem in runs)
    value = _("%(number)s, with your wishes and without your name") % {"number": number} if number else ""
    purpose = _("So that it can be checked that everybody was placed fairly.")
    yield Known(_("Calculations of the placement"), value, purpose, basis, until)
