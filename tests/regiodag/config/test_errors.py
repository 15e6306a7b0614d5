# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.test import Client


def heading(html: bytes) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html.decode())
    return found[1] if found else ""


def test_fault_with_the_database_gone_is_told_on_a_page_that_does_not_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has a session is looked up in the database: it is gone, and so is what would say who they are."""

    def gone(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", gone)
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    answer = browser.get("/")
    assert (answer.status_code, heading(answer.content)) == (500, "Er ging iets mis bij ons")


def test_database_that_cannot_write_is_told_as_something_that_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", full)
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    answer = browser.get("/")
    told = (answer.status_code, answer["Retry-After"], heading(answer.content))
    assert told == (503, "120", "Nu kan niets worden opgeslagen")


def test_address_of_another_site_is_refused_in_words() -> None:
    answer = Client().get("/accessibility/", headers={"host": "elders.example"})
    assert (answer.status_code, heading(answer.content)) == (400, "Wat verstuurd is, kon niet gelezen worden")


def test_refusal_is_told_in_the_language_that_was_chosen() -> None:
    browser = Client()
    browser.cookies["language"] = "en"
    answer = browser.get("/accessibility/", headers={"host": "elders.example"})
    assert heading(answer.content) == "What was sent could not be read"


@pytest.mark.django_db
def test_address_of_a_button_says_so_to_whoever_looks_there() -> None:
    answer = Client().get("/language/")
    assert (answer.status_code, answer["Allow"], heading(answer.content)) == (
        405,
        "POST",
        "Druk nog een keer op de knop",
    )
    assert answer["Content-Length"] == str(len(answer.content))


def test_program_that_asks_for_what_is_not_allowed_gets_no_page() -> None:
    answer = Client().put("/accessibility/")
    assert (answer.status_code, answer.content) == (405, b"")
