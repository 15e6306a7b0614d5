# SPDX-License-Identifier: EUPL-1.2
"""The API keeps to its own description, whatever is sent: schemathesis makes requests, right ones and wrong ones.

All its checks are on. Half of the requests are about somebody who is registered, so that they get further than 404.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from api_program import Program
from regiodag.api.document import document
from regiodag.config.wsgi import application
from regiodag.days.models import Day
from regiodag.placements.models import PlacementRun
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db

RUN = UUID(int=9)
EXAMPLES = 6
RIGHT = ["2xx", "401", "403", "404", "409", "412", "422", "428"]
"""What a request of the right shape may get: whether ids and choices exist is not in the description."""
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": RIGHT},
        "missing_required_header": {"expected-statuses": ["400", "401", "404", "415", "422", "428"]},
    }
}
OPERATIONS = [
    "get-day", "get-workshops", "get-organisations", "get-participants", "post-participants", "get-participant",
    "patch-participant", "post-cancellation", "get-placement-runs", "post-placement-runs", "get-placement-run",
    "get-placement-problem", "get-placement-result", "get-placement-seats", "get-publications", "get-problem",
    "get-wishes", "put-wishes",
]  # fmt: skip


@contextmanager
def one_connection() -> Iterator[None]:
    """Keep the connection of the test, as Django's own client does: a server closes it after each request."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@cache
def operations() -> dict[str, Any]:
    return operations_of(json.loads(json.dumps(document())))


def operations_of(described: dict[str, Any]) -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(described, config=schemathesis.Config.from_dict(CONFIG))
    schema.app = application
    every: list[Any] = list(schema.get_all_operations())
    found = (each.ok() for each in every)
    return {each.definition.raw["operationId"]: each for each in found}


def explore(operation: Any, mode: GenerationMode, headers: dict[str, str], person: Participant) -> list[int]:
    """Send what schemathesis makes up; return the statuses. It raises for an answer that is not as described."""
    statuses: list[int] = []

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        if len(statuses) % 2 and case.path_parameters and mode == GenerationMode.POSITIVE:
            case.path_parameters.update(participant_id=str(person.pk), run_id=str(RUN))
            case.headers["If-Match"] = f'"{Participant.objects.get(pk=person.pk).version}"'
        statuses.append(case.call_and_validate(headers=headers).status_code)

    with one_connection():
        send()
    return statuses


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def person(program: Program, open_day: Day) -> Participant:
    program.register()
    PlacementRun.objects.create(
        pk=RUN, day=open_day, number=1, problem={}, state="done", checked=True, result={"status": "optimal"}
    )
    return Participant.objects.get()


@pytest.fixture(autouse=True)
def _without_limit(settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 10**6


def test_every_operation_is_explored() -> None:
    assert list(operations()) == OPERATIONS


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda each: each.value)
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_is_found_with_a_token(name: str, mode: GenerationMode, token: str, person: Participant) -> None:
    statuses = explore(operations()[name], mode, bearer(token), person)
    assert len(statuses) > 1
    if mode == GenerationMode.POSITIVE:  # the other one sends wrong tokens, too
        assert 401 not in statuses


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_is_found_without_a_token(name: str, person: Participant) -> None:
    statuses = explore(operations()[name], GenerationMode.POSITIVE, {}, person)
    assert set(statuses) == {401}


def test_answer_that_is_not_as_described_is_found(token: str, person: Participant) -> None:
    described = json.loads(json.dumps(document()))
    described["components"]["schemas"]["DayOut"]["properties"]["title"]["type"] = "integer"
    with pytest.raises(BaseException, match="schema"):
        explore(operations_of(described)["get-day"], GenerationMode.POSITIVE, bearer(token), person)
