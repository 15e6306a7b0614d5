# SPDX-License-Identifier: EUPL-1.2
"""The colours of a day: tokens of an organiser's own theme, checked so that everybody can read what stands on them.

Contrast: WCAG 2.2, success criterion 1.4.3, with the relative luminance that it defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import floor
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

READABLE = 4.5
COLOUR = re.compile(r"#[0-9a-f]{6}")
SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
DECLARATION = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;{}]+)[;}]", re.IGNORECASE)

COLOURS: Mapping[str, tuple[Any, str]] = {
    "brand": (_("Main colour"), "#0c5460"),
    "on-brand": (_("Text on the main colour"), "#ffffff"),
    "brand-deep": (_("Dark colour, for headings and the bar at the top"), "#083a43"),
    "sun": (_("Accent"), "#f3b63f"),
}
"""The colours that a day can choose: what they are for, and ours."""

TOKENS: Mapping[str, tuple[str, ...]] = {
    "brand": ("basis-color-accent-1-inverse-bg-default", "utrecht-button-primary-action-background-color",
              "utrecht-link-color", "utrecht-color-primary"),
    "on-brand": ("basis-color-accent-1-inverse-color-default", "utrecht-button-primary-action-color"),
    "brand-deep": ("basis-heading-color", "utrecht-heading-color", "utrecht-page-header-background-color"),
    "sun": ("basis-color-accent-2-bg-default", "utrecht-color-secondary"),
}  # fmt: skip
"""Which tokens of a theme of NL Design System say the same."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (none) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


STRAIGHT = 0.04045
"""Below it the curve of sRGB is a straight line."""


def _linear(value: float) -> float:
    return value / 12.92 if value <= STRAIGHT else ((value + 0.055) / 1.055) ** 2.4


def complete(theme: Mapping[str, str]) -> dict[str, str]:
    """Return all colours of a theme, ours where it chooses none."""
    return {name: theme.get(name, ours) for name, (_words, ours) in COLOURS.items()}


def unreadable(theme: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the colours that cannot be read where they are used, each with a sentence that says why."""
    used = complete(theme)
    pairs = (
        ("on-brand", "brand", _("Text on the main colour")),
        ("brand", "#ffffff", _("Links in the main colour on white")),
        ("brand-deep", "#fbfaf6", _("Headings in the dark colour on the page")),
        ("brand-deep", "#ffffff", _("White text on the dark colour")),
    )
    for name, ground, where in pairs:
        found = contrast(used[name], used.get(ground, ground))
        if found < READABLE:
            sentence = _(
                "{where}: the contrast is {found}, and has to be at least 4.5. Choose a darker or lighter one."
            )
            yield name, str(sentence).format(where=where, found=number_format(floor(found * 10) / 10, 1))


def read_tokens(css: str) -> dict[str, str]:
    """Return the colours that a style sheet of tokens gives; everything else in it is passed over."""
    said = {name.lower(): _written_out(value.strip().lower()) for name, value in DECLARATION.findall(css)}
    found: dict[str, str] = {}
    for ours, theirs in TOKENS.items():
        for name in (f"regiodag-{ours}", *theirs):
            if COLOUR.fullmatch(said.get(name, "")):
                found.setdefault(ours, said[name])
    return found


def _written_out(colour: str) -> str:
    """Return #abc as #aabbcc."""
    short = SHORT.fullmatch(colour)
    return "#" + "".join(2 * digit for digit in short.groups()) if short else colour


def style_sheet(theme: Mapping[str, str]) -> str:
    """Return the style sheet of a day. Only colours that were checked come in, so nothing else can."""
    lines = [
        f"  --regiodag-{name}: {value};" for name, value in theme.items() if COLOUR.fullmatch(value) and name in COLOURS
    ]
    return "\n".join([".regiodag-theme {", *lines, "}", ""])
