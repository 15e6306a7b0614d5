# SPDX-License-Identifier: EUPL-1.2
"""A real mail server on this machine that does what it is told: take the mail, refuse it, stall, or die."""

from __future__ import annotations

import asyncio
import email
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings

TAKEN = "250 OK"
STALL = "stall"
DIE = "die"


@dataclass
class Post:
    """What the server does with each mail, the last answer again and again; and what came in."""

    answers: list[str] = field(default_factory=lambda: [TAKEN])
    to: str = TAKEN
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Answer to an address."""
        if self.to == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.to

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to a mail."""
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer == STALL:
            await asyncio.sleep(30)
        if answer == DIE:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return TAKEN
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
            self.recipients.append(list(envelope.rcpt_tos))
        return answer


class OnAFreePort(Controller):
    """A server that tells which port it was given."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.base_events.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving() -> Iterator[Post]:
    """Serve on a free port of this machine."""
    post = Post()
    controller = OnAFreePort(post, hostname="127.0.0.1", port=0)
    controller.start()
    post.port = controller.port
    try:
        yield post
    finally:
        controller.stop(no_assert=True)


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Post]:
    """The server to which the site delivers."""
    with serving() as post_office:
        settings.DELIVERY = {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": post_office.port,
        }
        settings.DELIVERY_TIMEOUT = 1
        yield post_office
