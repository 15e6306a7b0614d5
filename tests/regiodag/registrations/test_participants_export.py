# SPDX-License-Identifier: EUPL-1.2
"""The list of participants as a spreadsheet: who may take what, what is in it, and what is written down."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from regiodag.accounts.models import AuditDetail, AuditEntry, User
from regiodag.accounts.roles import GRANTS, Permission, Role
from regiodag.days.models import Day
from regiodag.registrations.actions.register import keep_answers
from regiodag.registrations.export import AT_FIRST
from regiodag.registrations.models import Participant
from regiodag.registrations.queries import fields_of
from regiodag_people import just_signed_in
from registered_people import registered, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(day: Day) -> Day:
    """Two people, one with a formula for a name, wishes and a diet."""
    bad = registered(day, "=1+1", "Aalders", organisation_typed="+31 6", function="@SUM(A1)", notes="-2")
    wish(bad, day.workshops.get())
    keep_answers(bad, {diet(day): "geen noten"})
    registered(day, "Bo", "Beek", state=Participant.State.WAITING)
    return day


def diet(day: Day) -> Any:
    return next(each for each in fields_of(day) if each.kind == "diet")


def where(day: Day, query: str = "") -> str:
    return reverse("participants-export", args=[day.pk]) + query


def rows_of(content: bytes) -> list[list[Any]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()]


def test_file_has_what_was_chosen_and_strings_stay_strings(people: Day, owner: User) -> None:
    wishes = next(each for each in fields_of(people) if each.kind == "wishes")
    columns = ["name", "organisation", "function", "state", "notes", f"answer-{wishes.pk}", f"answer-{diet(people).pk}"]
    answer = just_signed_in(owner).post(where(people), {"reason": "badges", "columns": columns})
    assert rows_of(answer.content) == [
        ["Naam", "Organisatie", "Functie", "Status", "Notities", "Naar welke workshops wilt u?",
         "Is er iets wat u niet eet?"],
        ["=1+1 Aalders", "+31 6", "@SUM(A1)", "komt", "-2", "Dialoog", "geen noten"],
        ["Bo Beek", "", "", "op de wachtlijst", "", "", ""],
    ]  # fmt: skip
    assert answer.headers["Content-Disposition"] == 'attachment; filename="deelnemers.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_file_holds_who_is_listed(people: Day, owner: User) -> None:
    answer = just_signed_in(owner).post(where(people, "?state=waiting"), {"reason": "badges", "columns": ["name"]})
    assert rows_of(answer.content) == [["Naam"], ["Bo Beek"]]


def test_file_holds_who_was_searched_for(people: Day, owner: User) -> None:
    client = just_signed_in(owner)
    client.post(reverse("participants", args=[people.pk]), {"words": "beek"})
    answer = client.post(where(people, "?search=1"), {"reason": "badges", "columns": ["name"]})
    assert rows_of(answer.content) == [["Naam"], ["Bo Beek"]]


def test_reason_and_columns_are_written_down_without_people(people: Day, owner: User) -> None:
    just_signed_in(owner).post(where(people), {"reason": "badges", "columns": ["name", "email"]})
    entry = AuditEntry.objects.get(action="participants.exported")
    assert (entry.actor, entry.subject, AuditDetail.objects.get(entry=entry).facts) == (
        owner.pk, "", {"columns": "Naam, E-mailadres", "reason": "badges"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "sent", [{"columns": ["name"]}, {"reason": "badges"}, {"reason": "x", "columns": ["nonsense"]}]
)
def test_nothing_is_taken_out_without_reason_and_columns(people: Day, owner: User, sent: dict[str, Any]) -> None:
    page = just_signed_in(owner).post(where(people), sent)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Er klopt nog iets niet" in page.content.decode()
    assert AuditEntry.objects.filter(action="participants.exported").count() == 0


def test_first_proposal_is_the_fewest_columns(people: Day, owner: User) -> None:
    page = just_signed_in(owner).get(where(people))
    assert (page.context["form"].initial, page.context["number"]) == ({"columns": list(AT_FIRST)}, 2)


def test_who_signed_in_long_ago_is_asked_once_more(people: Day, as_owner: Client) -> None:
    for answer in (
        as_owner.get(where(people)),
        as_owner.post(where(people), {"reason": "badges", "columns": ["name"]}),
    ):
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert AuditEntry.objects.filter(action="participants.exported").count() == 0


def test_sensitive_columns_are_for_who_may_see_them(
    people: Day, join: Callable[[Role], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    grants = {**GRANTS, Role.ORGANISER: GRANTS[Role.ORGANISER] - {Permission.SENSITIVE}}
    monkeypatch.setattr("regiodag.accounts.roles.GRANTS", grants)
    client = just_signed_in(join(Role.ORGANISER))
    column = f"answer-{diet(people).pk}"
    assert column not in client.get(where(people)).content.decode()
    answer = client.post(where(people), {"reason": "badges", "columns": ["name", column]})
    assert "geen noten" not in answer.content.decode(errors="replace")
    assert answer.context["form"].errors.keys() == {"columns"}


@pytest.mark.parametrize("role", [Role.DESK, Role.VIEWER])
def test_role_that_takes_nothing_out_is_refused(people: Day, join: Callable[[Role], User], role: Role) -> None:
    assert just_signed_in(join(role)).get(where(people)).status_code == 403
