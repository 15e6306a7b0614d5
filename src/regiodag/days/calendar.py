# SPDX-License-Identifier: EUPL-1.2
"""Files for somebody's calendar (iCalendar; RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event


def calendar_file(events: Iterable[Event]) -> str:
    """Return a file with these events.

    METHOD:PUBLISH, so that Outlook adds them to the calendar there is; no X-WR-CALNAME for that reason.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Regiodag//regiodag//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in events:
        calendar.add_component(each)
    return str(calendar.to_ical().decode())


def event(uid: str, sequence: int, summary: str, where: Iterable[object]) -> Event:
    """Return an event without its times, which replaces one with the same uid and a lower sequence.

    where: parts of the place, of which those that are empty are left out.
    """
    made = Event()
    made.add("uid", f"{uid}@regiodag")
    made.add("dtstamp", timezone.now())
    made.add("sequence", sequence)
    made.add("summary", summary)
    place = ", ".join(str(part) for part in where if part)
    if place:
        made.add("location", place)
    return made


def last(made: Event, day: date, start: time, end: time) -> None:
    """Let an event last from one time of a day to another, as clocks stand here; written down in universal time."""
    for name, when in (("dtstart", start), ("dtend", end)):
        made.add(name, datetime.combine(day, when, ZoneInfo(settings.TIME_ZONE)).astimezone(ZoneInfo("UTC")))
