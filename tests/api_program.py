# SPDX-License-Identifier: EUPL-1.2
"""A program that uses the API, for tests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client

KEY = UUID(int=7)
BASE = "/api/v1"
ADA = {"givenName": "Ada", "familyName": "Voorbeeld", "email": "ada@example.org"}


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
