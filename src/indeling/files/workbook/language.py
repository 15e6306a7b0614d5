# SPDX-License-Identifier: EUPL-1.2
"""The language in which a workbook is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indeling.errors import text, untranslated


@dataclass(frozen=True)
class Language:
    """A gettext function, called through `text` so that one keyword finds every sentence to translate."""

    translate: Callable[[str], str] = untranslated

    def text(self, template: str, /, **values: object) -> str:
        """Return the sentence of the English `template` in this language, with `values` filled in."""
        return text(template, **values).render(self.translate)
