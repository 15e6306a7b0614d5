# SPDX-License-Identifier: EUPL-1.2
"""The engine in a process of its own: what it answers, and that it always ends."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indeling import Problem, solve
from regiodag.placements.processes import process

SMALL = Problem.build(rounds=2, workshops={"A": 3, "B": 1, "C": 2}, wishes={"Ann": ["B", "A"], "Bo": ["B"], "Cas": []})
SOME_TIME = 60


def noted(seen: list[Any], *, go_on: bool = True) -> process.Heed:
    """Note the process, and whatever it tells."""

    def heed(number: int, what: dict[str, Any] | None) -> bool:
        seen.append((number, what))
        return go_on

    return heed


def question(problem: Problem = SMALL, objective: str = "fair") -> dict[str, Any]:
    return {"problem": problem.to_dict(), "objective": objective, "seed": 1, "time_limit": SOME_TIME}


def much() -> Problem:
    """A day that takes many seconds."""
    rng, names = random.Random(1), [f"w{number}" for number in range(40)]
    wishes: dict[str, list[str | list[str]]] = {f"p{number}": [*rng.sample(names[:12], 4)] for number in range(1500)}
    return Problem.build(rounds=3, workshops=dict.fromkeys(names, 42), wishes=wishes)


def is_there(number: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def after(seconds: float, done: Callable[[], bool]) -> bool:
    """Whether something is so, at the latest after so many seconds."""
    end = time.monotonic() + seconds
    while not (found := done()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def test_answer_is_what_the_engine_gives_byte_for_byte() -> None:
    answer = process.ask("solve", question(), SOME_TIME)
    assert json.dumps(answer["placement"]) == json.dumps(solve(SMALL).to_dict())
    assert (answer["conflicts"], answer["gap"]) == ([], None)


def test_progress_is_told_in_both_languages_while_it_works() -> None:
    told: list[tuple[int, dict[str, Any]]] = []
    process.ask("solve", question(), SOME_TIME, noted(told))
    steps = [what for _number, what in told if what]
    assert {(*each["what"],) for each in steps} == {("nl", "en")}
    assert [each["step"] for each in steps] == [*range(1, len(steps) + 1)]
    assert {each["steps"] for each in steps} == {len(steps)}


def test_check_refuses_a_placement_in_which_somebody_has_no_seat() -> None:
    placement = solve(SMALL).to_dict()
    found = process.ask("check", {"problem": SMALL.to_dict(), "placement": placement}, SOME_TIME)
    assert (found["feasible"], found["proven"], found["findings"]) == (True, True, [])
    placement["placements"] = placement["placements"][1:]
    found = process.ask("check", {"problem": SMALL.to_dict(), "placement": placement}, SOME_TIME)
    assert found["feasible"] is False
    assert found["findings"][0]["nl"] == "Ann heeft geen plaats in r1"


def test_day_that_does_not_fit_is_told_why() -> None:
    crowded = Problem.build(rounds=1, workshops={"Film": 1}, wishes={"Ann": [], "Bo": []})
    answer = process.ask("solve", question(crowded), SOME_TIME)
    assert answer["placement"]["status"] == "infeasible"
    assert answer["conflicts"] == [
        {"nl": "Ronde 1 heeft 1 plaats voor 2 mensen", "en": "Round 1 has 1 chair for 2 people"}
    ]


def test_problem_that_is_none_is_refused_with_what_is_wrong() -> None:
    answer = process.ask("solve", {**question(), "problem": {"format": "indeling/problem", "version": 1}}, SOME_TIME)
    assert answer["refused"] == "refused"
    assert answer["told"][0].keys() == {"nl", "en"}


def test_process_is_gone_as_soon_as_it_is_not_to_go_on() -> None:
    seen: list[tuple[int, Any]] = []
    with pytest.raises(process.StoppedError):
        process.ask("solve", question(much(), "leximin"), SOME_TIME, noted(seen, go_on=False))
    assert not is_there(seen[0][0])


def test_process_that_takes_too_long_is_killed() -> None:
    seen: list[tuple[int, Any]] = []
    begun = time.monotonic()
    with pytest.raises(process.TooLongError):
        process.ask("solve", question(much(), "leximin"), 2, noted(seen))
    assert time.monotonic() - begun < SOME_TIME / 2
    assert not is_there(seen[0][0])


def test_deadline_of_the_process_itself_counts_as_too_long() -> None:
    def alarm(number: int, _what: object) -> bool:
        os.kill(number, signal.SIGALRM)
        return True

    with pytest.raises(process.TooLongError):
        process.ask("solve", question(much(), "leximin"), SOME_TIME, alarm)


def test_process_that_somebody_kills_has_died() -> None:
    def kill(number: int, _what: object) -> bool:
        os.kill(number, signal.SIGKILL)
        return True

    with pytest.raises(process.DiedError):
        process.ask("solve", question(much(), "leximin"), SOME_TIME, kill)


def test_process_dies_with_the_worker_that_started_it(tmp_path: Path) -> None:
    """It is halted first, so that it cannot find out by itself that nobody listens: the system has to end it."""
    asked = tmp_path / "question.json"
    asked.write_text(json.dumps(question(much(), "leximin")), encoding="utf-8")
    worker = (
        "import json, sys; from regiodag.placements.processes import process\n"
        "tell = lambda number, what: (what and print(number, flush=True)) or True\n"
        "process.ask('solve', json.load(open(sys.argv[1])), 60, tell)"
    )
    with subprocess.Popen([sys.executable, "-c", worker, str(asked)], stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        number = int(started.stdout.readline())
        os.kill(number, signal.SIGSTOP)
        started.kill()
    gone = after(5, lambda: not is_there(number))
    if not gone:
        os.kill(number, signal.SIGKILL)
    assert gone


def test_leftover_is_killed_and_a_stranger_with_that_number_is_not() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        assert not process.kill_leftover(stranger.pid)
        assert is_there(stranger.pid)
        stranger.kill()
    command = [sys.executable, "-c", "import time; time.sleep(60)", process.DOOR]
    with subprocess.Popen(command, start_new_session=True) as ours:
        assert after(5, lambda: process.kill_leftover(ours.pid))  # its name is there a moment after it has begun
        assert ours.wait(5) == -signal.SIGKILL
    assert not process.kill_leftover(ours.pid)
