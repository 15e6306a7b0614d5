# SPDX-License-Identifier: EUPL-1.2
"""The day as a file for somebody's calendar: one event, which a newer file replaces."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max, Min
from icalendar import Event

from regiodag.days.calendar import calendar_file, event, last
from regiodag.days.models import Day
from regiodag.registrations.models import Participant


def calendar_of(participant: Participant) -> str:
    """Return the file for a participant, empty while the date is still to be announced."""
    day = participant.day
    if day.date is None:
        return ""
    made = event(str(participant.pk), participant.version + day.version, day.title, (day.venue, day.address, day.town))
    _add_times(made, day, day.date)
    return calendar_file([made])


def _add_times(made: Event, day: Day, on: date) -> None:
    """Let the event last from the first part of the programme to the last one; without programme, all day."""
    times = day.items.aggregate(start=Min("start"), end=Max("end"))
    if times["start"] is None:
        made.add("dtstart", on)
        made.add("dtend", on + timedelta(days=1))
    else:
        last(made, on, times["start"], times["end"])
