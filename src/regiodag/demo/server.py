# SPDX-License-Identifier: EUPL-1.2
"""The web server of the demonstration: gunicorn with two processes, as in real use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication

from regiodag.config.wsgi import application


class Server(BaseApplication):  # type: ignore[misc]  # the library has no types
    """Gunicorn, told what to do by this program instead of a file."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Return what to serve."""
        return application


def serve(bind: str, ready: Callable[[], None]) -> None:
    """Serve at an address until stopped; call `ready` once it answers."""
    options = {
        "bind": bind,
        "workers": 2,
        "worker_class": "sync",
        "when_ready": lambda _server: ready(),
        "loglevel": "warning",
        "errorlog": str(settings.DATA / "demo.log"),
        "proc_name": "regiodag",
    }
    Server(options).run()
