# SPDX-License-Identifier: EUPL-1.2
"""Measures the sheets of a workbook in its XML, without keeping anything: rows, columns, characters.

Office Open XML (ECMA-376 part 1, 18.3) and OpenDocument 1.2 (part 1, 9). A document type declaration does not
belong in either and is refused: it is how XML bombs are made.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import lru_cache
from xml.parsers import expat

from indeling.files.spreadsheet.limits import TextBudget, check_extent

_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,8})", re.ASCII)


class _Measure(ABC):
    """A parser that calls `_start`, `_end` and `_text`; subclasses count."""

    def __init__(self) -> None:
        # always UTF-8, as the library reads it: another declared encoding could hide cells from this parser
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser = parser

    def run(self, data: bytes) -> None:
        """Measure the whole document. Raises ExpatError when it is not well-formed, TooLargeError."""
        self._parser.Parse(data, True)  # noqa: FBT003  (positional only)

    @abstractmethod
    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note that an element begins."""

    @abstractmethod
    def _end(self, name: str) -> None:
        """Note that an element ends."""

    @abstractmethod
    def _text(self, data: str) -> None:
        """Note text between elements."""


def _refuse_doctype(*_: object) -> None:
    error = expat.ExpatError("a document type declaration does not belong here")
    raise error


class _SharedTexts(_Measure):
    """Lengths of the shared texts, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self._length = 0

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  (the shape of a handler)
        if _local(name) == "si":
            self._length = 0

    def _text(self, data: str) -> None:
        self._length += len(data)

    def _end(self, name: str) -> None:
        if _local(name) == "si":
            self.lengths.append(self._length)


class _Xlsx(_Measure):
    """The extent of one worksheet: rows and columns up to the last cell that holds something."""

    def __init__(self, lengths: Sequence[int], budget: TextBudget) -> None:
        super().__init__()
        # the library leaves empty texts out of its list, so an index may mean either list: count the longer
        filled = [length for length in lengths if length]
        self._lengths = [max(pair) for pair in zip(lengths, filled + [0] * (len(lengths) - len(filled)), strict=True)]
        self._budget = budget
        self._row = self._column = self._bottom = self._right = 0
        self._shared: str | None = None

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = _local(name)
        if local == "c":
            self._start_cell(attributes)
        elif local in {"v", "is"}:
            self._hold()
        elif local == "row":
            self._go(_whole(attributes.get("r"), self._row + 1))
            self._column = 0

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        if found:
            self._go(int(found[2]))
            self._column = _number(found[1])
        else:
            self._column += 1
        self._shared = "" if attributes.get("t") == "s" else None

    def _go(self, row: int) -> None:
        if row < self._row:
            error = expat.ExpatError("the rows are not in order")
            raise error
        self._row = row

    def _hold(self) -> None:
        if self._row > self._bottom or self._column > self._right:
            self._bottom, self._right = max(self._bottom, self._row), max(self._right, self._column)
            check_extent(self._bottom, self._right)

    def _text(self, data: str) -> None:
        if self._shared is None:
            self._budget.spend(len(data))
        else:
            self._shared += data

    def _end(self, name: str) -> None:
        if self._shared is not None and _local(name) == "c":
            index = _whole(self._shared, len(self._lengths))
            self._budget.spend(self._lengths[index] if index < len(self._lengths) else 0)
            self._shared = None


class _Ods(_Measure):
    """The extent of the tables of an OpenDocument sheet, in which rows and cells may say how often they repeat."""

    def __init__(self, budget: TextBudget) -> None:
        super().__init__()
        self._budget = budget
        self._row = self._column = 0
        self._row_repeat = self._shown = self._length = 0

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self._row = 0
        elif name == "table:table-row":
            self._column = 0
            self._row_repeat = _whole(attributes.get("table:number-rows-repeated"), 1)
            self._row += self._row_repeat
        elif name in ODS_CELLS:
            self._start_cell(attributes)
        elif name == "text:s":
            self._length += _whole(attributes.get("text:c"), 1)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        repeat = _whole(attributes.get("table:number-columns-repeated"), 1)
        self._column += repeat
        # a cell that has a style only is not kept, however often it repeats: whole columns have a style
        held = any(name.startswith("office:") or name == "table:formula" for name in attributes)
        self._shown = repeat * self._row_repeat if held else 0
        self._length = sum(map(len, attributes.values()))
        if held:
            check_extent(self._row, self._column)

    def _text(self, data: str) -> None:
        self._length += len(data)

    def _end(self, name: str) -> None:
        if name in ODS_CELLS:
            self._budget.spend(self._length * self._shown)


ODS_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _whole(number: str | None, otherwise: int) -> int:
    return int(number) if number and _WHOLE.fullmatch(number) else otherwise


@lru_cache(maxsize=1024)
def _number(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number


def measure_shared_texts(data: bytes) -> list[int]:
    """Return the length of every shared text of an xlsx, in characters. Raises ExpatError."""
    measure = _SharedTexts()
    measure.run(data)
    return measure.lengths


def measure_xlsx(data: bytes, lengths: Sequence[int], budget: TextBudget) -> None:
    """Check the extent of a worksheet of an xlsx whose shared texts are so long. Raises ExpatError, TooLargeError."""
    _Xlsx(lengths, budget).run(data)


def measure_ods(data: bytes, budget: TextBudget) -> None:
    """Check the extent of the tables in the content of an ods. Raises ExpatError, TooLargeError."""
    _Ods(budget).run(data)
