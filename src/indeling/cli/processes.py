# SPDX-License-Identifier: EUPL-1.2
"""Work on all processors: chunks go to processes of their own, and none of these outlives the run.

The first chunks are done here, as starting processes takes longer than a short run. Processes are spawned, which works
everywhere. They hear no Ctrl-C: we do, and end them. When we are ended in a way that cannot be heard, they notice.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from threading import Lock, Thread
from typing import TypeVar

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
    """Up to `count` processes, started when there is work for them; all are gone when the `with` is left."""

    def __init__(self, count: int, clock: Callable[[], float]) -> None:
        self.count, self.clock = count, clock
        self.lock, self.closed = Lock(), False
        self.executor: ProcessPoolExecutor | None = None
        self.others = {each.pid for each in active_children()}

    def run(self, work: Callable[[Chunk], Result], chunks: Sequence[Chunk], /) -> Iterator[Result]:
        """Yield what `work` makes of each chunk, in any order. Both must be picklable.

        Raises what `work` raises, and StoppedError when the `with` was left, or a process was ended from outside.
        """
        began, rest = self.clock(), iter(chunks)
        for chunk in rest:
            yield work(chunk)
            if self.count > 1 and self.clock() - began >= ALONE:
                break
        # a few at a time: very many at once can lock the executor of Python 3.11 up, and take memory
        waiting = self._hand_out(work, islice(rest, 2 * self.count))
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= self._hand_out(work, islice(rest, len(done)))
            yield from map(_result, done)

    def _hand_out(self, work: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> set[Future[Result]]:
        """Let others work on these chunks; only here are processes started."""
        with self.lock, held_interrupts():
            if self.closed:
                raise StoppedError
            return {self._started().submit(work, chunk) for chunk in chunks}

    def _started(self) -> ProcessPoolExecutor:
        if self.executor is None:
            self.executor = ProcessPoolExecutor(self.count, get_context("spawn"), initializer=begin)
        return self.executor

    def __exit__(self, *_: object) -> None:
        """End all processes, whatever they are doing, and wait until they are gone."""
        with self.lock:
            self.closed = True
        if self.executor is not None:
            for each in active_children():
                if each.pid not in self.others:
                    each.terminate()
            self.executor.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenExecutor as error:
        raise StoppedError from error


@contextmanager
def held_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from this thread, and from the processes that it starts meanwhile, from their first moment on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: `begin` comes soon after
        yield
        return
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
