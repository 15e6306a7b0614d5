# SPDX-License-Identifier: EUPL-1.2
"""The input of cdecao, a course assignment for academies: its simple JSON, `X-coursedata-simple`.

    {"courses": [{"name": "...", "num_min": 5, "num_max": 15, "instructors": [0, 1]}, ...],
     "participants": [{"name": "...", "choices": [1, 0, 6]}, ...]}

Courses and participants are counted from 0, and the ids here are `c0`, `p0` and so on. Since 2023 a choice may also be
{"course": 1, "penalty": 0}. Chairs and minimum do not count the instructors, who sit in their own course; it may be
cancelled unless it is a `fixed_course`. Source: the readme and src/io/simple.rs of github.com/cde-ev/cdecao.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from indeling.errors import FileError, Issue, Text, text
from indeling.files.json import decode, unused
from indeling.files.reading import Options, Reading, Source

suffixes = (".json",)

SCHEMA = "cdecao-simple.json"
ROOMS = ("room_factor", "room_offset")


def recognises(content: bytes) -> bool:
    """Return whether the content names the format or has its keys. Not parsed: cheap, and never raises."""
    return b"X-coursedata-simple" in content or (b'"courses"' in content and b'"num_max"' in content)


def read(source: Source, options: Options) -> Reading:
    """Return the problem in a file of cdecao: one round, or `options.rounds` in which every course is given.

    What has no counterpart here (rooms, sizes of penalties) is left out with a warning. Raises FileError with every
    missing key, wrong type and number of a course or participant that does not exist.
    """
    tree = decode(source)
    issues = list(_issues(tree))
    if issues:
        raise FileError(Issue(issue.what, issue.advice, file=source.name) for issue in issues)
    rounds = [f"r{number + 1}" for number in range(1 if options.rounds is None else options.rounds)]
    data = {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": name} for name in rounds],
        "workshops": [_workshop(position, course, rounds) for position, course in enumerate(tree["courses"])],
        "participants": _participants(tree),
    }
    warnings = [Issue(warning, file=source.name) for warning in _left_out(tree)]
    return Reading(data, _understood(tree, rounds), (*warnings, *unused(source, options, ("workshops", "mapping"))))


def _issues(tree: dict[str, Any]) -> Iterator[Issue]:
    from indeling.mistakes import mistakes  # noqa: PLC0415  (jsonschema takes longer to import than JSON to read)
    from indeling.structure import schema  # noqa: PLC0415  (msgspec, as above)

    found = mistakes(tree, schema(SCHEMA))
    yield from found
    if not found:
        yield from _wrong_numbers(tree)


def _wrong_numbers(tree: dict[str, Any]) -> Iterator[Issue]:
    """Yield an issue for each course and participant that is pointed at but does not exist, or chosen twice."""
    courses, people = len(tree["courses"]), len(tree["participants"])
    for position, course in enumerate(tree["courses"]):
        for number in course["instructors"]:
            if number >= people:
                where = f"courses[{position}].instructors"
                yield Issue(text("{place}: there is no participant {number}.", place=where, number=number))
    for position, person in enumerate(tree["participants"]):
        where = f"participants[{position}].choices"
        chosen = [course for course, _ in _choices(person)]
        for number in dict.fromkeys(chosen):
            if number >= courses:
                yield Issue(text("{place}: there is no course {number}.", place=where, number=number))
            elif chosen.count(number) > 1:
                yield Issue(text("{place}: course {number} is chosen twice.", place=where, number=number))


def _choices(person: dict[str, Any]) -> list[tuple[int, int]]:
    """Return (course, penalty) of each choice; a choice without a penalty has its place in the list."""
    return [
        (choice["course"], choice["penalty"]) if isinstance(choice, dict) else (choice, place)
        for place, choice in enumerate(person["choices"])
    ]


def _wishes(person: dict[str, Any]) -> list[Any]:
    def penalty(choice: tuple[int, int]) -> int:
        """Return what sorts choices: equal penalties are one wish."""
        return choice[1]

    ranked = groupby(sorted(_choices(person), key=penalty), key=penalty)
    groups = [[f"c{course}" for course, _ in choices] for _, choices in ranked]
    return [group[0] if len(group) == 1 else group for group in groups]


def _workshop(position: int, course: dict[str, Any], rounds: list[str]) -> dict[str, Any]:
    session = {"capacity": course["num_max"], "minimum": course["num_min"]}
    return {
        "id": f"c{position}",
        "title": course["name"],
        "optional": not course.get("fixed_course", False),
        "sessions": [{"round": name, **session} for name in rounds],
    }


def _participants(tree: dict[str, Any]) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = [
        {"id": f"p{position}", "name": person["name"], "wishes": _wishes(person)}
        for position, person in enumerate(tree["participants"])
    ]
    for position, course in enumerate(tree["courses"]):
        for number in course["instructors"]:
            people[number].setdefault("leads", []).append(f"c{position}")
    return people


def _understood(tree: dict[str, Any], rounds: list[str]) -> tuple[Text, ...]:
    counts = {"participants": len(tree["participants"]), "workshops": len(tree["courses"]), "rounds": len(rounds)}
    return (
        text("participants: {participants}, workshops: {workshops}, rounds: {rounds}", **counts),
        text("instructors lead their course, and a course may be dropped unless it is fixed"),
    )


def _left_out(tree: dict[str, Any]) -> Iterator[Text]:
    if any(key in course for course in tree["courses"] for key in ROOMS):
        yield text("the sizes of rooms (room_factor, room_offset) are left out.")
    if any(course.get("hidden_participant_names") for course in tree["courses"]):
        yield text("the hidden participants of courses are left out.")
    steps = (sorted({penalty for _, penalty in _choices(person)}) for person in tree["participants"])
    if any(penalties != list(range(len(penalties))) for penalties in steps):
        yield text("of the penalties only the order is used.")
