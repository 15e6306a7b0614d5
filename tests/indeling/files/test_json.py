# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import codecs
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indeling.errors import FileError
from indeling.files.json import decode, encode, read, recognises
from indeling.files.reading import Options, Source
from indeling.problem import Problem

DAY: dict[str, Any] = {
    "format": "indeling/problem",
    "version": 1,
    "wishes_asked": 1,
    "rounds": [{"id": "r1"}],
    "workshops": [{"id": "w1", "title": "Café", "sessions": [{"round": "r1", "capacity": 3}]}],
    "participants": [{"id": "p1", "wishes": ["w1"]}, {"id": "p2"}],
}
WRITTEN = """{
  "format": "indeling/problem",
  "version": 1,
  "wishes_asked": 1,
  "rounds": [
    {"id": "r1"}
  ],
  "workshops": [
    {"id": "w1", "title": "Café", "sessions": [{"round": "r1", "capacity": 3}]}
  ],
  "participants": [
    {"id": "p1", "wishes": ["w1"]},
    {"id": "p2"}
  ]
}
"""
KEYS = st.text(max_size=5)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=8,
    ),
    max_size=4,
)


def source(content: bytes | str) -> Source:
    return Source("day.json", content.encode() if isinstance(content, str) else content)


def issues(content: bytes | str) -> list[str]:
    with pytest.raises(FileError) as raised:
        read(source(content), Options())
    return [str(issue) for issue in raised.value.issues]


def test_a_tree_is_written_with_an_entry_per_line() -> None:
    assert encode(DAY).decode() == WRITTEN


def test_figures_and_empty_entries_are_written() -> None:
    tree = {"figures": {"cost": 3, "seats_by_rank": {"1": 2}}, "placements": [], "proof": {}, "seed": 1}

    assert encode(tree).decode() == (
        '{\n  "figures": {\n    "cost": 3,\n    "seats_by_rank": {"1": 2}\n  },\n'
        '  "placements": [],\n  "proof": {},\n  "seed": 1\n}\n'
    )


@given(TREES)
def test_what_is_written_is_read_back(tree: dict[str, Any]) -> None:
    written = encode(tree)

    assert json.loads(written) == tree
    assert decode(source(written)) == tree
    assert written.endswith(b"}\n")


def test_half_a_surrogate_pair_is_written_and_read_back() -> None:
    tree = {"id": "\ud83d"}

    assert encode(tree) == b'{\n  "id": "\\ud83d"\n}\n'
    assert decode(source(encode(tree))) == tree


def test_a_problem_is_read_as_it_stands() -> None:
    reading = read(source(WRITTEN), Options())

    assert reading.data == DAY
    assert [str(sentence) for sentence in reading.understood] == ["participants: 2, workshops: 1, rounds: 1"]
    assert reading.warnings == ()
    assert Problem.from_dict(reading.data).to_dict() == DAY


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + WRITTEN.encode(),
        WRITTEN.encode("utf-16"),
        WRITTEN.encode("utf-16-le"),
        WRITTEN.encode("utf-32"),
    ],
)
def test_every_encoding_of_json_is_read(content: bytes) -> None:
    assert read(source(content), Options()).data == DAY


def test_an_object_that_is_no_problem_is_left_to_the_problem_to_refuse() -> None:
    reading = read(source('{"rounds": 3}'), Options())

    assert (reading.data, reading.understood) == ({"rounds": 3}, ())


def test_options_that_are_not_used_are_reported() -> None:
    options = Options(workshops=Source("w.xlsx", b""), mapping=Source("m.toml", b""), rounds=2)

    assert [str(issue) for issue in read(source(WRITTEN), options).warnings] == [
        "file day.json: the list of workshops is not used: the file has its own workshops.",
        "file day.json: the mapping is not used: this kind of file needs none.",
        "file day.json: the number of rounds is not used: the file has its own rounds.",
    ]


def test_a_missing_comma_is_shown_with_its_line() -> None:
    with pytest.raises(FileError) as raised:
        read(source('{"rounds": [\n  {"id": "r1"}\n  {"id": "r2"}]}'), Options())

    (issue,) = raised.value.issues
    assert (issue.file, issue.row, issue.value) == ("day.json", 3, '  {"id": "r2"}]}')
    assert str(issue.what) == "this is not JSON: it cannot be read from character 3 of this line on."
    assert str(issue.advice) == "Look for a comma, a quote or a bracket that is missing, or that is one too many."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (" \n", "file day.json: the file is empty."),
        (b'{"name": "Caf\xe9"}', "file day.json: this is not text in UTF-8. Save it as UTF-8."),
        ("[" * 100_000, "file day.json: this is nested too deeply."),
        ('{"seed": NaN}', "file day.json: this holds a number that JSON does not know: NaN."),
        ('{"seed": -Infinity}', "file day.json: this holds a number that JSON does not know: -Infinity."),
        (f'{{"seed": {"9" * 5000}}}', "file day.json: this holds a number that is too large to read."),
        ("[]", "file day.json: the file must hold a JSON object."),
    ],
)
def test_what_cannot_be_a_problem_is_refused(content: bytes | str, expected: str) -> None:
    assert issues(content) == [expected]


def test_keys_that_stand_twice_are_refused_together() -> None:
    content = '{"rounds": [], "participants": [{"id": "p1", "wishes": [], "wishes": ["w1"]}], "rounds": []}'

    assert issues(content) == [
        "file day.json: the key “wishes” stands twice in the object with the id “p1”. Remove one of them.",
        "file day.json: the key “rounds” stands twice in one object. Remove one of them.",
    ]


def test_our_own_formats_are_recognised() -> None:
    assert recognises(WRITTEN.encode())
    assert not recognises(b'{"courses": [], "participants": []}')
