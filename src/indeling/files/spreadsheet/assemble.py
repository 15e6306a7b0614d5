# SPDX-License-Identifier: EUPL-1.2
"""Puts the tables of a day together into one problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indeling.errors import FileError, Issue, text
from indeling.files.headings import NO_PREFERENCE
from indeling.files.reading import Options, Reading, Source
from indeling.files.spreadsheet.columns import participant_roles, tell_roles
from indeling.files.spreadsheet.mapping import Said, read_mapping
from indeling.files.spreadsheet.notes import Notes, listed, told
from indeling.files.spreadsheet.people import PeopleReader, Person
from indeling.files.spreadsheet.places import PlaceReader
from indeling.files.spreadsheet.rounds import Rounds, RoundSources, decide_rounds
from indeling.files.spreadsheet.sheets import pick_answers, pick_workshops, read_sheets, round_names, sort_sheets
from indeling.files.spreadsheet.spelling import key, title_key
from indeling.files.spreadsheet.tables import Sheet, Table
from indeling.files.spreadsheet.titles import Titles
from indeling.files.spreadsheet.wishes import RoundMark, WishLayout, WishReader, WishSearch, find_wishes
from indeling.files.spreadsheet.workshops import (
    ListedWorkshop,
    WorkshopList,
    WorkshopReader,
    said_workshops,
    workshop_list,
)

MOST_TITLES_SHOWN = 50
LONGEST_SHOWN = 60


def assemble(source: Source, options: Options) -> Reading:
    """Return the problem in the tables of `source` and of the list of workshops. Raises FileError with all issues."""
    notes = Notes()
    said = read_mapping(options.mapping)
    day = _Day(source, options, said, notes)
    data = day.data()
    notes.stop_on_errors()
    return Reading(data, tuple(notes.understood), tuple(told(notes.warnings)))


class _Day:
    """One reading, step by step; what is wrong goes into the notes, what cannot be gone on with is raised."""

    def __init__(self, source: Source, options: Options, said: Said, notes: Notes) -> None:
        self._source, self._options, self._said, self._notes = source, options, said, notes

    def data(self) -> dict[str, Any]:
        """Return the problem in the interchange format."""
        said, notes = self._said, self._notes
        sheets = read_sheets(self._source, notes)
        names = tuple(one.id for one in said.rounds) or round_names(sheets)
        table = pick_answers(self._source, sheets, said)
        listing = self._listing(sheets, names)
        titles = self._titles(listing)
        people = PeopleReader(table, participant_roles(table, said.answers.columns, notes), notes)
        layout = self._layout(people, titles, names)
        if titles is None:
            raise FileError(told([*notes.errors, _no_workshops(table, layout)]), told(notes.warnings))
        rounds = self._rounds(names, listing, layout)
        return self._problem(people, layout, titles, rounds, self._workshops(listing, rounds))

    # The workshops ---------------------------------------------------------------------------------------------

    def _listing(self, sheets: Sequence[Sheet], names: Sequence[str]) -> WorkshopList | None:
        """Return the list of workshops: the file given for it, else a sheet of the workbook, else None."""
        if self._said.workshops:
            return None
        source, said = self._options.workshops, self._said.workshop_list
        if source:
            sheets = read_sheets(source, self._notes)
        elif not sort_sheets(sheets).workshops and said.sheet is None:
            return None
        table = pick_workshops(source or self._source, sheets, self._said)
        return workshop_list(table, self._said.workshop_list, list(map(key, names)), self._notes)

    def _titles(self, listing: WorkshopList | None) -> Titles | None:
        if self._said.workshops:
            titles = [one.title for one in _unique(self._said)]
            ids = [one.id or "" for one in _unique(self._said)]
        elif listing:
            titles, ids = listing.titles()
        else:
            return None
        return self._with_meanings(titles, ids)

    def _with_meanings(self, titles: list[str], ids: list[str]) -> Titles:
        meanings = self._said.titles
        found = Titles(titles, ids, meanings)
        for said, title in meanings.items():
            if found.exact(title) is None:
                what = text(
                    "“{said}” is said to mean “{title}”, but there is no such workshop.", said=said, title=title
                )
                self._notes.errors.append(Issue(what, file=self._said.file))
        return found

    def _workshops(self, listing: WorkshopList | None, rounds: Rounds) -> list[ListedWorkshop]:
        if listing:
            return WorkshopReader(listing, rounds, self._notes).read()
        return said_workshops(self._said.workshops, rounds, self._said.file or "", self._notes)

    # The answers -----------------------------------------------------------------------------------------------

    def _layout(self, people: PeopleReader, titles: Titles | None, names: Sequence[str]) -> WishLayout:
        notes, table = self._notes, people.table
        notes.understood += tell_roles(table, people.roles)
        taken = {at for columns in people.roles.values() for at in columns}
        layout = find_wishes(WishSearch(table, taken, titles, list(map(key, names)), notes), self._said)
        if not layout.columns:
            notes.errors.append(_no_wishes(table) if people.roles else _no_answers(table))
            if not people.roles:
                notes.stop_on_errors()
        notes.errors += table.broken_formulas(taken | layout.positions)
        free = (at for at in range(len(table.headings)) if at not in taken | layout.positions)
        unused = [table.label(at) for at in free if any(table.column(at))]
        if unused:
            columns = listed(unused)
            notes.understood.append(text("not used: {columns}", columns=columns))
        return layout

    def _rounds(self, names: tuple[str, ...], listing: WorkshopList | None, layout: WishLayout) -> Rounds:
        mapped = bool(self._said.rounds)
        sources = RoundSources(
            mapping_names=names if mapped else (),
            sheet_names=() if mapped else names,
            asked=self._options.rounds,
            mapping_count=self._said.round_count,
            workshops=listing.rounds_said() if listing else 0,
            wishes=layout.rounds,
        )
        return decide_rounds(sources, self._notes, self._source.name)

    # The problem -----------------------------------------------------------------------------------------------

    def _problem(
        self,
        people: PeopleReader,
        layout: WishLayout,
        titles: Titles,
        rounds: Rounds,
        workshops: Sequence[ListedWorkshop],
    ) -> dict[str, Any]:
        notes = self._notes
        nothing = NO_PREFERENCE | {key(said) for said in self._said.no_preference}
        wishes = WishReader(people.table, layout, titles, nothing, notes)
        # where the chairs are wrong, that is told already, and any round will do
        given = [(workshop.id, tuple(workshop.chairs) or rounds.ids) for workshop in workshops]
        places = PlaceReader(people.table, people.roles, notes, titles, rounds, given)
        everybody = people.people(layout.positions)
        if not everybody:
            advice = text("Fill in a row for each participant.")
            notes.errors.append(people.table.issue(text("there are no participants."), advice=advice))
        participants = [
            _participant(one, _Wished(wishes, rounds, given).read(one), places.read(one.line)) for one in everybody
        ]
        titles.report(notes)
        _add_leaders(participants, workshops)
        counts = {"participants": len(everybody), "workshops": len(workshops)}
        notes.understood.append(text("participants: {participants}, workshops: {workshops}", **counts))
        asked = {} if layout.asked is None else {"wishes_asked": layout.asked}
        return {
            "format": "indeling/problem",
            "version": 1,
            **asked,
            "rounds": [{"id": name} for name in rounds.ids],
            "workshops": [workshop.to_dict() for workshop in workshops],
            "participants": participants,
        }


@dataclass(frozen=True)
class _Wished:
    """Turns the wishes of a line into ids."""

    reader: WishReader
    rounds: Rounds
    given: Sequence[tuple[str, Sequence[str]]]

    def read(self, person: Person) -> list[Any] | dict[str, list[Any]]:
        """Return the wishes in the interchange format; who wishes what is not given in that round is warned."""
        lists = {self._round(mark): groups for mark, groups in self.reader.read(person.line).items()}
        if None in lists:
            return self._ids(lists[None])
        self._check(person, lists)
        return {rnd: self._ids(groups) for rnd, groups in lists.items() if rnd}

    def _round(self, mark: RoundMark) -> str | None:
        return self.rounds.at(mark) if isinstance(mark, int) else mark and self.rounds.find(mark)

    def _ids(self, groups: Sequence[Sequence[int]]) -> list[Any]:
        named = ([self.given[workshop][0] for workshop in group] for group in groups)
        return [group[0] if len(group) == 1 else group for group in named]

    def _check(self, person: Person, lists: dict[str | None, list[list[int]]]) -> None:
        for rnd, groups in lists.items():
            for workshop in (workshop for group in groups for workshop in group):
                if rnd not in self.given[workshop][1]:
                    title = self.reader.titles.titles[workshop]
                    what = text("“{title}” is wished in round {round}, but not given in it.", title=title, round=rnd)
                    self.reader.notes.warnings.append(self.reader.table.issue(what, line=person.line))


def _participant(person: Person, wishes: object, places: dict[str, Any]) -> dict[str, Any]:
    found = {
        "id": person.id,
        "name": person.name,
        "organisation": person.organisation,
        "domain": person.domain,
        "wishes": wishes,
        **places,
    }
    return {name: value for name, value in found.items() if value}


def _add_leaders(participants: Sequence[dict[str, Any]], workshops: Sequence[ListedWorkshop]) -> None:
    """Let participants whose name is that of a leader lead that workshop; other leaders do not take part."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for one in participants:
        by_name.setdefault(key(one.get("name", "")), []).append(one)
    for workshop in workshops:
        for leader in workshop.leaders:
            for one in by_name.get(key(leader), ()):
                one["leads"] = list(dict.fromkeys([*one.get("leads", ()), workshop.id]))


def _unique(said: Said) -> list[Any]:
    return list({title_key(one.title): one for one in said.workshops}.values())


def _headings(table: Table) -> str:
    """Return the headings for use in a sentence: not more or longer than somebody reads."""
    names = [name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…" for name in table.headings if name]
    return listed(names[:MOST_TITLES_SHOWN])


def _no_wishes(table: Table) -> Issue:
    advice = text("The columns are {names}. Name those with wishes in a mapping.", names=_headings(table))
    return table.issue(text("no column with wishes was found."), advice=advice, line=table.header)


def _no_answers(table: Table) -> Issue:
    """Return the error for a file in which nothing is recognised: it may be any text.

    A line of what is no table at all is not shown: it helps nobody, and nobody knows what it holds.
    """
    if sum(map(bool, table.headings)) == 1:
        what = text("this is not a table with answers: its first row has one cell only.")
        advice = text(
            "Give the answers to the form as a workbook (.xlsx, .ods), or as text with commas, semicolons or tabs"
            " between the columns (.csv)."
        )
        return table.issue(what, advice=advice)
    what = text("this does not look like answers to a form.")
    advice = text(
        "Looked for are columns with names (“Naam”) and wishes (“Eerste keuze”, “Tweede keuze”); there are {names}."
        " Give the file with the answers, or say in a mapping which column is which.",
        names=_headings(table),
    )
    return table.issue(what, advice=advice)


def _no_workshops(table: Table, layout: WishLayout) -> Issue:
    """Return the error for answers without a list of workshops; it shows the titles that were seen."""
    unknown = Titles(())
    cells = (cell for column in layout.columns for cell in table.column(column.position))
    seen = dict.fromkeys(part for cell in cells for part in unknown.split(cell) if key(part) not in NO_PREFERENCE)
    what = text("there is no list of workshops, so it is not known how many chairs they have.")
    advice = text("Give a file with titles and chairs (--workshops), or use the template.")
    if seen:
        advice = text(
            "Give a file with titles and chairs (--workshops), or use the template. The answers mention {titles}.",
            titles=listed(list(seen)[:MOST_TITLES_SHOWN]),
        )
    return table.issue(what, advice=advice)
