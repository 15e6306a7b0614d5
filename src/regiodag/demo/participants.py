# SPDX-License-Identifier: EUPL-1.2
"""Sixty participants for the demonstration: with and without wishes, on several spellings, three who wait.

Everybody is made up and everything is drawn from one seed, so that each demonstration is the same.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from uuid import uuid5

from django.utils import timezone

from regiodag.accounts import audit
from regiodag.days.models import Day
from regiodag.registrations.actions.register import REGISTERED, keep_answers, organisation_named
from regiodag.registrations.links import sign
from regiodag.registrations.models import Domain, FormField, Group, Organisation, Participant, Preference
from regiodag.registrations.queries import fields_of

SEED = 2021
WAIT, CANCELLED, WITHOUT_WISHES = 3, 2, 9
State = Participant.State

GIVEN = (
    "Aisha", "Bas", "Chantal", "Dirk", "Eline", "Farid", "Gerda", "Hugo", "Iris", "Jeroen", "Karima", "Leon", "Maud",
    "Nadia", "Olaf", "Petra", "Quinten", "Roos", "Samir", "Tess",
)  # fmt: skip
FAMILY = (
    ("", "Aalders"), ("van", "Beekdal"), ("de", "Cock"), ("", "Dijkzicht"), ("van den", "Eik"), ("", "Fonteinstra"),
    ("", "Groenhart"), ("van der", "Heideveld"), ("", "Ibrahimov"), ("de", "Jager"), ("", "Kersenboom"),
    ("", "Lindeman"), ("", "Molenaarsma"), ("ter", "Noordwal"), ("", "Oudewater"),
)  # fmt: skip
DOMAINS = {
    "politie en justitie": ("politie-eenheid Voorbeeld (fictief)", "parket Voorbeeld (fictief)"),
    "zorg en opvang": ("Opvang De Brug (fictief)", "Zorgpunt Oost (fictief)", "Stichting Eigen Stem (fictief)"),
    "gemeente": ("Gemeente Waterrijk (fictief)",),
    "onderzoek": ("Kenniscentrum Voorbeeld (fictief)",),
    "toezicht": ("Inspectie Voorbeeld (fictief)",),
}
SPELLINGS = (
    "Gem. Waterrijk (fictief)", "waterrijk (fictief)", "De Brug (fictief)", "St. Eigen Stem (fictief)",
    "Jong & Veilig (fictief)", "Jong en Veilig (fictief)",
)  # fmt: skip
FUNCTIONS = ("beleidsmedewerker", "rechercheur", "zorgcoördinator", "jongerenwerker", "onderzoeker", "adviseur", "")
DIETS = ("vegetarisch", "geen noten", "halal", "glutenvrij")
NEEDS = ("een plek vooraan, voor een gebarentolk", "een drempelvrije zaal")
POPULAR = (5, 8, 6, 3, 4, 9)
"""How much each workshop is wanted, in their order: some are far too popular for their room."""


def fill_with_participants(day: Day, today: date) -> None:
    """Give the day sixty participants, and as many places as there are people who come."""
    rng = random.Random(SEED)  # noqa: S311  (no secret: the same people every time)
    _organisations(day)
    names = [(given, *family) for given in GIVEN for family in FAMILY]
    people = [_person(day, rng, at, name, today) for at, name in enumerate(rng.sample(names, 60))]
    for each in people[-WAIT:]:
        each.state = State.WAITING
    for each in people[:CANCELLED]:
        each.state, each.cancelled = State.CANCELLED, each.made + timedelta(days=2)
    Participant.objects.bulk_create(people)
    _wishes(day, rng, people[CANCELLED + WITHOUT_WISHES :])
    _answers(day, people)
    _groups(day, people)
    for each in people:
        audit.record(None, REGISTERED, day.pk, f"participant:{each.pk}")
    day.capacity = len(people) - WAIT - CANCELLED
    day.save()


def _organisations(day: Day) -> None:
    for name, organisations in DOMAINS.items():
        domain = Domain.objects.create(day=day, name=name)
        for each in organisations:
            Organisation.objects.create(day=day, name=each, domain=domain)
    Organisation.objects.create(day=day, name="Zorgpunt-Oost (fictief)")


def _person(day: Day, rng: random.Random, at: int, name: tuple[str, str, str], today: date) -> Participant:
    given, prefix, family = name
    email = f"{given}.{family}@regiodag.example".lower()
    organisations = [*(each for several in DOMAINS.values() for each in several), "Zorgpunt-Oost (fictief)"]
    typed = SPELLINGS[at // 4 % len(SPELLINGS)] if at % 4 == 0 else rng.choice(organisations)
    when = datetime.combine(today - timedelta(days=30 - at // 2), time(9 + at % 8, at % 60))
    participant = Participant(
        pk=uuid5(day.pk, email),
        submission=uuid5(day.pk, f"form of {email}"),
        day=day,
        given_name=given,
        prefix=prefix,
        family_name=family,
        email=email,
        function=rng.choice(FUNCTIONS),
        organisation_typed=typed,
        organisation=organisation_named(day, typed),
        source=Participant.Source.HAND if at % 10 == 0 else Participant.Source.FORM,
        made=timezone.make_aware(when),
        queued=timezone.make_aware(when),
    )
    if at in {14, 33}:
        participant.notes = "Komt wat later; belde hierover met de organisatie."
    sign(participant)
    return participant


def _wishes(day: Day, rng: random.Random, people: list[Participant]) -> None:
    """Let everybody rank four workshops, the popular ones more often in front (Plackett and Luce's urn)."""
    workshops = list(day.workshops.order_by("position"))
    weight = {each.pk: POPULAR[at % len(POPULAR)] for at, each in enumerate(workshops)}
    rows = []
    for each in people:
        order = sorted(workshops, key=lambda one: -(rng.random() ** (1 / weight[one.pk])))
        rows += [Preference(participant=each, workshop=one, rank=rank) for rank, one in enumerate(order[:4], 1)]
        each.wished = each.made
    Preference.objects.bulk_create(rows)
    Participant.objects.bulk_update(people, ["wished"])


def _answers(day: Day, people: list[Participant]) -> None:
    fields: dict[str, FormField] = {each.kind: each for each in fields_of(day)}
    for kind, answers, first in (("diet", DIETS, 5), ("access-needs", NEEDS, 20)):
        for at, answer in enumerate(answers):
            keep_answers(people[first + 7 * at], {fields[kind]: answer})


def _groups(day: Day, people: list[Participant]) -> None:
    for name, members in (("Team Waterrijk", people[12:15]), ("Ketenpartners Oost", people[40:42])):
        group = Group.objects.create(day=day, name=name)
        Participant.objects.filter(pk__in=[each.pk for each in members]).update(group=group)
