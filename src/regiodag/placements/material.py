# SPDX-License-Identifier: EUPL-1.2
"""Files that leaders upload: what a file is called, how it begins and what is in it must agree (trust.md, 8).

A presentation can hold programs (macros, OLE objects, scripts), and can fetch things from elsewhere when it is opened;
such files are refused, and whoever uploads is told to save a PDF instead. A picture is drawn anew.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree as ET

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from regiodag.days.pictures import redrawn

MOST_BYTES = 25 * 1024 * 1024
MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_XML = 40 * 1024 * 1024
MOST_STREAM, MOST_STREAMED = 4 * 1024 * 1024, 600 * 1024 * 1024
SIDE = 3_000
"""Pictures are at most so wide and high."""
LONGEST_NAME = 100

WRONG = _("This is no file of the kind that its name says, or it is damaged. Save it anew, or as a PDF.")
HIDDEN = _("There is a program, another file or something from elsewhere in this file. Save it as a PDF and try again.")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
KINDS: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".png": "image/png",
}
"""What is kept, and its media type. Every picture becomes a PNG."""

MAIN = {".pptx": "presentationml.presentation.main+xml", ".docx": "wordprocessingml.document.main+xml"}
END_OF_ZIP, LENGTH_OF_END = b"PK\x05\x06", 22
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm|Encrypt)\b")
"""Names of what acts in a PDF. Long ones only: short ones stand in pictures by chance, and do nothing without these."""
VEILED = re.compile(rb"/[A-Za-z0-9]*#[A-Za-z0-9#]{4,60}")
"""A name with letters written as numbers."""
STREAM = re.compile(rb"stream\r?\n")
LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
PROGRAMS = ("vbaproject", "vbadata", "activex", "/embeddings/", "basic/", "scripts/", "object ", "oleobject")
TELLS = (".rels", ".xml", "mimetype")
SAFE_LINKS = ("http://", "https://", "mailto:", "#")


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its name without suffix, its suffix, its content under a name that says nothing."""

    name: str
    suffix: str
    content: ContentFile[bytes]


def checked(upload: UploadedFile[Any]) -> Checked:
    """Return an upload as it is kept. Raises ValidationError with what is wrong."""
    path = PurePath(str(upload.name or "").replace("\\", "/"))
    suffix = path.suffix.lower()
    name = " ".join("".join(each for each in path.stem if each.isprintable()).split())[:LONGEST_NAME] or "bestand"
    if suffix in PICTURES:
        return Checked(name, ".png", redrawn(upload, SIDE))
    if suffix not in CHECKS:
        raise ValidationError(_("Choose a PDF, a presentation (pptx, odp), a document (docx) or a picture."))
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 25 MB. Save it smaller, or as a PDF."))
    content = upload.read()
    CHECKS[suffix](content, suffix)
    return Checked(name, suffix, ContentFile(content))


# PDF -----------------------------------------------------------------------------------------------------------------


def _check_pdf(content: bytes, _suffix: str) -> None:
    """Raise ValidationError unless it is a PDF from its first byte to its last, in which nothing acts."""
    last = LAST_TABLE.search(content[-1024:])
    if not content.startswith(b"%PDF-") or last is None or not TABLE.match(content[int(last[1]) :][:64]):
        raise ValidationError(WRONG)
    if any(_acts(each) for each in (content, *_unpacked(content))):
        raise ValidationError(HIDDEN)


def _acts(part: bytes) -> bool:
    plain = (re.sub(rb"#([0-9A-Fa-f]{2})", lambda sign: bytes([int(sign[1], 16)]), name[0])
             for name in VEILED.finditer(part))  # fmt: skip
    return bool(ACTIVE.search(part)) or any(ACTIVE.search(each) for each in plain)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield the streams of a PDF that are packed, in which objects can stand. Raises ValidationError for too many.

    A stream may pretend to begin inside another one, so each is looked at up to the next end, and all are counted.
    """
    room = MOST_STREAMED
    for begin in STREAM.finditer(content):
        packed = content[begin.end() : content.find(b"endstream", begin.end())]
        try:
            found = zlib.decompressobj().decompress(packed, MOST_STREAM)
        except zlib.error:
            found = b""
        room -= len(packed) + len(found)
        if room < 0:
            raise ValidationError(WRONG)
        yield found


# Presentations and documents -----------------------------------------------------------------------------------------


def _check_package(content: bytes, suffix: str) -> None:
    """Raise ValidationError unless it is a zip from its first byte to its last, with what its suffix says in it."""
    if not content.startswith(b"PK\x03\x04") or not content[-LENGTH_OF_END:].startswith(END_OF_ZIP):
        raise ValidationError(WRONG)
    names, parts = _parts(content)
    if any(program in f"/{name}".lower() for name in names for program in PROGRAMS):
        raise ValidationError(HIDDEN)
    if suffix == ".odp":
        _check_open_document(parts)
    else:
        _check_kinds(parts, MAIN[suffix])
        _check_relationships(parts)


def _check_kinds(parts: Mapping[str, bytes], main: str) -> None:
    """Raise ValidationError unless an Office file says that it is what it should be, and has no programs."""
    kinds = [each.get("ContentType", "") for each in _tree(parts.get("[Content_Types].xml", b"")).iter()]
    if not any(each.endswith(main) for each in kinds):
        raise ValidationError(WRONG)
    if any("macro" in each.lower() or "oleobject" in each.lower() for each in kinds):
        raise ValidationError(HIDDEN)


def _parts(content: bytes) -> tuple[list[str], dict[str, bytes]]:
    """Return the names of what is in a zip, and of what can tell about it the content. Raises ValidationError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [each.filename for each in archive.infolist()]
            told = [each for each in archive.infolist() if each.filename.lower().endswith(TELLS)]
            doubled = len({*names}) != len(names)
            if doubled or len(names) > MOST_PARTS or not _small(archive.infolist(), told):
                raise ValidationError(WRONG)
            return names, {each.filename: archive.read(each) for each in told}
    # zipfile tells of damage in all these ways; RuntimeError and NotImplementedError: encrypted, unknown compression
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError) as error:
        raise ValidationError(WRONG) from error


def _small(members: Iterable[zipfile.ZipInfo], told: Iterable[zipfile.ZipInfo]) -> bool:
    whole, read = sum(each.file_size for each in members), sum(each.file_size for each in told)
    return whole <= MOST_UNPACKED and read <= MOST_XML


def _check_relationships(parts: Mapping[str, bytes]) -> None:
    """Raise ValidationError when something is fetched from elsewhere; what somebody clicks on may lead there."""
    for name, part in parts.items():
        for each in _tree(part).iter() if name.lower().endswith(".rels") else ():
            outside = each.get("TargetMode", "").lower() == "external"
            click = each.get("Type", "").endswith("/hyperlink")
            if outside and not (click and each.get("Target", "").lower().startswith(SAFE_LINKS)):
                raise ValidationError(HIDDEN)


def _check_open_document(parts: Mapping[str, bytes]) -> None:
    """Raise ValidationError unless it is an open presentation that fetches nothing, and in which nothing acts."""
    if parts.get("mimetype") != KINDS[".odp"].encode() or "content.xml" not in parts:
        raise ValidationError(WRONG)
    for name in ("content.xml", "styles.xml"):
        if name in parts and any(_fetches(each) for each in _tree(parts[name]).iter()):
            raise ValidationError(HIDDEN)


def _fetches(element: ET.Element) -> bool:
    """Return whether something is fetched from elsewhere, or acts; what somebody clicks on may lead there."""
    tag = element.tag.rpartition("}")[2]
    link = next((value for key, value in element.attrib.items() if key.endswith("}href")), "").lower()
    elsewhere = ":" in link or link.startswith(("/", ".."))
    return (tag != "a" and elsewhere) or tag in {"event-listener", "object-ole", "applet", "plugin"}


def _tree(part: bytes) -> ET.Element:
    """Return XML as a tree. Raises ValidationError when it is none, or declares a type, which could unfold."""
    if b"\x00" in part or b"<!" in part.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise ValidationError(WRONG)
    try:
        return ET.fromstring(part)  # noqa: S314  (no type is declared, so nothing unfolds)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise ValidationError(WRONG) from error


CHECKS: Mapping[str, Callable[[bytes, str], None]] = {
    ".pdf": _check_pdf, ".pptx": _check_package, ".docx": _check_package, ".odp": _check_package,
}  # fmt: skip
