# SPDX-License-Identifier: EUPL-1.2
"""What scripts/vendor left out of the style sheets is not asked for."""

from __future__ import annotations

import re
from pathlib import Path

import regiodag

SITE = Path(regiodag.__file__).parent
STATIC = SITE / "static"
SHEETS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(STATIC.rglob("*.css")))


def test_every_component_that_is_named_has_a_style() -> None:
    pages = [
        *SITE.rglob("*.html"),
        *SITE.rglob("forms/*.py"),
        *SITE.rglob("fields/*.py"),
        *(STATIC / "scripts").glob("*.js"),
    ]
    words = {name for path in pages for name in re.findall(r"[\"' ](utrecht-[\w-]+)", path.read_text("utf-8"))}
    assert {"utrecht-button", "utrecht-textbox"} <= words
    assert {name for name in words if not re.search(rf"\.{re.escape(name)}(?![\w-])", SHEETS)} == set()


def test_every_token_that_a_token_of_the_theme_stands_for_is_given() -> None:
    theme = (STATIC / "vendor" / "voorbeeld" / "theme.css").read_text(encoding="utf-8")
    given = set(re.findall(r"(--[\w-]+):", SHEETS))
    asked = set(re.findall(r"var\((--[\w-]+)\)", theme))
    assert len(asked) > 20
    assert asked - given == set()
