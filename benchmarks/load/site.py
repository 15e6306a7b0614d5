# SPDX-License-Identifier: EUPL-1.2
"""A site of its own in a temporary folder, whose processes are started, killed and asked."""

# ruff: noqa: ANN401  (what JSON hands over has no type)

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
THREADS = 8
"""Of each process of gunicorn, as docs/how-to/run-the-site.md says."""

PATIENCE = 60.0
"""Seconds within which a server answers, or is gone, on a busy machine."""


@dataclass
class Site:
    """What was started. port: where pages are served; process: the nursery; groups: what it started, to be killed."""

    process: subprocess.Popen[str]
    port: int
    groups: dict[str, int] = field(default_factory=dict)

    def ask(self, name: str, *arguments: Any) -> Any:
        """Return what the nursery answers to a command."""
        assert self.process.stdin is not None  # noqa: S101  (for the types)
        assert self.process.stdout is not None  # noqa: S101
        self.process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def serve(self, workers: int, threads: int = THREADS) -> None:
        """Start serving pages; returns at once."""
        self.groups["web"] = self.ask("web", self.port, workers, threads)

    def deliver(self) -> None:
        """Start the worker that delivers mail; returns at once."""
        self.groups["worker"] = self.ask("worker")

    def place(self) -> None:
        """Start the worker that places people; returns at once."""
        self.groups["placer"] = self.ask("placer")

    def kill_worker(self) -> int:
        """Kill the worker with SIGKILL; return the process that it was."""
        group = self.groups.pop("worker")
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        return group

    def kill(self) -> None:
        """Kill everything that was started with SIGKILL, and wait until nobody listens any more."""
        for group in self.groups.values():
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self.groups.clear()
        self.wait(listening=False)

    def spent(self, name: str) -> float:
        """Return the seconds of processor that a service took since it was started, with all its processes."""
        stats = (each.read_text().rpartition(")")[2].split() for each in Path("/proc").glob("[0-9]*/stat"))
        ticks = sum(sum(map(int, fields[11:13])) for fields in stats if int(fields[2]) == self.groups[name])
        return ticks / os.sysconf("SC_CLK_TCK")

    def listens(self) -> bool:
        """Return whether somebody takes connections."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def wait(self, *, listening: bool = True) -> None:
        """Wait until somebody takes connections, or nobody does. Raises TimeoutError when that does not come."""
        end = time.monotonic() + PATIENCE
        while self.listens() != listening:
            if time.monotonic() > end:
                message = f"port {self.port} should be {'taken' if listening else 'free'}"
                raise TimeoutError(message)
            time.sleep(0.005)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def site(folder: Path, database: str = "", mail_port: int = 0) -> Iterator[Site]:
    """Yield a site with the settings of real use. database: its address, empty: SQLite in the folder.

    mail_port: of the mail server on this machine; 0: mail goes nowhere.
    """
    port = free_port()
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "regiodag.config.settings",
        "SECRET_KEY": secrets.token_urlsafe(),
        "REGIODAG_DATA": str(folder),
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}" if mail_port else "dummymail://",
        "PYTHONWARNINGS": "ignore",
    }
    if database:
        environment["DATABASE_URL"] = database
    command = [sys.executable, "-m", "benchmarks.load.nursery"]
    with subprocess.Popen(  # noqa: S603  (this very program)
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        made = Site(process, port)
        try:
            yield made
        finally:
            made.kill()
            process.terminate()
