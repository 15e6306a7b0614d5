# SPDX-License-Identifier: EUPL-1.2
"""The public door to all files."""

from __future__ import annotations

from pathlib import Path

import pytest

from indeling.errors import FileError
from indeling.files import read, read_problem

ANSWERS = b"Naam;Keuze 1\nAnna Verzonnen;A\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.csv").write_bytes(ANSWERS)
    (tmp_path / "workshops.csv").write_bytes(b"Titel;Plaatsen\nA;5\n")
    (tmp_path / "mapping.toml").write_bytes(b'columns = {name = ""}')
    return tmp_path


def test_all_files_and_the_number_of_rounds_are_read(folder: Path) -> None:
    reading = read(
        str(folder / "answers.csv"),
        workshops=str(folder / "workshops.csv"),
        mapping=str(folder / "mapping.toml"),
        rounds=1,
    )

    assert reading.data["rounds"] == [{"id": "r1"}]
    assert reading.data["participants"] == [{"id": "p1", "wishes": ["w1"]}]


def test_standard_input_may_be_given(folder: Path) -> None:
    assert read("-", workshops=str(folder / "workshops.csv"), stdin=ANSWERS).data["participants"] == [
        {"id": "p1", "name": "Anna Verzonnen", "wishes": ["w1"]}
    ]


def test_a_problem_comes_with_its_reading(folder: Path) -> None:
    problem, reading = read_problem(str(folder / "answers.csv"), workshops=str(folder / "workshops.csv"))

    assert (problem.participant_ids, problem.titles) == (("p1",), ("A",))
    assert reading.data == read(str(folder / "answers.csv"), workshops=str(folder / "workshops.csv")).data


def test_what_contradicts_itself_is_told_under_the_name_of_the_file(folder: Path) -> None:
    path = folder / "problem.json"
    path.write_bytes(b'{"format": "indeling/problem", "version": 1, "rounds": [], "workshops": [], "participants": []}')

    with pytest.raises(FileError) as raised:
        read_problem(str(path))
    assert {issue.file for issue in raised.value.issues} == {str(path)}


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(FileError, match=r"gone\.csv: there is no such file"):
        read(str(folder / "answers.csv"), workshops=str(folder / "gone.csv"))
