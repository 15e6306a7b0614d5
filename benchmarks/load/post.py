# SPDX-License-Identifier: EUPL-1.2
"""A mail server on this machine that takes everything, and remembers which message came for whom."""

from __future__ import annotations

import asyncio
import email
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Post:
    """What came in: the Message-ID of each mail, and for whom."""

    came: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        message = email.message_from_bytes(envelope.original_content or b"")
        self.came += [(str(message["Message-ID"]), address) for address in envelope.rcpt_tos]
        return "250 OK"


class OnAFreePort(Controller):
    """A server that tells which port it was given."""

    def _trigger_server(self) -> None:
        if isinstance(self.server, asyncio.base_events.Server):
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def post_office() -> Iterator[tuple[Post, int]]:
    """Yield what comes in, and the port where it does."""
    post = Post()
    controller = OnAFreePort(post, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield post, controller.port
    finally:
        controller.stop(no_assert=True)
