# SPDX-License-Identifier: EUPL-1.2
"""The structs, which read fast, and the schemas, which explain and are for others, must say the same."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from indeling.errors import InputError
from indeling.structure import PlacementData, ProblemData, parse, plain, schema

DATA = Path(__file__).parents[1] / "data"

FULL_PROBLEM: dict[str, Any] = {
    "format": "indeling/problem",
    "version": 1,
    "wishes_asked": 3,
    "rating_scale": {"best": 10, "worst": 1},
    "rounds": [{"id": "r1"}, {"id": "r2"}],
    "workshops": [
        {
            "id": "w1",
            "title": "t",
            "optional": False,
            "sessions": [
                {"round": "r1", "capacity": 20, "minimum": 0},
                {"any_of": ["r1", "r2"], "capacity": 2},
            ],
        }
    ],
    "participants": [
        {
            "id": "p1",
            "name": "n",
            "organisation": "o",
            "domain": "d",
            "rounds": ["r1"],
            "wishes": ["w3", ["w1", "w5"]],
            "forbidden": ["w9"],
            "fixed": {"r1": "w2"},
            "leads": ["w4"],
        },
        {"id": "p2", "wishes": {"r1": ["w1", ["w2"]]}, "ratings": {"w1": -3}},
    ],
    "rules": [
        {"kind": "together", "participants": ["p1", "p2"]},
        {"kind": "apart", "participants": ["p3", "p4"]},
        {"kind": "at_most", "attribute": "organisation", "count": 3},
    ],
}
FULL_PLACEMENT: dict[str, Any] = {
    "format": "indeling/placement",
    "version": 1,
    "objective": "fair",
    "seed": 1,
    "status": "optimal",
    "placements": [
        {"participant": "p1", "round": "r1", "workshop": "w3", "rank": 1},
        {"participant": "p1", "round": "r2", "workshop": "w4", "rank": None},
    ],
    "figures": {"cost": 0, "largest_regret": 0, "seats_by_rank": {"1": 2}, "seats_outside_wishes": 0},
    "proof": {"kind": "mip", "levels": [{"value": 1.5}]},
}
KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "problem.v1.json": (ProblemData, FULL_PROBLEM),
    "placement.v1.json": (PlacementData, FULL_PLACEMENT),
}

Tree = Any
"""A JSON tree, of which any part may be of another type than it should."""

KEYS = st.sampled_from(["id", "round", "any_of", "kind", "count", "wishes", "ratings", "r1", "w1", "0", "07", "", "x"])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.sampled_from([10**6, 10**6 + 1, 10**9, 10**9 + 1, 10**30, 1.0, 2.5, 1e300, -0.0]),
    st.sampled_from(["", "x", "r1", "together", "apart", "at_most", "organisation", "optimal", "indeling/problem"]),
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=7) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=9
)


def paths(tree: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to everything in a JSON tree."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(found for step, entry in entries for found in paths(entry, (*path, step)))]


def change(tree: Tree, path: tuple[Any, ...], value: object, *, key: str | None = None, remove: bool = False) -> Tree:
    """Return `tree` with what is at `path` replaced or removed, or with `key` added to it when it is an object."""
    if not path and key is None:
        return value
    changed = copy.deepcopy(tree)
    parent = changed
    for step in path if key is not None else path[:-1]:
        parent = parent[step]
    if key is not None and isinstance(parent, dict):
        parent[key] = value
    elif remove and path:
        del parent[path[-1]]
    elif path and key is None:
        parent[path[-1]] = value
    return changed


def accepted(data: object, kind: type[ProblemData | PlacementData]) -> bool:
    try:
        msgspec.convert(plain(data), kind)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", KINDS)
def test_the_schema_is_a_schema_and_accepts_every_key_of_the_format(name: str) -> None:
    _, full = KINDS[name]
    Draft202012Validator.check_schema(schema(name))

    assert list(Draft202012Validator(schema(name)).iter_errors(full)) == []


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_struct_and_schema_accept_and_refuse_the_same(name: str, data: st.DataObject) -> None:
    kind, tree = KINDS[name]
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(paths(tree)))
        action = data.draw(st.sampled_from(["replace", "remove", "add"]))
        key = data.draw(KEYS) if action == "add" else None
        tree = change(tree, path, data.draw(VALUES), key=key, remove=action == "remove")

    valid = Draft202012Validator(schema(name)).is_valid(tree)

    assert accepted(tree, kind) == valid
    if valid:
        assert parse(tree, kind) == msgspec.convert(plain(tree), kind)
    else:
        with pytest.raises(InputError) as raised:
            parse(tree, kind)
        assert raised.value.issues != ()


@pytest.mark.parametrize("file", sorted(DATA.glob("*.json")), ids=lambda file: file.name)
def test_the_example_problems_follow_the_schema(file: Path) -> None:
    assert list(Draft202012Validator(schema("problem.v1.json")).iter_errors(json.loads(file.read_text("utf-8")))) == []


def test_plain_leaves_only_what_json_knows() -> None:
    data = {1: (np.int64(3), 4.0, 4.5, True, None), "a": np.str_("b")}

    found = plain(data)

    assert json.dumps(found) == '{"1": [3, 4, 4.5, true, null], "a": "b"}'


def test_what_is_not_an_object_is_refused() -> None:
    with pytest.raises(InputError, match=r"\$: must be an object, not \[\]\."):
        parse([], ProblemData)  # type: ignore[arg-type]


@pytest.mark.parametrize("when", [{}, {"round": "r1", "any_of": ["r1", "r2"]}])
def test_a_session_is_either_in_a_round_or_in_any_of_several(when: dict[str, Any]) -> None:
    workshops = [{"id": "w1", "sessions": [{"capacity": 2, **when}]}]

    with pytest.raises(InputError, match="needs either “round” or “any_of”, and not both"):
        parse(FULL_PROBLEM | {"workshops": workshops}, ProblemData)
