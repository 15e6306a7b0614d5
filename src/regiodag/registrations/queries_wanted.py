# SPDX-License-Identifier: EUPL-1.2
"""Wishes at a glance: how much each workshop is wanted against its chairs, before there is a placement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from regiodag.days.models import Day, Round, Session, Workshop
from regiodag.registrations.models import Participant, Preference
from regiodag.registrations.places import TAKEN


@dataclass
class Wanted:
    """A workshop. wishes: how many people gave each rank, the first one first; chairs: of all rounds together."""

    workshop: Workshop
    wishes: list[int]
    chairs: int = 0

    @property
    def people(self) -> int:
        """How many people wish it, whatever the rank."""
        return sum(self.wishes)

    @property
    def short(self) -> int:
        """How many more people have it as their first choice than there are chairs; 0 when it fits."""
        return max(0, (self.wishes[0] if self.wishes else 0) - self.chairs)


@dataclass
class Seats:
    """A round, and its chairs in all its workshops together."""

    round: Round
    chairs: int = 0


@dataclass(frozen=True)
class Glance:
    """Everything at a glance. people: who have a place, or are offered one; ranks: 1, 2, … as far as there are."""

    people: int
    ranks: list[int]
    workshops: list[Wanted]
    rounds: list[Seats] = field(default_factory=list)


def wanted(day: Day) -> Glance:
    """Return how much each workshop is wanted by those who have a place, most wanted first."""
    people = Participant.objects.filter(day=day, state__in=TAKEN)
    wishes = Preference.objects.filter(participant__in=people).order_by().values_list("workshop", "rank")
    counted = Counter(wishes)
    ranks = list(range(1, max((rank for _workshop, rank in counted), default=0) + 1))
    workshops = {
        each.pk: Wanted(each, [counted[each.pk, rank] for rank in ranks]) for each in Workshop.objects.filter(day=day)
    }
    rounds = {each.pk: Seats(each) for each in Round.objects.filter(day=day).order_by("number")}
    for session in Session.objects.filter(workshop__day=day).select_related("workshop", "room"):
        workshops[session.workshop_id].chairs += session.chairs
        rounds[session.round_id].chairs += session.chairs
    order = sorted(workshops.values(), key=lambda each: ([-number for number in each.wishes], each.workshop.title))
    return Glance(people.count(), ranks, order, list(rounds.values()))
