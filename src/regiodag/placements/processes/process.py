# SPDX-License-Identifier: EUPL-1.2
"""Asks the engine or the printer something, in a process of its own that is watched and killed; knows neither."""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

DOOR = "regiodag.placements.processes.engine"
PAPER = "regiodag.placements.processes.paper"
"""What can be asked something: the engine, and what makes a PDF."""
LEAST_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
PAUSE = 0.25
"""Seconds between two looks at what it says and at whether it is to go on."""

log = logging.getLogger(__name__)

Json = dict[str, Any]
Heed = Callable[[int, Json | None], bool]
"""Called time and again with the process and the progress that it told last; returns whether it is to go on."""


class EndedError(Exception):
    """There is no answer. The subclasses say why."""


class StoppedError(EndedError):
    """It was not to go on."""


class TooLongError(EndedError):
    """It was killed at its deadline."""


class DiedError(EndedError):
    """It ended without an answer: killed by somebody, out of memory, or a mistake in it."""


def _go_on(_process: int, _progress: Json | None) -> bool:
    return True


def ask(task: str, question: Mapping[str, Any], seconds: int, heed: Heed = _go_on, door: str = DOOR) -> Json:
    """Return the answer to a question, within so many seconds of the clock. Raises EndedError.

    1. The question goes in as a file without a name: nobody waits for a pipe that is full.
    2. It leads a process group of its own, so that whatever it starts goes with it.
    3. What it tells is read while it works; the answer comes last. Then, or when it is to stop, the group is killed.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as wrong:
        asked.write(json.dumps(question).encode())
        asked.seek(0)
        command = [sys.executable, "-I", "-X", "utf8", "-m", door, task, str(seconds), str(os.getpid())]
        child = subprocess.Popen(  # noqa: S603  (our own program)
            command,
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=wrong,
            env=LEAST_ENVIRONMENT,
            start_new_session=True,
        )
        try:
            return _answer(child, seconds, heed)
        except DiedError:
            wrong.seek(0)
            log.warning("%s ended without an answer: %s", task, wrong.read()[-500:].decode(errors="replace"))
            raise
        finally:
            _end(child)


def _answer(child: subprocess.Popen[bytes], seconds: int, heed: Heed) -> Json:
    """Return what comes last. Raises EndedError."""
    deadline = time.monotonic() + seconds
    for told in _lines(child, deadline):
        if told and "answer" in told:
            answer: Json = told["answer"]
            return answer
        if not heed(child.pid, told["progress"] if told else None):
            raise StoppedError
    try:
        ended = child.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired as error:
        raise TooLongError from error
    raise TooLongError if ended == -signal.SIGALRM else DiedError


def _lines(child: subprocess.Popen[bytes], deadline: float) -> Any:
    """Yield what it tells, line by line, and None whenever it has been silent for a moment, until its end."""
    assert child.stdout is not None  # noqa: S101  (for the types: it is a pipe)
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        rest = b""
        while time.monotonic() < deadline:
            if not selector.select(PAUSE):
                yield None
                continue
            part = os.read(child.stdout.fileno(), 1 << 16)
            if not part:
                return
            *lines, rest = (rest + part).split(b"\n")
            yield from map(json.loads, lines)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill it with all that it started, unless it has ended, and wait until it is gone."""
    with suppress(ProcessLookupError):
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    output: IO[bytes] | None = child.stdout
    if output is not None:
        output.close()


def kill_leftover(process: int) -> bool:
    """Kill a process that nobody watches any more, when it is still ours; return whether it was there."""
    with suppress(OSError):
        if DOOR.encode() in Path(f"/proc/{process}/cmdline").read_bytes():
            os.killpg(process, signal.SIGKILL)
            return True
    return False
