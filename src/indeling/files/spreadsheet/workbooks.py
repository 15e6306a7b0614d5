# SPDX-License-Identifier: EUPL-1.2
"""Reads .xlsx and .ods: every visible sheet as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from indeling.errors import FileError, text
from indeling.files.reading import Source
from indeling.files.spreadsheet.limits import TooLargeError, check_bytes, too_large
from indeling.files.spreadsheet.notes import SAVE_AS_XLSX, Notes, listed, refusal
from indeling.files.spreadsheet.spelling import clean
from indeling.files.spreadsheet.tables import Sheet, sheet_of
from indeling.files.spreadsheet.unpack import DamagedError, LockedError, repack

if TYPE_CHECKING:
    import io

    from python_calamine import CalamineSheet, CalamineWorkbook

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SUFFIXES = (".xlsx", ".ods")
Cell = tuple[int, int]
"""The position of a row and of a column."""


def read_workbook(source: Source, notes: Notes) -> list[Sheet]:
    """Return the visible sheets that hold something, in the order of the workbook; tell which ones are hidden.

    Raises FileError: empty, too large, damaged, locked with a password, the old .xls, not a workbook at all,
    or nothing in it that can be seen.
    """
    check_bytes(source)
    _check_kind(source)
    try:
        sheets, hidden = _sheets(source, repack(source.content))
    except TooLargeError as error:
        raise too_large(source, error) from error
    except LockedError as error:
        raise _locked(source) from error
    except (DamagedError, ExpatError) as error:
        raise _damaged(source) from error
    if hidden:
        notes.understood.append(text("hidden sheets are not read: {names}", names=listed(hidden)))
    if any(sheet.lines for sheet in sheets):
        return [sheet for sheet in sheets if sheet.lines]
    if hidden:
        what = text("there is nothing in the sheets that can be seen; {names} is hidden.", names=listed(hidden))
        raise refusal(source, what, text("Right-click the tab of a sheet, choose Unhide, and save it again."))
    raise refusal(source, text("there is nothing in the workbook."))


def _check_kind(source: Source) -> None:
    content = source.content
    if content.startswith(OLE):
        raise _old_or_locked(source)
    if content.startswith(ZIP):
        return
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise refusal(source, text("this is a web page with the name of a workbook."), SAVE_AS_XLSX)
    raise refusal(
        source,
        text("this is not a workbook, whatever its name says."),
        text("If it is text with commas, semicolons or tabs, give it a name that ends in .csv."),
    )


def _old_or_locked(source: Source) -> FileError:
    if ENCRYPTED in source.content:
        return _locked(source)
    return refusal(source, text("this is a workbook of Excel 2003 or older (.xls)."), SAVE_AS_XLSX)


def _locked(source: Source) -> FileError:
    advice = text("Open it, remove the password (File, Info, Protect Workbook) and save it again.")
    return refusal(source, text("the workbook is locked with a password."), advice)


def _damaged(source: Source) -> FileError:
    return refusal(source, text("the workbook is damaged or is no workbook at all."), SAVE_AS_XLSX)


def _sheets(source: Source, packed: io.BytesIO) -> tuple[list[Sheet], list[str]]:
    """Return the visible sheets, and the names of the hidden ones."""
    try:
        workbook = _open(packed)
        visible, hidden = _sorted(workbook)
        sheets = [workbook.get_sheet_by_index(position) for position in visible]
        return [sheet_of(source.name, sheet.name, list(_rows(sheet))) for sheet in sheets], hidden
    except (KeyboardInterrupt, SystemExit):
        raise
    # the library is Rust: where it panics, its exception is not an Exception
    except BaseException as error:
        raise DamagedError(str(error)) from error


def _open(packed: io.BytesIO) -> CalamineWorkbook:
    from python_calamine import load_workbook  # noqa: PLC0415  (not needed for csv and json)

    return load_workbook(packed)


def _sorted(workbook: CalamineWorkbook) -> tuple[list[int], list[str]]:
    """Return the positions of the visible sheets with cells, and the names of the hidden ones."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  (not needed for csv and json)

    sheets = [(k, each) for k, each in enumerate(workbook.sheets_metadata) if each.typ == SheetTypeEnum.WorkSheet]
    visible = [k for k, each in sheets if each.visible == SheetVisibleEnum.Visible]
    return visible, [each.name for k, each in sheets if k not in visible]


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, Sequence[str]]]:
    if sheet.start is None:
        return
    top, left = sheet.start
    margin = [""] * left
    rows = [margin + [cell_text(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=True)]
    _fill_down(rows, top, sheet.merged_cell_ranges or [])
    yield from enumerate(rows, start=top + 1)


def _fill_down(rows: list[list[str]], top: int, merged: Sequence[tuple[Cell, Cell]]) -> None:
    """Write what stands in cells that were merged downwards in each of their rows in which anything else stands.

    top: the position of the first of the rows in the sheet. Ranges that overlap, as no program writes them, are left.
    """
    filled: dict[int, int] = {}
    for (first, column), (last, right) in sorted(merged):
        outside = first - top >= len(rows) or column >= len(rows[first - top])
        if column != right or first < max(top, filled.get(column, 0)) or outside:
            continue
        filled[column] = last + 1
        for row in rows[first - top + 1 : last - top + 1]:
            if any(row):
                row[column] = rows[first - top][column]


def cell_text(value: Any) -> str:  # noqa: ANN401  (whatever the library found in the cell)
    """Return a cell as a person reads it: 3 and not 3.0, dates as 2026-11-23 and times as 2026-11-23 10:08:00.

    >>> cell_text(3.0)
    '3'
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return str(value)
