# SPDX-License-Identifier: EUPL-1.2
"""The second door to the engine: reads the files that people bring participants in with.

A file from outside is opened in a process of its own, with a ceiling on memory, time and what it may write, and is
killed at it (trust.md, 10); what comes back is a table of texts. That process runs this module, so nothing of the site
or of Django is imported here. What the columns and titles in a table mean is asked of the engine in this process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from indeling.errors import FileError, Text
from indeling.files.headings import LIST_WORDS, LOGIN_HEADINGS, NO_PREFERENCE, WISH_WORDS, Role
from indeling.files.reading import Source
from indeling.files.spreadsheet import tables
from indeling.files.spreadsheet.columns import answers_table, participant_role, participant_roles
from indeling.files.spreadsheet.mapping import Said
from indeling.files.spreadsheet.moments import latest_order
from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.sheets import read_sheets, sort_sheets
from indeling.files.spreadsheet.spelling import heading_key, key
from indeling.files.spreadsheet.titles import Titles
from indeling.files.spreadsheet.wishes import WishColumn, WishSearch, find_wishes

MOST_BYTES = 10_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_LETTERS = 4_000_000
MEMORY = 256_000_000
SECONDS = 5
PATIENCE = 10.0
"""Bytes of a file; rows, columns and letters of the table in it. Bytes and seconds of work that reading it may take;
seconds after which it is killed, however little it did."""

LEAST_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

USES = {
    Role.NAME: "name",
    Role.FIRST_NAME: "given",
    Role.PREFIX: "prefix",
    Role.LAST_NAME: "family",
    Role.EMAIL: "email",
    Role.ORGANISATION: "organisation",
    Role.COMPLETED: "time",
    Role.CHANGED: "time",
}
"""What a column is used for, by the role that the engine recognises."""

__all__ = ["Grid", "Meanings", "TooMuchError", "UnreadableError", "is_login", "latest_order", "proposed", "read"]


class UnreadableError(Exception):
    """It is no file that can be read. The message says what it is, and what to do, in the language that was asked."""


class TooMuchError(Exception):
    """There is more in the file than a day ever has, or reading it would cost too much."""


@dataclass(frozen=True)
class Grid:
    """The table in a file: the sheet, the row and texts of the headings, the number and texts of each row below.

    notes: what was passed over, in the language that was asked.
    """

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Grid:
        """Return the table that was written down as JSON."""
        rows = tuple((number, tuple(cells)) for number, cells in kept["rows"])
        return cls(kept["sheet"], kept["header_row"], tuple(kept["headings"]), rows, tuple(kept["notes"]))

    def kept(self) -> dict[str, Any]:
        """Return the table as JSON can hold it."""
        return asdict(self)


# In the site's process ----------------------------------------------------------------------------------------------


def read(name: str, content: bytes, language: str) -> Grid:
    """Return the table in a file, soon and in little memory, whatever is in it. Raises UnreadableError, TooMuchError.

    name: only its ending counts, which says what kind of file it is.
    """
    if len(content) > MOST_BYTES:
        raise TooMuchError
    ending = f".{name.rpartition('.')[2].lower()[:8]}" if "." in name else ""
    command = [sys.executable, "-I", "-X", "utf8", "-m", __name__, ending, language]
    try:
        done = subprocess.run(  # noqa: S603  (our own program)
            command, input=content, capture_output=True, timeout=PATIENCE, env=LEAST_ENVIRONMENT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuchError from error
    if done.returncode or not done.stdout:
        raise TooMuchError
    answer = json.loads(done.stdout)
    if "unreadable" in answer:
        raise UnreadableError(answer["unreadable"])
    return Grid.of(answer)


def proposed(grid: Grid, titles: Sequence[str]) -> dict[int, str]:
    """Return what columns are taken for, by position; titles: those of the workshops.

    name, given, prefix, family, email, organisation, time; wishes: a list, best first; wish-N: the Nth wish; rank-N:
    the rank of the Nth title.
    """
    lines = tuple(tables.Line(number, cells) for number, cells in grid.rows)
    table = tables.Table("", grid.sheet, grid.header_row, grid.headings, lines)
    notes = Notes()
    roles = participant_roles(table, {}, notes)
    found = {at: USES[role] for role, columns in roles.items() if role in USES for at in columns}
    taken = {at for columns in roles.values() for at in columns}
    layout = find_wishes(WishSearch(table, taken, Titles(titles), (), notes), Said())
    columns = layout.columns or _named_so(grid, taken)
    return found | {column.position: _use(column) for column in columns}


def _named_so(grid: Grid, taken: Collection[int]) -> tuple[WishColumn, ...]:
    """Return the first column whose heading speaks of wishes, where no column holds titles that are known."""
    words = (*WISH_WORDS, *LIST_WORDS)
    spelled = ((at, heading_key(heading)) for at, heading in enumerate(grid.headings) if at not in taken)
    found = (at for at, heading in spelled if any(word in heading for word in words))
    return tuple(WishColumn(at) for at in islice(found, 1))


def _use(column: WishColumn) -> str:
    if column.option is not None:
        return f"rank-{column.option}"
    return "wishes" if column.rank is None else f"wish-{column.rank}"


def is_login(heading: str) -> bool:
    """Return whether a column holds what Microsoft Forms knows of the account that was used."""
    return heading_key(heading) in LOGIN_HEADINGS


@dataclass(frozen=True)
class Nearest:
    """A title most like a text: its position, how much alike of 100, whether it is that, whether it is taken for it."""

    position: int
    score: int
    exact: bool
    taken: bool


class Meanings:
    """What texts in a file mean, when these are the titles of the workshops."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = Titles(titles)

    def parts(self, cell: str) -> list[str]:
        """Return the titles in a cell, those left out that say that there is no preference."""
        return [part for part in self._titles.split(cell) if key(part) not in NO_PREFERENCE]

    def alone(self, cell: str) -> list[str]:
        """Return the title in a cell that is for one; several only when each of them is a title that is known.

        Else what looks like two wishes is one whose title is not known, and is asked about as it stands there.
        """
        parts = self.parts(cell)
        known = all(self._titles.exact(part) is not None for part in parts)
        return parts if known or not parts[1:] else [cell.strip()]

    def nearest(self, said: str) -> Nearest | None:
        """Return the title that is meant, or is most like it; None when none is like it."""
        found, exact = self._titles.nearest(said), self._titles.exact(said) is not None
        return Nearest(found.position, round(found.score), exact, found.taken) if found else None


# In the process of its own ------------------------------------------------------------------------------------------


def main(ending: str, language: str) -> None:
    """Read a file from standard input, and write the table in it, or why there is none, to standard output."""
    limit()
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    notes = Notes()
    try:
        answer = found_in(Source(f"file{ending}", content), notes, language).kept()
    except FileError as error:
        answer = {"unreadable": " ".join(_told(issue.what, issue.advice, language) for issue in error.issues[:3])}
    except (MemoryError, TooMuchError):
        os._exit(1)  # there is no room left to leave in order
    sys.stdout.write(json.dumps(answer))


def limit() -> None:
    """Let this process have no more memory and time than a file is worth, and write no file."""
    import resource  # noqa: PLC0415  (not on every system)

    ceilings = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0))
    for what, most in (*ceilings, (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)


def found_in(source: Source, notes: Notes, language: str) -> Grid:
    """Return the table that is most like one of participants. Raises FileError and TooMuchError."""
    sheets = read_sheets(source, notes)
    candidates = sort_sheets(sheets).answers or sheets
    made = [answers_table(sheet) for sheet in candidates]
    table = max(made, key=lambda each: (_known(each), len(each.lines)))
    rows = tuple((line.number, line.cells) for line in table.lines)
    if _is_too_much(table):
        raise TooMuchError
    told = tuple(_told(each, None, language) for each in notes.understood)
    return Grid(table.sheet or "", table.header_row, table.headings, rows, told)


def _is_too_much(table: tables.Table) -> bool:
    letters = sum(len(cell) for line in table.lines for cell in line.cells)
    return len(table.lines) > MOST_ROWS or len(table.headings) > MOST_COLUMNS or letters > MOST_LETTERS


def _known(table: tables.Table) -> int:
    return sum(participant_role(heading) is not None for heading in table.headings)


def _told(what: Text, advice: Text | None, language: str) -> str:
    from indeling.cli.language import translator  # noqa: PLC0415  (only for who reads a file)

    speak = translator(language)
    sentence = " ".join(each.render(speak) for each in (what, advice) if each)
    return sentence[:1].upper() + sentence[1:]


if __name__ == "__main__":
    main(*sys.argv[1:3])
