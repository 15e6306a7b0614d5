# SPDX-License-Identifier: EUPL-1.2
"""`regiodag demo`: serve the site with the day of the demonstration, until stopped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from regiodag.accounts.actions import make_login_link
from regiodag.demo.day import make_demo


class Command(BaseCommand):
    """Prepare the database, then become the web server; the worker runs beside it."""

    help = "Serve the site with a complete day of made-up people, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where, and whether to begin anew."""
        parser.add_argument("--port", type=int, default=8000, help="port on this machine")
        parser.add_argument("--reset", action="store_true", help="throw the demonstration away and begin anew")

    def handle(self, *_args: Any, port: int, reset: bool, **_options: Any) -> None:
        """Prepare, print the login, serve."""
        if reset:
            shutil.rmtree(settings.DATA, ignore_errors=True)
        settings.DATA.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        user, _day = make_demo(date.today())  # noqa: DTZ011  (the day of whoever looks at it)
        # In mails, too: those of the web server and of the worker.
        address = settings.SITE_ADDRESS = os.environ["SITE_ADDRESS"] = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"Inloggen (eenmalig) / sign in (once): {address}{reverse('login-link', args=[make_login_link(user)])}"
        )
        self.stdout.flush()
        worker = subprocess.Popen([sys.argv[0], "db_worker", "--no-reload"], stdout=subprocess.DEVNULL)  # noqa: S603
        try:
            self._serve(port, address)
        finally:
            worker.terminate()
            worker.wait()

    def _serve(self, port: int, address: str) -> None:
        """Run the web server until it is stopped."""
        from regiodag.demo.server import serve  # noqa: PLC0415  (gunicorn is not there on every system)

        serve(f"127.0.0.1:{port}", lambda: self._ready(address))

    def _ready(self, address: str) -> None:
        self.stdout.write(f"Regiodag: {address}/")
        self.stdout.flush()
