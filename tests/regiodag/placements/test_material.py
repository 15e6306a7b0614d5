# SPDX-License-Identifier: EUPL-1.2
"""What leaders may upload: name, first bytes and content agree, and nothing in it acts or is fetched."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from material_files import OFFICE, TEXT, office, open_presentation, pdf, picture, zipped
from regiodag.placements import material
from regiodag.placements.material import HIDDEN, WRONG, checked

LINK = f'Id="r1" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"'


def why(name: str, content: bytes) -> str:
    """Why a file is refused; empty when it is kept."""
    try:
        checked(SimpleUploadedFile(name, content))
    except ValidationError as error:
        return {str(WRONG): "wrong", str(HIDDEN): "hidden"}.get(error.messages[0], error.messages[0])
    return ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("praatje.pdf", pdf()),
        ("praatje.PPTX", office(relation=LINK)),
        ("verslag.docx", office(TEXT)),
        ("praatje.odp", open_presentation('<t:a x:href="https://example.org/"/><t:i x:href="Pictures/1.png"/>')),
    ],
)
def test_file_that_is_what_it_says_is_kept_as_it_is(name: str, content: bytes) -> None:
    found = checked(SimpleUploadedFile(name, content))
    assert (found.name, found.suffix, found.content.read()) == (
        name.rpartition(".")[0], f".{name.rpartition('.')[2].lower()}", content,
    )  # fmt: skip


def test_picture_is_drawn_anew() -> None:
    found = checked(SimpleUploadedFile("foto.jpeg", picture() + b"<script>"))
    content = found.content.read()
    with Image.open(io.BytesIO(content)) as opened:
        assert (found.suffix, opened.format, opened.size, b"<script>" in content) == (".png", "PNG", (30, 20), False)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.pdf", b"<html>" + pdf(), "wrong"),
        ("page.pdf", pdf() + b"<script>", "wrong"),
        ("half.pdf", pdf()[:-40], "wrong"),
        ("slides.pdf", office(), "wrong"),
        ("acts.pdf", pdf(b"<< /OpenAction << /S /JavaScript /JS (1) >> >>"), "hidden"),
        ("veiled.pdf", pdf(b"<< /S /J#61va#53cript >>"), "hidden"),
        ("packed.pdf", pdf(packed=b"<< /S /JavaScript >>"), "hidden"),
        ("file.pdf", pdf(b"<< /EmbeddedFiles 3 0 R >>"), "hidden"),
        ("secret.pdf", pdf(b"<< /Encrypt 3 0 R >>"), "hidden"),
        ("page.pptx", b"<html>" + office(), "wrong"),
        ("page.pptx", office() + b"<html>", "wrong"),
        ("text.pptx", office(TEXT), "wrong"),
        ("any.pptx", zipped({"a.txt": "a"}), "wrong"),
        ("damaged.pptx", office()[:80] + b"\0" * 20 + office()[100:], "wrong"),
        ("type.pptx", office(more={"_rels/.rels": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "wrong"),
        ("wide.pptx", office(more={"_rels/.rels": "<a/>".encode("utf-16").decode("latin-1")}), "wrong"),
        ("macro.pptx", office(more={"ppt/vbaProject.bin": "x"}), "hidden"),
        ("macro.pptx", office(more={"ppt/x.xml": "<a/>", "ppt/embeddings/oleObject1.bin": "x"}), "hidden"),
        ("fetch.pptx", office(relation=LINK.replace("hyperlink", "image")), "hidden"),
        ("fetch.pptx", office(relation=LINK.replace("External", "&#69;xternal").replace("hyper", "o")), "hidden"),
        ("file.pptx", office(relation=LINK.replace("https://example.org/", "file:///etc/passwd")), "hidden"),
        ("text.odp", open_presentation(kind="application/vnd.oasis.opendocument.text"), "wrong"),
        ("empty.odp", zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "wrong"),
        ("macro.odp", open_presentation(more={"Basic/Standard/Module1.xml": "<a/>"}), "hidden"),
        ("object.odp", open_presentation(more={"Object 1/content.xml": "<a/>"}), "hidden"),
        ("fetch.odp", open_presentation('<t:image x:href="https://example.org/1.png"/>'), "hidden"),
        ("acts.odp", open_presentation("<t:event-listener/>"), "hidden"),
        ("foto.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Dit is geen afbeelding"),
        ("page.html", b"<html>", "Kies een pdf"),
        ("macro.pptm", office(), "Kies een pdf"),
        ("nothing", b"", "Kies een pdf"),
    ],
)
def test_file_that_is_something_else_or_holds_what_acts_is_refused(name: str, content: bytes, reason: str) -> None:
    assert why(name, content).startswith(reason)
    assert why(name, content)


def test_file_that_is_too_large_or_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "MOST_BYTES", 100)
    assert why("praatje.pdf", pdf()).startswith("Het bestand is groter dan 25 MB")
    monkeypatch.undo()
    for limit, name, content in (
        ("MOST_UNPACKED", "a.pptx", office()), ("MOST_XML", "a.pptx", office()), ("MOST_PARTS", "a.pptx", office()),
        ("MOST_STREAMED", "a.pdf", pdf()),
    ):  # fmt: skip
        with monkeypatch.context() as patched:
            patched.setattr(material, limit, 1)
            assert (limit, why(name, content)) == (limit, "wrong")


def test_name_is_kept_without_folders_and_signs_that_cannot_be_seen() -> None:
    assert checked(SimpleUploadedFile("C:\\map\\mijn\x07  praatje.pdf", pdf())).name == "mijn praatje"
