# SPDX-License-Identifier: EUPL-1.2
"""What leaders and speakers see: when, where, how many come; of workshops also who, as far as they agreed to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from regiodag.days.models import Day, ProgrammeItem, Session, Speaker, Workshop
from regiodag.placements.models import LeaderRules, Material
from regiodag.placements.queries.outcome import organisation_of
from regiodag.placements.queries.published import seats_now, shown
from regiodag.registrations.known import WEEKS
from regiodag.registrations.models import Answer, Participant


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes, who agreed that leaders know."""

    name: str
    organisation: str


@dataclass
class Led:
    """A session as its leader sees it. item: when it is; people: how many come, None while that is not published."""

    session: Session
    item: ProgrammeItem | None
    people: int | None
    visitors: list[Visitor] = field(default_factory=list)

    @property
    def others(self) -> int:
        """How many more come whose names are not told."""
        return (self.people or 0) - len(self.visitors)


@dataclass(frozen=True)
class Speaking:
    """A part of the day in which somebody speaks to everybody. people: how many come to the day as it stands now."""

    item: ProgrammeItem
    people: int
    files: list[Material]


@dataclass(frozen=True)
class Leading:
    """A workshop of a leader: its sessions and its files."""

    workshop: Workshop
    sessions: list[Led]
    files: list[Material]


def leader_rules_of(day: Day) -> LeaderRules:
    """Return whose names leaders see, as it was set or as it is without."""
    return LeaderRules.objects.select_related("consent").filter(day=day).first() or LeaderRules(day=day)


def leaders_of(day: Day) -> list[Speaker]:
    """Return who leads a workshop or speaks, by name, with what they do and their own page."""
    found = Speaker.objects.filter(Q(workshops__isnull=False) | Q(items__isnull=False), day=day).distinct()
    return list(found.select_related("leader_page").prefetch_related("workshops", "items"))


def speaking(speaker: Speaker) -> list[Speaking]:
    """Return the parts of the day in which somebody speaks to everybody, in the order of the day."""
    items = list(speaker.items.select_related("room").prefetch_related("files"))
    people = _coming(speaker.day).count() if items else 0
    return [Speaking(each, people, list(each.files.all())) for each in items]


def leading(speaker: Speaker) -> list[Leading]:
    """Return the workshops of a leader, with who comes."""
    day = speaker.day
    items = {each.round_id: each for each in day.items.exclude(round=None)}
    sessions = Session.objects.filter(workshop__leaders=speaker).select_related("round", "room", "workshop")
    people = _people(day)
    told = _told(day, {each for found in people.values() for each in found})
    led: dict[object, list[Led]] = defaultdict(list)
    for each in sessions:
        here = people.get(str(each.pk), [])
        visitors = [told[person] for person in here if person in told]
        visitors.sort(key=lambda one: one.name.casefold())
        led[each.workshop_id].append(Led(each, items.get(each.round_id), len(here) if shown(day) else None, visitors))
    workshops = speaker.workshops.prefetch_related("files")
    return [Leading(each, led[each.pk], list(each.files.all())) for each in workshops]


def _people(day: Day) -> dict[str, list[str]]:
    """Return the ids of those who come to each session, as participants see it now."""
    coming = {str(pk) for pk in _coming(day).values_list("pk", flat=True)}
    found: dict[str, list[str]] = defaultdict(list)
    for person, sessions in seats_now(shown(day)).items():
        for session in sessions if person in coming else ():
            found[session].append(person)
    return found


def _told(day: Day, people: set[str]) -> dict[str, Visitor]:
    """Return those who agreed that leaders see who they are."""
    consent = leader_rules_of(day).consent
    if consent is None:
        return {}
    agreed = Answer.objects.filter(field=consent, participant__day=day)
    agreed_ids = {each.participant_id for each in agreed if each.value is True}
    found = _coming(day).filter(pk__in=agreed_ids).select_related("organisation")
    return {str(each.pk): Visitor(str(each), organisation_of(each)) for each in found if str(each.pk) in people}


def _coming(day: Day) -> QuerySet[Participant]:
    return Participant.objects.filter(day=day, state=Participant.State.REGISTERED)


def material_of(day: Day) -> QuerySet[Material]:
    """Return the files of a day: of workshops, and of parts for everybody."""
    return Material.objects.filter(Q(workshop__day=day) | Q(item__day=day))


def material_until(day: Day) -> date | None:
    """Return the last day on which files of leaders are kept, None while the day has no date."""
    return day.date + timedelta(weeks=WEEKS) if day.date else None


def material_for(participant: Participant) -> list[Material]:
    """Return the files that somebody may have, as far as organisers let them: of their workshops, and of parts for all.

    Nothing until the programmes are published.
    """
    seats = seats_now(shown(participant.day)).get(str(participant.pk), []) if participant.comes else []
    sessions = Session.objects.filter(pk__in=seats, workshop__day=participant.day_id)
    mine = Q(workshop__in=sessions.values("workshop"))
    if participant.comes and shown(participant.day):
        mine |= Q(item__day=participant.day_id)
    return list(Material.objects.filter(mine, shown=True).select_related("workshop", "item"))
