# SPDX-License-Identifier: EUPL-1.2
"""The only part of the engine that opens files. `read` and `write` are the doors; the formats are behind them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indeling.errors import FileError, Issue, ProblemError
from indeling.files.disk import open_source, write
from indeling.files.reading import Options, Reading
from indeling.files.registry import reader_for, suffixes

if TYPE_CHECKING:
    from indeling.problem import Problem

__all__ = ["open_source", "read", "read_problem", "suffixes", "write"]


def read(
    path: str,
    *,
    workshops: str | None = None,
    mapping: str | None = None,
    rounds: int | None = None,
    stdin: bytes | None = None,
    in_full: bool = True,
) -> Reading:
    """Return the day in the file at `path`, in the interchange format, with what was understood of it.

    path
        A file of a kind in `suffixes()`, or "-" for standard input (`stdin` when it is given).
    workshops, mapping
        Further files, for spreadsheets: the list of workshops, and a mapping (docs/reference/mapping.md).
    rounds
        The number of rounds, 1 to 6, where the file does not tell.
    in_full
        Make `data` also where the reader made columns at once, which it does because there may be too much of it.

    Raises FileError with all issues at once: unreadable, unknown kind, wrong content.
    """
    source = open_source(path, stdin)
    options = Options(
        workshops=None if workshops is None else open_source(workshops),
        mapping=None if mapping is None else open_source(mapping),
        rounds=rounds,
    )
    reading = reader_for(source).read(source, options)
    return replace(reading, data=reading.problem.to_dict()) if in_full and reading.problem else reading


def read_problem(
    path: str,
    *,
    workshops: str | None = None,
    mapping: str | None = None,
    rounds: int | None = None,
    stdin: bytes | None = None,
) -> tuple[Problem, Reading]:
    """Return the problem in the file at `path`, validated, and the reading it comes from; arguments as for `read`.

    Raises FileError; what contradicts itself only as a whole is reported under the name of the file.
    """
    from indeling.problem import Problem  # noqa: PLC0415  (NumPy is slow to import, and not needed to read)

    reading = read(path, workshops=workshops, mapping=mapping, rounds=rounds, stdin=stdin, in_full=False)
    try:
        return reading.problem or Problem.from_dict(reading.data), reading
    except ProblemError as error:
        issues = (Issue(issue.what, issue.advice, issue.file or path) for issue in error.issues)
        raise FileError(issues, reading.warnings) from error
