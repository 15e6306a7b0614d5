# SPDX-License-Identifier: EUPL-1.2
"""Files from outside: real ones are read, hostile ones are answered within limits, in a process of their own."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indeling.errors import FileError
from indeling.files.reading import Source
from indeling.files.spreadsheet.notes import Notes
from regiodag.registrations import reading
from regiodag.registrations.reading import (
    MEMORY,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Meanings,
    TooMuchError,
    UnreadableError,
    found_in,
    proposed,
    read,
)
from spreadsheet_files import xlsx

EXAMPLE = Path(__file__).parents[3] / "examples" / "regiodag" / "voorkeuren.xlsx"
SMALL = xlsx({"Form1": [["Naam", "E-mail"], ["Ada Appelboom", "ada@example.org"]]}).content


def bomb() -> bytes:
    """A workbook of some kilobytes with a sheet that unpacks to more than may be."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SMALL)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
        with new.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
            for _times in range(64):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def test_example_of_microsoft_forms_is_read_in_a_process_of_its_own() -> None:
    grid = read("voorkeuren.xlsx", EXAMPLE.read_bytes(), "nl")
    assert (grid.sheet, grid.header_row, len(grid.rows), grid.notes) == ("Form1", 1, 181, ())
    assert proposed(grid, ["Uitbuiting op de arbeidsmarkt"]) == {
        2: "time", 3: "email", 4: "name", 5: "organisation", 7: "wish-1", 8: "wish-2", 9: "wish-3"
    }  # fmt: skip
    assert Grid.of(grid.kept()) == grid


def test_table_of_the_sheet_that_is_most_like_participants_is_taken() -> None:
    sheets = {
        "Uitleg": [["Lees dit"]],
        "Lijst": [["Naam", "E-mail"], ["Ada", "a@b.nl"]],
        "Los": [["Naam"], ["x"]],
    }
    assert found_in(xlsx(sheets), Notes(), "nl").sheet == "Lijst"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a;b\n" * 1_250_000),
        ("a.csv", b"," * 9_000_000),
        ("a.csv", b'"' + b"x" * 9_000_000),
        ("a.xlsx", b"<html><table><tr><td>Naam</td></tr></table></html>"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 1_000),
        ("a.xlsx", SMALL[:-60]),
        ("a.pdf", b"%PDF-1.7"),
        ("", b""),
        ("a.xlsx", bomb()),
    ],
    ids=["a million rows", "millions of columns", "endless cell", "html", "begin of a zip", "cut off", "pdf", "nothing",
         "zip bomb"],
)  # fmt: skip
def test_hostile_file_is_refused_with_a_sentence(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"\w \w"):
        read(name, content, "nl")


def test_refusal_is_in_the_language_that_was_asked() -> None:
    told = []
    for language in ("nl", "en"):
        with pytest.raises(UnreadableError) as raised:
            read("a.csv", b"", language)
        told.append(str(raised.value))
    assert told == ["Het bestand is leeg.", "The file is empty."]


def test_file_over_ten_megabytes_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_named: pytest.fail("a process was started"))
    with pytest.raises(TooMuchError):
        read("a.csv", b"x" * (MOST_BYTES + 1), "nl")


@pytest.mark.parametrize(
    ("rows", "columns", "cell"), [(MOST_ROWS + 1, 1, "a"), (1, MOST_COLUMNS + 1, "a"), (400, 1, "a" * 10_001)]
)
def test_more_than_a_day_ever_has_is_too_much(rows: int, columns: int, cell: str) -> None:
    lines = [",".join(f"Naam {at}" for at in range(columns)), *[",".join([cell] * columns)] * rows]
    with pytest.raises(TooMuchError):
        read("a.csv", "\n".join(lines).encode(), "nl")


def test_process_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    with pytest.raises(TooMuchError):
        read("a.csv", b"a;b", "nl")


def test_process_has_no_more_memory_than_its_ceiling_and_writes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "written"
    program = (
        "from regiodag.registrations.reading import limit\n"
        "limit()\n"
        "try:\n"
        f"    bytearray({MEMORY})\n"
        "except MemoryError:\n"
        "    print('no memory', flush=True)\n"
        f"open({str(file)!r}, 'w').write('x' * 100_000)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode != 0, file.stat().st_size) == ("no memory\n", True, 0)


def test_process_knows_nothing_of_the_site() -> None:
    program = "import sys, regiodag.registrations.reading as r; print('django' in sys.modules, r.LEAST_ENVIRONMENT)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'}\n"


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(SMALL) - 1), byte=st.integers(0, 255), ending=st.sampled_from([".xlsx", ".csv", ""]))
def test_damaged_byte_is_read_or_refused(at: int, byte: int, ending: str) -> None:
    content = bytearray(SMALL)
    content[at] = byte
    with contextlib.suppress(FileError):
        assert isinstance(found_in(Source(f"a{ending}", bytes(content)), Notes(), "nl"), Grid)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".xlsx", ".csv", ""]))
def test_any_bytes_are_read_or_refused(content: bytes, ending: str) -> None:
    with contextlib.suppress(FileError):
        assert proposed(found_in(Source(f"a{ending}", content), Notes(), "nl"), ["Dialoog"]) is not None


def test_title_is_found_exactly_almost_or_not() -> None:
    meanings = Meanings(["Signalen van orgaanhandel", "Dialoog"])
    found = [meanings.nearest(said) for said in ("dialoog!", "Signalen van orgaanhandl", "Salsa")]
    assert [each and (each.position, each.exact, each.taken) for each in found] == [
        (1, True, True), (0, False, True), None
    ]  # fmt: skip
    assert meanings.parts("Dialoog; geen voorkeur;") == ["Dialoog"]


def test_title_with_a_semicolon_is_one_wish_known_or_not() -> None:
    meanings = Meanings(["Casuïstiek; een gesprek", "Dialoog", "Film"])
    cells = ("Film; Casuïstiek; een gesprek; Dialoog", "Film; Casuistiek; een gesprk; Dialoog", "Film; Salsa; Tango")
    assert [meanings.parts(each) for each in cells] == [
        ["Film", "Casuïstiek; een gesprek", "Dialoog"], ["Film", "Casuistiek; een gesprk", "Dialoog"],
        ["Film", "Salsa", "Tango"],
    ]  # fmt: skip
    ones = ("Casuïstiek; een gesprek", "Salsa; een avond dansen", "Film; Salsa", "Film; Dialoog;", "geen voorkeur", "")
    assert [meanings.alone(each) for each in ones] == [
        ["Casuïstiek; een gesprek"], ["Salsa; een avond dansen"], ["Film; Salsa"], ["Film", "Dialoog"], [], []
    ]  # fmt: skip


def test_column_that_speaks_of_wishes_is_taken_for_them_when_no_title_is_known() -> None:
    grid = Grid("", 1, ("Naam", "Rangschik de workshops"), ((2, ("Ada", "Salsa; Tango")),))
    assert proposed(grid, ["Dialoog"]) == {0: "name", 1: "wishes"}
