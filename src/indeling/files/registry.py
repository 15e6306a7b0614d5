# SPDX-License-Identifier: EUPL-1.2
"""Which module reads which file. A format is one module with `suffixes` and `read` (see `files.reading.Reader`).

Modules are imported when a file asks for them: a spreadsheet needs no JSON schema, JSON needs no spreadsheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import cast

from indeling.errors import FileError, Issue, text
from indeling.files.reading import Reader, Source

READERS: Mapping[str, tuple[str, ...]] = {
    ".xlsx": ("spreadsheet",),
    ".ods": ("spreadsheet",),
    ".csv": ("columnar", "spreadsheet"),
    ".parquet": ("columnar",),
    ".tsv": ("spreadsheet",),
    ".txt": ("spreadsheet",),
    ".json": ("json", "cdecao"),
    ".soc": ("preflib",),
    ".soi": ("preflib",),
    ".toc": ("preflib",),
    ".toi": ("preflib",),
    ".cat": ("preflib",),
}
"""Suffix → modules in this package. Where there are several, the first whose `recognises(content)` says yes."""

MISTAKEN = frozenset({".xls", ".xlsm", ".xlsb", ".numbers"})
"""Other suffixes of spreadsheets; their content decides what is said about them."""


def suffixes() -> tuple[str, ...]:
    """Return every suffix that can be read, in the order of the table."""
    return tuple(READERS)


def reader_for(source: Source) -> Reader:
    """Return the module that reads this file, by its suffix; without a suffix, by its content. Raises FileError."""
    suffix = source.suffix or _suffix_of(source.content)
    names = READERS[".xlsx"] if suffix in MISTAKEN else READERS.get(suffix)
    if names is None:
        what = text("files of the kind “{suffix}” cannot be read.", suffix=suffix)
        raise FileError([Issue(what, text("Use one of {names}.", names=", ".join(suffixes())), file=source.name)])
    modules = [import_module(f"indeling.files.{name}") for name in names]
    chosen = next((module for module in modules if _recognises(module, source.content)), modules[0])
    return cast("Reader", chosen)


def _recognises(module: ModuleType, content: bytes) -> bool:
    recognises = getattr(module, "recognises", None)
    return recognises is None or bool(recognises(content))


def _suffix_of(content: bytes) -> str:
    """Return the suffix of content without a name: a workbook, JSON, or else text with delimiters."""
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return ".xlsx"
    return ".json" if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else ".csv"
