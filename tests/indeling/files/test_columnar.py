# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import builtins
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from indeling import Problem, solve
from indeling.errors import FileError, MissingPackageError
from indeling.files import read, read_problem
from indeling.files.columnar import placement_table, recognises

WORKSHOPS = "workshop,chairs\nDialogue,2\nFilm,2\nCase work,1\n"
WISHES = "participant,wish_1,wish_2\np1,Dialogue,film\np2,,Case work\np3,,\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("workshops.csv").write_text(WORKSHOPS, encoding="utf-8")
    return tmp_path


def wishes_of(name: str) -> list[Any]:
    """Return the id and wishes of everybody in the file."""
    problem, _ = read_problem(name, workshops="workshops.csv", rounds=2)
    titles = dict(zip(problem.workshop_ids, problem.titles, strict=True))
    return [[p["id"], [titles[w] for w in p.get("wishes", [])]] for p in problem.to_dict()["participants"]]


def refused(content: bytes, name: str = "wishes.csv") -> list[str]:
    """Return what is said about a file that is refused."""
    Path(name).write_bytes(content)
    with pytest.raises(FileError) as caught:
        read_problem(name, workshops="workshops.csv", rounds=2)
    return [str(issue) for issue in caught.value.issues]


@pytest.mark.usefixtures("folder")
def test_csv_and_parquet_give_the_same_wishes() -> None:
    Path("wishes.csv").write_text("\ufeff" + WISHES, encoding="utf-8")
    parquet.write_table(csv.read_csv(BytesIO(WISHES.encode())), "wishes.parquet")
    expected = [["p1", ["Dialogue", "Film"]], ["p2", ["Case work"]], ["p3", []]]
    assert [wishes_of("wishes.csv"), wishes_of("wishes.parquet")] == [expected, expected]


@pytest.mark.usefixtures("folder")
def test_everybody_comes_all_day_and_as_many_wishes_are_asked_as_there_are_columns() -> None:
    Path("wishes.csv").write_text(WISHES, encoding="utf-8")
    problem, reading = read_problem("wishes.csv", workshops="workshops.csv", rounds=2)
    assert (problem.wishes_asked, problem.attends.tolist()) == (2, [[True, True]] * 3)
    assert problem.capacity.tolist() == [[2, 2], [2, 2], [1, 1]]
    assert str(reading.understood[-1]) == "participants: 3, workshops: 3, rounds: 2"


@pytest.mark.usefixtures("folder")
def test_reading_in_full_gives_the_interchange_format() -> None:
    Path("wishes.csv").write_text(WISHES, encoding="utf-8")
    problem, _ = read_problem("wishes.csv", workshops="workshops.csv", rounds=2)
    assert read("wishes.csv", workshops="workshops.csv", rounds=2).data == problem.to_dict()
    assert Problem.from_dict(problem.to_dict()).to_dict() == problem.to_dict()


@pytest.mark.usefixtures("folder")
def test_mistakes_are_told_with_their_rows() -> None:
    rows = "p1,Dialogue,Film\np1,Opera,\n,Film,Film\n"
    assert refused(f"participant,wish_1,wish_2\n{rows}".encode()) == [
        "file wishes.csv, row 4: this participant has no id.",
        "file wishes.csv, row 3, column “participant”, value “p1”: this id stands in another row too.",
        "file wishes.csv, row 3, column “wish_1”, value “Opera”: there is no such workshop in the list.",
        "file wishes.csv, row 4, column “wish_2”, value “Film”: this workshop stands in the row twice.",
    ]


@pytest.mark.usefixtures("folder")
def test_no_more_than_twenty_mistakes_of_a_kind_are_told() -> None:
    assert len(refused(b"participant,wish_1\n" + b"p,Opera\n" * 50)) == 40


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PAR1 and no more", "this table cannot be read: "),
        (b"participant,wish_1\np1,Dialogue,Film\n", "this table cannot be read: CSV parse error"),
        (b"participant,wish_1,\xff\np1,Dialogue,Film\n", "this table cannot be read: "),
        (b"participant,wish_1,participant\np,Film,q\n", "there must be one column “participant” and columns"),
    ],
)
def test_table_that_is_none_is_refused(content: bytes, what: str) -> None:
    (said,) = refused(content)
    assert said.startswith(f"file wishes.csv: {what}")


@pytest.mark.usefixtures("folder")
def test_table_without_wishes_is_refused_with_its_columns() -> None:
    parquet.write_table(pa.table({"participant": ["p"], "wish": ["Film"]}), "wishes.parquet")
    (said,) = refused(Path("wishes.parquet").read_bytes(), "wishes.parquet")
    assert said.startswith("file wishes.parquet: there must be one column “participant” and columns “wish_1”, “wish_2”")
    assert said.endswith("The columns are “participant”, “wish”.")


@pytest.mark.usefixtures("folder")
def test_table_without_a_list_of_workshops_is_refused() -> None:
    Path("wishes.csv").write_text(WISHES, encoding="utf-8")
    with pytest.raises(FileError, match="a table of wishes needs a list of workshops"):
        read_problem("wishes.csv")


@pytest.mark.usefixtures("folder")
def test_columns_that_are_not_used_are_told() -> None:
    Path("wishes.csv").write_text("participant,wish_1,colour\np,Film,red\n", encoding="utf-8")
    _, reading = read_problem("wishes.csv", workshops="workshops.csv", rounds=2)
    assert [str(each) for each in reading.warnings] == ["file wishes.csv: these columns are not used: “colour”."]


def test_only_these_headings_and_parquet_are_recognised() -> None:
    found = [recognises(each) for each in (b"PAR1", b"\xef\xbb\xbfparticipant,wish_1\n", b"Name;Wish 1\n", b"")]
    assert found == [True, True, False, False]


def test_placement_is_a_row_per_participant() -> None:
    day = Problem.build(
        rounds=2, workshops={"A": 1, "B": 1, "C": 9}, wishes={"Ann": ["A", "B"], "Bo": ["A", "B"]}, wishes_asked=2
    )
    tree = day.to_dict()
    tree["participants"][1]["rounds"] = ["r2"]
    placement = solve(Problem.from_dict(tree))
    tables = [placement_table(placement, parquet=True), placement_table(placement, parquet=False)]
    found = [parquet.read_table(BytesIO(tables[0])), csv.read_csv(BytesIO(tables[1]))]
    rank = {"A": 1, "B": 2, "C": None, None: None}
    names = ["participant", "r1", "r2", "rank_r1", "rank_r2"]
    seats = [[placement.workshop_ids[at] if at >= 0 else None for at in row] for row in placement.seats.tolist()]
    expected = [
        dict(zip(names, [who, *row, *(rank[each] for each in row)], strict=True))
        for who, row in zip(("Ann", "Bo"), seats, strict=True)
    ]
    assert found[0].to_pylist() == expected
    assert [{key: value or None for key, value in row.items()} for row in found[1].to_pylist()] == expected
    assert seats[0] != seats[1]


def test_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:  # noqa: ANN401  (as __import__)
        if name == "pyarrow":
            raise ImportError
        return real(name, *rest)

    placement = solve(Problem.build(rounds=1, workshops={"A": 1}, wishes={"Ann": ["A"]}))
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingPackageError, match=r"pyarrow, which is not installed.*regiodag\[large\]"):
        placement_table(placement, parquet=True)
