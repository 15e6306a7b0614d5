# SPDX-License-Identifier: EUPL-1.2
"""A program that uses the API, for tests."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from regiodag.accounts.models import User
from regiodag_people import signed_in

KEY = UUID(int=7)
BASE = "/api/v1"
ADA: dict[str, Any] = {"givenName": "Ada", "familyName": "Voorbeeld", "email": "ada@example.org"}


@dataclass
class Program:
    token: str = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request, as JSON, and return the answer."""
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(raise_request_exception=False).generic(
            method,
            BASE + path,
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={**shown, **named},
        )

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def register(self, key: UUID = KEY, **body: Any) -> Any:
        return self.ask("POST", "/participants", {**ADA, **body}, Idempotency_Key=str(key))


def told(answer: Any) -> tuple[int, str, list[tuple[str, str]]]:
    """Return status, kind of problem, and where its mistakes are."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    problem = answer.json()
    assert (problem["status"], problem["title"] != "", problem["detail"] != "") == (answer.status_code, True, True)
    mistakes = [(each["in"], each["pointer"]) for each in problem.get("errors", [])]
    return answer.status_code, problem["type"].partition("#")[2], mistakes


def signed_in_just_now(user: User) -> Client:
    """Return a browser that no page asks again who somebody is."""
    client = signed_in(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    return client
