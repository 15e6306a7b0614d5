# SPDX-License-Identifier: EUPL-1.2
"""Files as leaders upload them: good ones, and ones that hold what must not come in."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
TEXT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODP = "application/vnd.oasis.opendocument.presentation"
XLINK = 'xmlns:x="http://www.w3.org/1999/xlink" xmlns:t="urn:text"'


def pdf(inside: bytes = b"<< /Type /Catalog >>", packed: bytes = b"BT ET") -> bytes:
    """A PDF with one object, and one stream that is packed."""
    stream = zlib.compress(packed)
    body = b"%PDF-1.7\n1 0 obj\n" + inside + b"\nendobj\n2 0 obj\n<< /Filter /FlateDecode /Length "
    body += str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream\nendobj\n"
    return body + b"xref\n0 1\ntrailer\n<< >>\nstartxref\n" + str(len(body)).encode() + b"\n%%EOF\n"


def zipped(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def office(kind: str = SLIDES, relation: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """A presentation or document. relation: attributes of a relationship of the first slide."""
    made = f"<Relationship {relation}/>" if relation else ""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{CONTENT}"><Override PartName="/a" ContentType="{kind}"/></Types>',
            "ppt/_rels/a.xml.rels": f'<Relationships xmlns="{RELATIONS}">{made}</Relationships>',
            **(more or {}),
        }
    )


def open_presentation(content: str = "<t:p/>", kind: str = ODP, more: Mapping[str, str] | None = None) -> bytes:
    body = f"<d {XLINK}>{content}</d>"
    return zipped({"mimetype": kind, "content.xml": body, **(more or {})})


def picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, kind)
    return out.getvalue()
