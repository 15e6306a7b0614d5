# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import Cli, too_small
from indeling import Problem
from indeling.cli.console import Console
from indeling.cli.failures import StoppedError, explain
from indeling.errors import untranslated

PROGRAM = [sys.executable, "-m", "indeling.cli", "--lang", "en", "lottery"]


@pytest.fixture
def line(tmp_path: Path) -> str:
    """Write a day on which three people wish for a, then b, and one is away; return its name."""
    data = Problem.build(rounds=2, workshops={"a": 1, "b": 1, "c": 3}, wishes={f"p{k}": ["a", "b"] for k in range(3)})
    tree = data.to_dict()
    tree["participants"].append({"id": "away", "rounds": []})
    (tmp_path / "line.json").write_text(json.dumps(tree), "utf-8")
    return "line.json"


def test_exact_chances_of_everybody_are_printed(cli: Cli, line: str) -> None:
    ran = cli("lottery", line, "--exact", "--top", "2", "-q")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "",
        "Exact: all 6 orders of turns.",
        "",
        "      all wishes  no wish  nothing better",
        "  p0   1/3  33 %      0 %       1/3  33 %",
        "  p1   1/3  33 %      0 %       1/3  33 %",
        "and 1 more",
        "",
        "nothing better: as well off as if they were the only one. The workshops of one",
        "person: --person; of all: --output.",
    ]


def test_chances_of_some_people_are_printed_per_workshop_and_round(cli: Cli, problem: str) -> None:
    ran = cli("lottery", problem, "--exact", "-n", "cas", "-q")
    assert ran.out.splitlines()[2:] == [
        "",
        "Cas Fictional",
        "                  chance  Round 1  Round 2",
        "  all wishes         0 %",
        "  no wish          100 %",
        "  nothing better   100 %",
        "  Cooking          100 %    100 %      0 %",
        "  Dance            100 %      0 %    100 %",
    ]


def test_one_round_has_no_columns_for_rounds_and_who_is_away_has_no_chances(cli: Cli, tmp_path: Path) -> None:
    data = Problem.build(rounds=1, workshops={"a": 1, "b": 1}, wishes={"p": ["a"], "q": ["a"]}).to_dict()
    data["participants"].append({"id": "away", "rounds": []})
    (tmp_path / "day.json").write_text(json.dumps(data), "utf-8")
    ran = cli("lottery", "day.json", "-q", "--exact", "-n", "p", "-n", "away")
    assert ran.out.splitlines()[3:] == [
        "p",
        "                     chance",
        "  all wishes      1/2  50 %",
        "  no wish         1/2  50 %",
        "  nothing better  1/2  50 %",
        "  a               1/2  50 %",
        "  b               1/2  50 %",
        "",
        "away  no seat needed",
    ]


def test_sampled_chances_say_which_seeds_and_how_sure(cli: Cli, line: str, tmp_path: Path) -> None:
    ran = cli("lottery", line, "--seeds", "40", "--seed", "7", "-o", "chances.json", "--cores", "1")
    tree = json.loads((tmp_path / "chances.json").read_bytes())
    assert (tree["format"], tree["seed"], tree["draws"]) == ("indeling/chances", 7, 40)
    assert "Sampled: the draws of seeds 7 to 46; between brackets 95 % confidence." in ran.out.splitlines()
    first = min(tree["participants"], key=lambda each: (each["all_wishes"]["draws"], each["participant"]))
    low, high = (round(100 * first["all_wishes"][end]) for end in ("low", "high"))
    shown = f"{round(100 * first['all_wishes']['chance'])} % ({low}–{high})"
    assert next(row for row in ran.out.splitlines() if first["participant"] in row).split("  ")[2].strip() == shown
    assert ran.out.splitlines()[-1] == "Written: chances.json"


def test_table_is_written_and_standard_output_takes_only_json(cli: Cli, line: str, tmp_path: Path) -> None:
    cli("lottery", line, "--seeds", "3", "-o", "chances.csv")
    assert (tmp_path / "chances.csv").read_bytes().startswith(b"participant,what,workshop,round,draws,of,chance,low,")
    ran = cli("lottery", line, "--seeds", "3", "-o", "-")
    assert json.loads(ran.out)["draws"] == 3
    assert "Sampled: " in ran.err


def test_dutch_is_spoken_when_asked_for(cli: Cli, line: str) -> None:
    out = cli("lottery", line, "-q", "--exact", "--lang", "nl").out
    assert "Exact: alle 6 volgordes van de beurten." in out


def test_day_without_placement_says_why_and_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(too_small()), "utf-8")
    ran = cli("lottery", "problem.json", "-q")
    assert (ran.code, ran.out.splitlines()[1]) == (3, "There is no placement that keeps every rule.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("line.json", "-n", "nobody"), "× there is no participant “nobody”."),
        (("line.json", "-o", "line.json"), "× this is also the input"),
        (("line.json", "-o", "chances.xlsx"), "× this kind of file cannot be written."),
        (("line.json", "--seeds", "0"), "Error: "),
    ],
)
@pytest.mark.usefixtures("line")
def test_mistake_in_the_arguments_is_told(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    ran = cli("lottery", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_too_many_orders_are_refused(cli: Cli, tmp_path: Path) -> None:
    wishes = {f"p{k}": ["a", "b"] for k in range(9)}
    data = Problem.build(rounds=1, workshops={"a": 1, "b": 9}, wishes=wishes).to_dict()
    (tmp_path / "day.json").write_text(json.dumps(data), "utf-8")
    ran = cli("lottery", "day.json", "-q", "--exact")
    assert (ran.code, ran.err.splitlines()[0][:56]) == (2, "× The people whose turn matters can come in 362880 order")


def test_process_ended_from_outside_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code = explain(StoppedError(), Console.on(sys.stderr, untranslated, {}))
    assert (code, capsys.readouterr().err.split(".")[0]) == (
        2,
        "× A process that did part of the work was ended from outside",
    )


# The program itself --------------------------------------------------------------------------------------------


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    """Write a day whose draws take a while, and return its folder."""
    wishes = {f"p{k}": [f"w{(k * step) % 12}" for step in (1, 5, 7)] for k in range(1, 200) if k % 12}
    wishes = {name: list(dict.fromkeys(each)) for name, each in wishes.items()}
    data = Problem.build(rounds=2, workshops={f"w{k}": 17 for k in range(12)}, wishes=wishes).to_dict()
    (tmp_path / "busy.json").write_text(json.dumps(data), "utf-8")
    return tmp_path


def test_number_of_processes_has_no_influence(busy: Path) -> None:
    for cores in ("1", "3"):
        command = [*PROGRAM, "busy.json", "--seeds", "80", "--cores", cores, "-q", "-o", f"{cores}.json"]
        ran = subprocess.run(command, cwd=busy, capture_output=True, check=False, timeout=300)
        assert (ran.returncode, ran.stderr) == (0, b"")
    assert (busy / "1.json").read_bytes() == (busy / "3.json").read_bytes()


def test_interrupted_run_leaves_no_file_and_no_process(busy: Path) -> None:
    command = [*PROGRAM, "busy.json", "--seeds", "1000000", "--cores", "2", "-q", "-o", "chances.json"]
    with subprocess.Popen(command, cwd=busy, stderr=subprocess.PIPE, start_new_session=True) as process:
        wait_until(lambda: len(spawned(process.pid)) == 2)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read().decode() == "Stopped. No file was left half written.\n"
        assert process.wait(timeout=60) == 130
    assert spawned(process.pid) == []
    assert [each.name for each in busy.iterdir()] == ["busy.json"]


def test_run_that_is_killed_leaves_no_process(busy: Path) -> None:
    command = [*PROGRAM, "busy.json", "--seeds", "1000000", "--cores", "2", "-q", "-o", "chances.json"]
    with subprocess.Popen(command, cwd=busy, start_new_session=True) as process:
        wait_until(lambda: len(spawned(process.pid)) == 2)
        time.sleep(3)  # until they have begun
        process.kill()
    wait_until(lambda: spawned(process.pid) == [])
    assert [each.name for each in busy.iterdir()] == ["busy.json"]


def spawned(group: int) -> list[str]:
    """Return the processes that the program in a process group of its own has started and that run."""
    command = ["/bin/ps", "-A", "-ww", "-o", "pgid=,stat=,args="]
    rows = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [row.split(maxsplit=2) for row in rows]
    return [row[2] for row in found if row[0] == str(group) and row[1][0] != "Z" and "spawn_main" in row[2]]


def wait_until(done: Callable[[], bool]) -> None:
    for _ in range(600):
        if done():
            return
        time.sleep(0.1)
    pytest.fail("it took more than a minute")
