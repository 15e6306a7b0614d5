# SPDX-License-Identifier: EUPL-1.2
"""Finds the columns with wishes, and reads the wishes of one person from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from indeling.errors import Text, text
from indeling.files.headings import LIST_WORDS, NO_PREFERENCE, WISH_WORDS
from indeling.files.spreadsheet.choices import by_round, choices, grid_cell, rank_of
from indeling.files.spreadsheet.columns import named_columns
from indeling.files.spreadsheet.mapping import Said
from indeling.files.spreadsheet.notes import Notes, listed
from indeling.files.spreadsheet.rounds import split_round
from indeling.files.spreadsheet.spelling import heading_key, key
from indeling.files.spreadsheet.tables import Line, Place, Table
from indeling.files.spreadsheet.titles import Titles

RoundMark = int | str | None
"""A round by its number, by its id (from a mapping), or None for the whole day."""

Ranked = list[tuple[int, int | None]]
"""Wishes as (rank, position of the workshop); None when it is not known which one is meant."""

LIST_SHARE = 0.5
LIST_SAMPLE = 1_000
"""A column is a list of wishes when at least this share of its first so many filled cells holds a known title."""


@dataclass(frozen=True)
class WishColumn:
    """A column with wishes.

    With a `rank`, the cell is the workshop wished at that rank. With an `option` (position of a workshop), the
    cell is the rank of that workshop. With neither, the cell is a whole list, best first.
    """

    position: int
    rank: int | None = None
    round: RoundMark = None
    option: int | None = None


@dataclass(frozen=True)
class WishLayout:
    """The columns with wishes, best first within each round, and how many wishes the form asked for, if it tells."""

    columns: tuple[WishColumn, ...]
    asked: int | None = None

    @property
    def positions(self) -> set[int]:
        """The columns that hold wishes."""
        return {column.position for column in self.columns}

    @property
    def rounds(self) -> int:
        """The highest number of a round that is mentioned; 0 when the wishes are for the whole day."""
        return max((column.round for column in self.columns if isinstance(column.round, int)), default=0)


@dataclass(frozen=True)
class WishSearch:
    """What is needed to find the columns: the table, the columns that are something else, titles, names of rounds."""

    table: Table
    taken: Collection[int]
    titles: Titles | None
    round_names: Sequence[str]
    notes: Notes


def find_wishes(search: WishSearch, said: Said) -> WishLayout:
    """Return the columns with wishes: those of the mapping, a grid, ranked columns, or lists; and tell which."""
    found = _said(search, said)
    for recognise in (_grids, _ranked, _lists):
        found = found or recognise(search)
    columns = tuple(found)
    search.notes.understood += _tell(search.table, columns)
    return WishLayout(columns, said.wishes_asked or _asked(search.table, columns))


def _asked(table: Table, columns: Iterable[WishColumn]) -> int | None:
    """Return how many wishes were asked for; the last columns of a template that nobody used do not count."""
    used = (column.rank for column in columns if column.rank and any(table.column(column.position)))
    return max(used, default=None)


def _said(search: WishSearch, said: Said) -> list[WishColumn]:
    found = _said_list(search, said.wishes, None)
    for one in said.rounds:
        found += _said_list(search, one.wishes, one.id)
    return found


def _said_list(search: WishSearch, names: Sequence[str], rnd: str | None) -> list[WishColumn]:
    positions = named_columns(search.table, names, search.notes)
    if len(positions) == 1:
        return [WishColumn(positions[0], round=rnd)]
    return [WishColumn(at, rank, rnd) for rank, at in enumerate(positions, start=1)]


def _free(search: WishSearch) -> Iterator[tuple[int, str]]:
    return ((at, heading) for at, heading in enumerate(search.table.headings) if at not in search.taken)


# Grids: Question [Option] ------------------------------------------------------------------------------------------


def _grids(search: WishSearch) -> list[WishColumn]:
    questions: dict[str, list[tuple[int, str]]] = {}
    for at, heading in _free(search):
        cell = grid_cell(heading)
        if cell:
            questions.setdefault(cell[0], []).append((at, cell[1]))
    grids = [(question, _grid(search, options)) for question, options in questions.items()]
    grids = [(question, columns) for question, columns in grids if columns]
    marks = [split_round(heading_key(question), search.round_names)[0] for question, _ in grids]
    if len(grids) > 1 and len(set(marks)) < len(grids):
        marks = list(range(1, len(grids) + 1))
    return [
        WishColumn(column.position, column.rank, mark, column.option)
        for mark, (_, columns) in zip(marks, grids, strict=True)
        for column in columns
    ]


def _grid(search: WishSearch, options: Sequence[tuple[int, str]]) -> list[WishColumn]:
    ranks = [rank_of(option) for _, option in options]
    if all(ranks):
        return [WishColumn(at, rank) for rank, (at, _) in sorted(zip(ranks, options, strict=True))]
    titles = search.titles
    if titles is None or sum(titles.exact(option) is not None for _, option in options) * 2 < len(options):
        return []
    header = search.table.header
    found = [(at, titles.find(option, Place(search.table, header, at))) for at, option in options]
    return [WishColumn(at, option=workshop) for at, workshop in found if workshop is not None]


# Columns: first choice, second choice ------------------------------------------------------------------------------


def _ranked(search: WishSearch) -> list[WishColumn]:
    headings = ["" if at in search.taken else heading for at, heading in enumerate(search.table.headings)]
    rounds = by_round(choices(headings, search.round_names))
    return [WishColumn(one.position, one.rank, rnd) for rnd, found in rounds.items() for one in found]


# Lists: one cell, best first ---------------------------------------------------------------------------------------


def _lists(search: WishSearch) -> list[WishColumn]:
    holds = _looks_like_list if search.titles is None else _holds_titles
    found = [at for at, _ in _free(search) if holds(search, at)]
    spelled = [heading_key(search.table.headings[at]) for at in found]
    marks = [split_round(heading, search.round_names)[0] for heading in spelled]
    if len(found) == 1:
        return [WishColumn(found[0], round=marks[0])]
    numbers = [mark or _repeat(heading) for mark, heading in zip(marks, spelled, strict=True)]
    if len(set(numbers)) == len(found):
        return [WishColumn(at, round=number) for at, number in zip(found, numbers, strict=True)]
    return _unnumbered(search, found)


def _repeat(spelled: str) -> int:
    """Return which repetition of a question it is: a form puts the number behind the heading."""
    return int(spelled[-1]) if spelled[-1:].isdecimal() else 1


def _unnumbered(search: WishSearch, found: Sequence[int]) -> list[WishColumn]:
    """Several columns with workshops and nothing that tells them apart: ranks, in their order, and doubtful."""
    names = listed(search.table.label(at) for at in found)
    what = text(
        "columns {columns} hold workshops, but do not say which wish is which; taken best first.", columns=names
    )
    advice = text("Number the headings (Voorkeur 1, Voorkeur 2), or name the columns in a mapping.")
    search.notes.warnings.append(search.table.issue(what, advice=advice, line=search.table.header))
    return [WishColumn(at, rank) for rank, at in enumerate(found, start=1)]


def _holds_titles(search: WishSearch, position: int) -> bool:
    titles = search.titles
    filled = (line.cells[position] for line in search.table.lines)
    cells = list(islice((cell for cell in filled if key(cell) not in NO_PREFERENCE), LIST_SAMPLE))
    if titles is None or not cells:
        return False
    known = sum(any(titles.exact(part) is not None for part in titles.split(cell)) for cell in cells)
    return known >= LIST_SHARE * len(cells)


def _looks_like_list(search: WishSearch, position: int) -> bool:
    spelled = heading_key(search.table.headings[position])
    named = any(word in spelled for word in (*LIST_WORDS, *WISH_WORDS))
    return named and any(";" in cell for cell in search.table.column(position))


# What was understood -----------------------------------------------------------------------------------------------


def _tell(table: Table, columns: Sequence[WishColumn]) -> list[Text]:
    rounds: dict[RoundMark, list[WishColumn]] = {}
    for column in columns:
        rounds.setdefault(column.round, []).append(column)
    return [_sentence(table, rnd, found) for rnd, found in rounds.items()]


def _sentence(table: Table, rnd: RoundMark, columns: Sequence[WishColumn]) -> Text:
    names = listed(table.label(column.position) for column in columns)
    if columns[0].option is not None:
        form = text("{columns}: the cell is the rank of that workshop")
        form_round = text("{columns}: the cell is the rank of that workshop in round {round}")
    elif columns[0].rank is None:
        form = text("{columns} is the list of wishes, best first")
        form_round = text("{columns} is the list of wishes for round {round}, best first")
    else:
        form = text("{columns} are the wishes, best first")
        form_round = text("{columns} are the wishes for round {round}, best first")
    return text((form if rnd is None else form_round).template, columns=names, round=rnd)


# The wishes of one person ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WishReader:
    """Reads the wishes of one line after another."""

    table: Table
    layout: WishLayout
    titles: Titles
    no_preference: frozenset[str]
    notes: Notes

    def read(self, line: Line) -> dict[RoundMark, list[list[int]]]:
        """Return, per round that the form asks for, the wished workshops best first; an inner list is a tie."""
        ranked: dict[RoundMark, Ranked] = {}
        for column in self.layout.columns:
            place = Place(self.table, line, column.position)
            ranked.setdefault(column.round, []).extend(self._cell(column, line.cells[column.position], place))
        return {rnd: self._grouped(wishes, line) for rnd, wishes in ranked.items()}

    def _cell(self, column: WishColumn, cell: str, place: Place) -> Ranked:
        if key(cell) in self.no_preference:
            return []
        if column.option is not None:
            return self._rank_of_option(column.option, cell, place)
        parts = [part for part in self.titles.split(cell) if key(part) not in self.no_preference]
        return [(column.rank or k, self.titles.find(part, place)) for k, part in enumerate(parts, start=1)]

    def _rank_of_option(self, option: int, cell: str, place: Place) -> Ranked:
        rank = rank_of(cell)
        if rank:
            return [(rank, option)]
        self.notes.errors.append(place.issue(text("this is not a rank."), text("Write 1 for the best, then 2, 3, ...")))
        return []

    def _grouped(self, wishes: Ranked, line: Line) -> list[list[int]]:
        self._check_gap(sorted({rank for rank, _ in wishes}), line)
        groups: dict[int, list[int]] = {}
        seen: set[int] = set()
        twice: list[int] = []
        known = [(rank, workshop) for rank, workshop in wishes if workshop is not None]
        for rank, workshop in sorted(known, key=lambda wish: wish[0]):
            if workshop in seen:
                twice.append(workshop)
            else:
                groups.setdefault(rank, []).append(workshop)
                seen.add(workshop)
        for workshop in dict.fromkeys(twice):
            self._twice(workshop, line)
        return list(groups.values())

    def _check_gap(self, ranks: Sequence[int], line: Line) -> None:
        missing = next((k for k, rank in enumerate(ranks, start=1) if rank != k), None)
        if missing:
            what = text("wish {rank} is empty, but a later one is not; the later ones move up.", rank=missing)
            self.notes.warnings.append(self.table.issue(what, line=line))

    def _twice(self, workshop: int, line: Line) -> None:
        what = text("“{title}” is wished more than once; the first counts.", title=self.titles.titles[workshop])
        self.notes.warnings.append(self.table.issue(what, line=line))
