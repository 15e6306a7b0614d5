# SPDX-License-Identifier: EUPL-1.2
"""Which sheet of a workbook holds the answers, which the workshops, which the rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from indeling.errors import FileError, Issue, text
from indeling.files.headings import (
    PARTICIPANT_SHEETS,
    ROUND_HEADINGS,
    ROUND_SHEETS,
    WORKSHOP_SHEETS,
    Role,
)
from indeling.files.reading import Source
from indeling.files.registry import MISTAKEN
from indeling.files.spreadsheet.columns import (
    answers_table,
    by_spelling,
    participant_role,
    role_of,
    workshop_role,
    workshops_table,
)
from indeling.files.spreadsheet.delimited import SUFFIXES as TEXT_SUFFIXES
from indeling.files.spreadsheet.delimited import read_delimited
from indeling.files.spreadsheet.mapping import Said
from indeling.files.spreadsheet.notes import Notes, listed, refusal
from indeling.files.spreadsheet.spelling import key
from indeling.files.spreadsheet.tables import Sheet, Table, table_of
from indeling.files.spreadsheet.workbooks import OLE, ZIP, read_workbook
from indeling.files.spreadsheet.workbooks import SUFFIXES as WORKBOOK_SUFFIXES

_ROUND = by_spelling(ROUND_HEADINGS)


@dataclass(frozen=True)
class Sheets:
    """The sheets of one file by what they hold: those that may hold the answers, the workshops and the rounds."""

    answers: tuple[Sheet, ...] = ()
    workshops: tuple[Sheet, ...] = ()
    rounds: tuple[Sheet, ...] = ()


def read_sheets(source: Source, notes: Notes) -> list[Sheet]:
    """Return the sheets of a spreadsheet, by its suffix; without one, by its content. Raises FileError."""
    if source.suffix not in {"", *TEXT_SUFFIXES, *WORKBOOK_SUFFIXES, *MISTAKEN}:
        what = text("files of the kind “{suffix}” cannot be read.", suffix=source.suffix)
        raise refusal(source, what, text("Use one of {names}.", names=", ".join((*WORKBOOK_SUFFIXES, *TEXT_SUFFIXES))))
    workbook = source.content.startswith((ZIP, OLE)) if not source.suffix else source.suffix not in TEXT_SUFFIXES
    return read_workbook(source, notes) if workbook else read_delimited(source, notes)


def sort_sheets(sheets: Sequence[Sheet]) -> Sheets:
    """Divide the sheets of a workbook: by their names, then by their headings; what is left may be the answers."""
    rounds, rest = _divided(sheets, lambda sheet: _is_called(sheet, ROUND_SHEETS))
    workshops, rest = _divided(rest, lambda sheet: _is_called(sheet, WORKSHOP_SHEETS))
    answers, rest = _divided(rest, lambda sheet: _is_called(sheet, PARTICIPANT_SHEETS))
    if not workshops:
        workshops, rest = _divided(rest, _lists_workshops)
    if not answers:
        answers = _divided(rest, _lists_people)[0] or rest
    return Sheets(tuple(answers), tuple(workshops), tuple(rounds))


def _divided(sheets: Sequence[Sheet], test: Callable[[Sheet], bool]) -> tuple[list[Sheet], list[Sheet]]:
    return [sheet for sheet in sheets if test(sheet)], [sheet for sheet in sheets if not test(sheet)]


def _is_called(sheet: Sheet, names: frozenset[str]) -> bool:
    return key(sheet.name or "") in names


def _lists_workshops(sheet: Sheet) -> bool:
    roles = {workshop_role(heading) for heading in workshops_table(sheet).headings}
    return {Role.TITLE, Role.CAPACITY} <= roles


def _lists_people(sheet: Sheet) -> bool:
    roles = {participant_role(heading) for heading in answers_table(sheet).headings}
    return bool(roles & {Role.NAME, Role.LAST_NAME, Role.EMAIL, Role.COMPLETED})


def pick_answers(source: Source, sheets: Sequence[Sheet], said: Said) -> Table:
    """Return the table with the answers: the sheet of the mapping, or the only one that can be it. Raises FileError."""
    candidates = sort_sheets(sheets).answers
    if not candidates and not said.answers.sheet:
        advice = text("Give the file with the answers first, and this one behind it with --workshops.")
        raise refusal(source, text("this is a list of workshops; there are no answers in it."), advice)
    sheet = _named(source, sheets, said.answers.sheet, said.file) or _only(source, candidates)
    try:
        return answers_table(sheet, said.answers.header_row, said.answer_columns)
    except ValueError as error:
        raise _empty_row(sheet, said.answers.header_row) from error


def pick_workshops(source: Source, sheets: Sequence[Sheet], said: Said) -> Table:
    """Return the table with the workshops, of a file or workbook that has them. Raises FileError."""
    candidates = sheets if len(sheets) == 1 else sort_sheets(sheets).workshops
    listing = said.workshop_list
    sheet = _named(source, sheets, listing.sheet, said.file) or _only(source, candidates)
    try:
        return workshops_table(sheet, listing.header_row, chain.from_iterable(listing.columns.values()))
    except ValueError as error:
        raise _empty_row(sheet, listing.header_row) from error


def _empty_row(sheet: Sheet, row: int | None) -> FileError:
    what = text("row {row}, which the mapping names for the headings, is empty.", row=row)
    return FileError([Issue(what, file=sheet.file, sheet=sheet.name)])


def _named(source: Source, sheets: Sequence[Sheet], name: str | None, mapping: str | None) -> Sheet | None:
    if name is None:
        return None
    exact = [sheet for sheet in sheets if sheet.name == name]
    found = exact or [sheet for sheet in sheets if key(sheet.name or "") == key(name)]
    if found:
        return found[0]
    what = text("there is no sheet “{name}” in “{file}”.", name=name, file=source.name)
    advice = text("The sheets are {names}.", names=listed(sheet.name for sheet in sheets if sheet.name))
    raise FileError([Issue(what, advice, file=mapping)])


def _only(source: Source, candidates: Sequence[Sheet]) -> Sheet:
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        what = text("no sheet has the headings that are needed.")
        advice = text("Give the sheets the names of the template (indeling template), or name the sheet in a mapping.")
        raise FileError([Issue(what, advice, file=source.name)])
    what = text("several sheets could be it: {names}.", names=listed(sheet.name for sheet in candidates))
    raise FileError([Issue(what, text("Remove the others, or name the sheet in a mapping."), file=source.name)])


def round_names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the names in the sheet with rounds, if the workbook has one: its column of rounds, or its first."""
    found = sort_sheets(sheets).rounds
    if not found:
        return ()
    table = table_of(found[0], lambda heading: role_of(heading, _ROUND) is not None)
    columns = [at for at, heading in enumerate(table.headings) if role_of(heading, _ROUND) is Role.ROUND]
    return tuple(filter(None, table.column(columns[0] if columns else 0)))
