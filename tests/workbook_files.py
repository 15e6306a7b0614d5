# SPDX-License-Identifier: EUPL-1.2
"""Looks into a written workbook: with another library than the one that writes it, and into the bare file."""

from __future__ import annotations

import zipfile
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def rows(sheet: Worksheet) -> list[list[object]]:
    """Return the cells up to the last filled one of each row."""
    found: list[list[object]] = []
    for row in sheet.iter_rows(values_only=True):
        filled = max((at + 1 for at, value in enumerate(row) if value is not None), default=0)
        found.append(list(row[:filled]))
    return found


def footer(sheet: Worksheet) -> list[str | None]:
    """Return what stands left, in the middle and right at the foot of each page."""
    assert sheet.oddFooter is not None
    parts = (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)
    return [part.text for part in parts]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()
