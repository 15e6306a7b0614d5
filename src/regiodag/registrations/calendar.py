# SPDX-License-Identifier: EUPL-1.2
"""The day as a file for somebody's calendar (iCalendar; RFC 5545): one event, which a newer file replaces."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone
from icalendar import Calendar, Event

from regiodag.days.models import Day
from regiodag.registrations.models import Participant


def calendar_of(participant: Participant) -> str:
    """Return the file for a participant, empty while the date is still to be announced.

    One VEVENT and METHOD:PUBLISH, so that Outlook adds it to the calendar there is; no X-WR-CALNAME for that reason.
    """
    day = participant.day
    if day.date is None:
        return ""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Regiodag//regiodag//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"{participant.pk}@regiodag")
    event.add("dtstamp", timezone.now())
    event.add("sequence", participant.version + day.version)
    event.add("summary", day.title)
    where = ", ".join(part for part in (day.venue, day.address, day.town) if part)
    if where:
        event.add("location", where)
    _add_times(event, day)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _add_times(event: Event, day: Day) -> None:
    """Let the event last from the first part of the programme to the last one; without programme, all day."""
    times = day.items.aggregate(start=Min("start"), end=Max("end"))
    if day.date is None:
        return
    if times["start"] is None:
        event.add("dtstart", day.date)
        event.add("dtend", day.date + timedelta(days=1))
        return
    zone = ZoneInfo(settings.TIME_ZONE)
    event.add("dtstart", datetime.combine(day.date, times["start"], zone).astimezone(ZoneInfo("UTC")))
    event.add("dtend", datetime.combine(day.date, times["end"], zone).astimezone(ZoneInfo("UTC")))
