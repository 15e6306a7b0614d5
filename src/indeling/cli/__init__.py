# SPDX-License-Identifier: EUPL-1.2
"""The command line: `indeling solve`, `compare`, `advise`, `explain`, `check` and others.

Exit codes: 0 all is well (solve, compare: optimal), 1 a check failed, 2 bad input, 3 there is no placement, 4 a
placement that is not proven to be the best; 70 a defect of the program, 130 stopped with Ctrl-C, 141 nobody reads the
output, 143 asked to end.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn

from indeling.cli.app import program
from indeling.cli.failures import explain, print_traceback
from indeling.cli.language import chosen_language, speaking
from indeling.cli.session import BAD_INPUT, BROKEN_PIPE, Session, Terminated

__all__ = ["main"]

COLLECT_AFTER = 200_000
"""Objects made before Python looks for unreachable ones; it has 700 itself."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with these arguments (those of the process when None) and return its exit code.

    Writes to the standard streams and to the files it was asked to write; raises nothing that a user can cause.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    with collecting_seldom(), ending_when_asked(), speaking(chosen_language(arguments, os.environ)) as translate:
        session = Session.standard(translate, os.environ)
        try:
            return _run(arguments, session)
        except BrokenPipeError:
            _forget_output()
            return BROKEN_PIPE


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for unreachable objects less often while this lasts: it takes a tenth of a short run, and finds little."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def ending_when_asked() -> Iterator[None]:
    """End as with Ctrl-C, with nothing left half written, when the program is asked to (SIGTERM) while this lasts.

    Python hears signals in its main thread only.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(_number: int, _frame: object) -> NoReturn:
    raise Terminated


def _run(arguments: list[str], session: Session) -> int:
    try:
        return program(session.translate).run(arguments, session)
    except BrokenPipeError:
        raise
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (whatever it is, the user gets a sentence)
        return _told(error, session, debug="--debug" in arguments)


def _told(error: BaseException, session: Session, *, debug: bool) -> int:
    try:
        if debug:
            print_traceback(session.err, error)
        return explain(error, session.err)
    except BrokenPipeError:
        raise
    except OSError:  # there is no room for what went wrong: only the exit code can tell
        return BAD_INPUT


def _forget_output() -> None:
    """Point standard output at nothing, so that Python does not try to write the rest when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
