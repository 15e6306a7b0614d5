# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from typing import Any

import pytest

from indeling.errors import FileError
from indeling.files.cdecao import read, recognises
from indeling.files.reading import Options, Source
from indeling.problem import Problem

COURSES: list[dict[str, Any]] = [
    {"name": "1. Fictional logic", "num_min": 5, "num_max": 15, "instructors": [0, 1]},
    {"name": "2. Fictional music", "num_min": 0, "num_max": 10, "instructors": [], "fixed_course": True},
    {"name": "3. Fictional maps", "num_min": 1, "num_max": 4, "instructors": [1]},
]
PEOPLE: list[dict[str, Any]] = [
    {"name": "Anna Imagined", "choices": [1, 2]},
    {"name": "Bertå Imagined", "choices": [{"course": 2, "penalty": 3}, {"course": 1, "penalty": 0}]},
    {"name": "Carl Imagined", "choices": []},
]


def source(courses: object = COURSES, participants: object = PEOPLE, **others: object) -> Source:
    tree = {"format": "X-coursedata-simple", "version": "1.0", "courses": courses, "participants": participants}
    return Source("academy.json", json.dumps(tree | others).encode())


def issues(courses: object = COURSES, participants: object = PEOPLE) -> list[str]:
    with pytest.raises(FileError) as raised:
        read(source(courses, participants), Options())
    assert {issue.file for issue in raised.value.issues} == {"academy.json"}
    return [str(issue.what) for issue in raised.value.issues]


def test_courses_become_workshops_and_instructors_lead_them() -> None:
    reading = read(source(), Options())

    assert reading.data == {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}],
        "workshops": [
            {
                "id": "c0",
                "title": "1. Fictional logic",
                "optional": True,
                "sessions": [{"round": "r1", "capacity": 15, "minimum": 5}],
            },
            {
                "id": "c1",
                "title": "2. Fictional music",
                "optional": False,
                "sessions": [{"round": "r1", "capacity": 10, "minimum": 0}],
            },
            {
                "id": "c2",
                "title": "3. Fictional maps",
                "optional": True,
                "sessions": [{"round": "r1", "capacity": 4, "minimum": 1}],
            },
        ],
        "participants": [
            {"id": "p0", "name": "Anna Imagined", "wishes": ["c1", "c2"], "leads": ["c0"]},
            {"id": "p1", "name": "Bertå Imagined", "wishes": ["c1", "c2"], "leads": ["c0", "c2"]},
            {"id": "p2", "name": "Carl Imagined", "wishes": []},
        ],
    }
    assert Problem.from_dict(reading.data).leads.tolist() == [[0, 0], [1, 0], [1, 2]]
    assert [str(sentence) for sentence in reading.understood] == [
        "participants: 3, workshops: 3, rounds: 1",
        "instructors lead their course, and a course may be dropped unless it is fixed",
    ]


def test_choices_with_the_same_penalty_are_a_tie() -> None:
    choices = [{"course": c, "penalty": p} for c, p in ((2, 1), (0, 0), (1, 1))]

    reading = read(source(participants=[{"name": "Anna Imagined", "choices": choices}] * 2), Options())

    assert reading.data["participants"][0]["wishes"] == ["c0", ["c2", "c1"]]
    assert reading.warnings == ()


def test_every_course_is_given_in_every_round_that_is_asked_for() -> None:
    data = read(source(), Options(rounds=2)).data

    assert data["rounds"] == [{"id": "r1"}, {"id": "r2"}]
    assert data["workshops"][2]["sessions"] == [
        {"round": "r1", "capacity": 4, "minimum": 1},
        {"round": "r2", "capacity": 4, "minimum": 1},
    ]


def test_what_is_left_out_is_reported() -> None:
    courses = [COURSES[0] | {"room_factor": 2.5, "hidden_participant_names": ["Dora Imagined"]}, *COURSES[1:]]
    options = Options(workshops=Source("w.xlsx", b""), mapping=Source("m.toml", b""))

    warnings = read(source(courses), options).warnings

    assert [str(issue) for issue in warnings] == [
        "file academy.json: the sizes of rooms (room_factor, room_offset) are left out.",
        "file academy.json: the hidden participants of courses are left out.",
        "file academy.json: of the penalties only the order is used.",
        "file academy.json: the list of workshops is not used: the file has its own workshops.",
        "file academy.json: the mapping is not used: this kind of file needs none.",
    ]


def test_mistakes_in_the_structure_are_reported_together() -> None:
    courses = [{"name": 3, "num_min": -1, "instructors": ["Anna"]}]
    people = [{"name": "Anna Imagined", "choices": [-1, "c1", {"course": 1}]}]

    assert issues(courses, people) == [
        "courses[0]: the key “num_max” is missing.",
        'courses[0].instructors[0]: must be a whole number, not "Anna".',
        "courses[0].name: must be text, not 3.",
        "courses[0].num_min: must be at least 0, not -1.",
        "participants[0].choices[0]: must be at least 0, not -1.",
        'participants[0].choices[1]: must be the number of a course, alone or with a penalty, not "c1".',
        "participants[0].choices[2]: the key “penalty” is missing.",
    ]


def test_numbers_that_point_at_nothing_are_reported_together() -> None:
    people = [{"name": "Anna Imagined", "choices": [0, 7, 0, 7]}]

    assert issues(COURSES, people) == [
        "courses[0].instructors: there is no participant 1.",
        "courses[2].instructors: there is no participant 1.",
        "participants[0].choices: course 0 is chosen twice.",
        "participants[0].choices: there is no course 7.",
    ]


def test_the_format_is_recognised_by_its_name_or_its_keys() -> None:
    assert recognises(source().content)
    assert recognises(b'{"courses": [{"num_max": 3}]}')
    assert not recognises(b'{"format": "indeling/problem", "workshops": []}')
