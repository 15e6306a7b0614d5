# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from api_program import ADA, KEY, Program, told
from regiodag.accounts.models import AuditEntry
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.registrations.models import Organisation, Participant, Preference
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db

BO: dict[str, Any] = {"email": "bo@example.org", "givenName": "Bo"}
CAS: dict[str, Any] = {"email": "cas@example.org", "givenName": "Cas"}


def mailed() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("made", "pk").values_list("to", "kind"))


def question(day: Day, kind: str) -> str:
    return str(next(each.pk for each in fields_of(day) if each.kind == kind))


def ids(day: Day) -> list[str]:
    return [str(each.pk) for each in day.workshops.order_by("title")]


def states() -> dict[str, str]:
    return dict(Participant.objects.values_list("given_name", "state"))


def at(answer: Any) -> str:
    return "/participants/" + str(answer.json()["id"])


def test_somebody_is_registered_with_answers_and_wishes_and_mailed(program: Program, open_day: Day) -> None:
    diet = question(open_day, "diet")
    answer = program.register(wishes=ids(open_day), answers={diet: "geen noten"}, organisation="De Brug", language="en")
    ada = Participant.objects.get()
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert answer.headers["Location"] == f"/api/v1/participants/{ada.pk}"
    assert answer.json() == {
        "id": str(ada.pk), "version": 1, "givenName": "Ada", "prefix": "", "familyName": "Voorbeeld",
        "email": "ada@example.org", "function": "", "organisation": "De Brug", "organisationId": None,
        "language": "en", "group": None, "state": "registered", "source": "api", "placeInQueue": None,
        "offeredUntil": None, "registeredAt": answer.json()["registeredAt"],
        "answers": [{"questionId": diet, "kind": "diet", "value": "geen noten"}],
    }  # fmt: skip
    assert [str(each.workshop_id) for each in Preference.objects.order_by("rank")] == ids(open_day)
    assert mailed() == [("ada@example.org", "registered")]
    assert Mail.objects.get().subject.startswith("You are registered")
    trail = list(AuditEntry.objects.filter(scope=open_day.pk).order_by("number").values_list("action", "subject"))
    assert trail[-2:] == [
        ("participant.registered", f"participant:{ada.pk}"),
        ("api.registered", f"participant:{ada.pk}"),
    ]


def test_same_key_registers_once_also_when_the_day_is_full_since(program: Program, open_day: Day) -> None:
    first = program.register()
    open_day.capacity = 1
    open_day.save()
    again = program.register()
    assert (again.status_code, again.json()) == (200, first.json())
    assert mailed() == [("ada@example.org", "registered")]


def test_key_of_another_registration_is_refused(program: Program, open_day: Day) -> None:
    program.register()
    assert told(program.register(**BO)) == (422, "invalid", [("header", "#/Idempotency-Key")])
    assert states() == {"Ada": "registered"}


def test_whoever_comes_when_it_is_full_waits_and_gets_the_place_that_comes_free(
    program: Program, open_day: Day
) -> None:
    ada, _bo, cas = (program.register(UUID(int=at), **who) for at, who in enumerate((ADA, BO, CAS), 1))
    assert (cas.json()["state"], cas.json()["placeInQueue"]) == ("waiting", 1)
    gone = program.ask("POST", at(ada) + "/cancellation", {})
    assert (gone.status_code, gone.json()["state"], gone.headers["ETag"]) == (200, "cancelled", '"2"')
    assert program.ask("POST", at(ada) + "/cancellation", {}).json() == gone.json()
    assert states() == {"Ada": "cancelled", "Bo": "registered", "Cas": "offered"}
    assert mailed()[2:] == [
        ("cas@example.org", "waiting"), ("ada@example.org", "cancelled"), ("cas@example.org", "offered"),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="api.cancelled").count() == 1


def test_quiet_mails_nobody_but_who_gets_the_place(program: Program, open_day: Day) -> None:
    people = [program.register(UUID(int=at), **who, quiet=True) for at, who in enumerate((ADA, BO, CAS), 1)]
    program.ask("POST", at(people[0]) + "/cancellation", {"quiet": True})
    assert mailed() == [("cas@example.org", "offered")]
    program.register(UUID(int=9), quiet=True)
    assert (states()["Ada"], len(mailed())) == ("waiting", 1)


def test_known_address_is_told_and_nobody_is_mailed_again(program: Program, open_day: Day) -> None:
    program.register()
    assert told(program.register(UUID(int=8), email="ADA@example.org")) == (409, "already-registered", [])
    assert mailed() == [("ada@example.org", "registered")]


def test_nobody_is_registered_when_registration_is_closed(program: Program, open_day: Day) -> None:
    open_day.state = "closed"
    open_day.save()
    assert told(program.register()) == (409, "not-open", [])
    assert states() == {}


@pytest.mark.parametrize(
    ("body", "mistakes"),
    [
        ({"wishes": [str(KEY)]}, ["#/wishes/0"]),
        ({"answers": {str(KEY): "x"}}, [f"#/answers/{KEY}"]),
        ({"email": "no address"}, ["#/email"]),
        ({"givenName": "  "}, ["#/givenName"]),
        ({"givenName": 3, "nickname": "A"}, ["#/givenName", "#/nickname"]),
        ({"function": "x" * 161}, ["#/function"]),
        ({"language": "fr"}, ["#/language"]),
    ],
)
def test_mistake_names_the_field_and_nothing_is_done(
    body: dict[str, Any], mistakes: list[str], program: Program, open_day: Day
) -> None:
    assert told(program.register(**body)) == (422, "invalid", [("body", each) for each in mistakes])
    assert states() == {}


def test_wish_twice_and_answer_of_the_wrong_form_are_told(program: Program, open_day: Day) -> None:
    twice = program.register(wishes=ids(open_day)[:1] * 2)
    listed = program.register(answers={question(open_day, "diet"): ["a", "b"]})
    assert told(twice) == (422, "invalid", [("body", "#/wishes")])
    assert told(listed) == (422, "invalid", [("body", f"#/answers/{question(open_day, 'diet')}")])


def test_question_that_must_be_answered_is_demanded_of_systems_too(program: Program, open_day: Day) -> None:
    field = next(each for each in fields_of(open_day) if each.kind == "access-needs")
    field.required = True
    field.save()
    assert told(program.register()) == (422, "invalid", [("body", f"#/answers/{field.pk}")])


def test_change_keeps_what_is_left_out(program: Program, open_day: Day) -> None:
    diet, needs = question(open_day, "diet"), question(open_day, "access-needs")
    brug = Organisation.objects.create(day=open_day, name="Opvang De Brug")
    made = program.register(wishes=ids(open_day), answers={diet: "geen noten", needs: "een tolk"})
    body = {"organisation": "opvang de brug", "email": "Ada.Nieuw@example.org", "answers": {diet: None}}
    changed = program.ask("PATCH", at(made), body, If_Match='"1"')
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert changed.json() == {
        **made.json(), "version": 2, "organisation": "opvang de brug", "organisationId": str(brug.pk),
        "email": "ada.nieuw@example.org",
        "answers": [{"questionId": needs, "kind": "access-needs", "value": "een tolk"}],
    }  # fmt: skip
    assert Preference.objects.count() == 2


def test_change_must_say_which_version_was_seen_and_that_it_is_the_last(program: Program, open_day: Day) -> None:
    made = program.register()
    without = program.ask("PATCH", at(made), {"function": "adviseur"})
    late = program.ask("PATCH", at(made), {"function": "adviseur"}, If_Match='"7"')
    assert (told(without), told(late)) == ((428, "version-needed", []), (412, "changed", []))
    assert (late.headers["ETag"], Participant.objects.get().function) == ('"1"', "")


def test_change_to_an_address_that_is_taken_is_refused(program: Program, open_day: Day) -> None:
    program.register()
    bo = program.register(UUID(int=8), **BO)
    answer = program.ask("PATCH", at(bo), {"email": "ADA@example.org"}, If_Match='"1"')
    assert told(answer) == (409, "already-registered", [])


def test_change_to_the_address_of_who_cancelled_is_refused(program: Program, open_day: Day) -> None:
    ada, bo = program.register(), program.register(UUID(int=8), **BO)
    program.ask("POST", at(ada) + "/cancellation", {})
    answer = program.ask("PATCH", at(bo), {"email": "ada@example.org"}, If_Match='"1"')
    assert told(answer) == (409, "already-registered", [])


def test_who_cancelled_is_not_changed(program: Program, open_day: Day) -> None:
    made = program.register()
    program.ask("POST", at(made) + "/cancellation", {})
    assert told(program.ask("PATCH", at(made), {"function": "x"}, If_Match='"2"')) == (409, "cancelled", [])


def test_list_is_asked_a_page_at_a_time_in_the_order_of_registering(program: Program, open_day: Day) -> None:
    everybody = [program.register(UUID(int=at), **who).json()["id"] for at, who in enumerate((ADA, BO, CAS), 1)]
    first = program.get("/participants?limit=2")
    rest = program.get(f"/participants?limit=2&cursor={first['nextCursor']}")
    assert [each["id"] for each in first["items"] + rest["items"]] == everybody
    assert rest["nextCursor"] is None


def test_list_is_filtered(program: Program, open_day: Day) -> None:
    brug = Organisation.objects.create(day=open_day, name="De Brug")
    program.register(wishes=ids(open_day), organisation="De Brug")
    program.register(UUID(int=8), **BO)
    program.register(UUID(int=9), **CAS)
    asked = ("state=waiting", "wishes=given", "wishes=none", f"organisationId={brug.pk}", "state=waiting&wishes=given")
    names = [[each["givenName"] for each in program.get(f"/participants?{each}")["items"]] for each in asked]
    assert names == [["Cas"], ["Ada"], ["Bo", "Cas"], ["Ada"], []]


@pytest.mark.parametrize(
    "wrong", ["nothing=1", "limit=0", "limit=201", "state=gone", "cursor=x", "cursor=eA==", "cursor=MjAyNiB4"]
)
def test_question_to_the_list_that_is_wrong_is_told(wrong: str, program: Program, open_day: Day) -> None:
    answer = program.ask("GET", f"/participants?{wrong}")
    assert told(answer) == (422, "invalid", [("query", "#/" + wrong.partition("=")[0])])


def test_wishes_are_read_and_replaced(program: Program, open_day: Day) -> None:
    made = program.register(wishes=ids(open_day))
    assert program.get(at(made) + "/wishes")["wishes"] == ids(open_day)
    there = program.ask("PUT", at(made) + "/wishes", {"wishes": ids(open_day)[1:]}, If_Match='"1"')
    assert (there.status_code, there.headers["ETag"], there.json()["wishes"]) == (200, '"2"', ids(open_day)[1:])
    assert program.get(at(made) + "/wishes") == there.json()
    assert AuditEntry.objects.filter(action="api.changed").count() == 1


def test_wishes_that_are_wrong_or_too_late_change_nothing(program: Program, open_day: Day) -> None:
    where = at(program.register(wishes=ids(open_day))) + "/wishes"
    unknown = program.ask("PUT", where, {"wishes": [*ids(open_day), str(KEY)]}, If_Match='"1"')
    twice = program.ask("PUT", where, {"wishes": ids(open_day)[:1] * 2}, If_Match='"1"')
    late = program.ask("PUT", where, {"wishes": []}, If_Match='"2"')
    open_day.state = "closed"
    open_day.save()
    closed = program.ask("PUT", where, {"wishes": []}, If_Match='"1"')
    assert [told(each) for each in (unknown, twice, late, closed)] == [
        (422, "invalid", [("body", "#/wishes/2")]), (422, "invalid", [("body", "#/wishes")]),
        (412, "changed", []), (409, "not-open", []),
    ]  # fmt: skip
    assert program.get(where)["wishes"] == ids(open_day)


def test_day_that_asks_no_wishes_takes_none(program: Program, open_day: Day) -> None:
    next(each for each in fields_of(open_day) if each.kind == "wishes").delete()
    where = at(program.register()) + "/wishes"
    given, none = (program.ask("PUT", where, {"wishes": each}, If_Match='"1"') for each in (ids(open_day), []))
    assert (told(given), told(none)) == ((422, "invalid", [("body", "#/wishes")]),) * 2
    assert told(program.register(UUID(int=8), **BO, wishes=ids(open_day)))[2] == [("body", "#/wishes")]
