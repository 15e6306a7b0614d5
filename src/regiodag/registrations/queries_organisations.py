# SPDX-License-Identifier: EUPL-1.2
"""What is asked of organisations: how many people of each, which names are the same one, which have none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from regiodag.days.models import Day
from regiodag.registrations.likeness import alike
from regiodag.registrations.models import Domain, Organisation, Participant

COME = ~Q(participants__state=Participant.State.CANCELLED)


@dataclass(frozen=True)
class Typed:
    """A name that people typed, and how many did; it belongs to no organisation yet."""

    name: str
    people: int


@dataclass(frozen=True)
class Proposal:
    """Organisations that are probably one, the one with most people first: its name is to stay."""

    organisations: list[Organisation]

    @property
    def key(self) -> str:
        """What tells this proposal from the others on a page."""
        return str(self.organisations[0].pk)


def organisations_of(day: Day) -> QuerySet[Organisation]:
    """Return the organisations of a day, each with `people`: how many of them did not cancel."""
    found = Organisation.objects.filter(day=day).select_related("domain")
    return found.annotate(people=Count("participants", filter=COME)).order_by(Lower("name"), "pk")


def domains_of(day: Day) -> QuerySet[Domain]:
    """Return the domains of a day, each with `number`: how many organisations it has."""
    return Domain.objects.filter(day=day).annotate(number=Count("organisations")).order_by(Lower("name"), "pk")


def typed_names(day: Day) -> list[Typed]:
    """Return the names that belong to no organisation, each once however it was spaced or capitalised."""
    rows = Participant.objects.filter(day=day, organisation=None).exclude(organisation_typed="")
    typed = Counter(" ".join(each.split()) for each in rows.values_list("organisation_typed", flat=True))
    spellings: dict[str, Counter[str]] = {}
    for name, number in typed.items():
        spellings.setdefault(name.casefold(), Counter())[name] += number
    found = [Typed(most_typed(each), each.total()) for each in spellings.values()]
    return sorted(found, key=lambda each: each.name.casefold())


def most_typed(spellings: Counter[str]) -> str:
    """Return the spelling that most people typed; of several the one with most capitals, then the first."""
    return min(spellings, key=lambda name: (-spellings[name], -sum(letter.isupper() for letter in name), name))


def proposals_of(day: Day) -> list[Proposal]:
    """Return which organisations are probably one, but for those of which somebody said that they differ."""
    every = list(organisations_of(day))
    pairs = [(every[one], every[other]) for one, other in alike([each.name for each in every])]
    together = _joined((one, other) for one, other in pairs if str(other.pk) not in one.differs)
    return [Proposal(sorted(each, key=lambda one: (-one.people, one.name))) for each in together]  # type: ignore[attr-defined]


def _joined(pairs: Iterable[tuple[Organisation, Organisation]]) -> list[list[Organisation]]:
    """Return pairs that have somebody in common as one, unless somebody said that two of them differ."""
    found: list[list[Organisation]] = []
    for pair in pairs:
        near = next((each for each in found if _fits(pair, each)), None)
        if near is None:
            found.append([*pair])
        else:
            near += [each for each in pair if each not in near]
    return found


def _fits(pair: tuple[Organisation, Organisation], others: list[Organisation]) -> bool:
    differs = {name for each in others for name in each.differs}
    return any(each in others for each in pair) and not any(str(each.pk) in differs for each in pair)
