# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import pytest

from api_program import Program
from regiodag.days.models import Day
from regiodag.registrations.models import Domain, Organisation
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db


def test_day_tells_what_a_program_needs_to_register_somebody(program: Program, open_day: Day) -> None:
    program.register()
    (rnd,) = open_day.rounds.all()
    assert program.get("/day") == {
        "id": str(open_day.pk), "title": "Netwerkdag 2030", "date": "2030-09-12", "town": "Waterrijk", "state": "open",
        "registration": "open", "capacity": 2, "freePlaces": 1, "wishesAsked": 4,
        "rounds": [{"id": str(rnd.pk), "number": 1}],
        "questions": [
            {"id": str(each.pk), "kind": each.kind, "label": each.label, "required": False, "choices": [],
             "sensitive": each.kind != "wishes"}
            for each in fields_of(open_day)
        ],
    }  # fmt: skip


def test_workshops_are_told_with_when_and_where_they_are(program: Program, open_day: Day) -> None:
    rnd = str(open_day.rounds.get().pk)
    dialogue, film = open_day.workshops.all()
    told = [
        {"id": str(each.pk), "title": title, "subject": "", "form": "", "minimum": minimum, "maximum": chairs,
         "sessions": [{"id": str(each.sessions.get().pk), "roundId": rnd, "room": room, "chairs": chairs}]}
        for each, title, minimum, chairs, room in ((dialogue, "Dialoog", 0, 20, "Zaal 1"), (film, "Film", 1, 9, None))
    ]  # fmt: skip
    assert program.get("/workshops") == {"items": told}


def test_organisations_are_told_with_their_domain(program: Program, open_day: Day) -> None:
    care = Domain.objects.create(day=open_day, name="zorg")
    brug = Organisation.objects.create(day=open_day, name="De Brug", domain=care, also=["Brug"])
    other = Organisation.objects.create(day=open_day, name="Anders")
    assert program.get("/organisations") == {"items": [
        {"id": str(other.pk), "name": "Anders", "domain": None, "also": []},
        {"id": str(brug.pk), "name": "De Brug", "domain": "zorg", "also": ["Brug"]},
    ]}  # fmt: skip
