# SPDX-License-Identifier: EUPL-1.2
"""The page about the API says what is: its examples are sent, and its tables are those of the description."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from api_program import BASE, Program
from regiodag.api.document import document
from regiodag.api.reference import reference
from regiodag.api.scopes import Scope
from regiodag.days.models import Day

pytestmark = pytest.mark.django_db

PAGE = (Path(__file__).parents[3] / "docs/reference/api.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```http\n(\w+) (\S+)\n(.*?)```\n\n```json\n(\d+)\n(.*?)```", re.DOTALL)
ANY = "…"


def matches(found: Any, said: Any) -> bool:
    """Return whether an answer is what the page says, where … stands for anything."""
    if isinstance(said, dict) and isinstance(found, dict):
        return said.keys() == found.keys() and all(matches(found[name], said[name]) for name in said)
    if isinstance(said, list) and isinstance(found, list):
        return len(said) == len(found) and all(matches(*pair) for pair in zip(found, said, strict=True))
    return said in (ANY, found)


def test_examples_give_what_the_page_says(program: Program, open_day: Day) -> None:
    examples = EXAMPLE.findall(PAGE)
    assert len(examples) == PAGE.count("```http") == 6
    made = ""
    for method, path, rest, status, said in examples:
        head, _blank, body = f"\n{rest}".partition("\n\n")
        headers = dict(line.split(": ", 1) for line in head.splitlines() if line)
        where = path.removeprefix(BASE).replace("{id}", made)
        answer = program.ask(method, where, json.loads(body) if body.strip() else None, **headers)
        told = (answer.status_code, answer.json())
        assert told[0] == int(status), told
        assert matches(told[1], json.loads(said)), told
        made = answer.json().get("id", made) if method == "POST" else made


def test_operations_on_the_page_are_those_of_the_description() -> None:
    assert PAGE.partition("## Operations")[2] == reference().partition("## Operations")[2] + "\n"


def test_description_is_there_for_everybody_at_both_addresses(client: Client) -> None:
    answers = [client.get(f"/api/{place}openapi.json") for place in ("", "v1/")]
    assert [each.json() for each in answers] == [json.loads(json.dumps(document()))] * 2
    assert {each.headers["Access-Control-Allow-Origin"] for each in answers} == {"*"}


def test_description_says_for_each_operation_what_it_needs_and_how_it_goes_wrong() -> None:
    described = document()
    everything = [about for methods in described["paths"].values() for about in methods.values()]
    scopes = {each["security"][0]["token"][0] for each in everything}
    assert scopes == set(Scope) - {Scope.SENSITIVE_READ}
    assert (described["openapi"], described["info"]["version"]) == ("3.1.0", "1.0.0")
    assert described["servers"] == [{"url": "http://localhost:8000/api/v1"}]
    problems = {"401", "403", "405", "413", "415", "429", "500"}
    assert [each["operationId"] for each in everything if not problems <= each["responses"].keys()] == []
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_paths_and_names_follow_the_design_rules() -> None:
    described = document()
    for path, methods in described["paths"].items():
        assert re.fullmatch(r"(/[a-z-]+|/\{[a-z_]+\})+", path)
        for about in methods.values():
            queries = [each["name"] for each in about["parameters"] if each["in"] == "query"]
            assert [each for each in queries if not re.fullmatch(r"[a-z][A-Za-z]*", each)] == []
    names = {name for each in described["components"]["schemas"].values() for name in each["properties"]}
    assert {name for name in names if not re.fullmatch(r"[a-z][A-Za-z]*", name)} == set()
