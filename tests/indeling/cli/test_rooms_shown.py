# SPDX-License-Identifier: EUPL-1.2
"""Rooms that the program chose, and the chairs of sessions whose round it chose, are shown wherever a placement is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyarrow import csv

from command_line import Cli
from indeling import Problem, solve
from indeling.files.columnar import placement_table
from indeling.files.workbook import result_workbook
from indeling.placement import RoomOf
from indeling.rules import chairs_of
from workbook_files import opened, rows

Tree = dict[str, Any]

BOTH = [{"round": "r1", "capacity": 9}, {"round": "r2", "capacity": 9}]


def tree(red: list[Tree], *rules: Tree) -> Tree:
    """Return a day on which a, b and c come for red in round 1, and d for blue and then red."""
    people: list[Tree] = [
        {"id": name, "name": f"{name.upper()} Fictional", "rounds": ["r1"], "wishes": ["red"]} for name in "abc"
    ]
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}, {"id": "r2"}],
        "workshops": [
            {"id": "red", "title": "Red", "sessions": red},
            {"id": "blue", "title": "Blue", "sessions": BOTH},
        ],
        "participants": [
            *people,
            {"id": "d", "name": "D Fictional", "wishes": {"r1": ["blue"], "r2": ["red"]}},
        ],
        "rules": list(rules),
    }


def opens(*chairs: int, rounds: tuple[str, ...] = ("r1", "r2")) -> list[Tree]:
    return [{"any_of": list(rounds), "capacity": each} for each in chairs]


ROOMS = {
    "kind": "rooms",
    "rooms": [{"id": "attic", "capacity": 2, "features": ["step-free"]}, {"id": "hall", "capacity": 5}],
    "needs": {"blue": ["step-free"]},
}


def chairs(data: Tree) -> list[list[int]]:
    """Return the chairs of red and blue in each round of the best placement."""
    problem = Problem.from_dict(data)
    placement = solve(problem)
    found: list[list[int]] = chairs_of(problem, placement.seats, placement.rooms).tolist()
    return found


@pytest.mark.parametrize(
    ("red", "expected"),
    [
        (opens(4, 1), [4, 1]),
        (opens(1, 4), [4, 1]),
        (opens(4, 5), [5, 5]),
        ([*opens(3), {"round": "r2", "capacity": 2}], [3, 2]),
        ([*opens(7, rounds=("r1",)), *opens(6, rounds=("r2",))], [7, 6]),
    ],
    ids=["large one first", "small one first", "either", "beside a session of its own", "no choice"],
)
def test_session_has_the_chairs_of_the_one_that_is_there(red: list[Tree], expected: list[int]) -> None:
    assert chairs(tree(red)) == [expected, [9, 9]]


def test_round_that_no_open_session_got_has_no_chairs() -> None:
    data = tree(opens(4))
    data["participants"].pop()
    assert chairs(data) == [[4, -1], [9, 9]]


def test_placement_with_which_no_open_session_fits_keeps_the_most_there_can_be() -> None:
    problem = Problem.from_dict(tree(opens(4, 1)))
    placement = solve(problem)
    swapped = placement.seats[:, ::-1].copy()
    swapped[:] = 0
    assert chairs_of(problem, swapped, ()).tolist() == [[4, 4], [9, 9]]


def test_session_has_no_more_chairs_than_its_room() -> None:
    assert chairs(tree(BOTH, ROOMS)) == [[5, 2], [2, 9]]


def test_rooms_and_sessions_that_are_not_known_are_passed_over() -> None:
    problem = Problem.from_dict(tree(BOTH, ROOMS))
    seats = solve(problem).seats
    rooms = [RoomOf("red", "r1", "cellar"), RoomOf("pink", "r1", "hall"), RoomOf("red", "r9", "hall")]
    assert chairs_of(problem, seats, rooms).tolist() == [[9, 9], [9, 9]]


RULED = tree(opens(4, 1), ROOMS)

PRINTED = [
    "Sessions           Round 1           Round 2",
    "  Red     █████████░░░ 3/4  ████████████ 1/1",
    "  Blue    ██████░░░░░░ 1/2  ░░░░░░░░░░░░ 0/9",
    "",
    "Rooms   Round 1  Round 2",
    "  Red   hall     attic",
    "  Blue  attic    -",
]


def test_solve_prints_the_rooms_and_the_chairs_that_are_there(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "day.json").write_text(json.dumps(RULED), "utf-8")
    ran = cli("solve", "day.json", "-q", "-o", "placement.json")
    shown = cli("show", "placement.json", "--problem", "day.json")
    bare = cli("show", "placement.json")
    for out in (ran.out, shown.out):
        lines = out.splitlines()
        start = lines.index(PRINTED[0])
        assert lines[start : start + len(PRINTED)] == PRINTED
    assert "  red   hall     attic" in bare.out.splitlines()
    assert cli("show", "placement.json", "--participant", "d").out.splitlines() == [
        "d",
        "  Round 1  blue (attic)  first wish",
        "  Round 2  red (attic)  first wish",
    ]


def test_long_list_of_rooms_is_cut_and_says_so(cli: Cli, tmp_path: Path) -> None:
    count = 42
    data = tree(BOTH)
    data["workshops"] = [{"id": f"w{k:02d}", "sessions": [{"round": "r1", "capacity": 1}]} for k in range(count)]
    data["participants"] = [{"id": f"p{k:02d}", "rounds": ["r1"], "fixed": {"r1": f"w{k:02d}"}} for k in range(count)]
    data["rules"] = [{"kind": "rooms", "rooms": [{"id": f"{k}", "capacity": 1} for k in range(count)]}]
    (tmp_path / "day.json").write_text(json.dumps(data), "utf-8")
    lines = cli("solve", "day.json", "-q").out.splitlines()
    assert lines.count("  and 2 more workshops") == 2


def test_workbook_tells_everybody_their_room_and_every_session_its_room() -> None:
    problem = Problem.from_dict(RULED)
    book = opened(result_workbook(problem, solve(problem)))
    people, sessions, figures = (rows(book[name]) for name in ("Per participant", "Per session", "Figures"))
    assert [people[0], people[4]] == [
        ["Name", "Organisation", "Round 1", "Round 1: room", "Round 1: wish", "Round 2", "Round 2: room",
         "Round 2: wish"],
        ["D Fictional", None, "Blue", "attic", 1, "Red", "attic", 1],
    ]  # fmt: skip
    assert [row[0] for row in sessions if row and isinstance(row[0], str) and "Round" in row[0]] == [
        "Round 1 · room attic · 1 of 2 chairs",
        "Round 1 · room hall · 3 of 4 chairs",
        "Round 2 · 0 of 9 chairs",
        "Round 2 · room attic · 1 of 1 chair",
    ]
    assert [row[:4] for row in figures if row and row[0] in {"Red", "Blue"}] == [
        ["Blue", 1, 1, 2],
        ["Red", 3, 1, 4],
        ["Blue", 0, 9, 9],
        ["Red", 1, 0, 1],
    ]


def test_table_has_the_room_of_everybody_in_every_round() -> None:
    placement = solve(Problem.from_dict(RULED))
    found = csv.read_csv(BytesIO(placement_table(placement, parquet=False))).to_pylist()
    assert [(row["participant"], row["room_r1"], row["room_r2"]) for row in found] == [
        ("a", "hall", ""),
        ("b", "hall", ""),
        ("c", "hall", ""),
        ("d", "attic", "attic"),
    ]
    bare = csv.read_csv(BytesIO(placement_table(replace(placement, rooms=()), parquet=False)))
    assert bare.column_names == ["participant", "r1", "r2", "rank_r1", "rank_r2"]


def test_program_writes_the_rooms_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "day.json").write_text(json.dumps(RULED), "utf-8")
    command = [sys.executable, "-m", "indeling.cli", "solve", "day.json", "-q", "-o", "placement.xlsx"]
    environ = {**os.environ, "LANGUAGE": "nl"}
    ran = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, check=True)
    assert "Zalen   Ronde 1  Ronde 2" in ran.stdout.decode().splitlines()
    book = opened((tmp_path / "placement.xlsx").read_bytes())
    assert rows(book["Per deelnemer"])[0][3] == "Ronde 1: zaal"
    assert "Ronde 1 · zaal attic · 1 van 2 plaatsen" in [row[0] for row in rows(book["Per sessie"]) if row]
