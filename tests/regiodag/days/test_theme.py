# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from regiodag.days.models import Day
from regiodag.days.theme import COLOURS, complete, contrast, read_tokens, style_sheet, unreadable

OURS = {name: ours for name, (_words, ours) in COLOURS.items()}
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def by_the_book(one: str, other: str) -> float:
    """Contrast as the text of WCAG 2.2 has it, written down anew."""

    def luminance(colour: str) -> float:
        weights = {1: 0.2126, 3: 0.7152, 5: 0.0722}
        total = 0.0
        for at, weight in weights.items():
            share = int(colour[at : at + 2], 16) / 255
            total += weight * (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
        return total

    return (max(luminance(one), luminance(other)) + 0.05) / (min(luminance(one), luminance(other)) + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
        ("#0000ff", "#ffffff", 8.592),
    ],
)
def test_contrast_of_known_pairs(one: str, other: str, known: float) -> None:
    assert round(contrast(one, other), 3) == known
    assert contrast(one, other) == contrast(other, one)


@given(one=HEX, other=HEX)
def test_contrast_is_that_of_the_book(one: str, other: str) -> None:
    assert contrast(one, other) == pytest.approx(by_the_book(one, other))


def test_our_own_colours_can_be_read() -> None:
    assert list(unreadable({})) == []


@pytest.mark.parametrize(
    ("theme", "names"),
    [
        ({"brand": "#777777"}, ["on-brand", "brand"]),
        ({"brand": "#ffdd00", "on-brand": "#000000"}, ["brand"]),
        ({"on-brand": "#0c5460"}, ["on-brand"]),
        ({"brand-deep": "#ffffff"}, ["brand-deep", "brand-deep"]),
        ({"sun": "#ffffff"}, []),
    ],
)
def test_colours_that_cannot_be_read_are_named(theme: dict[str, str], names: list[str]) -> None:
    assert [name for name, _sentence in unreadable(theme)] == names


def test_sentence_gives_the_contrast_that_was_found() -> None:
    assert next(iter(unreadable({"brand": "#777777"})))[1] == (
        "Tekst op de hoofdkleur: het contrast is 4,4 en moet minstens 4,5 zijn. Kies een donkerder of lichtere kleur."
    )


@pytest.mark.parametrize(
    ("css", "found"),
    [
        (".theme { --utrecht-link-color: #A31; }", {"brand": "#aa3311"}),
        (":root{--regiodag-brand:#123456;--utrecht-link-color:#654321}", {"brand": "#123456"}),
        ("--UTRECHT-PAGE-HEADER-BACKGROUND-COLOR: #003366;", {"brand-deep": "#003366"}),
        (".x{--utrecht-color-secondary: red;}", {}),
        (".x{--utrecht-color-secondary: #12345;}", {}),
        (".x{--utrecht-color-secondary: url(https://example.org/#abcdef);}", {}),
        (".x{--utrecht-color-secondary: #abcdef url(x);}", {}),
        (
            ".x{--utrecht-link-color: #fff} body{background:#000} </style><script>alert(1)</script>",
            {"brand": "#ffffff"},
        ),
        ("@import 'https://example.org/x.css'; .x{--unknown: #ffffff;}", {}),
        ("", {}),
        ("--a:" * 10_000, {}),
    ],
)
def test_only_colours_of_tokens_are_taken_from_a_style_sheet(css: str, found: dict[str, str]) -> None:
    assert read_tokens(css) == found


@given(css=st.text(alphabet="-:;{}#abcdef0123456789/* \n\\\"'()@", max_size=200))
def test_any_style_sheet_gives_colours_or_nothing(css: str) -> None:
    assert all(name in COLOURS and len(value) == 7 for name, value in read_tokens(css).items())


@given(value=st.text(max_size=30), name=st.sampled_from([*COLOURS, "x", "brand;}"]))
def test_style_sheet_holds_nothing_but_colours(value: str, name: str) -> None:
    sheet = style_sheet({name: value})
    lines = sheet.splitlines()
    assert (lines[0], lines[-1], len(lines)) in {(".regiodag-theme {", "}", 2), (".regiodag-theme {", "}", 3)}
    assert all(line.strip().startswith("--regiodag-") for line in lines[1:-1])


def test_theme_is_completed_with_ours() -> None:
    assert complete({"sun": "#123456"}) == {**OURS, "sun": "#123456"}


def sent(**changes: object) -> dict[str, object]:
    return {**OURS, "seen": "1", "logo_words": "", **changes}


@pytest.mark.django_db
def test_colours_of_a_style_sheet_are_kept_and_served(day: Day, as_owner: Client) -> None:
    css = SimpleUploadedFile("theme.css", b".x{--utrecht-link-color: #7a0019; --utrecht-heading-color: #4d0010}")
    address = reverse("day-look", args=[day.pk])
    assert as_owner.post(address, sent(tokens=css)).status_code == 302
    day.refresh_from_db()
    assert (day.theme, day.version) == ({"brand": "#7a0019", "brand-deep": "#4d0010"}, 2)
    style = as_owner.get(reverse("page-style", args=[day.pk]))
    assert style.content.decode() == (
        ".regiodag-theme {\n  --regiodag-brand: #7a0019;\n  --regiodag-brand-deep: #4d0010;\n}\n"
    )
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"brand": "#eeeeee"}, "het contrast is"),
        ({"brand": "red;} body {display: none"}, "Voer een geldige waarde in."),
        ({"tokens": SimpleUploadedFile("a.css", b"body{}")}, "In dit stijlbestand staat geen kleur die bruikbaar is."),
        ({"logo": SimpleUploadedFile("a.png", b"<html>")}, "Dit is geen afbeelding die te lezen is."),
    ],
    ids=["contrast", "css", "no tokens", "html as logo"],
)
def test_look_that_cannot_be_used_is_told_and_changes_nothing(
    day: Day, as_owner: Client, changes: dict[str, object], sentence: str
) -> None:
    answer = as_owner.post(reverse("day-look", args=[day.pk]), sent(**changes))
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    day.refresh_from_db()
    assert (day.theme, day.logo.name, day.version) == ({}, "", 1)


@pytest.mark.django_db
def test_second_organiser_who_changes_the_look_is_told(day: Day, as_owner: Client) -> None:
    Day.objects.update(version=2)
    answer = as_owner.post(reverse("day-look", args=[day.pk]), sent(sun="#123456"))
    assert (answer.status_code, 'value="#123456"' in answer.content.decode()) == (409, True)
    assert Day.objects.get().theme == {}
