# SPDX-License-Identifier: EUPL-1.2
"""Reads who answered: names, the last answer of each person, and what is asked for them besides wishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from indeling.errors import Text, text
from indeling.files.headings import ANONYMOUS, NAME_PREFIXES, Role
from indeling.files.spreadsheet.columns import Roles
from indeling.files.spreadsheet.moments import latest_order
from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.spelling import key
from indeling.files.spreadsheet.tables import Line, Place, Table


@dataclass(frozen=True)
class Person:
    """Who answered in a line."""

    line: Line
    id: str
    name: str
    email: str
    organisation: str
    domain: str


@dataclass(frozen=True)
class PeopleReader:
    """Reads a table of participants, apart from their wishes."""

    table: Table
    roles: Roles
    notes: Notes

    def cell(self, line: Line, role: Role) -> str:
        """Return what the line holds for a role; “anonymous” is nothing."""
        cells = (line.cells[at] for at in self.roles.get(role, ()))
        return next((cell for cell in cells if cell and cell.casefold() not in ANONYMOUS), "")

    def people(self, wished: Iterable[int]) -> list[Person]:
        """Return everybody once, by their last answer, in the order of the rows.

        A row without name, e-mail address and wishes (`wished`: the columns to look in) is left out.
        """
        everybody = [self._person(line) for line in self.table.lines]
        columns = tuple(wished)
        last = self._last_answers([one for one in everybody if self._answers(one, columns)])
        for one in last:
            self._check_name(one)
        return self._with_ids(last)

    def _answers(self, person: Person, wished: Sequence[int]) -> bool:
        if person.name or person.email or any(person.line.cells[at] for at in wished):
            return True
        self._warn(person.line, text("the row has no name, no e-mail address and no wishes; it is left out."))
        return False

    def _person(self, line: Line) -> Person:
        names = (self.cell(line, role) for role in (Role.FIRST_NAME, Role.PREFIX, Role.LAST_NAME))
        return Person(
            line=line,
            id=self.cell(line, Role.ID),
            name=" ".join((self.cell(line, Role.NAME) or " ".join(names)).split()),
            email=self._email(line),
            organisation=" ".join(self.cell(line, Role.ORGANISATION).split()),
            domain=" ".join(self.cell(line, Role.DOMAIN).split()),
        )

    def _email(self, line: Line) -> str:
        cells = (line.cells[at] for at in self.roles.get(Role.EMAIL, ()))
        return next((cell for cell in cells if "@" in cell), "").casefold()

    def _check_name(self, person: Person) -> None:
        columns = [at for role in (Role.NAME, Role.LAST_NAME, Role.FIRST_NAME) for at in self.roles.get(role, ())]
        if columns and not person.name:
            place = Place(self.table, person.line, columns[0])
            self.notes.errors.append(place.issue(text("the name is empty."), text("Fill it in, or empty the row.")))

    def _warn(self, line: Line, what: Text) -> None:
        self.notes.warnings.append(self.table.issue(what, line=line))

    # Who answered twice ----------------------------------------------------------------------------------------

    def _last_answers(self, people: Sequence[Person]) -> list[Person]:
        groups = self._groups(people)
        if all(len(group) == 1 for group in groups):
            return list(people)
        times = dict(zip(self.table.lines, latest_order([self._time(line) for line in self.table.lines]), strict=True))
        kept = {self._last(group, times).line.number for group in groups}
        return [one for one in people if one.line.number in kept]

    def _groups(self, people: Sequence[Person]) -> list[list[Person]]:
        """Return all answers of one person together: same address and like name, or same name and organisation."""
        groups: list[list[Person]] = []
        known: dict[tuple[str, str], list[Person]] = {}
        for one in people:
            identity, words = _identity(one), _words(one.name)
            same = next((known[identity, word] for word in ("", *words) if (identity, word) in known), None)
            same = same or (None if words else known.get((identity, ANYBODY)))
            if same:
                same.append(one)
                continue
            other = known.get((identity, ANYBODY))
            if other:
                what = text(
                    "the e-mail address is that of row {row}, but not the name; both stay.", row=other[0].line.number
                )
                self._warn(one.line, what)
            groups.append([one])
            known |= {(identity, word): groups[-1] for word in words or ("",)}
            known.setdefault((identity, ANYBODY), groups[-1])
        return groups

    def _time(self, line: Line) -> str:
        return self.cell(line, Role.CHANGED) or self.cell(line, Role.COMPLETED)

    def _last(self, group: Sequence[Person], times: Mapping[Line, int | None]) -> Person:
        known = [times[one.line] for one in group]
        order = known if all(time is not None for time in known) else [0] * len(group)
        last = max(zip(order, range(len(group)), group, strict=True))[2]
        for one in group:
            if one is not last:
                what = text("answered again in row {row}; only that answer counts.", row=last.line.number)
                self._warn(one.line, what)
        return last

    # Ids -------------------------------------------------------------------------------------------------------

    def _with_ids(self, people: Sequence[Person]) -> list[Person]:
        ids = [f"p{one.id}" if one.id.isdecimal() else one.id for one in people]
        if not all(ids) or len(set(ids)) < len(ids):
            if any(ids):
                self.notes.understood.append(text("not everybody has an id of their own, so people are numbered"))
            ids = [f"p{number}" for number in range(1, len(people) + 1)]
        return [replace(one, id=name) for one, name in zip(people, ids, strict=True)]


ANYBODY = " "
"""Stands for every name."""


def _identity(person: Person) -> str:
    """Return what tells people apart: the address, else name and organisation, else nothing but the row."""
    if person.email:
        return person.email
    name = f"{key(person.name)}|{key(person.organisation)}"
    return name if person.name else f"row {person.line.number}"


def _words(name: str) -> list[str]:
    """Return the words of a name that say whose it is. Two names that share one may be the same person's."""
    return sorted(word for word in {*key(name).split()} - NAME_PREFIXES if len(word) > 1)
