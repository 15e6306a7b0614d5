# SPDX-License-Identifier: EUPL-1.2
"""The description of the API (OpenAPI 3.1): what ninja makes of the operations, and what it cannot know of them.

That is: the scope of each, and how everything that goes wrong is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from ninja.openapi.schema import OpenAPISchema

from regiodag.api.endpoints import load
from regiodag.api.problems import KINDS, MEDIA_TYPE
from regiodag.api.scopes import Scope
from regiodag.api.service import SCOPES, api
from regiodag.api.shapes import ProblemOut

BASE = "/api/v1"
ABOUT = (
    "What other systems ask of a day, and do to it. An owner of the day makes a token; the token says which day it is"
    " about and what it may do. Names are in English, as the code is. Everything that goes wrong is told as a problem"
    " (RFC 9457)."
)
TEXT = {"type": "string"}
HEADERS = {
    "API-Version": {"description": "The full version of the API.", "schema": TEXT},
    "ETag": {"description": "The version of the participant, for If-Match.", "schema": TEXT},
    "Location": {"description": "Where it is.", "schema": TEXT},
    "Allow": {"description": "The methods that exist here.", "schema": TEXT},
    "Retry-After": {"description": "So many seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "How to show who you are.", "schema": TEXT},
}
ALWAYS = (401, 403, 405, 413, 415, 422, 429, 500)
WITH_BODY = (400, 409)
OF_A_STATUS = {401: ["WWW-Authenticate"], 405: ["Allow"], 412: ["ETag"], 429: ["Retry-After"]}
MAKES = ("participants", "placement-runs")
"""What is made by POST, and told where it is."""
REF = "#/components/"


@cache
def document() -> dict[str, Any]:
    """Return the description, as it is given to programs."""
    load()
    made = dict(OpenAPISchema(api, ""))
    made["info"] = {**made["info"], "description": ABOUT, "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}}
    made["info"]["contact"] = {"email": settings.SECURITY_CONTACT}
    made["servers"] = [{"url": settings.SITE_ADDRESS + BASE}]
    made["tags"] = [{"name": name} for name in dict.fromkeys(_tag(path) for path in made["paths"])]
    made["components"] = _components(made["components"]["schemas"])
    made["paths"] = {path: _path(path, methods) for path, methods in made["paths"].items()}
    return dict(_without_empty_defaults(made))


def _components(schemas: dict[str, Any]) -> dict[str, Any]:
    problem = ProblemOut.model_json_schema(by_alias=True, ref_template=f"{REF}schemas/{{model}}", mode="serialization")
    schemas.update(problem.pop("$defs"))
    return {
        "schemas": {**schemas, "Problem": problem},
        "headers": HEADERS,
        "responses": {str(status): _problem(status) for status in sorted({each.status for each in KINDS.values()})},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _scopes()}},
    }


def _scopes() -> str:
    """Return what each scope is for, in English, whatever language is spoken now."""
    codes = ", ".join(Scope.values)
    return f"A token that an owner of the day made, with one or more of the scopes {codes}."


def _problem(status: int) -> dict[str, Any]:
    """Return how problems with a status are told."""
    titles = [f"{code}: {kind.title}" for code, kind in KINDS.items() if kind.status == status]
    return {
        "description": "; ".join(titles),
        "headers": _headers("API-Version", *OF_A_STATUS.get(status, [])),
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{REF}schemas/Problem"}}},
    }


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"{REF}headers/{name}"} for name in names}


def _path(path: str, methods: dict[str, Any]) -> dict[str, Any]:
    return {method: _operation(path, method, about) for method, about in methods.items()}


def _operation(path: str, method: str, about: dict[str, Any]) -> dict[str, Any]:
    """Return an operation with its scope, its headers and its problems."""
    name = about["operationId"].removeprefix(f"{method}-")
    names = {each["name"] for each in about["parameters"]}
    tagged = "participant_id" in names or (name == "participants" and method == "post")
    for status, answer in about["responses"].items():
        more = ["ETag"] * tagged + ["Location"] * (name in MAKES and method == "post")
        answer["description"] = {200: "As asked.", 201: "Registered.", 202: "Begun."}[status]
        answer["headers"] = _headers("API-Version", *more)
    for each in about["parameters"]:
        each["required"] |= each["name"] == "If-Match"  # optional to ninja, so that its absence is 428 and not 422
    problems = {str(status): {"$ref": f"{REF}responses/{status}"} for status in _statuses(about, names)}
    about["responses"] = {**{str(status): answer for status, answer in about["responses"].items()}, **problems}
    scope = SCOPES[f"api-{name}"][method.upper()]
    return {**about, "tags": [_tag(path)], "security": [{"token": [scope.value]}]}


def _statuses(about: dict[str, Any], names: set[str]) -> Iterable[int]:
    """Return with which statuses an operation can go wrong."""
    found = {*ALWAYS}
    if "requestBody" in about:
        found |= {*WITH_BODY}
    if names & {"participant_id", "run_id"}:
        found.add(404)
    if "If-Match" in names:
        found |= {412, 428}
    if about["operationId"] in {"get-problem", "get-placement-result", "get-placement-seats"}:
        found.add(409)
    return sorted(found)


def _tag(path: str) -> str:
    return path.split("/")[1]


def _without_empty_defaults(part: Any) -> Any:
    """Return the description without `default: null`: what is left out is not null."""
    if isinstance(part, dict):
        kept = {name: value for name, value in part.items() if not (name == "default" and value is None)}
        return {name: _without_empty_defaults(value) for name, value in kept.items()}
    return [_without_empty_defaults(each) for each in part] if isinstance(part, list) else part


@dataclass(frozen=True)
class Told:
    """An operation, told to people. fields: where it goes, its name, what it is, and whether it must be there."""

    method: str
    path: str
    name: str
    summary: str
    text: str
    scope: str
    fields: list[tuple[str, str, str, bool]]
    answers: list[tuple[str, str]]


def guide_of(described: dict[str, Any]) -> list[Told]:
    """Return the operations, told to people."""
    return [
        Told(
            method.upper(),
            BASE + path,
            about["operationId"],
            about["summary"],
            about.get("description", ""),
            about["security"][0]["token"][0],
            list(_fields(described, about)),
            [(status, _found(described, answer)["description"]) for status, answer in about["responses"].items()],
        )
        for path, methods in described["paths"].items()
        for method, about in methods.items()
    ]


def _fields(described: dict[str, Any], about: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield what can be sent with an operation."""
    for each in about["parameters"]:
        yield each["in"], each["name"], each.get("description") or _kind(each["schema"]), each["required"]
    if "requestBody" in about:
        (content,) = about["requestBody"]["content"].values()
        shape = _found(described, content["schema"])
        for name, field in shape["properties"].items():
            yield "body", name, field.get("description") or _kind(field), name in shape.get("required", [])


def _found(described: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return a part, from where it stands."""
    if "$ref" not in part:
        return part
    found: Any = described
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)


def _kind(field: dict[str, Any]) -> str:
    """Return what a field is, in a few words."""
    most = f", at most {field['maxLength']} characters" if "maxLength" in field else ""
    return str(field.get("format") or field.get("type", "")).replace("string", "text") + most
