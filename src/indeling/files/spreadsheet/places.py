# SPDX-License-Identifier: EUPL-1.2
"""Reads what is asked for a person besides wishes: rounds, fixed places, workshops they lead or may not get."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indeling.errors import Text, text
from indeling.files.headings import Role
from indeling.files.spreadsheet.columns import Roles
from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.rounds import Rounds
from indeling.files.spreadsheet.tables import Line, Place, Table
from indeling.files.spreadsheet.titles import Titles
from indeling.files.spreadsheet.workshops import parts


@dataclass(frozen=True)
class PlaceReader:
    """Reads one line after another. `given`: by position of the workshop, its id and the rounds it is given in."""

    table: Table
    roles: Roles
    notes: Notes
    titles: Titles
    rounds: Rounds
    given: Sequence[tuple[str, Sequence[str]]]

    def read(self, line: Line) -> dict[str, Any]:
        """Return the keys `rounds`, `forbidden`, `fixed` and `leads` of the interchange format that apply."""
        found: Mapping[str, Any] = {
            "rounds": self._attends(line),
            "forbidden": self._workshops(line, Role.FORBIDDEN),
            "fixed": self._fixed(line),
            "leads": self._workshops(line, Role.LEADS),
        }
        return {name: value for name, value in found.items() if value}

    def _cells(self, line: Line, role: Role) -> list[tuple[str, Place]]:
        return [(line.cells[at], Place(self.table, line, at)) for at in self.roles.get(role, ()) if line.cells[at]]

    def _error(self, place: Place, what: Text, advice: Text | None = None) -> None:
        self.notes.errors.append(place.issue(what, advice))

    def _attends(self, line: Line) -> list[str]:
        cells = self._cells(line, Role.ATTENDS)
        found = {self._round(part, place) for cell, place in cells for part in parts(cell)}
        return [rnd for rnd in self.rounds.ids if rnd in found]

    def _round(self, said: str, place: Place) -> str | None:
        rnd = self.rounds.find(said)
        if rnd is None:
            advice = text("The rounds are {names}.", names=self.rounds.listed)
            self._error(place, text("there is no round “{name}”.", name=said), advice)
        return rnd

    def _workshops(self, line: Line, role: Role) -> list[str]:
        cells = self._cells(line, role)
        found = [self.titles.find(part, place) for cell, place in cells for part in self.titles.split(cell)]
        return list(dict.fromkeys(self.given[workshop][0] for workshop in found if workshop is not None))

    def _fixed(self, line: Line) -> dict[str, str]:
        fixed: dict[str, str] = {}
        for cell, place in self._cells(line, Role.FIXED):
            for piece in self._pieces(cell):
                self._fix(piece, place, fixed)
        return fixed

    def _pieces(self, cell: str) -> list[str]:
        """Return the pieces `round: title`; a piece that is neither belongs to the title before it."""
        pieces: list[str] = []
        for piece in filter(None, (piece.strip() for piece in re.split(r"[;\n]", cell))):
            if pieces and self._continues(pieces[-1], piece):
                pieces[-1] = f"{pieces[-1]};{piece}"
            else:
                pieces.append(piece)
        return pieces

    def _continues(self, before: str, piece: str) -> bool:
        title = before.partition(":")[2] or before
        whole = ":" in piece or self.titles.exact(piece) is not None
        return not whole or self.titles.exact(f"{title};{piece}") is not None

    def _fix(self, said: str, place: Place, fixed: dict[str, str]) -> None:
        before, colon, after = (part.strip() for part in said.partition(":"))
        if colon and self.titles.exact(said) is None:
            rnd, workshop = self._round(before, place), self.titles.find(after, place)
        else:
            workshop = self.titles.find(said, place)
            rnd = None if workshop is None else self._only_round(workshop, place)
        if rnd is None or workshop is None:
            return
        if rnd in fixed:
            self._error(place, text("there are two fixed places in round {round}.", round=rnd), text("Leave one."))
        if rnd not in self.given[workshop][1]:
            title = self.titles.titles[workshop]
            self._error(place, text("“{title}” is not given in round {round}.", title=title, round=rnd))
        fixed[rnd] = self.given[workshop][0]

    def _only_round(self, workshop: int, place: Place) -> str | None:
        given = self.given[workshop][1]
        if len(given) == 1:
            return given[0]
        advice = text("Write the round in front: “{name}: title”.", name=self.rounds.names[0])
        self._error(place, text("the round of the fixed place is missing."), advice)
        return None
