# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indeling.errors import FileError
from indeling.files.reading import Source
from indeling.files.spreadsheet import workbooks
from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.tables import Line
from indeling.files.spreadsheet.workbooks import cell_text, read_workbook
from spreadsheet_files import NOON, refused, xlsx

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"


SMALL = xlsx({"S": [["Naam"]]}).content


def failure(content: bytes) -> str:
    with pytest.raises(FileError) as raised:
        read_workbook(Source("a.xlsx", content), Notes())
    return str(raised.value)


def is_read_or_refused(content: bytes) -> bool:
    """Return whether the content is read, or refused under its own name; whatever else is raised fails the test."""
    return all(issue.file == "a.xlsx" for issue in refused(lambda: read_workbook(Source("a.xlsx", content), Notes())))


def changed(**parts: str | bytes | None) -> bytes:
    """Return a small workbook with parts of the zip replaced, added or (None) left out: sheet, texts, others."""
    replaced = {{"sheet": SHEET, "texts": TEXTS}.get(name, name): data for name, data in parts.items()}
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SMALL)) as old, zipfile.ZipFile(content, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *replaced]):
            data = replaced.get(name, old.read(name) if name in old.namelist() else None)
            if data is not None:
                new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def sheet_xml(rows: str, before: str = "") -> str:
    return f"{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(rows: str, protection: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet><table:table table:name='S'>{rows}</table:table>"
    document = f"<office:document-content {spaces}>{body}</office:spreadsheet></office:body></office:document-content>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {space}>{protection}</manifest:manifest>")
        archive.writestr("content.xml", document, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def test_visible_sheets_are_read_as_text_with_the_rows_of_excel() -> None:
    source = xlsx(
        {
            "Leeg": [],
            "Form1": [[], [None, "ID", "Naam\u00a0"], [], [None, 1, "Anna"], [None, 2.5, NOON]],
            "Lijsten": [["a"]],
        },
        hidden=["Lijsten"],
    )

    sheets = read_workbook(source, Notes())

    assert [(sheet.file, sheet.name) for sheet in sheets] == [("answers.xlsx", "Form1")]
    assert sheets[0].lines == (
        Line(2, ("", "ID", "Naam")),
        Line(4, ("", "1", "Anna")),
        Line(5, ("", "2.5", "2026-03-01 12:00:00")),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (3, "3"),
        (-0.5, "-0.5"),
        (True, "True"),
        (NOON, "2026-03-01 12:00:00"),
        (dt.date(2026, 3, 1), "2026-03-01"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(hours=1), "1:00:00"),
        (" a\u00a0b ", "a b"),
    ],
)
def test_a_cell_is_shown_as_a_person_reads_it(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_workbook_of_libreoffice_is_read() -> None:
    rows = (
        "<table:table-row><table:table-cell office:value-type='string'><text:p>Naam</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='16383'/></table:table-row>"
        "<table:table-row><table:table-cell office:value-type='float' office:value='3'><text:p>3</text:p>"
        "</table:table-cell></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048574'><table:table-cell/></table:table-row>"
    )
    assert read_workbook(Source("a.ods", ods(rows)), Notes())[0].lines == (Line(1, ("Naam",)), Line(2, ("3",)))


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty."),
        (encrypted(), "the workbook is locked with a password."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "this is a workbook of Excel 2003 or older (.xls)."),
        (b"\n<html><table></table></html>", "this is a web page with the name of a workbook."),
        (b"Naam;Voorkeur\n", "this is not a workbook, whatever its name says."),
        (b"PK\x03\x04 and nothing more", "the workbook is damaged or is no workbook at all."),
        (xlsx({"S": [["Naam"]]}).content[:-100], "the workbook is damaged or is no workbook at all."),
        (xlsx({"S": []}).content, "there is nothing in the workbook."),
        (changed(sheet="<worksheet><sheetData>"), "the workbook is damaged or is no workbook at all."),
        (changed(**{"xl/_rels/workbook.xml.rels": None}), "the workbook is damaged or is no workbook at all."),
        (changed(**{"xl/workbook.xml": None}), "there is nothing in the workbook."),
        (ods("", "<manifest:encryption-data/>"), "the workbook is locked with a password."),
    ],
)
def test_what_is_no_workbook_says_what_it_is(content: bytes, what: str) -> None:
    assert failure(content).startswith(f"file a.xlsx: {what}")


def spread(count: int) -> str:
    return "".join(f'<row r="{k}"><c r="A{k}" t="s"><v>0</v></c></row>' for k in range(1, count + 1))


HUGE = {
    "two cells far apart": lambda: changed(
        sheet=sheet_xml(f'<row r="1">{cell("A1", "x")}</row><row r="49999">{cell("XFD49999", "x")}</row>')
    ),
    "a cell in the last row": lambda: changed(sheet=sheet_xml(f'<row r="1048576">{cell("A1048576", "x")}</row>')),
    "rows without numbers": lambda: changed(sheet=sheet_xml("<row><c><v>1</v></c></row>" * 50_001)),
    "a row of cells without names": lambda: changed(sheet=sheet_xml(f"<row>{'<c><v>1</v></c>' * 1_001}</row>")),
    "a long text shown often": lambda: changed(
        sheet=sheet_xml(spread(2_000)), texts=f"<sst {MAIN}><si><t>{'x' * 32_000}</t></si></sst>"
    ),
    "a long text behind an empty one": lambda: changed(
        sheet=sheet_xml(spread(2_000)), texts=f"<sst {MAIN}><si/><si><t>{'x' * 32_000}</t></si></sst>"
    ),
    "much text": lambda: changed(sheet=sheet_xml(cell("A1", "x" * 31_000_000))),
    "a zip that unpacks to much": lambda: changed(sheet=sheet_xml(" " * 61_000_000)),
    "a zip of many parts": lambda: changed(**{f"xl/part{k}.xml": "<a/>" for k in range(2_001)}),
    "more tags than cells": lambda: changed(sheet=sheet_xml("<c/>" * 5_000_001)),
    "an ods with a repeated row": lambda: ods(
        "<table:table-row table:number-rows-repeated='200000'>"
        "<table:table-cell office:value-type='float' office:value='3'/></table:table-row>"
    ),
    "an ods with a repeated cell": lambda: ods(
        "<table:table-row><table:table-cell office:value-type='float' office:value='3' "
        "table:number-columns-repeated='2000'/></table:table-row>"
    ),
    "an ods with a repeated text": lambda: ods(
        "<table:table-row table:number-rows-repeated='49000'><table:table-cell office:value-type='string'>"
        f"<text:p>{'x' * 1_000}</text:p></table:table-cell></table:table-row>"
    ),
    "an ods with a million spaces": lambda: ods(
        "<table:table-row><table:table-cell office:value-type='string'><text:p><text:s text:c='99999999'/></text:p>"
        "</table:table-cell></table:table-row>"
    ),
}


@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE.keys())
def test_a_workbook_that_would_take_all_memory_is_refused(make: Callable[[], bytes]) -> None:
    assert "is the most." in failure(make()) or "more than 30000000 characters" in failure(make())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(changed(sheet=sheet_xml("", '<!DOCTYPE x [<!ENTITY a "aaaa">]>')), id="document type"),
        pytest.param(
            changed(sheet=sheet_xml(f'<row r="2">{cell("A2", "x")}</row><row r="1">{cell("A1", "x")}</row>')),
            id="rows not in order",
        ),
        pytest.param(changed(sheet=sheet_xml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), id="no such text"),
    ],
)
def test_a_workbook_that_no_program_writes_is_refused(content: bytes) -> None:
    assert "the workbook is damaged" in failure(content)


def test_an_encrypted_zip_is_refused() -> None:
    content = bytearray(changed())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1

    assert "the workbook is damaged" in failure(bytes(content))


def test_a_panic_of_the_library_is_a_damaged_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicError(BaseException):
        pass

    def panic(_: object) -> None:
        raise PanicError

    monkeypatch.setattr(workbooks, "_open", panic)
    assert "the workbook is damaged" in failure(xlsx({"S": [["x"]]}).content)


def test_an_interruption_stays_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbooks, "_open", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(xlsx({"S": [["x"]]}), Notes())


GOOD = xlsx({"S": [["Naam", "Voorkeur"], ["Anna", 3.0]], "T": [["x"]]}).content


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_workbook_with_changed_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD)
    for place, byte in changes:
        content[place] = byte
    assert is_read_or_refused(bytes(content))


TAGS = ["<row>", '<row r="3">', "</row>", "<c>", '<c r="B2">', '<c r="C3" t="s">', '<c r="A1" t="str">', "</c>", "<v>"]
TAGS += ["</v>", "<is>", "</is>", "<t>", "</t>", "1", "99", "x", "<v>0</v>", "<c/>", '<c r="?"/>', '<row r="0">']
TAGS += ['<row r="-1">', '<c r="A0"><v>1</v></c>', '<c r="ZZZ1"><v>1</v></c>', '<c t="b"><v>9</v></c>']

fragments = st.lists(st.sampled_from(TAGS), max_size=30)


@settings(max_examples=150, deadline=None)
@given(fragments)
def test_a_sheet_of_arbitrary_tags_is_read_or_refused(parts: list[str]) -> None:
    assert is_read_or_refused(changed(sheet=sheet_xml("".join(parts))))


@settings(max_examples=50, deadline=None)
@given(
    st.recursive(
        st.sampled_from(['<row r="1"><c r="A1"><v>1</v></c></row>', '<row><c t="s"><v>0</v></c></row>', "<row/>"]),
        lambda inner: st.lists(inner, max_size=4).map("".join),
    )
)
def test_a_sheet_of_arbitrary_rows_is_read_or_refused(rows: str) -> None:
    texts = f"<sst {MAIN}><si><t>Naam</t></si></sst>"
    assert is_read_or_refused(changed(sheet=sheet_xml(rows), texts=texts))


def test_an_error_of_a_formula_is_read_as_what_the_cell_shows() -> None:
    rows = (
        '<row r="1">' + cell("A1", "Naam") + '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        "<row r='2'><c t='e' r='A2'><f>Gone!A1</f><v>#REF!</v></c>" + cell("B2", ' t="e"') + "</row>"
    )
    content = changed(**{"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert read_workbook(Source("a.xlsx", content), Notes())[0].lines == (
        Line(1, ("Naam", "#DIV/0!")),
        Line(2, ("#REF!", 't="e"')),
    )


def test_an_error_of_a_formula_in_libreoffice_is_read_as_what_the_cell_shows() -> None:
    wrong = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    content = ods(f"<table:table-row>{wrong}</table:table-row>")
    assert read_workbook(Source("a.ods", content), Notes())[0].lines == (Line(1, ("#N/A",)),)


def test_hidden_sheets_are_told_and_not_read() -> None:
    notes = Notes()
    sheets = read_workbook(xlsx({"Nu": [["a"]], "Oud": [["b"]], "Ouder": []}, hidden=["Oud", "Ouder"]), notes)
    assert [sheet.name for sheet in sheets] == ["Nu"]
    assert [str(one) for one in notes.understood] == ["hidden sheets are not read: “Oud”, “Ouder”"]


def test_cells_merged_downwards_count_for_each_of_their_rows_with_something_in_it() -> None:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for row in (["Over de dag", None], ["Naam", "Van"], ["Ann", "Noord"], ["Bo", None], [None, None], ["Cas", None]):
        page.append(row)
    # a title; one organisation; a range that overlaps it; ranges in which nothing stands
    for merged in ("A1:B1", "B3:B5", "B4:B6", "F2:F3", "A90:A91"):
        page.merge_cells(merged)
    content = io.BytesIO()
    workbook.save(content)
    (sheet,) = read_workbook(Source("answers.xlsx", content.getvalue()), Notes())
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (1, ("Over de dag", "")),
        (2, ("Naam", "Van")),
        (3, ("Ann", "Noord")),
        (4, ("Bo", "Noord")),
        (6, ("Cas", "")),
    ]


def test_a_workbook_with_everything_hidden_is_refused() -> None:
    source = xlsx({"Nu": [], "Oud": [["b"]]}, hidden=["Oud"])
    assert [str(issue) for issue in refused(lambda: read_workbook(source, Notes()))] == [
        (
            "file answers.xlsx: there is nothing in the sheets that can be seen; “Oud” is hidden. "
            "Right-click the tab of a sheet, choose Unhide, and save it again."
        )
    ]
