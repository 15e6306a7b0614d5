# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from regiodag.days.pictures import MOST_BYTES, redrawn

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def picture(kind: str, size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0c5460").save(out, kind, **options)
    return out.getvalue()


def drawn(content: bytes, side: int = 600, name: str = "logo.png") -> tuple[bytes, Image.Image]:
    kept = redrawn(SimpleUploadedFile(name, content), side)
    content = kept.read()
    return content, Image.open(io.BytesIO(content))


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 50,000 × 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_is_kept_as_png_whatever_it_was(kind: str) -> None:
    _content, kept = drawn(picture(kind))
    assert (kept.format, kept.size) == ("PNG", (40, 20))


def test_picture_is_made_smaller_and_gets_a_name_that_says_nothing() -> None:
    upload = SimpleUploadedFile("geheime naam.png", picture("PNG", (2000, 1000)))
    kept = redrawn(upload, 600)
    assert Image.open(io.BytesIO(kept.read())).size == (600, 300)
    assert (len(kept.name or ""), "geheim" in (kept.name or "")) == (36, False)


@pytest.mark.parametrize(
    "content",
    [HTML, SVG, b"", b"GIF89a" + HTML, picture("PNG")[:60], picture("BMP"), picture("TIFF"), picture("PDF"), bomb()],
    ids=["html", "svg", "empty", "html that begins as gif", "half a png", "bmp", "tiff", "pdf", "bomb"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        redrawn(SimpleUploadedFile("logo.png", content), 600)


def test_picture_over_five_megabytes_is_refused() -> None:
    with pytest.raises(ValidationError, match="5 MB"):
        redrawn(SimpleUploadedFile("logo.png", b"\0" * (MOST_BYTES + 1)), 600)


def test_picture_with_more_pixels_than_a_camera_makes_is_refused() -> None:
    with pytest.raises(ValidationError):
        redrawn(SimpleUploadedFile("logo.png", picture("PNG", (8000, 5001))), 600)


@pytest.mark.parametrize("tail", [HTML, SVG, b"PK\x03\x04 a zip behind it"], ids=["html", "svg", "zip"])
def test_second_file_behind_a_picture_does_not_come_along(tail: bytes) -> None:
    content, kept = drawn(picture("GIF") + tail)
    assert (tail in content, kept.size) == (False, (40, 20))


def test_place_camera_and_comment_do_not_come_along() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera van iemand"
    exif.get_ifd(0x8825)[2] = (51.0, 41.0, 22.0)
    content = picture("JPEG", exif=exif, comment=b"<script>alert(1)</script>")
    assert b"Camera van iemand" in content
    kept_content, kept = drawn(content, name="foto.jpg")
    assert (dict(kept.getexif()), kept.info) == ({}, {})
    assert not any(word in kept_content for word in (b"Camera", b"script", b"tEXt", b"eXIf"))


def test_photo_that_was_taken_sideways_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    _content, kept = drawn(picture("JPEG", (40, 20), exif=exif))
    assert kept.size == (20, 40)


def test_transparent_ground_stays_transparent() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    _content, kept = drawn(out.getvalue())
    assert kept.getpixel((5, 5)) == (0, 0, 0, 0)
