# SPDX-License-Identifier: EUPL-1.2
"""Reads text with commas, semicolons or tabs (RFC 4180 and worse), in the encodings that Excel and forms write."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from indeling.errors import FileError, text
from indeling.files.reading import Source
from indeling.files.spreadsheet.limits import MOST_COLUMNS, TooLargeError, check_bytes, check_extent, too_large
from indeling.files.spreadsheet.notes import SAVE_AS_XLSX, Notes, refusal
from indeling.files.spreadsheet.spelling import clean
from indeling.files.spreadsheet.tables import Sheet, sheet_of
from indeling.files.spreadsheet.workbooks import OLE, ZIP

SUFFIXES = (".csv", ".tsv", ".txt")
DELIMITERS = (",", ";", "\t")
SAMPLE = 50
SAMPLED = 100_000
"""So many records, within so many characters, decide which delimiter it is."""

MOST_DELIMITERS = 50 * MOST_COLUMNS
"""More in one line cannot be text within cells."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

Record = list[str]


def read_delimited(source: Source, notes: Notes) -> list[Sheet]:
    """Return the one sheet in the file.

    The row numbers are those that Excel shows: a record with a line break in a cell is one row, and a first line
    `sep=;` is none. Raises FileError: empty, too large, not text, or a cell that does not end.
    """
    check_bytes(source)
    content = _decoded(source, notes)
    delimiter, content = _separator_line(content)
    try:
        records = list(_records(content, delimiter or _delimiter(content)))
    except TooLargeError as error:
        raise too_large(source, error) from error
    except csv.Error as error:
        what = text("the text cannot be divided into cells: {reason}.", reason=error)
        raise refusal(source, what, SAVE_AS_XLSX) from error
    rows = [(number, [clean(cell) for cell in record]) for number, record in enumerate(records, start=1)]
    sheet = sheet_of(source.name, None, rows)
    if not any(cell.strip(";,\t") for line in sheet.lines for cell in line.cells):
        raise refusal(source, text("the file is empty."))
    return [sheet]


def _decoded(source: Source, notes: Notes) -> str:
    content = source.content
    if content.startswith((ZIP + b"\x03\x04", OLE)):
        advice = text("Give the file a name that ends in .xlsx.")
        raise refusal(source, text("this is a workbook with the name of a text file."), advice)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(source, encoding)
    try:
        return _strictly(source, "utf-8")
    except FileError:
        decoded = _strictly(source, "cp1252")
    notes.understood.append(text("the text is read as Windows-1252, because it is not UTF-8"))
    return decoded


def _strictly(source: Source, encoding: str) -> str:
    try:
        decoded = source.content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal(source, text("this is not a text file."), SAVE_AS_XLSX) from error
    if "\0" in decoded:
        raise refusal(source, text("this is not a text file."), SAVE_AS_XLSX)
    return decoded


def _separator_line(content: str) -> tuple[str | None, str]:
    """Take off the line with which Excel is told the delimiter: `sep=;`."""
    first, _, rest = content.partition("\n")
    line = first.strip().strip('"')
    if line[:4].lower() == "sep=":
        return line[4:5] or "\t", rest
    return None, content


def _delimiter(content: str) -> str:
    """Return the delimiter that gives most records as many cells as the headings; more cells when that is equal.

    One that gives more cells than can be is the delimiter all the same.
    """
    return max(DELIMITERS, key=lambda delimiter: _fit(content, delimiter))


def _fit(content: str, delimiter: str) -> tuple[float, int]:
    try:
        records = islice(filter(any, _records(content[:SAMPLED], delimiter)), SAMPLE)
        widths = [len(record) for record in records]
    except TooLargeError:
        return 2.0, 0
    width = widths[0] if widths else 0
    return (widths.count(width) / len(widths) if width > 1 else 0.0), width


def _records(content: str, delimiter: str) -> Iterator[Record]:
    widest = 1
    for count, record in enumerate(csv.reader(_lines(content, delimiter), delimiter=delimiter), start=1):
        widest = max(widest, len(record))
        check_extent(count, widest)
        yield record


def _lines(content: str, delimiter: str) -> Iterator[str]:
    """Yield the lines, each checked before it is divided: a line of millions of commas takes all memory."""
    for line in io.StringIO(content, newline=""):
        if line.count(delimiter) > MOST_DELIMITERS:
            check_extent(1, line.count(delimiter))
        yield line
