# SPDX-License-Identifier: EUPL-1.2
"""Work on all processors: chunks go to processes of their own, and none of these outlives the run.

The first chunks are done here, as starting processes takes longer than a short run. Processes are spawned, which works
everywhere. They hear no Ctrl-C: we do, and end them. When we are ended in a way that cannot be heard, they notice.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Lock, Thread
from typing import Any, TypeVar

from indeling.cli.failures import StoppedError

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

ALONE = 1.0
"""Seconds of work that are done before others are called in."""


def processors() -> int:
    """Return how many processors there are for this program."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1


class Processes(AbstractContextManager["Processes"]):
    """Up to `count` processes, started when there is work for them; all are gone when the `with` is left.

    Each has a pipe of its own: an executor's queue, which all share, locks up when a process is ended while it writes.
    """

    def __init__(self, count: int, clock: Callable[[], float]) -> None:
        self.count, self.clock = count, clock
        self.lock, self.closed = Lock(), False
        self.started: list[BaseProcess] = []

    def run(self, work: Callable[[Chunk], Result], chunks: Sequence[Chunk], /) -> Iterator[Result]:
        """Yield what `work` makes of each chunk, in any order. Both must be picklable.

        Raises what `work` raises, and StoppedError when the `with` was left, or a process was ended from outside.
        """
        began, rest = self.clock(), iter(chunks)
        for chunk in rest:
            yield work(chunk)
            if self.count > 1 and self.clock() - began >= ALONE:
                break
        busy: list[Any] = []
        for _, chunk in zip(range(self.count), rest, strict=False):  # in this order: no chunk is taken in vain
            busy.append(self._start(work))
            _send(busy[-1], chunk)
        while busy:
            pipe: Any
            for pipe in wait(busy):
                yield _received(pipe)
                busy.remove(pipe)
                for chunk in rest:
                    _send(pipe, chunk)
                    busy.append(pipe)
                    break

    def _start(self, work: Callable[[Chunk], Result]) -> Connection:
        """Start a process that does chunks of work, and return our end of its pipe."""
        with self.lock, held_interrupts():
            if self.closed:
                raise StoppedError
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, work), daemon=True)
            process.start()
            self.started.append(process)
            theirs.close()  # so that we see it when the process is gone
            return ours

    def __exit__(self, *_: object) -> None:
        """End all processes, whatever they are doing, and wait until they are gone."""
        with self.lock:
            self.closed = True
        for each in self.started:
            each.terminate()
        for each in self.started:
            each.join()


def _send(pipe: Connection, chunk: object) -> None:
    try:
        pipe.send(chunk)
    except OSError as error:
        raise StoppedError from error


def _received(pipe: Any) -> Any:  # noqa: ANN401  (whatever the work gives)
    """Return what came out of a chunk, or raise what went wrong in it."""
    try:
        result, error = pipe.recv()
    except (EOFError, OSError) as gone:
        raise StoppedError from gone
    if error is not None:
        raise error
    return result


def serve(pipe: Connection, work: Callable[[Any], object]) -> None:
    """Do chunks of work, as they come through the pipe, until it is closed: what a process does."""
    begin()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_tried(work, pipe.recv()))


def _tried(work: Callable[[Any], object], chunk: object) -> tuple[object, Exception | None]:
    try:
        return work(chunk), None
    except Exception as error:  # noqa: BLE001  (raised again where the work was asked for)
        return None, error


@contextmanager
def held_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from this thread, and from the processes that it starts meanwhile, from their first moment on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: `begin` comes soon after
        yield
        return
    resource_tracker.ensure_running()  # it lets interrupts through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin() -> None:
    """Prepare a process: it hears no Ctrl-C, and ends when the one that started it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=follow, daemon=True).start()


def follow() -> None:
    """Wait for the process that started this one, and end with it."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
