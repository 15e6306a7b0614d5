# SPDX-License-Identifier: EUPL-1.2
"""Short transactions that share a commit. What a disk takes to make a write last, it takes once for all who wait.

Databases do so for writers that do not wait for one another (group commit: DeWitt and others, Implementation techniques
for main memory database systems, SIGMOD 1984). Ours do: SQLite has one writer, and whoever registers holds the day.

1. Whoever has something to write stands in the line of its subject. One at a time comes to the front.
2. Who is at the front waits for the turn of this process, then does the work of all who stand there by then, in one
   transaction.
3. The transaction is committed. Before that nobody hears that something was done. When something goes wrong for one of
   them, or the commit does, nothing was done and each is done in a transaction of its own. That is seldom, and spares
   all others a savepoint each.
4. Who is done finds so at the front, and goes. Who came meanwhile is the next group.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import get_language, override

from regiodag.database.turns import turn

Result = TypeVar("Result")


@dataclass(eq=False)
class _Job:
    """Something to be done, in the language of whoever asks it."""

    work: Callable[[], Any]
    language: str | None
    done: bool = False
    result: Any = None
    error: Exception | None = None


@dataclass
class _Line:
    """Who waits to write about one subject."""

    front: Lock = field(default_factory=Lock)
    waiting: deque[_Job] = field(default_factory=deque)


_lines: defaultdict[UUID, _Line] = defaultdict(_Line)


def together(subject: UUID, work: Callable[[], Result]) -> Result:
    """Do the work in a transaction, together with what others in this process write about the same subject.

    Returns what the work returns and raises what it raises, once the transaction is done; inside one that is under way,
    as part of it. The work may be done on the thread of another, and twice: all that it changes is in the database.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            return work()
    line, job = _lines[subject], _Job(work, get_language())
    line.waiting.append(job)
    with line.front:
        if not job.done:
            _do_all(line, job)
    if job.error is not None:
        raise job.error
    result: Result = job.result
    return result


def _do_all(line: _Line, first: _Job) -> None:
    """Do all that was asked until the turn of this process came, and commit; when that fails, do each alone."""
    jobs: Sequence[_Job] = []
    try:
        with _writing():
            jobs = _everybody_in(line, first)
            for job in jobs:
                _do(job)
    except Exception as error:  # noqa: BLE001  (raised by whoever asked)
        jobs = jobs or _everybody_in(line, first)
        for job in jobs:
            if len(jobs) > 1:
                _do_alone(job)
            else:
                job.error = error
    for job in jobs:
        job.done = True


def _everybody_in(line: _Line, first: _Job) -> list[_Job]:
    """Take all out of the line. first: at the front; somebody who was stopped may have taken them out already."""
    found = []
    with suppress(IndexError):
        while True:
            found.append(line.waiting.popleft())
    return found if first in found else [first, *found]


@contextmanager
def _writing() -> Iterator[None]:
    """Wait for a turn and write in a transaction. What is to be done after the commit keeps nobody waiting."""
    with turn() as give_back, transaction.atomic():
        transaction.on_commit(give_back)
        yield


def _do(job: _Job) -> None:
    with override(job.language):
        job.result = job.work()


def _do_alone(job: _Job) -> None:
    try:
        with _writing():
            _do(job)
    except Exception as error:  # noqa: BLE001  (raised by whoever asked)
        job.error = error
