# SPDX-License-Identifier: EUPL-1.2
"""Opens a workbook that somebody sent: measured first, packed anew, then read as texts.

Packing anew makes sure that what was measured is what is read, whatever the zip says about itself (sizes, doubled
names, parts outside the list).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from regiodag.days.workbook.measure import (
    MOST_BYTES,
    MOST_PARTS,
    MOST_UNPACKED,
    DamagedError,
    Measure,
    TooMuchError,
)
from regiodag.days.workbook.values import as_text

KEPT = (".xml", ".rels")
SHARED = "xl/sharedstrings.xml"

Lines = list[tuple[int, list[str]]]
"""The rows of a sheet that hold something: their number in the workbook, and the texts of their cells."""


def sheets_in(content: bytes) -> dict[str, Lines]:
    """Return the sheets of an xlsx that can be seen, by name. Raises TooMuchError and DamagedError."""
    if len(content) > MOST_BYTES:
        raise TooMuchError
    parts = _parts(content)
    measure = Measure(next((data for name, data in parts.items() if name.lower() == SHARED), b""))
    for name, data in parts.items():
        if name.endswith(".xml") and b"sheetData" in data:
            measure.sheet(data)
    return _read(_packed(parts))


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [info for info in archive.infolist() if info.filename.lower().endswith(KEPT)]
            if len(members) > MOST_PARTS or sum(info.file_size for info in members) > MOST_UNPACKED:
                raise TooMuchError
            return {info.filename: archive.read(info) for info in members}
    # zipfile tells of damage in all these ways; RuntimeError and NotImplementedError: encrypted, unknown compression
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError) as error:
        raise DamagedError(str(error)) from error


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    packed.seek(0)
    return packed


def _read(packed: io.BytesIO) -> dict[str, Lines]:
    try:
        book = CalamineWorkbook.from_filelike(packed)
        shown = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
        names = [each.name for each in book.sheets_metadata if (each.typ, each.visible) == shown]
        return {name: list(_lines(book.get_sheet_by_name(name))) for name in names}
    except (KeyboardInterrupt, SystemExit):
        raise
    # the library is Rust: where it panics, its exception is not an Exception
    except BaseException as error:
        raise DamagedError(str(error)) from error


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    if sheet.start is None:
        return
    top, left = sheet.start
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        texts = [as_text(cell) for cell in cells]
        if any(texts):
            yield number, [""] * left + texts
