# SPDX-License-Identifier: EUPL-1.2
"""A day to measure the board with: people of many organisations, and a placement that took no engine to make."""

# ruff: noqa: PLC0415  (Django is set up first)

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regiodag.days.models import Day, Session, Workshop
    from regiodag.registrations.models import Participant

SEED = 2021
ROUNDS, WISHES, ORGANISATIONS = 2, 5, 24


def make_board(people: int, sessions: int) -> dict[str, Any]:
    """Make a day with so many people and sessions in two rounds, and a placement; return what a client has to know.

    sessions: those of the first round; people: the one that each has there; elsewhere: the one of the workshop that
    they have in another round; cookie: the name and value with which an organiser of the day is signed in.
    """
    from regiodag.placements.models import Placement, PlacementRun, Seat
    from regiodag.placements.problem import question_of, sessions_of

    draw = random.Random(SEED)
    day, offered = _day(sessions, chairs=-(-people * ROUNDS * 5 // (sessions * 4)))
    coming = _people(day, people, sorted({each.workshop for each in offered}, key=str), draw)
    seats = list(_seats(coming, offered, draw))
    run = PlacementRun.objects.create(
        day=day, number=1, problem=question_of(day), sessions=sessions_of(day), state="done", checked=True,
        verdict={"feasible": True, "proven": True}, result={"status": "optimal", "placements": [
            {"participant": str(who.pk), "round": f"r{session.round.number}", "workshop": str(session.workshop_id)}
            for who, session in seats
        ]},
    )  # fmt: skip
    placement = Placement.objects.create(run=run, day=day)
    Seat.objects.bulk_create(
        [Seat(placement=placement, participant=who, session=session) for who, session in seats], batch_size=500
    )
    first = {each.workshop_id: str(each.pk) for each in offered if each.round.number == 1}
    there, elsewhere = ({str(who.pk): first[session.workshop_id] for who, session in seats
                         if (session.round.number == 1) is in_first} for in_first in (True, False))  # fmt: skip
    told = {"sessions": list(first.values()), "people": there, "elsewhere": elsewhere, "cookie": _signed_in(day)}
    return {"day": str(day.pk), "run": str(run.pk), **told}


def _day(sessions: int, chairs: int) -> tuple[Day, list[Session]]:
    from regiodag.days.models import Day, Room, Round, Series, Session, Workshop

    series = Series.objects.create(title="Gemeten dagen (fictief)")
    day = Day.objects.create(series=series, title="Gemeten dag", date=date(2030, 9, 12), state="closed")
    rounds = [Round.objects.create(day=day, number=number + 1) for number in range(ROUNDS)]
    made = []
    for at in range(sessions // ROUNDS):
        room = Room.objects.create(day=day, name=f"Zaal {at + 1}", capacity=chairs)
        title = f"Workshop {at + 1} over samenwerken"
        workshop = Workshop.objects.create(day=day, title=title, maximum=chairs, minimum=6, position=at)
        made += [Session.objects.create(workshop=workshop, round=rnd, room=room) for rnd in rounds]
    return day, made


def _people(day: Day, number: int, workshops: Sequence[Workshop], draw: random.Random) -> list[Participant]:
    from regiodag.registrations.links import sign
    from regiodag.registrations.models import Organisation, Participant, Preference, RegistrationForm

    RegistrationForm.objects.filter(day=day).update(wishes=WISHES)
    named = [f"Organisatie {at + 1} (fictief)" for at in range(ORGANISATIONS)]
    organisations = [Organisation.objects.create(day=day, name=name) for name in named]
    people = []
    for at in range(number):
        who = Participant(day=day, given_name=f"Proef{at}", family_name=f"Voorbeeld{at % 20}",
                          email=f"proef{at}@example.org", organisation=draw.choice(organisations))  # fmt: skip
        sign(who)
        people.append(who)
    Participant.objects.bulk_create(people, batch_size=500)
    weights = [1 / (at + 2) for at in range(len(workshops))]
    Preference.objects.bulk_create(
        [
            Preference(participant=who, workshop=workshop, rank=rank)
            for who in people
            for rank, workshop in enumerate(_wished(workshops, weights, draw), start=1)
        ],
        batch_size=500,
    )
    return people


def _wished(workshops: Sequence[Workshop], weights: Sequence[float], draw: random.Random) -> Sequence[Workshop]:
    """Return the wishes of somebody: some workshops are wanted by more people than others."""
    return list(dict.fromkeys(draw.choices(workshops, weights, k=10 * WISHES)))[:WISHES]


def _seats(
    people: Sequence[Participant], offered: Sequence[Session], draw: random.Random
) -> list[tuple[Participant, Session]]:
    """Return a seat for everybody in every round: what they wished while there is room, else whatever is left."""
    taken: Counter[Any] = Counter()
    seats = []
    for who in draw.sample(people, len(people)):
        wished = [each.workshop_id for each in who.preferences.order_by("rank")]
        had: set[Any] = set()
        for rnd in range(1, ROUNDS + 1):
            free = [each for each in offered if each.round.number == rnd and each.workshop_id not in had]
            free = [each for each in free if taken[each.pk] < each.chairs]
            session = min(free, key=lambda each: (_rank(each, wished), taken[each.pk]))
            taken[session.pk] += 1
            had.add(session.workshop_id)
            seats.append((who, session))
    return seats


def _rank(session: Session, wished: Sequence[Any]) -> int:
    return wished.index(session.workshop_id) if session.workshop_id in wished else len(wished)


def _signed_in(day: Day) -> list[str]:
    """Return the cookie of an organiser of the day who signed in, with a second factor as everybody has to."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.conf import settings
    from django.test import Client

    from regiodag.accounts.models import Membership, User
    from regiodag.accounts.roles import Role

    user = User.objects.create_user("organisator@example.org", name="Gemeten Organisator")
    Membership.objects.create(user=user, day=day, role=Role.OWNER)
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return [settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value]
