# SPDX-License-Identifier: EUPL-1.2
"""The day of the demonstration: a plenary morning, two rounds of workshops, drinks. Everybody in it is made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.utils.text import slugify

from regiodag.accounts.models import User
from regiodag.days.actions.make import make_day
from regiodag.days.features import Feature
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Speaker, Workshop
from regiodag.demo.messages import make_messages
from regiodag.demo.participants import fill_with_participants

ORGANISER = "organisator@regiodag.example"
Kind = ProgrammeItem.Kind


@dataclass(frozen=True)
class Person:
    """Somebody made up: first name, prefix, family name, function, organisation."""

    given: str
    prefix: str
    family: str
    function: str
    organisation: str
    biography: str = ""


PEOPLE = {
    "chair": Person("Noor", "van der", "Linden", "dagvoorzitter", "Bureau Voorbeeld (fictief)",
                    "Noor leidt gesprekken tussen mensen die elkaar nog niet kennen."),
    "director": Person("Sem", "", "Akkerman", "directeur", "Opvang De Brug (fictief)"),
    "mayor": Person("Ilse", "", "Terpstra", "burgemeester", "gemeente Waterrijk (fictief)",
                    "Ilse is voorzitter van de regionale tafel."),
    "researcher": Person("Daan", "", "Yildiz", "onderzoeker", "Kenniscentrum Voorbeeld (fictief)"),
    "prosecutor": Person("Mila", "de", "Wit", "officier van justitie", "parket Voorbeeld (fictief)"),
    "adviser": Person("Yara", "", "Oosting", "adviseur", "Stichting Eigen Stem (fictief)",
                      "Yara deelt wat zij zelf meemaakte, en wat daarvan te leren is."),
    "police": Person("Bram", "", "Hoekstra", "rechercheur", "politie-eenheid Voorbeeld (fictief)"),
    "care": Person("Lotte", "ten", "Cate", "zorgcoördinator", "Zorgpunt Oost (fictief)"),
    "youth": Person("Finn", "", "Bakr", "jongerenwerker", "Jong & Veilig (fictief)"),
    "labour": Person("Zoë", "", "Maas", "inspecteur", "Inspectie Voorbeeld (fictief)"),
}  # fmt: skip

ROOMS = (
    ("Grote zaal", 200, [Feature.STEP_FREE, Feature.SCREEN, Feature.SOUND, Feature.HEARING_LOOP], "begane grond"),
    ("Zaal Waal", 40, [Feature.STEP_FREE, Feature.SCREEN, Feature.LOOSE_CHAIRS], "begane grond"),
    ("Zaal Maas", 30, [Feature.STEP_FREE, Feature.SCREEN], "begane grond"),
    ("Zaal Dommel", 30, [Feature.SCREEN, Feature.TABLES], "eerste verdieping"),
    ("Zaal Aa", 24, [Feature.LOOSE_CHAIRS, Feature.DAYLIGHT], "eerste verdieping"),
    ("Zaal Beerze", 20, [Feature.QUIET, Feature.STEP_FREE], "begane grond"),
)

PROGRAMME = (
    (Kind.OTHER, "Ontvangst met koffie en thee", time(9, 0), time(9, 30), None, ()),
    (Kind.PLENARY, "Opening door de dagvoorzitter en de gastheer", time(9, 30), time(9, 50), 0, ("chair", "director")),
    (Kind.PLENARY, "Samenwerken in de regio", time(9, 50), time(10, 10), 0, ("mayor",)),
    (Kind.PLENARY, "Onderzoek: slachtoffers van criminele uitbuiting", time(10, 10), time(10, 35), 0, ("researcher",)),
    (Kind.FILM, "Film en gesprek: een zaak van begin tot eind", time(10, 35), time(11, 0), 0, ("prosecutor",)),
    (Kind.PLENARY, "Er zijn, en laten weten dat je er bent", time(11, 0), time(11, 20), 0, ("adviser",)),
    (Kind.BREAK, "Koffiepauze", time(11, 20), time(11, 40), None, ()),
    (Kind.ROUND, "Workshopronde 1", time(11, 40), time(12, 40), None, ()),
    (Kind.BREAK, "Lunch", time(12, 40), time(13, 25), None, ()),
    (Kind.ROUND, "Workshopronde 2", time(13, 25), time(14, 25), None, ()),
    (Kind.DRINKS, "Netwerkborrel", time(14, 30), time(16, 0), None, ()),
)

WORKSHOPS: tuple[tuple[str, str, str, tuple[str, ...], int, int, list[Feature], int], ...] = (
    ("Signalen van orgaanhandel", "verhaal en vragen", "orgaanhandel", ("researcher",), 4, 30, [], 2),
    ("Aandacht voor plegers", "casuïstiek", "plegers", ("police",), 4, 30, [Feature.SCREEN], 3),
    ("Dialoog: opsporing en zorg aan één tafel", "dialoog", "samenwerking", ("care", "youth"), 6, 24,
     [Feature.LOOSE_CHAIRS], 4),
    ("Uitbuiting op de arbeidsmarkt", "workshop", "arbeidsuitbuiting", ("labour",), 4, 40, [Feature.SCREEN], 1),
    ("Film en nagesprek: onder de radar", "film", "signaleren", ("prosecutor",), 5, 60, [Feature.SCREEN], 0),
    ("In gesprek met iemand die het meemaakte", "gesprek", "ervaring", ("adviser",), 4, 20, [Feature.QUIET], 5),
)  # fmt: skip


@transaction.atomic
def make_demo(today: date) -> tuple[User, Day]:
    """Return the organiser and the day of the demonstration; makes them when they are not there yet."""
    user = User.objects.filter(email=ORGANISER).first()
    if user is None:
        user = User.objects.create_user(ORGANISER, name="Robin Voorbeeld", organisation="Opvang De Brug (fictief)")
    day = Day.objects.filter(series__memberships__user=user).order_by("made").first()
    return user, day or _fill(user, today)


def _fill(user: User, today: date) -> Day:
    when = today + timedelta(days=60 + (3 - (today + timedelta(days=60)).weekday()) % 7)
    day = make_day(user, "Regiodag Samen sterker (demo)", when, series_title="Regiodag Samen sterker (demo)")
    about = {
        "motto": "Wie ziet wat? Samen zie je meer",
        "description": "Een dag voor iedereen die in deze regio met mensenhandel te maken heeft: politie, zorg, "
        "gemeenten en onderzoek.\n\nAlle mensen en organisaties op deze pagina zijn verzonnen.",
        "host": "Opvang De Brug (fictief)",
        "chair": "Noor van der Linden",
        "contact_name": "Robin Voorbeeld",
        "contact_email": ORGANISER,
        "capacity": 180,
        "venue": "Congrescentrum De Voorbeeldhal",
        "address": "Voorbeeldplein 1",
        "postcode": "1234 AB",
        "town": "Waterrijk",
        "route": "Vanaf station Waterrijk is het tien minuten lopen. Parkeren kan achter het gebouw.",
        "accessibility": "De ingang en de begane grond zijn zonder drempels. Er is een lift, een aangepast toilet en "
        "een rustige kamer.",
    }
    for name, value in about.items():
        setattr(day, name, value)
    day.save()
    rooms = [
        Room.objects.create(day=day, name=name, capacity=chairs, features=[*has], floor=floor, position=at)
        for at, (name, chairs, has, floor) in enumerate(ROOMS)
    ]
    people = {key: _speaker(day, person) for key, person in PEOPLE.items()}
    rounds = _programme(day, rooms, people)
    _workshops(day, rooms, people, rounds)
    fill_with_participants(day, today)
    make_messages(user, day)
    return day


def _speaker(day: Day, person: Person) -> Speaker:
    return Speaker.objects.create(
        day=day,
        given_name=person.given,
        prefix=person.prefix,
        family_name=person.family,
        function=person.function,
        email=f"{slugify(person.given)}.{slugify(person.family)}@regiodag.example",
        organisation=person.organisation,
        biography=person.biography,
    )


def _programme(day: Day, rooms: list[Room], people: dict[str, Speaker]) -> list[Round]:
    rounds: list[Round] = []
    for kind, title, start, end, room, speakers in PROGRAMME:
        rnd = Round.objects.create(day=day, number=len(rounds) + 1) if kind == Kind.ROUND else None
        rounds += [rnd] if rnd else []
        item = ProgrammeItem.objects.create(
            day=day,
            kind=kind,
            title=title,
            start=start,
            end=end,
            room=None if room is None else rooms[room],
            round=rnd,
        )
        item.speakers.set([people[key] for key in speakers])
    return rounds


def _workshops(day: Day, rooms: list[Room], people: dict[str, Speaker], rounds: list[Round]) -> None:
    for at, (title, form, subject, leaders, least, most, needs, room) in enumerate(WORKSHOPS):
        workshop = Workshop.objects.create(
            day=day,
            title=title,
            form=form,
            subject=subject,
            minimum=least,
            maximum=most,
            needs=[*needs],
            position=at,
            description=f"Over {subject}. Met tijd om eigen vragen in te brengen.",
        )
        workshop.leaders.set([people[key] for key in leaders])
        for rnd in rounds:
            Session.objects.create(workshop=workshop, round=rnd, room=rooms[room])
