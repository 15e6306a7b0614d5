# SPDX-License-Identifier: EUPL-1.2
"""Opens the zip that a workbook is, measures what is in it, and packs it again without compression.

The spreadsheet library sets aside room for the whole rectangle up to the last cell, and for a copy of every text
wherever it is shown; two cells far apart, or a long text used often, would take all memory there is. So
everything is measured here first, with a parser that keeps nothing. Packing again makes sure that what was
measured is what is parsed, whatever the zip says about itself (sizes, doubled names, parts outside the list).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from indeling.errors import text
from indeling.files.spreadsheet.limits import MOST_MEMBERS, MOST_UNPACKED, TextBudget, TooLargeError, check_marks
from indeling.files.spreadsheet.measure import measure_ods, measure_shared_texts, measure_xlsx

SHARED_TEXTS = "xl/sharedstrings.xml"
ODS_CONTENT = "content.xml"
KEPT = (".xml", ".rels", "mimetype")


ODS_MANIFEST = "META-INF/manifest.xml"
ODS_ENCRYPTED = b"encryption-data"

_XLSX_ERROR = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*\bt=)(?:"e"|'e')""")
_ODS_ERROR = re.compile(rb"""<table:table-cell\s[^<>]*calcext:value-type="error"[^<>]*>""")


class DamagedError(Exception):
    """The zip cannot be read to its end."""


class LockedError(Exception):
    """The parts of an ods are encrypted."""


def repack(content: bytes) -> io.BytesIO:
    """Return the workbook in `content` as a plain zip that is safe to parse; a formula's error, “#REF!”, is text in it.

    Raises TooLargeError when a limit is exceeded, LockedError when a password is needed, DamagedError when the zip is
    no zip or does not check out, xml.parsers.expat.ExpatError when a part is not well-formed.
    """
    parts = _parts(content)
    if ODS_ENCRYPTED in parts.get(ODS_MANIFEST, b""):
        raise LockedError
    parts = {name: _errors_as_text(name, data) for name, data in parts.items()}
    check_marks(sum(data.count(b"<") for data in parts.values()))
    budget = TextBudget()
    lengths = [measure_shared_texts(data) for name, data in parts.items() if name.lower() == SHARED_TEXTS]
    for name, data in parts.items():
        if name == ODS_CONTENT:
            measure_ods(data, budget)
        elif name.endswith(".xml") and b"sheetData" in data:
            measure_xlsx(data, lengths[-1] if lengths else [], budget)
    return _packed(parts)


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [info for info in archive.infolist() if info.filename.lower().endswith(KEPT)]
            _check_members(members)
            return {info.filename: archive.read(info) for info in members}
    # zipfile tells of damage in all these ways; RuntimeError and NotImplementedError: encrypted, unknown compression
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError) as error:
        raise DamagedError(str(error)) from error


def _errors_as_text(name: str, data: bytes) -> bytes:
    """Return a part in which errors of formulas are texts: the library would take such a cell for an empty one."""
    if name == ODS_CONTENT:
        return _ODS_ERROR.sub(lambda cell: cell[0].replace(b' office:string-value=""', b""), data)
    return _XLSX_ERROR.sub(rb'\1"str"', data) if b"sheetData" in data else data


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        what = text("the workbook consists of {size} parts; {most} is the most.", size=len(members), most=MOST_MEMBERS)
        raise TooLargeError(what)
    size = sum(info.file_size for info in members)
    if size > MOST_UNPACKED:
        what = text("the workbook is {size} bytes when unpacked; {most} is the most.", size=size, most=MOST_UNPACKED)
        raise TooLargeError(what)


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in list(parts):
            archive.writestr(zipfile.ZipInfo(name), parts.pop(name))
    packed.seek(0)
    return packed
