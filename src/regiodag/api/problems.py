# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong, told to programs: problem details (RFC 9457), one kind per way of going wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse

VERSION = "1.0.0"
LANGUAGE = "en"
MEDIA_TYPE = "application/problem+json"
BELOW = "/api/"


@dataclass(frozen=True)
class Kind:
    """A way of going wrong: its status and title. Its code never changes."""

    status: int
    title: str


KINDS: Mapping[str, Kind] = {
    "unreadable": Kind(400, "The request cannot be read"),
    "unauthorised": Kind(401, "A valid token is needed"),
    "forbidden": Kind(403, "The token does not allow this"),
    "not-found": Kind(404, "There is nothing here"),
    "method-not-allowed": Kind(405, "This method does not exist here"),
    "already-registered": Kind(409, "This address is registered already"),
    "not-open": Kind(409, "Registration is not open"),
    "cancelled": Kind(409, "The registration was cancelled"),
    "busy": Kind(409, "A placement is being calculated already"),
    "not-ready": Kind(409, "The day is not ready for this"),
    "changed": Kind(412, "Somebody else changed it in the meantime"),
    "too-large": Kind(413, "The request is too large"),
    "media-type": Kind(415, "The body is not JSON"),
    "invalid": Kind(422, "Something in the request is not right"),
    "version-needed": Kind(428, "The request must say which version was seen"),
    "too-many": Kind(429, "Too many requests"),
    "fault": Kind(500, "Something went wrong on our side"),
}


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one part. place: body, query, path or header. pointer: a JSON Pointer (RFC 6901) into it."""

    place: str
    pointer: str
    detail: str


class ProblemError(Exception):
    """Something went wrong, and the program is told. code: of KINDS. detail: what to do about it."""

    def __init__(
        self, code: str, detail: str, mistakes: Sequence[Mistake] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.code, self.detail, self.mistakes, self.headers = code, detail, mistakes, headers or {}

    def answer(self) -> JsonResponse:
        """Return what the program gets."""
        kind = KINDS[self.code]
        content: dict[str, Any] = {
            "type": f"{settings.SITE_ADDRESS}{BELOW}#{self.code}",
            "title": kind.title,
            "status": kind.status,
            "detail": self.detail,
        }
        if self.mistakes:
            content["errors"] = [
                {"in" if name == "place" else name: value for name, value in asdict(each).items()}
                for each in self.mistakes
            ]
        headers = {"API-Version": VERSION, "Content-Language": LANGUAGE, **self.headers}
        return JsonResponse(content, status=kind.status, content_type=MEDIA_TYPE, headers=headers)


def invalid(*mistakes: Mistake) -> ProblemError:
    """Return the problem of a request with mistakes in it."""
    return ProblemError("invalid", "Nothing was changed. Look at the errors, and send it again.", mistakes)


def is_for_programs(request: HttpRequest) -> bool:
    """Return whether an address where nothing is was asked for by a program."""
    return request.path.startswith(f"{BELOW}v")


def not_found() -> ProblemError:
    """Return the problem of something that is not there, or not for this token."""
    return ProblemError("not-found", "It does not exist, or it belongs to another day than the token does.")


def escaped(word: str) -> str:
    """Return a word as a part of a JSON Pointer."""
    return word.replace("~", "~0").replace("/", "~1")
