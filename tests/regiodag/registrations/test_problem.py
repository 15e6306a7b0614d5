# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import indeling
from regiodag.accounts.models import AuditEntry
from regiodag.days.models import Day, Round, Session, Speaker, Workshop
from regiodag.registrations.actions.register import Submission, cancel, register
from regiodag.registrations.models import Domain, Group, Organisation, Participant
from regiodag.registrations.problem import NothingToPlaceError, problem_of
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db


def come(day: Day, name: str, wishes: list[Workshop], **more: Any) -> Participant:
    field = next(each for each in fields_of(day) if each.kind == "wishes")
    person = {"given_name": name, "family_name": "Voorbeeld", "email": f"{name}@example.org", **more}
    return register(day, Submission(**person, answers={field: [str(each.pk) for each in wishes]})).participant


@pytest.fixture
def workshops(day: Day) -> list[Workshop]:
    """Two workshops, Dialoog in one round and Film in both."""
    day.state = "open"
    day.save()
    dialogue, later = day.workshops.get(), Round.objects.create(day=day, number=2)
    dialogue.maximum, dialogue.minimum = 99, 40
    dialogue.save()
    film = Workshop.objects.create(day=day, title="Film", maximum=9, position=1)
    for rnd in (later, day.rounds.get(number=1)):
        Session.objects.create(workshop=film, round=rnd)
    return [dialogue, film]


def test_problem_holds_who_comes_and_what_they_wish(day: Day, workshops: list[Workshop]) -> None:
    dialogue, film = workshops
    Organisation.objects.create(day=day, name="De Brug", domain=Domain.objects.create(day=day, name="opvang"))
    group = Group.objects.create(day=day, name="samen")
    Speaker.objects.filter(day=day).update(email="Cas@Example.org")
    ada = come(day, "Ada", [film, dialogue], organisation="de brug")
    bo = come(day, "Bo", [], organisation="Anders")
    cas = come(day, "Cas", [dialogue, film])
    dee = come(day, "Dee", [film])
    cancel(dee)
    Participant.objects.filter(pk__in=[ada.pk, bo.pk]).update(group=group)
    one, two = str(dialogue.pk), str(film.pk)
    people: list[dict[str, Any]] = [
        {"id": str(ada.pk), "organisation": "De Brug", "domain": "opvang", "wishes": [two, one]},
        {"id": str(bo.pk), "organisation": "Anders"},
        {"id": str(cas.pk), "wishes": [two], "leads": [one]},
    ]
    together = sorted([str(ada.pk), str(bo.pk)])
    assert problem_of(day) == {
        "format": "indeling/problem",
        "version": 1,
        "wishes_asked": 2,
        "rounds": [{"id": "r1"}, {"id": "r2"}],
        "workshops": [
            {"id": one, "title": "Dialoog", "sessions": [{"round": "r1", "capacity": 30, "minimum": 30}]},
            {"id": two, "title": "Film", "sessions": [
                {"round": "r1", "capacity": 9, "minimum": 0}, {"round": "r2", "capacity": 9, "minimum": 0},
            ]},
        ],
        "participants": sorted(people, key=lambda each: each["id"]),
        "rules": [{"kind": "together", "participants": together}],
    }  # fmt: skip
    named = {each["id"]: each["name"] for each in problem_of(day, names=True)["participants"]}
    assert named == {str(each.pk): str(each) for each in (ada, bo, cas)}
    assert indeling.Problem.from_dict(problem_of(day)).round_ids == ("r1", "r2")


def test_engine_places_the_problem_as_it_is(
    day: Day, workshops: list[Workshop], as_owner: Client, tmp_path: Path
) -> None:
    dialogue, film = workshops
    Workshop.objects.filter(pk=dialogue.pk).update(minimum=0)
    Session.objects.create(workshop=dialogue, round=day.rounds.get(number=2))
    people = [come(day, name, wishes) for name, wishes in
              (("Ada", [film, dialogue]), ("Bo", [film]), ("Cas", []))]  # fmt: skip
    file = tmp_path / "problem.json"
    file.write_bytes(as_owner.get(reverse("problem-export", args=[day.pk])).content)
    done = subprocess.run(
        [Path(sys.executable).with_name("indeling"), "solve", str(file), "-o", str(tmp_path / "placement.json")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    placement = json.loads((tmp_path / "placement.json").read_text("utf-8"))
    seats = {(each["participant"], each["round"]) for each in placement["placements"]}
    assert (placement["status"], seats) == ("optimal", {(str(each.pk), rnd) for each in people for rnd in ("r1", "r2")})


def test_file_is_taken_out_with_names_only_when_asked_and_that_is_in_the_trail(
    day: Day, workshops: list[Workshop], as_owner: Client
) -> None:
    come(day, "Ada", workshops)
    where = reverse("problem-export", args=[day.pk])
    plain, named = as_owner.get(where), as_owner.get(where + "?names=yes")
    assert ("Ada Voorbeeld" in plain.content.decode(), "Ada Voorbeeld" in named.content.decode()) == (False, True)
    assert plain.headers["Content-Disposition"] == 'attachment; filename="problem.json"'
    actions = (
        AuditEntry.objects.filter(action__startswith="problem").order_by("number").values_list("action", flat=True)
    )
    assert list(actions) == ["problem.taken-out", "problem.taken-out-named"]


def test_day_without_rounds_has_no_problem(day: Day, as_owner: Client) -> None:
    day.rounds.all().delete()
    with pytest.raises(NothingToPlaceError):
        problem_of(day)
    answer = as_owner.get(reverse("problem-export", args=[day.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("timetable", args=[day.pk]))
