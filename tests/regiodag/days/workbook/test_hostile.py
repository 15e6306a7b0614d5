# SPDX-License-Identifier: EUPL-1.2
"""Files that are too much, broken, or not what they say: refused before they cost anything."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from regiodag.days.workbook.measure import MOST_BYTES, DamagedError, TooMuchError
from regiodag.days.workbook.unpack import sheets_in

SHEET = "xl/worksheets/sheet1.xml"


def small() -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Zalen")
        page.write_row(0, 0, ["Zaal", "Stoelen", ""])
        page.write_row(1, 0, ["Zaal 1", 30])
    return out.getvalue()


def with_parts(content: bytes, **parts: str) -> bytes:
    """The workbook with other parts in the place of its own; a part's name is written with __ for / and _ for a dot."""
    changed = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, changed.pop(info.filename) if info.filename in changed else old.read(info))
        for name, data in changed.items():
            new.writestr(name, data)
    return out.getvalue()


def sheet_with(rows: str) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


def test_sheet_is_read_as_texts() -> None:
    assert sheets_in(small()) == {"Zalen": [(1, ["Zaal", "Stoelen"]), (2, ["Zaal 1", "30"])]}


def test_hidden_sheet_is_not_read() -> None:
    out = io.BytesIO()
    with Workbook(out) as book:
        book.add_worksheet("Zalen").write(0, 0, "Zaal")
        hidden = book.add_worksheet("Lijsten")
        hidden.write(0, 0, "iets")
        hidden.hide()
    assert sheets_in(out.getvalue()) == {"Zalen": [(1, ["Zaal"])]}


def test_sheet_that_begins_further_on_keeps_its_rows_and_columns() -> None:
    content = with_parts(small(), xl__worksheets__sheet1_xml=sheet_with('<row r="3"><c r="C3"><v>1</v></c></row>'))
    assert sheets_in(content) == {"Zalen": [(3, ["", "", "1"])]}


def test_empty_sheet_has_no_rows() -> None:
    assert sheets_in(with_parts(small(), xl__worksheets__sheet1_xml=sheet_with(""))) == {"Zalen": []}


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ("<row><c><v>1</v></c></row>" * 1_000_000, TooMuchError),
        ('<row r="1000000"><c r="A1000000"><v>1</v></c></row>', TooMuchError),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', TooMuchError),
        ("<row>" + "<c><v>1</v></c>" * 61 + "</row>", TooMuchError),
        ('<row><c t="inlineStr"><is><t>' + "a" * 500_001 + "</t></is></c></row>", TooMuchError),
        ('<row><c><v>1</v></c><c t="s"><v>99999999999</v></c></row>', DamagedError),
        ("<row><c>", DamagedError),
    ],
    ids=["a million rows", "far down", "far right", "too wide", "too long", "no such text", "not well-formed"],
)  # fmt: skip
def test_sheet_that_is_too_much_is_refused(rows: str, error: type[Exception]) -> None:
    content = with_parts(small(), xl__worksheets__sheet1_xml=sheet_with(rows))
    with pytest.raises(error):
        sheets_in(content)


def test_long_text_that_is_shown_often_is_refused() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = f'<?xml version="1.0"?><sst xmlns="{main}"><si><t></t></si><si><t>{"a" * 32_000}</t></si></sst>'
    rows = '<row><c t="s"><v>1</v></c></row>'
    content = with_parts(small(), xl__sharedStrings_xml=shared, xl__worksheets__sheet1_xml=sheet_with(rows * 15))
    assert len(sheets_in(content)["Zalen"]) == 15
    with pytest.raises(TooMuchError):
        sheets_in(with_parts(content, xl__worksheets__sheet1_xml=sheet_with(rows * 16)))


def test_document_type_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    with pytest.raises(DamagedError):
        sheets_in(with_parts(small(), xl__worksheets__sheet1_xml=bomb))


def test_parts_that_unpack_to_gigabytes_are_not_unpacked() -> None:
    with pytest.raises(TooMuchError):
        sheets_in(with_parts(small(), xl__worksheets__sheet2_xml=" " * 20_000_001))


def test_more_parts_than_a_workbook_has_are_refused() -> None:
    with pytest.raises(TooMuchError):
        sheets_in(with_parts(small(), **{f"a{number}_xml": "<a/>" for number in range(300)}))


def test_file_over_the_limit_is_refused() -> None:
    with pytest.raises(TooMuchError):
        sheets_in(b"PK" + b"\0" * MOST_BYTES)


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", small()[:-40]],
    ids=["empty", "html", "begin of a zip", "old xls", "cut off"],
)  # fmt: skip
def test_file_that_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedError):
        sheets_in(content)


def test_zip_without_a_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(DamagedError):
        sheets_in(out.getvalue())


# Made once: the time of writing stands in the file, packed, so two need not be of one length.
WHOLE = small()


@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
def test_damaged_byte_is_read_or_refused(at: int, byte: int) -> None:
    content = bytearray(WHOLE)
    content[at] = byte
    with contextlib.suppress(DamagedError, TooMuchError):
        assert isinstance(sheets_in(bytes(content)), dict)
