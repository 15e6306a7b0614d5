# SPDX-License-Identifier: EUPL-1.2
"""How much a spreadsheet may hold. A file of 5 MB can hold a million rows, or unpack to gigabytes."""

from __future__ import annotations

from dataclasses import dataclass

from indeling.errors import FileError, Text, text
from indeling.files.reading import Source
from indeling.files.spreadsheet.notes import refusal

MOST_BYTES = 25_000_000
MOST_UNPACKED = 100_000_000
MOST_MEMBERS = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 1_000_000
MOST_TEXT = 100_000_000
"""Bytes on disk, bytes after unpacking, files in a zip, rows, columns and cells per sheet, characters in all."""

ADVICE = text(
    "Remove what is not needed, such as empty rows and columns at the end and other sheets, and save it again."
)


class TooLargeError(Exception):
    """A limit is exceeded; `what` says which. Becomes a FileError where the file's name is known."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(str(what))


def too_large(source: Source, error: TooLargeError) -> FileError:
    """Return the error for the user: which limit, and what to do."""
    return refusal(source, error.what, ADVICE)


def check_bytes(source: Source) -> None:
    """Raise FileError when the file is empty, or larger than a spreadsheet with answers ever is."""
    if not source.content.strip(b"\0 \t\r\n"):
        raise refusal(source, text("the file is empty."))
    if len(source.content) > MOST_BYTES:
        what = text("the file has {size} bytes; {most} is the most.", size=len(source.content), most=MOST_BYTES)
        raise refusal(source, what, ADVICE)


def check_extent(rows: int, columns: int) -> None:
    """Raise TooLargeError when a sheet with so many rows and columns is too large to read."""
    limits = (
        (rows, MOST_ROWS, text("a sheet has {size} rows; {most} is the most.", size=rows, most=MOST_ROWS)),
        (
            columns,
            MOST_COLUMNS,
            text("a sheet has {size} columns; {most} is the most.", size=columns, most=MOST_COLUMNS),
        ),
        (
            rows * columns,
            MOST_CELLS,
            text("a sheet has {size} cells; {most} is the most.", size=rows * columns, most=MOST_CELLS),
        ),
    )
    for size, most, what in limits:
        if size > most:
            raise TooLargeError(what)


@dataclass
class TextBudget:
    """Characters that all cells of a file may hold together: a text can be written once and shown a million times."""

    left: int = MOST_TEXT

    def spend(self, length: int) -> None:
        """Take `length` characters off. Raises TooLargeError when nothing is left."""
        self.left -= length
        if self.left < 0:
            raise TooLargeError(text("the cells hold more than {most} characters together.", most=MOST_TEXT))
