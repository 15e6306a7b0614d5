# SPDX-License-Identifier: EUPL-1.2
"""What an import would do: what is new, what changes, what is in doubt, what has to be mended first. Saves nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Speaker, Workshop
from regiodag.days.workbook.match import Doubt, matched
from regiodag.days.workbook.read import Content, Row, Wrong
from regiodag.days.workbook.references import Names
from regiodag.days.workbook.sheets import (
    BETWEEN,
    FEATURES,
    ITEMS,
    KINDS,
    LISTS,
    NO_ROOM,
    ROOMS,
    ROUND,
    SHEETS,
    SPEAKERS,
    WORKSHOPS,
    Column,
    Sheet,
    Written,
    labels,
    rows_of,
)
from regiodag.days.workbook.values import (
    CellError,
    as_text,
    choice_of,
    in_every_language,
    key_of,
    read_number,
    read_time,
)

NUMBERS = {"capacity", "minimum", "maximum"}
TIMES = {"start", "end"}
PEOPLE = {"speakers", "leaders"}
GIVEN = {"x", "ja", "yes", "✓"}
ROUND_KIND = "round"


@dataclass(frozen=True)
class Change:
    """A cell that would change: the heading of its column, what is there, and what would be."""

    heading: str
    before: str
    after: str


@dataclass
class Entry:
    """A thing that would be made or changed. people, rooms: what is set beside its own fields; rooms by round."""

    row: Row
    thing: Any
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    people: list[Speaker] | None = None
    rooms: dict[int, Room | bool | None] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.thing)


@dataclass
class Plan:
    """What an import would do, in the order in which it can be done. left: how much of the day is not in the file."""

    entries: list[Entry] = field(default_factory=list)
    rounds: dict[int, Round] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    same: int = 0
    left: int = 0

    @property
    def new(self) -> list[Entry]:
        """What would be made."""
        return [entry for entry in self.entries if entry.is_new]

    @property
    def changed(self) -> list[Entry]:
        """What would change."""
        return [entry for entry in self.entries if not entry.is_new]


def fingerprint(day: Day) -> str:
    """Return a digest of all that the workbook tells of a day: it changes when anybody changes any of it."""
    told = [
        [str(written.thing.pk), {key: as_text(cell) for key, cell in written.cells.items()}]
        for sheet in rows_of(day).values()
        for written in sheet
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def plan_of(day: Day, content: Content, answers: Mapping[str, bool]) -> Plan:
    """Return what bringing in a workbook would do. answers: to doubts, by their key; whoever is silent agrees."""
    return _Planner(day, content, answers).plan()


class _Planner:
    """Goes through the sheets in the order in which they refer to one another."""

    def __init__(self, day: Day, content: Content, answers: Mapping[str, bool]) -> None:
        self.day, self.content, self.answers = day, content, answers
        self.there = rows_of(day)
        self.made = Plan(notes=[*content.notes], wrong=[*content.wrong])
        self.made.rounds = {each.number: each for each in day.rounds.all()}
        sessions = Session.objects.filter(round__day=day).select_related("round", "room")
        self.sessions = {(each.workshop_id, each.round.number): each.room for each in sessions}
        self.rooms: Names[Room] = Names(str(ROOMS.name), answers)
        self.people: Names[Speaker] = Names(str(SPEAKERS.name), answers)
        named = labels(day.speakers.all())
        for written in self.there[ROOMS.key]:
            self.rooms.add(written.thing.name, written.thing)
        for written in self.there[SPEAKERS.key]:
            self.people.add(named[written.thing.pk], written.thing)

    def plan(self) -> Plan:
        """Return the plan."""
        for sheet in SHEETS:
            entries = self._sheet(sheet, self.content.rows.get(sheet.key, []))
            self._name(entries)
            if sheet is ITEMS:
                self._number_rounds(entries)
            self.made.entries += [entry for entry in entries if entry.is_new or entry.changes]
            self.made.same += sum(not entry.is_new and not entry.changes for entry in entries)
        self.made.doubts += [*self.rooms.doubts, *self.people.doubts]
        return self.made

    def _sheet(self, sheet: Sheet, rows: Sequence[Row]) -> list[Entry]:
        there = self.there[sheet.key]
        found = matched(sheet.key, rows, there, self.answers)
        self.made.doubts += found.doubts
        self.made.left += len(there) - len(found.things)
        entries = [self._entry(row, found.things.get(row.number)) for row in rows]
        for at, entry in enumerate(each for each in entries if each.is_new):
            if sheet in {ROOMS, WORKSHOPS}:
                entry.thing.position = len(there) + at
        if sheet in {ROOMS, WORKSHOPS}:
            self._check_names(sheet, entries)
        return entries

    def _entry(self, row: Row, written: Written | None) -> Entry:
        entry = Entry(row, written.thing if written else row.sheet.kind(day=self.day), written is None)
        before = len(self.made.wrong)
        for column in _columns(row, entry.is_new):
            self._fill(entry, column, as_text(written.cells.get(column.key)) if written else "")
        if len(self.made.wrong) == before and (entry.is_new or entry.changes):
            self._check(entry)
        return entry

    def _fill(self, entry: Entry, column: Column, was: str) -> None:
        """Set what a cell says, and note whether that is a change, or what is wrong with it."""
        text = entry.row.cells.get(column.key, "")
        try:
            if (text != was or (entry.is_new and column.needed)) and self._differs(entry, column, text):
                entry.changes.append(Change(str(column.heading), was, text))
        except CellError as error:
            self._wrong(entry.row, column, str(error))

    def _differs(self, entry: Entry, column: Column, text: str) -> bool:
        """Set what a cell says, and return whether it was something else. Raises CellError."""
        if column.key.startswith(ROUND):
            return self._in_round(entry, column, text)
        if column.key in PEOPLE:
            entry.people = self.people.several(entry.row, column.key, text)
            now = [] if entry.is_new else list(getattr(entry.thing, column.key).all())
            return set(entry.people) != set(now)
        if column.key == "room":
            value: Any = self.rooms.one(entry.row, column.key, text) if text else None
        else:
            value = _value(column, text)
        differs: bool = value != getattr(entry.thing, column.key)
        if column.key == "kind" and entry.thing.round_id and value != ROUND_KIND:
            raise CellError(_("This is a workshop round and stays one. Take it away in the timetable instead."))
        setattr(entry.thing, column.key, value)
        return differs

    def _in_round(self, entry: Entry, column: Column, text: str) -> bool:
        number = int(column.key.removeprefix(ROUND))
        if text and number not in self.made.rounds:
            raise CellError(_("There is no round {number} on the sheet with the programme.").format(number=number))
        wanted: Room | bool | None = False
        if text and not self.rooms.find(text) and key_of(text) in {*GIVEN, *map(key_of, in_every_language(NO_ROOM))}:
            wanted = None
        elif text:
            wanted = self.rooms.one(entry.row, column.key, text)
        if wanted == self.sessions.get((entry.thing.pk, number), False):
            return False
        entry.rooms[number] = wanted
        return True

    def _name(self, entries: Sequence[Entry]) -> None:
        """Let later sheets refer to rooms and people as they are called in the file."""
        for entry in entries:
            if isinstance(entry.thing, Room):
                self.rooms.add(entry.thing.name, entry.thing)
        new = [entry.thing for entry in entries if entry.is_new and isinstance(entry.thing, Speaker)]
        people = [written.thing for written in self.there[SPEAKERS.key]] + new
        for pk, label in labels(people).items():
            self.people.add(label, next(each for each in people if each.pk == pk))
        for person in people:
            self.people.add(str(person), person)

    def _number_rounds(self, entries: Sequence[Entry]) -> None:
        """Give rounds that are new one that has no time yet, or else the next number, in the order of their times."""
        waiting = list(self.day.rounds.filter(item=None))
        new = [each for each in entries if each.thing.kind == ROUND_KIND and each.thing.round_id is None]
        for entry in sorted(new, key=lambda each: each.thing.start or time.min):
            if waiting:
                entry.thing.round = waiting.pop(0)
                continue
            number = max(self.made.rounds, default=0) + 1
            entry.thing.round = self.made.rounds[number] = Round(day=self.day, number=number)

    def _check_names(self, sheet: Sheet, entries: Sequence[Entry]) -> None:
        """Note rooms and workshops that would have the name of another one."""
        column = next(each for each in sheet.columns if each.needed)
        things = [*(each.thing for each in self.there[sheet.key]), *(each.thing for each in entries if each.is_new)]
        names = Counter(getattr(each, column.key).casefold() for each in things)
        for entry in entries:
            name = getattr(entry.thing, column.key).casefold()
            if names[name] > 1 and name and _renamed(entry, str(column.heading)):
                self._wrong(entry.row, column, _("There is one with this name already."))

    def _check(self, entry: Entry) -> None:
        """Note what the thing itself does not accept: too long, no address, ends before it starts."""
        thing, keys = entry.thing, {column.key for column in entry.row.sheet.columns} - {"room"}
        try:
            thing.clean_fields(exclude={each.name for each in thing._meta.concrete_fields} - keys)
        except ValidationError as error:
            for key, sentences in error.message_dict.items():
                self._wrong(entry.row, entry.row.sheet.column(key), " ".join(sentences))
            return
        if isinstance(thing, ProgrammeItem) and thing.end <= thing.start:
            self._wrong(entry.row, ITEMS.column("end"), _("It has to end after it starts."))
        if isinstance(thing, Workshop) and thing.minimum > thing.maximum:
            self._wrong(entry.row, WORKSHOPS.column("minimum"), _("This is more than can come at most."))

    def _wrong(self, row: Row, column: Column, sentence: str) -> None:
        self.made.wrong.append(Wrong(str(row.sheet.name), row.number, str(column.heading), sentence))


def _renamed(entry: Entry, heading: str) -> bool:
    return entry.is_new or any(each.heading == heading for each in entry.changes)


def _columns(row: Row, is_new: bool) -> Iterator[Column]:  # noqa: FBT001  (a private function)
    """Yield the columns that a row fills in; for something new also those that it has to."""
    known = [each for each in row.sheet.columns if each.key in row.cells or (is_new and each.needed)]
    yield from known
    for key in row.cells:
        if key.startswith(ROUND):
            yield row.sheet.column(key)


def _value(column: Column, text: str) -> Any:
    """Return what a cell with a plain value says. Raises CellError."""
    if not text and column.needed:
        raise CellError(_("This has to be filled in."))
    if column.key in NUMBERS:
        return read_number(text or "0")
    if column.key in TIMES:
        return read_time(text)
    if column.key == "kind":
        return choice_of(text, KINDS)
    if column.key in LISTS:
        ticked = {choice_of(each, FEATURES) for each in text.split(BETWEEN.strip()) if each.strip()}
        return [value for value, _name in FEATURES if value in ticked]
    return text
