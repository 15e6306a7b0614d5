# SPDX-License-Identifier: EUPL-1.2
"""Somebody's workshops as a file for their calendar: one event each."""

from __future__ import annotations

from regiodag.days.calendar import calendar_file, event, last
from regiodag.placements.queries.published import programme_of, shown
from regiodag.registrations.models import Participant


def calendar_of(participant: Participant, number: int | None = None) -> str:
    """Return the file for a participant; empty while the date is to be announced, or they have no workshop to see.

    number: only of this round, for calendars that take one event per file. The event of a round is the same one,
    whatever workshop somebody has in it.
    """
    day, publication = participant.day, shown(participant.day)
    if day.date is None or publication is None:
        return ""
    events, changes = [], participant.own_changes.count()
    for part in programme_of(participant):
        if part.session and number in {None, part.session.round.number}:
            uid, sequence = f"{participant.pk}-{part.session.round_id}", publication.number + day.version + changes
            made = event(uid, sequence, f"{day.title}: {part.title}", (part.room, day.venue, day.address, day.town))
            last(made, day.date, part.start, part.end)
            events.append(made)
    return calendar_file(events) if events else ""
