# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the structure of a JSON tree: every mistake against a JSON Schema, in words, with its place.

Only imported when something is wrong, for jsonschema takes a while to load.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from indeling.errors import Issue, Text, text
from indeling.validation import nearest, place

LONGEST_VALUE = 60

TYPES = {
    "object": text("{place}: must be an object, not {value}."),
    "array": text("{place}: must be a list, not {value}."),
    "string": text("{place}: must be text, not {value}."),
    "integer": text("{place}: must be a whole number, not {value}."),
    "boolean": text("{place}: must be true or false, not {value}."),
    "array object": text("{place}: must be a list, or an object from round to list, not {value}."),
    "string array": text("{place}: must be an id or a list of ids, not {value}."),
    "integer object": text("{place}: must be the number of a course, alone or with a penalty, not {value}."),
    "integer null": text("{place}: must be a whole number or null, not {value}."),
}
LIMITS = {
    "minimum": text("{place}: must be at least {limit}, not {value}."),
    "maximum": text("{place}: must be at most {limit}, not {value}."),
    "minLength": text("{place}: must not be empty."),
    "minItems": text("{place}: the number of items must be at least {limit}, not {length}."),
    "maxItems": text("{place}: the number of items must be at most {limit}, not {length}."),
    "const": text("{place}: must be {limit}, not {value}."),
    "enum": text("{place}: must be one of {limit}, not {value}."),
    "pattern": text("{place}: the key {value} is not a rank."),
    "oneOf": text("{place}: needs either “round” or “any_of”, and not both."),
}


def mistakes(data: object, schema: Mapping[str, Any]) -> list[Issue]:
    """Return every way in which the JSON tree `data` breaks `schema`, in reading order; empty when it does not."""
    found = map(_Mistake.of, Draft202012Validator(schema).iter_errors(data))
    explained = [
        issue for mistake in sorted(found, key=lambda it: it.reading_order) for issue in _explain(data, mistake)
    ]
    # a key that is missing twice over comes once per error
    return list({str(issue): issue for issue in explained}.values())


@dataclass(frozen=True)
class _Mistake:
    """What jsonschema found: which keyword of the schema, what it asks, and the value that does not do so."""

    path: tuple[int | str, ...]
    keyword: str
    asked: Any
    value: Any
    known: tuple[str, ...]

    @classmethod
    def of(cls, error: ValidationError) -> _Mistake:
        """Take from an error of jsonschema what its sentence needs."""
        known = tuple(cast("dict[str, Any]", error.schema).get("properties", ()))
        path = tuple(error.absolute_path)
        return cls(path, str(error.validator), error.validator_value, error.instance, known)

    @property
    def reading_order(self) -> list[tuple[bool, int | str]]:
        """Return a key that sorts mistakes as they stand in the file: positions in a list by number, keys by name."""
        return [(isinstance(step, str), step) for step in self.path]


def _explain(data: object, mistake: _Mistake) -> Iterator[Issue]:
    where = _place(data, mistake.path)
    if mistake.keyword == "additionalProperties":
        yield from _unknown_keys(where, mistake)
    elif mistake.keyword == "required":
        missing = [key for key in mistake.asked if key not in mistake.value]
        yield from (Issue(text("{place}: the key “{key}” is missing.", place=where, key=key)) for key in missing)
    else:
        yield Issue(_sentence(where, mistake))


def _unknown_keys(where: str, mistake: _Mistake) -> Iterator[Issue]:
    for key in mistake.value:
        if key not in mistake.known:
            yield Issue(text("{place}: unknown key “{key}”.", place=where, key=key), nearest(key, mistake.known))


def _sentence(where: str, mistake: _Mistake) -> Text:
    asked, value = mistake.asked, mistake.value
    if mistake.keyword == "type":
        template = TYPES[asked if isinstance(asked, str) else " ".join(asked)].template
    else:
        template = LIMITS[mistake.keyword].template
    values: dict[str, object] = {
        "place": where,
        "value": _shown(value),
        "length": len(value) if isinstance(value, list) else 0,
    }
    return Text(
        template, values | {"limit": ", ".join(map(_shown, asked)) if mistake.keyword == "enum" else _shown(asked)}
    )


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=repr)
    return shown if len(shown) <= LONGEST_VALUE else f"{shown[:LONGEST_VALUE]}…"


def _place(data: Any, path: Sequence[int | str]) -> str:  # noqa: ANN401  (a JSON tree)
    """Return `path` in words, with the id of the outermost thing in it that has one."""
    written, name = "", ""
    for step in path:
        data = data[step]
        written += f"[{step}]" if isinstance(step, int) else f".{step}"
        found = data.get("id") if isinstance(data, dict) else None
        name = name or (found if isinstance(found, str) else "")
    return place(written.removeprefix(".") or "$", name)
