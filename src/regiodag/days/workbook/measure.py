# SPDX-License-Identifier: EUPL-1.2
"""How much a workbook may hold, and measuring it before it is read. A file of 5 MB can hold a million rows.

The library that reads sets aside room for the whole rectangle up to the last cell, and a copy of each text wherever it
is shown. So the XML (Office Open XML, ECMA-376 part 1, 18.3) is gone through first by a parser that keeps nothing, and
that stops at the first thing that is too much. A programme is small, so the limits are tight.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

MOST_BYTES = 10_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 300
MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_LETTERS = 500_000

Opened = Callable[[str, dict[str, str]], None]

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class TooMuchError(Exception):
    """There is more in a workbook than a programme ever holds."""


class DamagedError(Exception):
    """It is no workbook, or one that cannot be read to its end."""


class Measure:
    """Counts rows, columns and letters in the sheets of one workbook."""

    def __init__(self, shared: bytes) -> None:
        """Note how long the shared texts are, for the cells that show them."""
        self.letters = 0
        self.lengths: list[int] = []
        self._length = 0
        if shared:
            self._run(shared, self._open_text, self._close_text, self._count)
        # the library leaves empty texts out of its list, so an index may mean either list: the longer one counts
        self._filled = [length for length in self.lengths if length]

    def sheet(self, data: bytes) -> None:
        """Measure a sheet. Raises TooMuchError and DamagedError."""
        self._row = self._column = 0
        self._shown: str | None = None
        self._run(data, self._open_cell, self._close_cell, self._read)

    def _run(self, data: bytes, opened: Opened, closed: Callable[[str], None], read: Callable[[str], None]) -> None:
        # always UTF-8, as the library reads it: another encoding could hide cells from this parser
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.CharacterDataHandler = read
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(data, True)  # noqa: FBT003  (positional only)
        except expat.ExpatError as error:
            raise DamagedError(str(error)) from error

    def _open_text(self, name: str, _attributes: dict[str, str]) -> None:
        if _local(name) == "si":
            self._length = 0

    def _count(self, data: str) -> None:
        self._length += len(data)

    def _close_text(self, name: str) -> None:
        if _local(name) == "si":
            self.lengths.append(self._length)

    def _open_cell(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "row":
            self._row = _whole(attributes.get("r"), self._row + 1)
            self._column = 0
        elif local == "c":
            found = REFERENCE.fullmatch(attributes.get("r", ""))
            self._row = int(found[2]) if found else self._row
            self._column = _number(found[1]) if found else self._column + 1
            self._shown = "" if attributes.get("t") == "s" else None
        elif local in {"v", "is", "f"} and (self._row > MOST_ROWS or self._column > MOST_COLUMNS):
            raise TooMuchError

    def _read(self, data: str) -> None:
        if self._shown is None:
            self._spend(len(data))
        else:
            self._shown += data

    def _close_cell(self, name: str) -> None:
        if _local(name) == "c" and self._shown is not None:
            index = _whole(self._shown, len(self.lengths))
            self._spend(max((each[index] for each in (self.lengths, self._filled) if index < len(each)), default=0))
            self._shown = None

    def _spend(self, letters: int) -> None:
        self.letters += letters
        if self.letters > MOST_LETTERS:
            raise TooMuchError


def _refuse(*_: object) -> None:
    message = "a document type declaration does not belong in a workbook"
    raise DamagedError(message)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _whole(number: str | None, otherwise: int) -> int:
    return int(number) if number and number.isdecimal() and len(number) < 9 else otherwise  # noqa: PLR2004  (digits)


def _number(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number
