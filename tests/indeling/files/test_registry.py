# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from indeling.errors import FileError
from indeling.files import cdecao, json, preflib, spreadsheet
from indeling.files.reading import Source
from indeling.files.registry import READERS, reader_for, suffixes


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.xlsx", b"", spreadsheet),
        ("A.CSV", b"", spreadsheet),
        ("a.ods", b"", spreadsheet),
        ("a.xls", b"", spreadsheet),
        ("a.soc", b"", preflib),
        ("a.json", b'{"format": "indeling/problem"}', json),
        ("a.json", b'{"format": "X-coursedata-simple"}', cdecao),
        ("a.json", b"nothing that is known", json),
        ("-", b"PK\x03\x04", spreadsheet),
        ("-", b"\xd0\xcf\x11\xe0", spreadsheet),
        ("-", b' {"format": "indeling/problem"}', json),
        ("folder.xlsx/answers", b"Naam;Keuze 1", spreadsheet),
    ],
)
def test_the_suffix_or_else_the_content_chooses_the_reader(name: str, content: bytes, reader: object) -> None:
    assert reader_for(Source(name, content)) is reader


def test_a_kind_of_file_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(FileError) as raised:
        reader_for(Source("a.docx", b"PK"))
    assert str(raised.value) == (
        f"file a.docx: files of the kind “.docx” cannot be read. Use one of {', '.join(suffixes())}."
    )


def test_every_reader_says_the_suffixes_under_which_it_is_registered() -> None:
    for suffix, names in READERS.items():
        assert all(suffix in import_module(f"indeling.files.{name}").suffixes for name in names)


def test_readers_are_imported_when_they_are_needed() -> None:
    code = (
        "import sys, indeling.files.registry; print(sorted(name for name in sys.modules if 'indeling.files' in name))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "spreadsheet" not in ran.stdout
