# SPDX-License-Identifier: EUPL-1.2
"""Short transactions that share a commit. What a disk takes to make a write last, it takes once for all who wait.

Databases do so for writers that do not wait for one another (group commit: DeWitt and others, Implementation techniques
for main memory database systems, SIGMOD 1984). Ours do: SQLite has one writer, and whoever registers holds the day.

1. Whoever has something to write stands in the line of its subject. One at a time comes to the front.
2. Who is at the front does the work of all who stand there, in one transaction.
3. The transaction is committed. Before that nobody hears that something was done. When something goes wrong for one of
   them, or the commit does, nothing was done and each is done in a transaction of its own. That is seldom, and spares
   all others a savepoint each.
4. Who is done finds so at the front, and goes. Who came meanwhile is the next group.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
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
            everybody = _everybody_in(line)
            # Not in the line any more: whoever did it was stopped in the middle.
            _do(everybody if job in everybody else [job, *everybody])
    if job.error is not None:
        raise job.error
    result: Result = job.result
    return result


def _everybody_in(line: _Line) -> list[_Job]:
    found = []
    with suppress(IndexError):
        while True:
            found.append(line.waiting.popleft())
    return found


def _do(jobs: Sequence[_Job]) -> None:
    """Do all that was asked and commit; when that fails, do each alone."""
    try:
        with turn(), transaction.atomic():
            for job in jobs:
                with override(job.language):
                    job.result = job.work()
    except Exception as error:  # noqa: BLE001  (raised by whoever asked)
        for job in jobs:
            if len(jobs) > 1:
                _do([job])
            else:
                job.error = error
    for job in jobs:
        job.done = True
