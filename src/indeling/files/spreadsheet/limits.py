# SPDX-License-Identifier: EUPL-1.2
"""How much a spreadsheet may hold. A file of 5 MB can hold a million rows, or unpack to gigabytes."""

from __future__ import annotations

from dataclasses import dataclass

from indeling.errors import FileError, Text, text
from indeling.files.reading import Source
from indeling.files.spreadsheet.notes import refusal

MOST_BYTES = 20_000_000
MOST_UNPACKED = 60_000_000
MOST_MEMBERS = 2_000
MOST_MARKS = 5_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
MOST_CELLS = 300_000
MOST_TEXT = 30_000_000
"""Bytes on disk and unpacked, files in a zip, tags in them; rows, columns and cells of a sheet; characters in all.

Measured so that any file of 10 MB is read or refused in 5 seconds and 256 MB. 300,000 cells are 10,000 people with
30 answers each; a day larger than that comes as JSON.
"""

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
    if rows > MOST_ROWS:
        raise TooLargeError(text("a sheet has {size} rows; {most} is the most.", size=rows, most=MOST_ROWS))
    if columns > MOST_COLUMNS:
        raise TooLargeError(text("a sheet has {size} columns; {most} is the most.", size=columns, most=MOST_COLUMNS))
    if rows * columns > MOST_CELLS:
        raise TooLargeError(text("a sheet has {size} cells; {most} is the most.", size=rows * columns, most=MOST_CELLS))


def check_marks(count: int) -> None:
    """Raise TooLargeError when the sheets of a workbook have more tags than can be looked at."""
    if count > MOST_MARKS:
        raise TooLargeError(text("the workbook holds {size} tags; {most} is the most.", size=count, most=MOST_MARKS))


@dataclass
class TextBudget:
    """Characters that all cells of a file may hold together: a text can be written once and shown a million times."""

    left: int = MOST_TEXT

    def spend(self, length: int) -> None:
        """Take `length` characters off. Raises TooLargeError when nothing is left."""
        self.left -= length
        if self.left < 0:
            raise TooLargeError(text("the cells hold more than {most} characters together.", most=MOST_TEXT))
