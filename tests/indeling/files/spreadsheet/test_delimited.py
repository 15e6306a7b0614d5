# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv as csv_module
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indeling.errors import FileError
from indeling.files.reading import Source
from indeling.files.spreadsheet.delimited import read_delimited
from indeling.files.spreadsheet.limits import MOST_BYTES
from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.spelling import clean
from indeling.files.spreadsheet.tables import Line
from spreadsheet_files import refused

WANTED = (Line(1, ("Naam", "Voorkeur")), Line(2, ("Zoë", "Orgaanhandel; Zorg, veiligheid")))


def lines(content: bytes) -> tuple[Line, ...]:
    return read_delimited(Source("a.csv", content), Notes())[0].lines


def failure(content: bytes) -> str:
    with pytest.raises(FileError) as raised:
        lines(content)
    return str(raised.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_delimiter_encoding_and_line_ending_reads_the_same(delimiter: str, encoding: str, ending: str) -> None:
    text = f'Naam{delimiter}Voorkeur{ending}Zoë{delimiter}"Orgaanhandel; Zorg, veiligheid"{ending}'

    assert lines(text.encode(encoding)) == WANTED


def test_utf_16_with_the_other_byte_order_is_read() -> None:
    assert lines("\ufeffNaam;x\nZoë;1".encode("utf-16-be")) == (Line(1, ("Naam", "x")), Line(2, ("Zoë", "1")))


def test_windows_1252_is_said() -> None:
    notes = Notes()
    read_delimited(Source("a.csv", "Naam;x\nZoë;1".encode("cp1252")), notes)

    assert [str(one) for one in notes.understood] == ["the text is read as Windows-1252, because it is not UTF-8"]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_that_tells_the_delimiter_is_no_row(first: str) -> None:
    assert lines(f"{first}\r\nNaam,x;y\r\nAnna;1".encode()) == (Line(1, ("Naam,x", "y")), Line(2, ("Anna", "1")))


def test_a_line_that_tells_a_tab_as_delimiter_is_no_row() -> None:
    assert lines(b"sep=\t\nNaam\tx") == (Line(1, ("Naam", "x")),)


def test_a_cell_with_a_line_break_is_one_row() -> None:
    assert lines(b'Naam;x\n"Anna\nVerzonnen";1\n\nBo;2') == (
        Line(1, ("Naam", "x")),
        Line(2, ("Anna\nVerzonnen", "1")),
        Line(4, ("Bo", "2")),
    )


def test_delimiters_inside_headings_do_not_decide() -> None:
    text = b"ID;Naam;Wat is je eerste, tweede, derde, vierde keuze?\n1;Anna;Orgaanhandel\n2;Bo;Zorg"

    assert lines(text)[1] == Line(2, ("1", "Anna", "Orgaanhandel"))


def test_lists_divided_by_semicolons_stay_in_their_cell() -> None:
    assert lines(b"ID,Voorkeuren\n1,A;B;C;\n2,B;A;C;")[1] == Line(2, ("1", "A;B;C;"))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty."),
        (b"\r\n \t\n", "the file is empty."),
        (b";;;\n;;;\n", "the file is empty."),
        (b"PK\x03\x04....", "this is a workbook with the name of a text file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "this is a workbook with the name of a text file."),
        (b"a;b\n\x00\x01\x02", "this is not a text file."),
        (b"\x81\x8d\x8f", "this is not a text file."),
        (b"\xff\xfea", "this is not a text file."),
        (b"x" * (MOST_BYTES + 1), "bytes"),
        (b"a;b\n" * 60_000, "a sheet has 50001 rows; 50000 is the most."),
        (b"a;b;c;d;e;f;g\n" * 43_000, "a sheet has 300006 cells; 300000 is the most."),
        (b"a;b\n" + b";" * 1_000, "a sheet has 1001 columns; 1000 is the most."),
        (b"a;b\n1;2\n" + b";" * 100_000, "a sheet has 100000 columns; 1000 is the most."),
        (b'a;b\n1;"' + b"x" * 140_000, "the text cannot be divided into cells"),
        (b"x" * 140_000 + b",1", "the text cannot be divided into cells"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, what: str) -> None:
    assert what in failure(content)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_any_table_comes_back_as_it_was_written(rows: list[list[str]], delimiter: str) -> None:
    rows = [["Naam", "Organisatie", "Voorkeur"], *rows]
    text = io.StringIO(newline="")
    csv_module.writer(text, delimiter=delimiter, quoting=csv_module.QUOTE_ALL).writerows(rows)

    cleaned = [(number, tuple(map(clean, row))) for number, row in enumerate(rows, start=1)]
    wanted = tuple(Line(number, row) for number, row in cleaned if any(row))
    assert lines(b"sep=" + delimiter.encode() + b"\n" + text.getvalue().encode()) == wanted
    assert lines(text.getvalue().encode()) == wanted


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_read_or_refused(content: bytes) -> None:
    assert all(issue.file == "a.csv" for issue in refused(lambda: lines(content)))
