# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from command_line import Cli, too_small
from indeling import Problem, solve
from indeling.studies import turnout

Tree = dict[str, Any]


def day(people: int = 24, minimum: int = 0) -> Tree:
    """Return a day of one round in which everybody wishes Art, half of them of Zorg."""
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}],
        "workshops": [
            {"id": "a", "title": "Art", "sessions": [{"round": "r1", "capacity": 10}]},
            {"id": "b", "title": "Books", "sessions": [{"round": "r1", "capacity": 40, "minimum": minimum}]},
            {"id": "c", "title": "Chess", "sessions": [{"round": "r1", "capacity": 40}], "optional": True},
        ],
        "participants": [
            {"id": f"p{k}", "domain": "Zorg" if k % 2 else "Orde", "wishes": ["a", "b"]} for k in range(people)
        ],
    }


@pytest.fixture
def line(tmp_path: Path, cli: Cli) -> str:
    """Write a day and its placement, and return the name of the day."""
    (tmp_path / "day.json").write_text(json.dumps(day(minimum=5)), "utf-8")
    cli("solve", "day.json", "-q", "-o", "placed.json")
    return "day.json"


def table(out: str) -> list[list[str]]:
    """Return the words of the lines above the first sentence."""
    lines = out.strip("\n").split("\n\n")[0].splitlines()
    return [each.replace(" %", "%").split() for each in lines]


def test_proposals_are_printed_and_written(cli: Cli, line: str, tmp_path: Path) -> None:
    ran = cli("turnout", line, "-q", "--no-show", "0.3", "-o", "booked.json", "--json", "turnout.json")
    booked = json.loads((tmp_path / "booked.json").read_bytes())
    tree = json.loads((tmp_path / "turnout.json").read_bytes())
    assert (ran.code, ran.err) == (0, "")
    assert table(ran.out)[-3:] == [
        ["Art,", "Round", "1", "10", "11", "2.0%"],
        ["Books,", "Round", "1", "40", "40", "0.0%"],
        ["Chess,", "Round", "1", "40", "40", "0.0%"],
    ]
    assert [each["sessions"][0]["capacity"] for each in booked["workshops"]] == [11, 40, 40]
    assert (tree["format"], tree["basis"], tree["sessions"][0]["proposed"]) == ("indeling/turnout", "anybody", 11)
    assert "Everybody is taken to decide alone." in ran.out
    assert ran.out.splitlines()[-2:] == ["Written: booked.json", "Written: turnout.json"]


def test_placement_is_told_and_made_again(cli: Cli, line: str) -> None:
    ran = cli("turnout", line, "-q", "-n", "0.3", "-p", "placed.json")
    assert ran.code == 0
    assert table(ran.out)[-3:] == [
        ["Art,", "Round", "1", "10", "10", "7.0", "0.0%", "-", "11", "11", "2.0%", "-"],
        ["Books,", "Round", "1", "40", "14", "9.8", "0.0%", "0.2%", "40", "13", "0.0%", "0.4%"],
        ["Chess,", "Round", "1", "40", "-", "-", "-", "-", "40", "-", "-", "-"],
    ]
    assert "Sessions that overflow then, on average: 0.0." in ran.out


def test_chance_that_is_almost_nothing_is_not_told_as_nothing(cli: Cli, line: str) -> None:
    ran = cli("turnout", line, "-q", "-n", "0.3", "-k", "domain=Zorg:0", "-k", "domain=Orde:0.99", "-l", "0.00001")
    assert table(ran.out)[-3:][0] == ["Art,", "Round", "1", "10", "10", "0.0%"]
    ran = cli("turnout", line, "-q", "-n", "0.7", "-l", "0.0005")
    assert table(ran.out)[-3:][0][-2:] == ["14", "<0.1%"]


def test_what_is_proposed_is_placed_by_solve_as_it_was_reckoned(cli: Cli, line: str, tmp_path: Path) -> None:
    cli("turnout", line, "-n", "0.3", "-p", "placed.json", "-o", "booked.json", "-j", "turnout.json")
    cli("solve", "booked.json", "-q", "-o", "again.json")
    sessions = json.loads((tmp_path / "turnout.json").read_bytes())["sessions"]
    rows = json.loads((tmp_path / "again.json").read_bytes())["placements"]
    people = {each["workshop"]: sum(row["workshop"] == each["workshop"] for row in rows) for each in sessions}
    assert people == {each["workshop"]: each.get("then", {"people": 0})["people"] for each in sessions}


def test_standard_output_takes_only_the_data(cli: Cli, line: str) -> None:
    ran = cli("turnout", line, "-n", "0.3", "-o", "-")
    assert json.loads(ran.out)["workshops"][0]["sessions"][0]["capacity"] == 11
    assert ran.err.startswith("Read: day.json\n")


def test_dutch_is_spoken_when_asked_for(cli: Cli, line: str) -> None:
    out = cli("turnout", line, "-q", "-n", "0.3", "--lang", "nl").out
    assert "2,0 %" in out
    assert "Hier beslist ieder voor zich." in out


def test_day_without_placement_says_why_and_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "day.json").write_text(json.dumps(too_small()), "utf-8")
    cli("solve", "day.json", "-q", "-o", "placed.json")
    ran = cli("turnout", "day.json", "-q", "-n", "0.01", "-p", "placed.json")
    assert (ran.code, "There is no placement that keeps every rule." in ran.out) == (3, True)


def test_day_without_chairs_has_no_table(cli: Cli, tmp_path: Path) -> None:
    tree = {**day(0), "workshops": [{"id": "a", "sessions": [{"round": "r1", "capacity": 0}]}]}
    (tmp_path / "day.json").write_text(json.dumps(tree), "utf-8")
    ran = cli("turnout", "day.json", "-q", "-n", "0.1")
    assert (ran.code, ran.out.splitlines()[1][:21]) == (0, "So many can be booked")


def test_placement_that_is_not_proven_is_told_and_exits_with_4(
    cli: Cli, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsure(problem: Problem, *arguments: Any, **options: Any) -> object:
        assert options["time_limit"] == 60.0
        return replace(solve(problem, *arguments, **options), status="feasible")

    monkeypatch.setattr(turnout, "solve", unsure)
    ran = cli("turnout", line, "-q", "-n", "0.3", "-p", "placed.json", "--time-limit", "60")
    assert (ran.code, ran.out.splitlines()[-1]) == (4, "The new placement is not proven the best: the time was up.")


def test_groups_that_are_not_written_as_they_should_be_are_told_at_once(cli: Cli) -> None:
    groups = ["Zorg:0.2", "dom=Zorg:0.2", "domain=Zorg:a", "domain=Zorg:0.2", "domain=Zorg:0.3", "domain=Zorg"]
    ran = cli("turnout", "day.json", "-n", "0.1", *(each for group in groups for each in ("-k", group)))
    how = "Write it as domain=NAME:0.2, organisation=NAME:0.2 or participant=ID:0.2."
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[:5] == [
        f"× --no-show-of Zorg:0.2: this names no group and share. {how}",
        "× --no-show-of dom=Zorg:0.2: there are no groups by “dom”. Did you mean “domain”?",
        "× --no-show-of domain=Zorg:a: “a” is no number. It is a share: 10 % is 0.1.",
        "× --no-show-of domain=Zorg:0.3: this group has a share already.",
        f"× --no-show-of domain=Zorg: this names no group and share. {how}",
    ]


def test_name_with_signs_in_it_is_a_name(cli: Cli, tmp_path: Path) -> None:
    tree = day()
    tree["participants"][0]["organisation"] = "A=B: C"
    (tmp_path / "day.json").write_text(json.dumps(tree), "utf-8")
    ran = cli("turnout", "day.json", "-q", "-n", "0.1", "-k", "organisation=A=B: C:0.5", "-j", "-")
    assert json.loads(ran.out)["rates"]["organisations"] == {"A=B: C": 0.5}


def test_unknown_group_and_impossible_share_are_told(cli: Cli, line: str) -> None:
    ran = cli("turnout", line, "-q", "-n", "10", "-k", "domain=Zrog:0.2", "-o", "booked.json")
    assert (ran.code, ran.err.splitlines()[:2]) == (
        2,
        [
            "× no-show rate: 10.0 is not between 0 and 1. It is a share: 10 % is 0.1.",
            "× no-show rates: nobody has the domain “Zrog”. Did you mean “Zorg”?",
        ],
    )
    assert not Path("booked.json").exists()


@pytest.mark.parametrize("output", ["-o", "-j"])
def test_output_that_is_an_input_is_refused(cli: Cli, line: str, output: str) -> None:
    ran = cli("turnout", line, "-n", "0.1", "-p", "placed.json", output, "placed.json")
    assert (ran.code, "this is also the input" in ran.err) == (2, True)


def test_program_itself_tells_the_turnout(line: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "indeling.cli", "turnout", line, "-q", "-n", "0.3", "-p", "placed.json", "-j", "-"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    tree = json.loads(ran.stdout)
    assert [each["proposed"] for each in tree["sessions"]] == [11, 40, 40]
    assert [each["then"]["people"] for each in tree["sessions"][:2]] == [11, 13]
