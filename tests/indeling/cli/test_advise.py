# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from command_line import Cli, too_small
from indeling import Problem, solve
from indeling.studies import what_if

UNDERSTOOD = "Read: problem.json\n  participants: 4, workshops: 4, rounds: 2\n\n"


@pytest.fixture
def line(tmp_path: Path) -> str:
    """Write a day on which five people wish for a, then b, and return its name."""
    wishes = {f"p{k}": ["a", "b"] for k in range(5)}
    data = Problem.build(rounds=1, workshops={"a": 2, "b": 1, "c": 5}, wishes=wishes).to_dict()
    (tmp_path / "line.json").write_text(json.dumps(data), "utf-8")
    return "line.json"


def test_changes_are_printed_and_all_of_them_written(cli: Cli, line: str, tmp_path: Path) -> None:
    ran = cli("advise", line, "--top", "1", "--json", "advice.json", "--seed", "7", "--chairs", "2")
    tree = json.loads((tmp_path / "advice.json").read_bytes())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "Written: advice.json"
    assert (tree["format"], tree["seed"], tree["people"]) == ("indeling/advice", 7, 5)
    assert f"and {sum('then' in each for each in tree['changes']) - 1} more" in ran.out


def test_table_has_a_line_per_change(cli: Cli, problem: str) -> None:
    lines = cli("advise", problem, "-q", "--objective", "least-cost").out.splitlines()
    assert lines[1].split() == ["all", "no", "first", "worst"]
    assert lines[2].split() == ["gain", "lose", "wishes", "wish", "wishes", "cost", "off"]
    assert lines[3].startswith("the day as it is")


def test_standard_output_takes_only_the_changes(cli: Cli, problem: str) -> None:
    ran = cli("advise", problem, "-j", "-")
    assert json.loads(ran.out)["status"] == "optimal"
    assert ran.err.startswith(UNDERSTOOD)


def test_dutch_is_spoken_when_asked_for(cli: Cli, problem: str) -> None:
    assert "de dag zoals hij is" in cli("advise", problem, "-q", "--lang", "nl").out


def test_day_without_placement_says_why_and_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(too_small()), "utf-8")
    ran = cli("advise", "problem.json", "-q")
    assert (ran.code, ran.out.splitlines()[1]) == (3, "There is no placement that keeps every rule.")


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [(3, "1 change is not proven: the time was up."), (0, "6 changes are not proven: the time was up.")],
)
def test_what_is_not_proven_is_told_and_exits_with_4(
    cli: Cli, line: str, monkeypatch: pytest.MonkeyPatch, limit: int, sentence: str
) -> None:
    def unsure(day: Problem, *arguments: Any, **options: Any) -> object:
        found = solve(day, *arguments, **options)
        chairs = day.capacity[:, 0].tolist()
        changed = chairs[0] == limit if limit else chairs != [2, 1, 5] or day.round_count > 1
        return replace(found, status="feasible") if changed and found.status == "optimal" else found

    monkeypatch.setattr(what_if, "solve", unsure)
    ran = cli("advise", line, "-q", "--time-limit", "60")
    assert (ran.code, ran.out.splitlines()[-1]) == (4, sentence)


def test_long_titles_have_a_line_of_their_own(cli: Cli, tmp_path: Path) -> None:
    titles = {"A workshop with a title that is longer than a terminal has room for": 1, "b": 3}
    wishes = {f"p{k}": list(titles) for k in range(3)}
    data = Problem.build(rounds=1, workshops=titles, wishes=wishes).to_dict()
    (tmp_path / "line.json").write_text(json.dumps(data), "utf-8")
    lines = cli("advise", "line.json", "-q").out.splitlines()
    at = lines.index("1 more chair for A workshop with a title that is longer than a terminal has room")
    assert (lines[at + 1], lines[at + 2].split()[:2]) == ("for", ["1", "0"])


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (("day.json", "-a", "fiar"), "× There is no objective “fiar”. Did you mean “fair”? Choose from: "),
        (("day.json", "--json", "day.json"), "day.json"),
    ],
)
def test_mistake_in_the_arguments_is_told_before_reading(cli: Cli, arguments: tuple[str, ...], first: str) -> None:
    ran = cli("advise", *arguments)
    assert (ran.code, ran.out, ran.err.splitlines()[0][: len(first)]) == (2, "", first)
