# SPDX-License-Identifier: EUPL-1.2
"""`regiodag demo`: serve the site with the day of the demonstration, until stopped."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from regiodag.accounts.actions import make_login_link
from regiodag.demo.day import make_demo

DATABASE = "regiodag.sqlite3"
LOG = "demo.log"
EVERY = "30"
"""Seconds between two sweeps."""


class Command(BaseCommand):
    """Prepare the database, then become the web server; the workers run beside it."""

    help = "Serve the site with a complete day of made-up people, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where, and whether to begin anew."""
        parser.add_argument("--port", type=int, default=8000, help="port on this machine")
        parser.add_argument("--reset", action="store_true", help="throw the demonstration away and begin anew")

    def handle(self, *_args: Any, port: int, reset: bool, **_options: Any) -> None:
        """Prepare, print the login, serve."""
        # Until the web server has a handler of its own, being stopped has to end the worker too.
        signal.signal(signal.SIGTERM, _stop)
        _check_port(port)
        settings.DATA.mkdir(parents=True, exist_ok=True)
        if reset:
            _begin_anew()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        user, _day = make_demo(date.today())  # noqa: DTZ011  (the day of whoever looks at it)
        # In mails, too: those of the web server and of the worker.
        address = settings.SITE_ADDRESS = os.environ["SITE_ADDRESS"] = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"Inloggen (eenmalig) / sign in (once): {address}{reverse('login-link', args=[make_login_link(user)])}"
        )
        self.stdout.flush()
        with _worker():
            self._serve(port, address)

    def _serve(self, port: int, address: str) -> None:
        """Run the web server until it is stopped."""
        from regiodag.demo.server import serve  # noqa: PLC0415  (gunicorn is not there on every system)

        # After the import: that sets the application up, and with it the log, anew.
        _log_to_file()
        serve(f"127.0.0.1:{port}", lambda: self._ready(address))

    def _ready(self, address: str) -> None:
        self.stdout.write(f"Regiodag: {address}/")
        self.stdout.flush()


def _stop(*_: object) -> NoReturn:
    sys.exit(0)


def _check_port(port: int) -> None:
    """Raise CommandError when nothing can be served at the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            busy = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            what = "in use by another program" if busy else "no port that can be used"
            message = f"Port {port} is {what}. Choose another one: scripts/demo --port {8001 if port == 8000 else 8000}"  # noqa: PLR2004
            raise CommandError(message) from error


def _begin_anew() -> None:
    """Throw away what the demonstration keeps, and nothing else that may be in that folder."""
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", LOG):
        (settings.DATA / name).unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _log_to_file() -> None:
    """Let the log go to a file: what is printed is for whoever starts the demonstration."""
    stream = (settings.DATA / LOG).open("a", encoding="utf-8")
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(stream)


@contextmanager
def _worker() -> Iterator[None]:
    """Run the workers, and what looks after rules and offers, beside the web server, and end them with it."""
    mine = os.getpid()
    mail = ["db_worker", "--no-reload"]
    commands = (mail, [*mail, "--queue-name", "placements", "--interval", "0.25"], ["sweep", "--every", EVERY])
    with (settings.DATA / LOG).open("a", encoding="utf-8") as log:
        workers = [subprocess.Popen([sys.argv[0], *each], stdout=log, stderr=log) for each in commands]  # noqa: S603
    try:
        yield
    finally:
        # The web server's own processes come by here too when they end; the workers are not theirs.
        for worker in workers if os.getpid() == mine else ():
            worker.terminate()
            worker.wait()
