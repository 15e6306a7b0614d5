# SPDX-License-Identifier: EUPL-1.2
"""What every reader takes and gives back. Readers get bytes, never a path: only `files.open` touches the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from indeling.errors import Issue, Text

if TYPE_CHECKING:
    from indeling.problem import Problem


@dataclass(frozen=True)
class Source:
    """The content of one file: `name` as the user typed it (for messages), `content` as it is on disk."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """Lower-case extension with its dot, such as ".xlsx"; empty when there is none."""
        dot = self.name.rfind(".")
        return self.name[dot:].lower() if dot > max(self.name.rfind("/"), self.name.rfind("\\")) else ""


@dataclass(frozen=True)
class Options:
    """What the user said about the input: the list of workshops, a mapping, the number of rounds."""

    workshops: Source | None = None
    mapping: Source | None = None
    rounds: int | None = None


@dataclass(frozen=True)
class Reading:
    """What a reader understood.

    `data` is a problem in the interchange format (`indeling/problem` version 1). `understood` says, a sentence
    each, which columns were taken for what; `warnings` says what was left out, mended or doubtful. A reader that makes
    columns itself gives the `problem`, and `data` is empty.
    """

    data: dict[str, Any]
    understood: tuple[Text, ...] = ()
    warnings: tuple[Issue, ...] = field(default=())
    problem: Problem | None = None


class Reader(Protocol):
    """One file format that can be read. Raises FileError with all issues of the file at once."""

    suffixes: tuple[str, ...]

    def read(self, source: Source, options: Options) -> Reading:
        """Return what the file says. Raises FileError with all issues of the file."""


Row = Mapping[str, object]
