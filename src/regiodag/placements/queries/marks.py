# SPDX-License-Identifier: EUPL-1.2
"""What is different in somebody's programme since the version before that they know (told.py).

Versions keep who is where. The room of a session then is known from its history; of versions before a session was made,
nothing is said. What was only different in between is no change, nor what somebody chose themselves since.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from regiodag.days.models import Room, Session
from regiodag.placements.models import Publication
from regiodag.placements.queries.published import Part, programme_of, seats_now, shown
from regiodag.placements.queries.told import told_before
from regiodag.registrations.models import Participant


@dataclass(frozen=True)
class Mark:
    """What is different in a round. what: in a word or two; was: what it was until then, "" when it was nothing."""

    what: str
    was: str = ""


def marked_programme(participant: Participant) -> list[Part]:
    """Return the programme of somebody, with a mark where something is different from what they know."""
    parts, publication = programme_of(participant), shown(participant.day)
    if not parts or publication is None:
        return parts
    told = told_before(participant, publication)
    earlier = told.publication if told else None
    had = _had(participant, earlier) if earlier else None
    rooms = _rooms([each.session.pk for each in parts if each.session], (earlier or publication).at)
    theirs = {*participant.own_changes.filter(publication=publication).values_list("round", flat=True)}
    return [each if each.round_id in theirs else replace(each, mark=_mark(each, had, rooms)) for each in parts]


def _had(participant: Participant, earlier: Publication) -> dict[UUID, Session]:
    """Return what somebody had, by round, of sessions that are still there."""
    seats = seats_now(earlier).get(str(participant.pk), ())
    found = Session.objects.filter(pk__in=seats).select_related("workshop")
    return {each.round_id: each for each in found}


def _mark(part: Part, had: dict[UUID, Session] | None, rooms: dict[UUID, str]) -> Mark | None:
    if part.round_id is None or part.leads:
        return None
    earlier = had.get(part.round_id) if had is not None else part.session
    if part.session != earlier:
        return _other(part, earlier)
    if part.session is None or part.session.pk not in rooms:
        return None
    was, now = rooms[part.session.pk], str(part.room or "")
    return Mark(_("other room"), was) if was != now else None


def _other(part: Part, earlier: Session | None) -> Mark:
    """Return that somebody has another session in a round, or has one now, or no longer."""
    if part.session is None:
        return Mark(_("no longer there"), str(earlier.workshop) if earlier else "")
    return Mark(_("changed"), str(earlier.workshop)) if earlier else Mark(_("new"))


def _rooms(sessions: list[UUID], moment: datetime) -> dict[UUID, str]:
    """Return the names of the rooms that sessions had at a moment, "" for none; without those that did not exist."""
    found = {each.pk: each.room_id for each in Session.history.as_of(moment).filter(id__in=sessions)}
    names = dict(Room.objects.filter(pk__in=[each for each in found.values() if each]).values_list("pk", "name"))
    # A room that is not there any more has no name to tell.
    return {pk: names[room] if room else "" for pk, room in found.items() if room is None or room in names}
