# SPDX-License-Identifier: EUPL-1.2
"""Which sessions are in another room than they were when a version was published: who is in them has to be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from regiodag.days.models import Day, Session, Workshop
from regiodag.placements.models import Publication


def elsewhere(day: Day, since: Publication | None, until: Publication | None = None) -> set[str]:
    """Return the ids of the sessions in another room, or in none any more, than at a version; none without a version.

    until: a later version, as it was then; None: as it is now. Sessions that did not exist then are not among them.
    """
    if since is None:
        return set()
    then, now = _rooms(day, since.at), _rooms(day, until.at if until else None)
    return {pk for pk, room in now.items() if pk in then and then[pk] != room}


def _rooms(day: Day, moment: datetime | None) -> Mapping[str, UUID | None]:
    """Return the rooms of the sessions at a moment, None: now."""
    workshops = Workshop.objects.filter(day=day).values("pk")
    found = Session.history.as_of(moment) if moment else Session.objects.all()
    return {str(each.pk): each.room_id for each in found.filter(workshop__in=workshops)}
