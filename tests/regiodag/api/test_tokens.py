# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from api_program import Program, signed_in_just_now, told
from regiodag.accounts.access import Access
from regiodag.accounts.models import AuditEntry, User
from regiodag.accounts.roles import Role
from regiodag.accounts.tokens import hashed
from regiodag.api.actions.tokens import make_token
from regiodag.api.models import ApiToken
from regiodag.api.scopes import Scope
from regiodag.config.logs import scrubbed
from regiodag.days.models import Day
from regiodag.registrations.models import Participant
from regiodag.registrations.queries import fields_of
from site_addresses import EVERY, SOME_ID

pytestmark = pytest.mark.django_db

OF_TOKENS = [
    (address.name, method, scope)
    for address in EVERY
    if address.access and address.access.kind == "token"
    for method, scope in address.access.scopes
]


OF_ONE = {
    "api-participant", "api-cancellation", "api-wishes", "api-placement-run", "api-placement-problem",
    "api-placement-result", "api-placement-seats",
}  # fmt: skip
"""Addresses of one participant or run."""


def path(name: str) -> str:
    return reverse(name, args=[SOME_ID] if name in OF_ONE else []).removeprefix("/api/v1")


def with_scopes(day: Day, by: User, *scopes: str, until: date | None = None) -> Program:
    return Program(make_token(by, day, "Systeem", scopes, until or localdate() + timedelta(days=9))[1])


def test_addresses_of_the_api_and_their_scopes() -> None:
    assert sorted(OF_TOKENS) == [
        ("api-cancellation", "POST", "participants:write"),
        ("api-day", "GET", "day:read"),
        ("api-organisations", "GET", "participants:read"),
        ("api-participant", "GET", "participants:read"),
        ("api-participant", "PATCH", "participants:write"),
        ("api-participants", "GET", "participants:read"),
        ("api-participants", "POST", "participants:write"),
        ("api-placement-problem", "GET", "placements:read"),
        ("api-placement-result", "GET", "placements:read"),
        ("api-placement-run", "GET", "placements:read"),
        ("api-placement-runs", "GET", "placements:read"),
        ("api-placement-runs", "POST", "placements:run"),
        ("api-placement-seats", "GET", "placements:read"),
        ("api-problem", "GET", "problem:read"),
        ("api-publications", "GET", "placements:read"),
        ("api-wishes", "GET", "wishes:read"),
        ("api-wishes", "PUT", "wishes:write"),
        ("api-workshops", "GET", "day:read"),
    ]
    assert Access("token").scopes == ()


@pytest.mark.parametrize(("name", "method", "scope"), OF_TOKENS)
def test_operation_needs_its_scope_and_no_other(name: str, method: str, scope: str, open_day: Day, owner: User) -> None:
    others = with_scopes(open_day, owner, *(set(Scope.values) - {scope})).ask(method, path(name), {})
    enough = with_scopes(open_day, owner, scope).ask(method, path(name), {})
    assert told(others) == (403, "forbidden", [])
    assert enough.status_code in {200, 202, 404, 422}


@pytest.mark.parametrize(("name", "method", "scope"), OF_TOKENS)
def test_token_of_another_day_finds_nobody_of_this_one(
    name: str, method: str, scope: str, program: Program, open_day: Day, owner: User
) -> None:
    ada = program.register().json()["id"]
    elsewhere = with_scopes(Day.objects.create(series=open_day.series, title="Andere dag", state="open"), owner, *Scope)
    body: dict[str, Any] = {"PUT": {"wishes": []}}.get(method, {})
    if str(SOME_ID) in path(name):
        answer = elsewhere.ask(method, path(name).replace(str(SOME_ID), ada), body, If_Match='"1"')
        assert told(answer) == (404, "not-found", [])
    elif method == "GET" and name != "api-problem":
        assert ada not in str(elsewhere.get(path(name)))
    assert Participant.objects.get().version == 1


@pytest.mark.parametrize(("name", "method", "scope"), OF_TOKENS)
def test_nobody_gets_in_without_a_token_not_even_the_owner(
    name: str, method: str, scope: str, open_day: Day, as_owner: Client
) -> None:
    answers = [
        Program().ask(method, path(name), {}),
        Program("rgd_nobody-has-this-one").ask(method, path(name), {}),
        as_owner.generic(method, "/api/v1" + path(name), "{}", content_type="application/json"),
    ]
    assert [told(each) for each in answers] == [(401, "unauthorised", [])] * 3
    assert {each.headers["WWW-Authenticate"] for each in answers} == {'Bearer realm="Regiodag"'}
    assert {each.headers["API-Version"] for each in answers} == {"1.0.0"}


def test_token_ends_by_its_date_and_when_it_is_revoked(open_day: Day, owner: User) -> None:
    programs = [with_scopes(open_day, owner, Scope.DAY_READ, until=localdate() + timedelta(days=at)) for at in (0, -1)]
    statuses = [each.ask("GET", "/day").status_code for each in programs]
    ApiToken.objects.update(revoked=open_day.made)
    assert (statuses, programs[0].ask("GET", "/day").status_code) == ([200, 401], 401)


def test_only_the_hash_of_a_token_is_kept_and_the_day_it_was_last_used(open_day: Day, owner: User) -> None:
    program = with_scopes(open_day, owner, Scope.DAY_READ)
    kept = ApiToken.objects.get()
    assert (kept.token_hash, kept.last_used) == (hashed(program.token), None)
    assert program.token not in str(list(ApiToken.objects.values()))
    assert program.token.startswith(kept.prefix)
    program.get("/day")
    assert ApiToken.objects.get().last_used == localdate()


def test_token_is_struck_out_of_log_lines() -> None:
    assert scrubbed("sent rgd_abcdefgh-12345678 to us") == "sent rgd_… to us"


def test_too_many_requests_in_a_minute_are_told_to_wait(open_day: Day, owner: User, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 2
    one, another = (with_scopes(open_day, owner, Scope.DAY_READ) for _each in range(2))
    answers = [one.ask("GET", "/day") for _each in range(4)]
    assert [each.status_code for each in answers][-1] == 429
    assert told(answers[-1]) == (429, "too-many", [])
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert another.ask("GET", "/day").status_code == 200


def test_sensitive_answers_are_told_to_who_may_read_them(program: Program, open_day: Day, owner: User) -> None:
    diet = next(str(each.pk) for each in fields_of(open_day) if each.kind == "diet")
    program.register(answers={diet: "geen noten"})
    blunt = with_scopes(open_day, owner, Scope.PARTICIPANTS_READ)
    assert [each["items"][0]["answers"] for each in (program.get("/participants"), blunt.get("/participants"))] == [
        [{"questionId": diet, "kind": "diet", "value": "geen noten"}],
        [],
    ]


def test_names_in_the_problem_need_the_scope_of_people(open_day: Day, owner: User) -> None:
    program = with_scopes(open_day, owner, Scope.PROBLEM_READ)
    assert program.ask("GET", "/problem").status_code == 200
    assert told(program.ask("GET", "/problem?names=yes")) == (403, "forbidden", [])


def test_wishes_of_a_new_registration_need_their_scope(open_day: Day, owner: User) -> None:
    program = with_scopes(open_day, owner, Scope.PARTICIPANTS_WRITE)
    wished = [str(each.pk) for each in open_day.workshops.all()]
    assert told(program.register(wishes=wished)) == (403, "forbidden", [])
    assert program.register().status_code == 201


def filled_in(**more: Any) -> dict[str, Any]:
    expires = (localdate() + timedelta(days=30)).isoformat()
    return {"name": "Aanmeldsysteem", "scopes": ["day:read", "wishes:read"], "expires": expires, **more}


def test_owner_makes_a_token_and_sees_it_once(day: Day, owner: User) -> None:
    browser = signed_in_just_now(owner)
    page = browser.post(reverse("api-token-make", args=[day.pk]), filled_in()).content.decode()
    made = ApiToken.objects.get()
    (shown,) = re.findall(r"rgd_[\w-]+", page)
    assert (hashed(shown), made.scopes, made.made_by) == (made.token_hash, ["day:read", "wishes:read"], owner)
    listed = browser.get(reverse("api-tokens", args=[day.pk])).content.decode()
    assert (shown in listed, made.prefix in listed, "Aanmeldsysteem" in listed) == (False, True, True)
    assert AuditEntry.objects.get(action="api.token-made").subject == f"token:{made.pk}"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"expires": "2001-01-01"}, {"expires": "2099-01-01"}]
)
def test_token_that_is_not_right_is_not_made_and_what_was_typed_stays(
    wrong: dict[str, Any], day: Day, owner: User
) -> None:
    answer = signed_in_just_now(owner).post(reverse("api-token-make", args=[day.pk]), filled_in(**wrong))
    assert (list(answer.context["form"].errors), ApiToken.objects.count()) == (list(wrong), 0)


def test_whoever_makes_a_token_proves_once_more_who_they_are(day: Day, as_owner: Client) -> None:
    answer = as_owner.post(reverse("api-token-make", args=[day.pk]), filled_in())
    assert (answer.status_code, "reauthenticate" in answer.headers["Location"]) == (302, True)
    assert ApiToken.objects.count() == 0


def test_token_is_revoked_after_a_confirmation(open_day: Day, owner: User, as_owner: Client) -> None:
    program = with_scopes(open_day, owner, Scope.DAY_READ)
    where = reverse("api-token-revoke", args=[open_day.pk, ApiToken.objects.get().pk])
    assert as_owner.get(where).status_code == 200
    assert program.ask("GET", "/day").status_code == 200
    for _twice in range(2):
        assert as_owner.post(where).headers["Location"] == reverse("api-tokens", args=[open_day.pk])
    assert told(program.ask("GET", "/day")) == (401, "unauthorised", [])
    assert AuditEntry.objects.filter(action="api.token-revoked").count() == 1


def test_token_of_another_day_is_not_revoked(
    open_day: Day, owner: User, as_owner: Client, join: Callable[[Role], User]
) -> None:
    other = Day.objects.create(series=open_day.series, title="Andere dag")
    with_scopes(other, owner, Scope.DAY_READ)
    token = ApiToken.objects.get()
    assert as_owner.post(reverse("api-token-revoke", args=[open_day.pk, token.pk])).status_code == 404
    assert ApiToken.objects.get().revoked is None
