# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from api_program import ADA, KEY, Program, told
from regiodag.api.endpoints import day as endpoint
from regiodag.api.problems import KINDS
from regiodag.days.models import Day
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db


def send(token: str, body: bytes, content_type: str = "application/json") -> Any:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(KEY)}
    browser = Client(raise_request_exception=False)
    return browser.generic("POST", "/api/v1/participants", body, content_type=content_type, headers=headers)


def test_problem_tells_everything_in_its_form(program: Program, open_day: Day) -> None:
    answer = program.register(givenName="")
    assert answer.json() == {
        "type": "http://localhost:8000/api/#invalid",
        "title": "Something in the request is not right",
        "status": 422,
        "detail": "Nothing was changed. Look at the errors, and send it again.",
        "errors": [
            {"in": "body", "pointer": "#/givenName", "detail": "String should have at least 1 character"},
        ],
    }
    assert (answer.headers["API-Version"], answer.headers["Content-Language"]) == ("1.0.0", "en")


@pytest.mark.parametrize("where", ["/nothing", "/day/", "/participants/x/y", "/"])
def test_address_where_nothing_is_is_a_problem(where: str, program: Program) -> None:
    answer = program.ask("GET", where)
    assert (told(answer), answer.headers["API-Version"]) == ((404, "not-found", []), "1.0.0")


@pytest.mark.parametrize("method", ["POST", "DELETE", "HEAD", "OPTIONS", "TRACE", "PUT"])
def test_method_that_does_not_exist_is_told_which_do(method: str, program: Program) -> None:
    answer = program.ask(method, "/day")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 100_000, b"", b"9" * 5000])
def test_body_that_cannot_be_read_is_a_problem(body: bytes, token: str, open_day: Day) -> None:
    status, kind, _mistakes = told(send(token, body))
    assert (status, kind) in {(400, "unreadable"), (422, "invalid")}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_body_that_is_not_json_is_refused(kind: str, token: str, open_day: Day) -> None:
    assert told(send(token, json.dumps(ADA).encode(), kind)) == (415, "media-type", [])
    assert Participant.objects.count() == 0


def test_body_that_is_too_large_is_refused(token: str, open_day: Day) -> None:
    assert told(send(token, b'"' + b"a" * 3_000_000 + b'"')) == (413, "too-large", [])


@pytest.mark.parametrize("name", ["A\u0000", "\ud800"])
def test_signs_that_no_database_takes_are_refused(name: str, program: Program, open_day: Day) -> None:
    assert told(program.register(givenName=name)) == (422, "invalid", [("body", "#/givenName")])


def test_fault_of_ours_tells_nothing_of_it(
    program: Program, open_day: Day, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_day: Day) -> None:
        message = "no chairs for ada@example.org"
        raise RuntimeError(message)

    monkeypatch.setattr(endpoint, "ensure_form", broken)
    answer = program.ask("GET", "/day")
    assert (told(answer), "chairs" in answer.content.decode()) == ((500, "fault", []), False)
    assert "the API failed" in caplog.messages


def test_day_without_rounds_has_no_problem_for_the_placement(program: Program, open_day: Day) -> None:
    open_day.rounds.all().delete()
    assert told(program.ask("GET", "/problem")) == (409, "not-ready", [])


def test_every_kind_of_problem_is_on_the_page(client: Client) -> None:
    page = client.get("/api/").content.decode()
    assert [code for code in KINDS if f'<tr id="{code}">' not in page] == []
