# SPDX-License-Identifier: EUPL-1.2
"""Killed at any moment: the file is the old one or the whole new one, and the next run works.

Twice: the writing itself, stopped at every step that Python takes in it; and the program as people run it, killed at
random moments and while it writes. `--kills 200` does the second more often than a run of all tests has time for.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import day

PROGRAM = [sys.executable, "-m", "indeling.cli"]
STEPS = Path(__file__).with_name("write_and_stop.py")

OLD = b"what was there before\n" * 50

LATEST = 1.2
"""Seconds after the start of the last random moment: past the end of most runs."""

WRITES = {
    "solve json": ("solve", "day.json", "-q", "-o", "out.json"),
    "solve xlsx": ("solve", "day.json", "-q", "-o", "out.xlsx"),
    "solve csv": ("solve", "day.json", "-q", "-o", "out.csv"),
    "compare": ("compare", "day.json", "-q", "-a", "fair", "-a", "generous", "--json", "out.json"),
    "repair": ("repair", "day.json", "placed.json", "-q", "-o", "out.xlsx", "--json", "out.json"),
    "convert": ("convert", "day.json", "out.json"),
    "advise": ("advise", "day.json", "-q", "--json", "out.json"),
    "turnout": ("turnout", "day.json", "-q", "-n", "0.2", "-p", "placed.json", "-o", "out.json", "-j", "chances.json"),
}


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a placement of the day."""
    folder = tmp_path_factory.mktemp("placed")
    (folder / "day.json").write_text(json.dumps(day()), "utf-8")
    subprocess.run([*PROGRAM, "solve", "day.json", "-q", "-o", "placed.json"], cwd=folder, check=True)
    return (folder / "placed.json").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, placed: bytes) -> Path:
    """Return a folder with a day and a placement of it."""
    (tmp_path / "day.json").write_text(json.dumps(day()), "utf-8")
    (tmp_path / "placed.json").write_bytes(placed)
    return tmp_path


@pytest.mark.parametrize("how", ["exception", "exit"])
def test_writing_that_stops_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path: Path, how: str) -> None:
    ran = subprocess.run([sys.executable, STEPS, tmp_path, how], capture_output=True, check=True)
    steps = [json.loads(line) for line in ran.stdout.splitlines()]
    left = [each["others"] for each in steps]
    assert [(each["whole"], each["again"]) for each in steps] == [(True, True)] * len(steps)
    assert [each["stopped"] for each in steps] == [True] * (len(steps) - 1) + [False]
    assert (steps[0]["new"], steps[-1]["new"], len(steps) > 100) == (False, True, True)
    if how == "exception":
        assert left == [[]] * len(steps)
    else:
        assert max(map(len, left)) == 1
        assert {name[: len(".placement.json.")] + name[-4:] for names in left for name in names} == {
            ".placement.json..tmp"
        }


def outputs(command: tuple[str, ...]) -> list[str]:
    """Return the files that a command writes."""
    return [each for each in command if each.startswith(("out.", "chances."))]


def unfinished(folder: Path) -> list[str]:
    """Return the files that are being written, or were when the program was killed."""
    return [each for each in os.listdir(folder) if each.endswith(".tmp")]  # noqa: PTH208  (fast: this is polled)


def kill(folder: Path, command: tuple[str, ...], number: signal.Signals, moment: float | None) -> None:
    """Start the program and kill it: at a moment in seconds, or as soon as it writes something."""
    before = set(unfinished(folder))
    with subprocess.Popen(
        [*PROGRAM, *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        if moment is not None:
            time.sleep(moment)
        else:
            while process.poll() is None and set(unfinished(folder)) <= before:
                time.sleep(0.0002)
        process.send_signal(number)
        process.wait(timeout=60)


def found(folder: Path, names: list[str]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names}


@pytest.mark.parametrize("kind", list(WRITES))
def test_program_that_is_killed_leaves_whole_files_and_the_next_run_works(
    folder: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    command, moments = WRITES[kind], random.Random(kind)
    names, after = outputs(command), []
    for at in range(request.config.getoption("--kills")):
        for name in names:
            (folder / name).write_bytes(OLD)
        number = (signal.SIGTERM, signal.SIGKILL, signal.SIGINT)[at % 3]
        left = unfinished(folder)
        kill(folder, command, number, moments.uniform(0, LATEST) if at % 2 else None)
        after.append(found(folder, names))
        assert number == signal.SIGKILL or unfinished(folder) == left
    ran = subprocess.run([*PROGRAM, *command], cwd=folder, capture_output=True, check=False)
    whole = found(folder, names)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert OLD not in whole.values()
    assert [{name for name in names if each[name] not in (OLD, whole[name])} for each in after] == [set()] * len(after)


@pytest.mark.parametrize("kind", ["solve json", "solve xlsx", "turnout"])
def test_disk_that_takes_no_more_is_told_and_the_old_file_stays(folder: Path, kind: str) -> None:
    command = WRITES[kind]
    names = outputs(command)
    for name in names:
        (folder / name).write_bytes(OLD)
    limited = ["/bin/sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", *PROGRAM, *command, "--lang", "en"]
    ran = subprocess.run(limited, cwd=folder, capture_output=True, check=False)
    assert ran.stderr.decode().splitlines()[:2] == [
        names[0],
        "  × the file would be larger than is allowed here. Choose another disk, or ask who manages it for more room.",
    ]
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert (found(folder, names), unfinished(folder)) == (dict.fromkeys(names, OLD), [])
