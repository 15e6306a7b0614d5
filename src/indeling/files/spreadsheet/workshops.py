# SPDX-License-Identifier: EUPL-1.2
"""Reads the list of workshops: titles, chairs, minima, and the rounds in which they are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from indeling.errors import Issue, Text, text
from indeling.files.headings import NO, WORKSHOP_HEADINGS, YES, Role
from indeling.files.spreadsheet.columns import Roles, tell_roles, workshop_roles
from indeling.files.spreadsheet.mapping import SheetSaid, WorkshopSaid
from indeling.files.spreadsheet.notes import Notes, listed
from indeling.files.spreadsheet.rounds import Rounds, round_number, split_round
from indeling.files.spreadsheet.spelling import heading_key, key, title_key
from indeling.files.spreadsheet.tables import Line, Place, Table

NOT_GIVEN = frozenset({"-", "\u2013", "nee", "no", "n.v.t.", "nvt", "n/a"})

_WHOLE = re.compile(r"\+?([0-9]{1,9})(?:[.,]0+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d:", re.ASCII)
_NUMBER_IN_TEXT = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True)
class ListedWorkshop:
    """A workshop as it is listed: chairs per round id; `leaders` are names."""

    id: str
    title: str
    chairs: Mapping[str, int]
    minimum: int = 0
    optional: bool = False
    leaders: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the workshop in the interchange format."""
        minimum = {"minimum": self.minimum} if self.minimum else {}
        sessions = [{"round": rnd, "capacity": chairs, **minimum} for rnd, chairs in self.chairs.items()]
        optional = {"optional": True} if self.optional else {}
        return {"id": self.id, "title": self.title, **optional, "sessions": sessions}


@dataclass(frozen=True)
class WorkshopList:
    """The table with workshops, and its columns."""

    table: Table
    roles: Roles
    chairs_by_round: Mapping[int, int] = field(default_factory=dict)
    """Column → number of the round, for columns such as “Plaatsen ronde 2”."""

    @property
    def is_one(self) -> bool:
        """Whether there are titles and chairs: without them it is another table."""
        return Role.TITLE in self.roles and (Role.CAPACITY in self.roles or bool(self.chairs_by_round))

    @property
    def columns(self) -> set[int]:
        """The columns that are read."""
        return {*chain.from_iterable(self.roles.values()), *self.chairs_by_round}

    @cached_property
    def lines(self) -> list[tuple[Line, str]]:
        """The rows of workshops with their titles; rows without title and number of chairs are left out."""
        found = ((line, self.cell(line, Role.TITLE)) for line in self.table.lines)
        return [(line, title) for line, title in found if title or self._chairs_said(line)]

    def cell(self, line: Line, role: Role) -> str:
        """Return what the line holds for a role; empty when there is no such column."""
        return next((line.cells[at] for at in self.roles.get(role, ()) if line.cells[at]), "")

    def place(self, line: Line, role: Role) -> Place:
        """Return the cell of that role, to point at."""
        columns = self.roles.get(role)
        return Place(self.table, line, columns[0] if columns else None)

    def _chairs_said(self, line: Line) -> bool:
        return any(line.cells[at] for at in (*self.roles.get(Role.CAPACITY, ()), *self.chairs_by_round))

    def rounds_said(self) -> int:
        """Return the highest number of a round that headings or cells mention, 0 when they do not tell.

        Round 1 alone does not tell, where other workshops are given in every round.
        """
        cells = [self.cell(line, Role.ROUNDS) for line, _ in self.lines]
        numbers = (round_number(key(part)) or 0 for cell in cells for part in parts(cell))
        highest = max([*self.chairs_by_round.values(), *numbers], default=0)
        return 0 if highest == 1 and not all(cells) and not self.chairs_by_round else highest

    def titles(self) -> tuple[list[str], list[str]]:
        """Return the titles, each once, and beside them the ids that the list gives (empty where it gives none)."""
        first: dict[str, tuple[str, str]] = {}
        for line, title in self.lines:
            first.setdefault(title_key(title), (title, self.cell(line, Role.ID)))
        found = [pair for spelled, pair in first.items() if spelled]
        return [title for title, _ in found], [name for _, name in found]


def chairs_columns(headings: Sequence[str], round_names: Sequence[str]) -> dict[int, int]:
    """Return the columns with the chairs of one round, and the number of that round.

    Such a heading is a round by its number or its own name (`round_names`, keys), with or without a word for chairs.
    """
    found = {}
    for at, heading in enumerate(headings):
        number, rest = split_round(heading_key(heading), round_names)
        if number and (not rest or rest in WORKSHOP_HEADINGS[Role.CAPACITY]):
            found[at] = number
    return found


def workshop_list(table: Table, said: SheetSaid, round_names: Sequence[str], notes: Notes) -> WorkshopList:
    """Return the table as a list of workshops, and tell which column was taken for what.

    `said`: the columns that a mapping names; `round_names`: keys of the rounds' own names. Missing columns and an
    empty list are errors in the notes; without titles or chairs it is another table, and FileError is raised.
    """
    notes.understood.append(text("the workshops are those in {place}", place=table.sheet or table.file))
    by_round = chairs_columns(table.headings, round_names)
    found = workshop_roles(table, said.columns, notes)
    kept = {role: tuple(at for at in columns if at not in by_round) for role, columns in found.items()}
    roles = {role: columns for role, columns in kept.items() if columns}
    notes.understood += tell_roles(table, roles)
    if by_round:
        columns = listed(table.label(at) for at in by_round)
        notes.understood.append(text("columns {columns} are the chairs per round", columns=columns))
    listing = WorkshopList(table, roles, by_round)
    notes.errors += _incomplete(listing)
    if not listing.is_one:
        notes.stop_on_errors()
    notes.errors += table.broken_formulas(listing.columns)
    return listing


def _incomplete(listing: WorkshopList) -> list[Issue]:
    table = listing.table
    advice = text("The columns are {names}.", names=listed(filter(None, table.headings)))
    found = []
    if Role.TITLE not in listing.roles:
        found.append(table.issue(text("no column with the titles of the workshops."), advice=advice, line=table.header))
    if Role.CAPACITY not in listing.roles and not listing.chairs_by_round:
        what = text("no column with the number of chairs; name it “Plaatsen” or “Capacity”.")
        found.append(table.issue(what, advice=advice, line=table.header))
    if not found and not listing.lines:
        what = text("there are no workshops in the list.")
        found.append(table.issue(what, advice=text("Fill in a row for each workshop.")))
    return found


def parts(cell: str) -> list[str]:
    """Return what stands between `;`, `,`, new lines or “en” in a cell that lists rounds."""
    return [part.strip() for part in re.split(r"[;,\n&+]|\ben\b|\band\b", cell) if part.strip()]


class WorkshopReader:
    """Reads the lines of a list of workshops; everything wrong goes into the notes."""

    def __init__(self, listing: WorkshopList, rounds: Rounds, notes: Notes) -> None:
        self._list = listing
        self._rounds = rounds
        self._notes = notes
        self._seen: dict[str, tuple[Line, ListedWorkshop]] = {}
        self._rows: dict[str, int] = {}

    def read(self) -> list[ListedWorkshop]:
        """Return the workshops in the order of the list; rows with the same title in other rounds are one workshop."""
        for at, number in self._list.chairs_by_round.items():
            if self._rounds.at(number) is None:
                place = Place(self._list.table, self._list.table.header, at)
                self._notes.errors.append(place.issue(text("there is no round {number}.", number=number)))
        for line, title in self._list.lines:
            self._add(line, self._workshop(line, title, len(self._seen) + 1))
        return [workshop for _, workshop in self._seen.values()]

    def _add(self, line: Line, workshop: ListedWorkshop) -> None:
        before = self._seen.get(title_key(workshop.title))
        if not title_key(workshop.title):
            advice = text("Fill in the title, or empty the row.")
            self._error(line, Role.TITLE, text("the workshop has no title."), advice)
        elif before is None:
            self._check_id(line, workshop)
            self._seen[title_key(workshop.title)] = line, workshop
        elif set(before[1].chairs) & set(workshop.chairs) or not self._list.roles.get(Role.ROUNDS):
            what = text("this title stands in row {row} as well.", row=before[0].number)
            self._error(line, Role.TITLE, what, text("Give each workshop its own title, or remove one of the rows."))
        else:
            self._seen[title_key(workshop.title)] = before[0], _joined(before[1], workshop, self._rounds)

    def _check_id(self, line: Line, workshop: ListedWorkshop) -> None:
        row = self._rows.setdefault(workshop.id, line.number)
        if row != line.number:
            what = text("the id “{name}” is used in row {row} as well.", name=workshop.id, row=row)
            self._error(line, Role.ID, what, text("Give each workshop its own id."))

    def _workshop(self, line: Line, title: str, number: int) -> ListedWorkshop:
        chairs = self._chairs(line)
        minimum = self._whole(self._list.place(line, Role.MINIMUM), self._list.cell(line, Role.MINIMUM) or "0") or 0
        smallest = min(chairs.values(), default=minimum)
        if minimum > smallest:
            what = text("the minimum, {minimum}, is more than the chairs, {chairs}.", minimum=minimum, chairs=smallest)
            self._error(line, Role.MINIMUM, what)
        return ListedWorkshop(
            id=self._list.cell(line, Role.ID) or f"w{number}",
            title=title,
            chairs=chairs,
            minimum=minimum,
            optional=self._flag(line),
            leaders=tuple(filter(None, re.split(r"\s*[;\n&]\s*", self._list.cell(line, Role.LEADER)))),
        )

    def _chairs(self, line: Line) -> dict[str, int]:
        usual = self._usual(line)
        given = self._given(line)
        chairs = {rnd: usual for rnd in given if usual is not None}
        for at, number in self._list.chairs_by_round.items():
            chairs |= self._override(Place(self._list.table, line, at), self._rounds.at(number))
        if not any(chairs.values()) and usual is not None:
            self._error(line, Role.CAPACITY, text("there is no round in which this workshop has a chair."))
        return {rnd: chairs[rnd] for rnd in self._rounds.ids if chairs.get(rnd)}

    def _usual(self, line: Line) -> int | None:
        """Return the chairs in every round: 0 when only the columns per round say it, None when it is wrong."""
        said = self._list.cell(line, Role.CAPACITY)
        if not said and any(line.cells[at] for at in self._list.chairs_by_round):
            return 0
        if said:
            return self._whole(self._list.place(line, Role.CAPACITY), said)
        what = text("the number of chairs is empty.")
        self._error(line, Role.CAPACITY, what, text("Fill in how many people can take part in one round."))
        return None

    def _given(self, line: Line) -> list[str]:
        said = parts(self._list.cell(line, Role.ROUNDS))
        found = {part: self._rounds.find(part) for part in said}
        for part in (part for part, rnd in found.items() if rnd is None):
            what = text("there is no round “{name}”.", name=part)
            self._error(line, Role.ROUNDS, what, text("The rounds are {names}.", names=self._rounds.listed))
        return [rnd for rnd in found.values() if rnd] if said else list(self._rounds.ids)

    def _override(self, place: Place, rnd: str | None) -> dict[str, int]:
        said = place.line.cells[place.position or 0]
        if rnd is None or not said:
            return {}
        if said.casefold() in NOT_GIVEN:
            return {rnd: 0}
        chairs = self._whole(place, said)
        return {} if chairs is None else {rnd: chairs}

    def _flag(self, line: Line) -> bool:
        said = key(self._list.cell(line, Role.OPTIONAL))
        if said not in YES | NO:
            self._error(line, Role.OPTIONAL, text("this is neither yes nor no."), text("Write ja or nee."))
        return said in YES

    def _whole(self, place: Place, said: str) -> int | None:
        found = _WHOLE.fullmatch(said.strip())
        if found:
            return int(found[1])
        self._notes.errors.append(_not_whole(place, said))
        return None

    def _error(self, line: Line, role: Role, what: Text, advice: Text | None = None) -> None:
        self._notes.errors.append(self._list.place(line, role).issue(what, advice))


def _not_whole(place: Place, said: str) -> Issue:
    what = text("this is not a whole number, 0 or more.")
    if _DATE.match(said):
        return place.issue(what, text("It is a date or a time: make the cell an ordinary number, and write it again."))
    number = _NUMBER_IN_TEXT.findall(said)
    advice = text("Write {number}.", number=number[0]) if len(number) == 1 else text("Write a number in digits.")
    return place.issue(what, advice)


def _joined(one: ListedWorkshop, other: ListedWorkshop, rounds: Rounds) -> ListedWorkshop:
    chairs = {**one.chairs, **other.chairs}
    return ListedWorkshop(
        one.id,
        one.title,
        {rnd: chairs[rnd] for rnd in rounds.ids if rnd in chairs},
        max(one.minimum, other.minimum),
        one.optional or other.optional,
        one.leaders + other.leaders,
    )


def said_workshops(said: Iterable[WorkshopSaid], rounds: Rounds, file: str, notes: Notes) -> list[ListedWorkshop]:
    """Return the workshops that the mapping itself lists; unknown rounds and doubled titles go into the notes."""
    found: dict[str, ListedWorkshop] = {}
    for number, one in enumerate(said, start=1):
        given = {name: rounds.find(name) for name in one.rounds} or {name: name for name in rounds.ids}
        for name in (name for name, rnd in given.items() if rnd is None):
            advice = text("The rounds are {names}.", names=rounds.listed)
            notes.errors.append(
                Issue(text("there is no round “{name}”.", name=name), advice, file=file, value=one.title)
            )
        if title_key(one.title) in found:
            notes.errors.append(Issue(text("this title is listed twice."), file=file, value=one.title))
        chairs = {rnd: one.capacity for rnd in rounds.ids if rnd in given.values()}
        found[title_key(one.title)] = ListedWorkshop(
            one.id or f"w{number}", one.title, chairs, one.minimum, one.optional
        )
    return list(found.values())
