# SPDX-License-Identifier: EUPL-1.2
"""So many clients at once in one process, without threads: each sends a request, waits for the answer, sends the next.

Sync workers close the connection after each answer, so every request has one of its own, as with real visitors.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.load.visitor import status_of

BACKLOG = 1024


@dataclass
class Answers:
    """What came back. seconds: of each answer; others: what was no answer or had another status than was wanted."""

    lasted: float = 0.0
    seconds: list[float] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.lasted

    def quantile(self, share: float) -> float:
        """Return the milliseconds within which this share of the answers came."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass
class _Client:
    connection: socket.socket
    request: bytes
    start: float
    parts: list[bytes] = field(default_factory=list)


def crowded(port: int, request: Callable[[int], bytes], clients: int, seconds: float, wanted: int = 302) -> Answers:
    """Let so many clients send requests, numbered from 0, for so long; those under way at the end are waited for."""
    answers, waiting, number = Answers(), selectors.DefaultSelector(), 0
    start = time.perf_counter()
    for number in range(clients):
        _send(waiting, port, request(number))
    while waiting.get_map():
        for key, _event in waiting.select(timeout=30) or _nothing(waiting, answers):
            if not _goes_on(key.data, waiting, answers, wanted) and time.perf_counter() - start < seconds:
                number += 1
                _send(waiting, port, request(number))
    answers.lasted = time.perf_counter() - start
    return answers


def _send(waiting: selectors.BaseSelector, port: int, request: bytes) -> None:
    """Open a connection and send; on this machine it takes a request at once, or waits for a server to take it."""
    start, connection = time.perf_counter(), socket.socket()
    connection.connect(("127.0.0.1", port))
    connection.sendall(request)
    connection.settimeout(0)
    waiting.register(connection, selectors.EVENT_READ, _Client(connection, request, start))


def _goes_on(client: _Client, waiting: selectors.BaseSelector, answers: Answers, wanted: int) -> bool:
    """Read what came; return whether more is to come. At the end write down how it went."""
    try:
        part = client.connection.recv(65536)
    except ConnectionError as error:
        part = b""
        answers.others[type(error).__name__] += 1
    if part:
        client.parts.append(part)
        return True
    waiting.unregister(client.connection)
    client.connection.close()
    status = status_of(b"".join(client.parts))
    if status == wanted:
        answers.seconds.append(time.perf_counter() - client.start)
    else:
        answers.others[str(status)] += 1
    return False


def _nothing(waiting: selectors.BaseSelector, answers: Answers) -> list[tuple[selectors.SelectorKey, int]]:
    """Give up on those who got no answer for too long."""
    for key in list(waiting.get_map().values()):
        answers.others["no answer"] += 1
        waiting.unregister(key.fileobj)
        key.data.connection.close()
    return []


@contextmanager
def answering_at_once() -> Iterator[int]:
    """Yield the port of a process that answers everything at once: what the clients themselves can do."""
    with socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) as listening:
        port = int(listening.getsockname()[1])
        child = os.fork()
        if child == 0:
            while True:
                connection, _address = listening.accept()
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                connection.close()
        try:
            yield port
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
