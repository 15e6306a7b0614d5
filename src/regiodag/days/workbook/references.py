# SPDX-License-Identifier: EUPL-1.2
"""Names of rooms and people in a cell, and whom or what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from regiodag.days.workbook.match import Doubt, nearest
from regiodag.days.workbook.read import Row
from regiodag.days.workbook.values import CellError, as_text, key_of

T = TypeVar("T")

MOST_NAMES = 50
MOST_PIECES = 4
"""Names in one cell; pieces that one name falls into when it holds semicolons itself."""


@dataclass
class Names(Generic[T]):
    """What can be referred to, by name; and what was asked about names that are nearly right."""

    sheet: str
    answers: Mapping[str, bool]
    known: dict[str, T] = field(default_factory=dict)
    spelled: dict[str, T] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def add(self, name: str, thing: T) -> None:
        """Let a name mean a thing, unless it means another one already."""
        self.known.setdefault(as_text(name), thing)
        self.spelled.setdefault(key_of(name), thing)

    def find(self, text: str) -> T | None:
        """Return what a name means, None when it is not known like this."""
        return self.known.get(as_text(text)) or self.spelled.get(key_of(text))

    def one(self, row: Row, column: str, text: str, at: int = 0) -> T | None:
        """Return what a name in a cell means, None when it was answered that it is nothing known. Raises CellError."""
        found = self.find(text)
        if found is not None:
            return found
        names = list(self.spelled)
        near = nearest(key_of(text), names)
        if near is None:
            raise CellError(
                _("“{name}” is not known. Add it to the sheet “{sheet}”, or mend the name.").format(
                    name=text[:60], sheet=self.sheet
                )
            )
        question = f"{row.sheet.key}-{row.number}-{column}-{at}".replace(" ", "")
        agreed = self.answers.get(question, True)
        thing = self.spelled[names[near]]
        known = next((name for name, each in self.known.items() if each == thing), names[near])
        self.doubts.append(Doubt(question, row, text, known, agreed, is_name=True))
        return thing if agreed else None

    def several(self, row: Row, column: str, text: str) -> list[T]:
        """Return what the names in a cell mean, each once. Raises CellError."""
        found = [self.one(row, column, name, at) for at, name in enumerate(self._parted(text))]
        return list(dict.fromkeys(each for each in found if each is not None))

    def _parted(self, text: str) -> list[str]:
        """Return the names in a cell: between them stands a semicolon or a new line, and a name may hold one itself."""
        pieces = re.split(r"[;\n]", text)
        if len(pieces) > MOST_NAMES:
            raise CellError(_("There are more than {most} names in this cell.").format(most=MOST_NAMES))
        names: list[str] = []
        at = 0
        while at < len(pieces):
            ends = range(min(len(pieces), at + MOST_PIECES), at, -1)
            longest = next((end for end in ends if self.find(";".join(pieces[at:end]))), at + 1)
            names += self._at_commas(";".join(pieces[at:longest]))
            at = longest
        return names

    def _at_commas(self, name: str) -> list[str]:
        """Return the names between commas, when each of them is known and the whole is not."""
        parts = [part.strip() for part in name.split(",")]
        if not self.find(name) and all(self.find(part) for part in parts):
            return parts
        return [name.strip()] if name.strip() else []
