# SPDX-License-Identifier: EUPL-1.2
"""The list of participants: which of them, in what order, and how many there are of each state."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from regiodag.days.models import Day
from regiodag.registrations.models import Participant, Preference
from regiodag.registrations.places import free_places

State = Participant.State
NOBODYS = "none"
"""The code for participants without organisation, domain, group or wishes."""

SILENT = "open"
"""The code for who has not answered yet whether they come on the new date."""

NAME = (Lower("family_name"), Lower("given_name"), "pk")
SORTS: dict[str, tuple[Any, ...]] = {
    "name": NAME,
    "organisation": (Lower(Coalesce("organisation__name", "organisation_typed")), *NAME),
    "state": ("state", "queued", *NAME),
    "newest": ("-made", "pk"),
}
SEARCHED = ("given_name", "prefix", "family_name", "organisation_typed", "organisation__name")


@dataclass(frozen=True)
class Filters:
    """Which participants to list. All are codes or ids, but for `words`: what somebody typed to look for people."""

    state: str = ""
    organisation: str = ""
    domain: str = ""
    group: str = ""
    wishes: str = ""
    notes: str = ""
    again: str = ""
    source: str = ""
    sort: str = ""
    words: str = ""

    @property
    def query(self) -> str:
        """What stands in an address: the codes, and that there are words, never the words themselves."""
        codes = {name: value for name, value in asdict(self).items() if value and name != "words"}
        return urlencode({**codes, **({"search": "1"} if self.words else {})})


@dataclass(frozen=True)
class Counts:
    """How many participants there are. free: places that nobody has, None without a limit.

    silent, said_yes: of those who are asked whether they come on the new date.
    """

    comes: int
    waits: int
    offered: int
    cancelled: int
    without_wishes: int
    silent: int
    said_yes: int
    free: int | None


def participants_of(day: Day, filters: Filters, *, addresses: bool) -> QuerySet[Participant]:
    """Return the participants to list, each with `wishes`: how many there are.

    addresses: whether e-mail addresses are searched as well; who cannot see them must not find out by trying.
    """
    found = Participant.objects.filter(_asked(filters), day=day)
    for word in filters.words.split():
        found = found.filter(_with(word, addresses=addresses))
    if filters.again:
        found = found.filter(asked_again__isnull=False, said_yes__isnull=filters.again == SILENT)
    if filters.wishes:
        found = found.filter(_wishes(has=filters.wishes != NOBODYS)).exclude(state=State.CANCELLED)
    counted = Preference.objects.filter(participant=OuterRef("pk")).order_by().values("participant")
    return (
        found.select_related("organisation__domain", "group")
        .annotate(wishes=Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0))
        .order_by(*SORTS.get(filters.sort, NAME))
    )


def counts_of(day: Day) -> Counts:
    """Return how many participants of a day there are in each state."""
    here = ~Q(state=State.CANCELLED)
    found = Participant.objects.filter(day=day).aggregate(
        comes=Count("pk", filter=Q(state=State.REGISTERED)),
        waits=Count("pk", filter=Q(state=State.WAITING)),
        offered=Count("pk", filter=Q(state=State.OFFERED)),
        cancelled=Count("pk", filter=Q(state=State.CANCELLED)),
        without_wishes=Count("pk", filter=here & _wishes(has=False)),
        silent=Count("asked_again", filter=Q(said_yes=None)),
        said_yes=Count("said_yes"),
    )
    return Counts(**found, free=free_places(day))


def matching(day: Day, words: str, *, addresses: bool, most: int) -> list[Participant]:
    """Return who is meant by some words, at most so many; nobody without words."""
    filters = Filters(words=words)
    found = participants_of(day, filters, addresses=addresses).exclude(state=State.CANCELLED)
    return list(found[:most]) if words.strip() else []


def _asked(filters: Filters) -> Q:
    asked = Q()
    for name, path in (
        ("state", "state"), ("source", "source"), ("organisation", "organisation"), ("group", "group"),
        ("domain", "organisation__domain"),
    ):  # fmt: skip
        value = getattr(filters, name)
        if value:
            asked &= Q(**{f"{path}__isnull": True}) if value == NOBODYS else Q(**{path: value})
    return asked & ~Q(notes="") if filters.notes else asked


def _with(word: str, *, addresses: bool) -> Q:
    found = Q()
    for name in (*SEARCHED, *(["email"] if addresses else [])):
        found |= Q(**{f"{name}__icontains": word})
    return found


def _wishes(*, has: bool) -> Q:
    wished = Exists(Preference.objects.filter(participant=OuterRef("pk")))
    return Q(wished) if has else ~Q(wished)
