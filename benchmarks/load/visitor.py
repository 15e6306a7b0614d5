# SPDX-License-Identifier: EUPL-1.2
"""What a browser sends to register: the form, its key, its token against forgery."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
COOKIE = re.compile(rb"csrftoken=([^;]+);", re.IGNORECASE)
NAMESPACE = UUID(int=5)
LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Way:
    """Where to register, and what the form is made of. token, cookie: against forgery, as the page handed them out."""

    port: int
    day: str
    wishes: str
    workshops: tuple[str, ...]
    token: str = ""
    cookie: str = ""

    def request(self, number: int, email: str = "", run: str = "") -> bytes:
        """Return what is sent to register somebody: everything follows from their number, also the key of the form.

        run: tells one run from another.
        """
        body = urlencode(self.fields(number, email, run), doseq=True)
        return (
            f"POST /d/{self.day}/register/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nCookie: csrftoken={self.cookie}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    def fields(self, number: int, email: str = "", run: str = "") -> dict[str, Any]:
        """Return what somebody fills in."""
        return {
            "csrfmiddlewaretoken": self.token,
            "key": str(key_of(number, run)),
            "given_name": f"Proef{number}",
            "family_name": "Voorbeeld",
            "email": email or email_of(number, run),
            self.wishes: self.wished(number),
        }

    def wished(self, number: int) -> list[str]:
        """Return the workshops that somebody wants, first choice first: one is left out."""
        turn = number % len(self.workshops)
        return [*self.workshops[turn:], *self.workshops[:turn]][:-1]


def key_of(number: int, run: str = "") -> UUID:
    """Return the key of somebody's form."""
    return uuid5(NAMESPACE, f"{run}:{number}")


def email_of(number: int, run: str = "") -> str:
    """Return somebody's address."""
    return f"proef{number}{run}@example.org"


def opened(port: int, told: dict[str, Any]) -> Way:
    """Return the way to register, after the form was opened as a browser does. told: by the nursery, of the day."""
    way = Way(port, told["day"], told["wishes"], tuple(told["workshops"]))
    request = f"GET /d/{way.day}/register/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    page = exchanged(port, request.encode())
    token, cookie = TOKEN.search(page), COOKIE.search(page)
    if token is None or cookie is None:
        message = f"no form came: {page[:200]!r}"
        raise ValueError(message)
    return Way(port, way.day, way.wishes, way.workshops, token[1].decode(), cookie[1].decode())


def exchanged(port: int, request: bytes) -> bytes:
    """Return the whole answer to a request. Raises OSError when the connection breaks."""
    with socket.create_connection(("127.0.0.1", port), LONGEST_WAIT) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def status_of(answer: bytes) -> int:
    """Return the status of an answer, 0 for one that broke off before."""
    first = answer.split(b"\r\n", 1)[0].split(b" ")
    return int(first[1]) if answer.startswith(b"HTTP/1.") and b"\r\n\r\n" in answer else 0
