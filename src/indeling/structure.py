# SPDX-License-Identifier: EUPL-1.2
"""The structure of the interchange formats: typed structs for reading fast, JSON Schemas for explaining what is wrong.

Both say the same (a property test holds them together). The structs stop at the first mistake and say little about
it; only then are the schemas loaded, which find every mistake.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from numbers import Integral
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from indeling.errors import InputError, PlacementError, ProblemError
from indeling.rules import parse_rules

LARGEST = 1_000_000_000

Id = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0)]
People = Annotated[int, Meta(ge=0, le=LARGEST)]
Rating = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Rank = Annotated[int, Meta(ge=1, le=LARGEST)]
RankKey = Annotated[str, Meta(pattern="^[1-9][0-9]{0,8}$")]
Wish = Id | Annotated[list[Id], Meta(min_length=1)]


class RoundData(Struct, forbid_unknown_fields=True):
    """A round."""

    id: Id


class SessionData(Struct, forbid_unknown_fields=True):
    """A workshop in a round, or in one of several rounds."""

    capacity: People
    round: Id | UnsetType = UNSET
    any_of: Annotated[list[Id], Meta(min_length=1)] | UnsetType = UNSET
    minimum: People = 0

    def __post_init__(self) -> None:
        if (self.round is UNSET) == (self.any_of is UNSET):
            message = "needs either “round” or “any_of”"
            raise ValueError(message)


class WorkshopData(Struct, forbid_unknown_fields=True):
    """A workshop and its sessions."""

    id: Id
    sessions: list[SessionData]
    title: str = ""
    optional: bool = False


class ParticipantData(Struct, forbid_unknown_fields=True):
    """A participant; wishes are a list, or an object from round to list."""

    id: Id
    name: str = ""
    organisation: str = ""
    domain: str = ""
    rounds: list[Id] | UnsetType = UNSET
    wishes: list[Wish] | dict[str, list[Wish]] = []
    ratings: dict[str, Rating] = {}
    forbidden: list[Id] = []
    fixed: dict[str, Id] = {}
    leads: list[Id] = []


class ScaleData(Struct, forbid_unknown_fields=True):
    """The ends of a rating scale."""

    best: Rating
    worst: Rating


class ProblemData(Struct, forbid_unknown_fields=True):
    """`indeling/problem`, version 1."""

    format: Literal["indeling/problem"]
    version: Literal[1]
    rounds: Annotated[list[RoundData], Meta(min_length=1, max_length=6)]
    workshops: Annotated[list[WorkshopData], Meta(min_length=1)]
    participants: list[ParticipantData]
    wishes_asked: People | UnsetType = UNSET
    rating_scale: ScaleData | UnsetType = UNSET
    rules: list[Any] = []

    def __post_init__(self) -> None:
        self.rules = list(parse_rules(self.rules))


class SeatData(Struct, forbid_unknown_fields=True):
    """A seat of a participant in a round."""

    participant: Id
    round: Id
    workshop: Id
    rank: Rank | None


class FiguresData(Struct, forbid_unknown_fields=True):
    """What a placement is worth."""

    cost: Count
    largest_regret: Count
    seats_by_rank: dict[RankKey, Count]
    seats_outside_wishes: Count


class RoomData(Struct, forbid_unknown_fields=True):
    """The room of a session."""

    workshop: Id
    round: Id
    room: Id


class PlacementData(Struct, forbid_unknown_fields=True):
    """`indeling/placement`, version 1."""

    format: Literal["indeling/placement"]
    version: Literal[1]
    objective: Id
    seed: int
    status: Literal["optimal", "feasible", "infeasible"]
    placements: list[SeatData]
    figures: FiguresData
    proof: dict[str, Any] = {}
    rooms: list[RoomData] = []


Data = TypeVar("Data", ProblemData, PlacementData)
SCHEMA_FILES: dict[type[Struct], str] = {ProblemData: "problem.v1.json", PlacementData: "placement.v1.json"}
ERRORS: dict[type[Struct], type[InputError]] = {ProblemData: ProblemError, PlacementData: PlacementError}


def parse(data: Mapping[str, Any], kind: type[Data]) -> Data:
    """Return the JSON tree `data` as `kind`. Raises ProblemError or PlacementError with every mistake in the structure.

    As in JSON Schema, 20.0 is a whole number; tuples and NumPy's numbers are taken as well.
    """
    # not inside `except`: what msgspec says would stand above what the user should read
    with suppress(msgspec.ValidationError):
        return msgspec.convert(data, kind)
    return _explain(plain(data), kind)


def _explain(data: object, kind: type[Data]) -> Data:
    # jsonschema takes longer to import than most problems take to solve
    from indeling.mistakes import mistakes  # noqa: PLC0415

    found = mistakes(data, schema(SCHEMA_FILES[kind]))
    if found:
        raise ERRORS[kind](found)
    return msgspec.convert(data, kind)


def plain(data: object) -> object:
    """Return `data` with nothing but the types that JSON knows, and whole numbers as `int`."""
    if isinstance(data, Mapping):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if isinstance(data, bool):
        return data
    if isinstance(data, Integral) or (isinstance(data, float) and data.is_integer()):
        return int(data)
    return str(data) if isinstance(data, str) else data


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema in the file `name` (`problem.v1.json`, `placement.v1.json`) that the package ships."""
    from importlib.resources import files  # noqa: PLC0415  (15 ms that only a mistake costs)

    tree: dict[str, Any] = json.loads(files("indeling").joinpath("schemas", name).read_text("utf-8"))
    return tree
