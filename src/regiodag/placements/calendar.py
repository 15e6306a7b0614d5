# SPDX-License-Identifier: EUPL-1.2
"""Somebody's workshops as a file for their calendar (iCalendar; RFC 5545): one event each."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from regiodag.days.models import Day
from regiodag.placements.queries.published import Part, programme_of, shown
from regiodag.registrations.models import Participant


def calendar_of(participant: Participant) -> str:
    """Return the file for a participant; empty while the date is to be announced, or they have no workshop to see."""
    day, publication = participant.day, shown(participant.day)
    mine = [each for each in programme_of(participant) if each.session]
    if day.date is None or publication is None or not mine:
        return ""
    calendar = Calendar()
    calendar.add("prodid", "-//Regiodag//regiodag//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in mine:
        calendar.add_component(_event(day, each, participant, publication.number + day.version))
    return str(calendar.to_ical().decode())


def _event(day: Day, part: Part, participant: Participant, sequence: int) -> Event:
    """Return the event of a round: the same one, whatever workshop somebody has in it."""
    event = Event()
    rnd = part.session.round_id if part.session else ""
    event.add("uid", f"{participant.pk}-{rnd}@regiodag")
    event.add("dtstamp", timezone.now())
    event.add("sequence", sequence)
    event.add("summary", f"{day.title}: {part.title}")
    where = ", ".join(str(each) for each in (part.room, day.venue, day.address, day.town) if each)
    if where:
        event.add("location", where)
    event.add("dtstart", _moment(day, part.start))
    event.add("dtend", _moment(day, part.end))
    return event


def _moment(day: Day, when: time) -> datetime:
    """Return a moment of the day, which has a date, in universal time."""
    if day.date is None:
        message = "a day without a date has no moments"
        raise ValueError(message)
    return datetime.combine(day.date, when, ZoneInfo(settings.TIME_ZONE)).astimezone(ZoneInfo("UTC"))
