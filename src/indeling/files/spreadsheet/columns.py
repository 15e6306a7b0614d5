# SPDX-License-Identifier: EUPL-1.2
"""Decides which column holds what: by its heading, unless a mapping says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from indeling.errors import Issue, Text, text
from indeling.files.headings import LOGIN_HEADINGS, PARTICIPANT_HEADINGS, WORKSHOP_HEADINGS, Headings, Role
from indeling.files.spreadsheet.choices import choices, grid_cell
from indeling.files.spreadsheet.notes import Notes, listed
from indeling.files.spreadsheet.spelling import heading_key, spellings
from indeling.files.spreadsheet.tables import Sheet, Table, letter, table_of

Roles = Mapping[Role, tuple[int, ...]]
"""The columns of each role that occurs; where there are several, the first that is filled in counts."""

TAKEN_FOR = {
    Role.ID: text("column {columns} is the id"),
    Role.NAME: text("column {columns} is the name"),
    Role.FIRST_NAME: text("column {columns} is the first name"),
    Role.PREFIX: text("column {columns} is the prefix of the family name"),
    Role.LAST_NAME: text("column {columns} is the family name"),
    Role.EMAIL: text("column {columns} is the e-mail address, used to find double answers"),
    Role.ORGANISATION: text("column {columns} is the organisation"),
    Role.DOMAIN: text("column {columns} is the domain"),
    Role.COMPLETED: text("column {columns} is the time of the answer"),
    Role.CHANGED: text("column {columns} is the time of the last change"),
    Role.ATTENDS: text("column {columns} is the rounds in which somebody is present"),
    Role.FIXED: text("column {columns} is the fixed places"),
    Role.FORBIDDEN: text("column {columns} is the workshops somebody may not get"),
    Role.LEADS: text("column {columns} is the workshops somebody leads"),
    Role.TITLE: text("column {columns} is the title of the workshop"),
    Role.CAPACITY: text("column {columns} is the number of chairs per round"),
    Role.MINIMUM: text("column {columns} is the number of people needed"),
    Role.OPTIONAL: text("column {columns} says whether the workshop may be dropped"),
    Role.ROUNDS: text("column {columns} is the rounds in which the workshop is given"),
    Role.LEADER: text("column {columns} is the leader of the workshop"),
}


def by_spelling(known: Headings) -> dict[str, Role]:
    """Return the role of each spelling of a heading."""
    return {spelling: role for role, spelled in known.items() for spelling in spelled}


_PARTICIPANT = by_spelling(PARTICIPANT_HEADINGS)
_WORKSHOP = by_spelling(WORKSHOP_HEADINGS)


def role_of(heading: str, known: Mapping[str, Role]) -> Role | None:
    """Return the role that a heading names, or None."""
    return next((known[spelling] for spelling in spellings(heading) if spelling in known), None)


def participant_role(heading: str) -> Role | None:
    """Return the role of a column of a table of participants."""
    return role_of(heading, _PARTICIPANT)


def workshop_role(heading: str) -> Role | None:
    """Return the role of a column of a list of workshops."""
    return role_of(heading, _WORKSHOP)


def answers_table(sheet: Sheet, header_row: int | None = None, named: Iterable[str] = ()) -> Table:
    """Return the sheet as a table of participants and their wishes, with headings that are known or `named`.

    ValueError when row `header_row` is empty.
    """
    spelled = set(map(heading_key, named))
    return table_of(sheet, lambda heading: heading_key(heading) in spelled or _above_answers(heading), header_row)


def workshops_table(sheet: Sheet, header_row: int | None = None, named: Iterable[str] = ()) -> Table:
    """Return the sheet as a list of workshops, with headings that are known or `named`.

    ValueError when row `header_row` is empty.
    """
    spelled = set(map(heading_key, named))
    return table_of(sheet, lambda heading: heading_key(heading) in spelled or bool(workshop_role(heading)), header_row)


def _above_answers(heading: str) -> bool:
    return bool(participant_role(heading) or choices([heading]) or grid_cell(heading))


def participant_roles(table: Table, said: Mapping[Role, Sequence[str]], notes: Notes) -> Roles:
    """Return the columns of a table of participants; what the mapping names but is not there is an error.

    In an answer form the questions of the form itself go before what it knows of the account that was used: a
    secretary may have filled it in for others.
    """
    filled = [heading if any(table.column(at)) else "" for at, heading in enumerate(table.headings)]
    roles = _recognised(participant_role(heading) for heading in filled)
    if Role.COMPLETED in roles:
        for role in (Role.NAME, Role.EMAIL):
            own = sorted(roles.get(role, ()), key=lambda at: heading_key(table.headings[at]) in LOGIN_HEADINGS)
            roles |= {role: tuple(own)} if own else {}
    return _overridden(roles, table, said, notes)


def workshop_roles(table: Table, said: Mapping[Role, Sequence[str]], notes: Notes) -> Roles:
    """Return the columns of a list of workshops; what the mapping names but is not there is an error."""
    roles = _recognised(workshop_role(heading) for heading in table.headings)
    return _overridden(roles, table, said, notes)


def _recognised(found: Iterable[Role | None]) -> dict[Role, tuple[int, ...]]:
    roles: dict[Role, tuple[int, ...]] = {}
    for position, role in enumerate(found):
        if role:
            roles[role] = (*roles.get(role, ()), position)
    return roles


def _overridden(
    roles: dict[Role, tuple[int, ...]], table: Table, said: Mapping[Role, Sequence[str]], notes: Notes
) -> Roles:
    for role, names in said.items():
        positions = tuple(named_columns(table, names, notes))
        roles = {other: tuple(at for at in columns if at not in positions) for other, columns in roles.items()}
        roles[role] = positions
    return {role: columns for role, columns in roles.items() if columns}


def named_columns(table: Table, names: Sequence[str], notes: Notes) -> list[int]:
    """Return the positions of the columns a mapping names, by heading or else by letter; an error for each missing."""
    positions = []
    for name in names:
        found = _by_name(table, name)
        if len(found) == 1:
            positions.append(found[0])
        else:
            notes.errors.append(_not_one(table, name, found))
    return positions


def _by_name(table: Table, name: str) -> list[int]:
    exact = [at for at, heading in enumerate(table.headings) if heading == name]
    spelled = [at for at, heading in enumerate(table.headings) if heading_key(heading) == heading_key(name) != ""]
    letters = [at for at in range(len(table.headings)) if letter(at) == name.strip().upper()]
    return exact or spelled or letters


def _not_one(table: Table, name: str, found: Sequence[int]) -> Issue:
    if found:
        what = text("{count} columns are called “{name}”, which the mapping names.", count=len(found), name=name)
        advice = text("Use their letters: {letters}.", letters=listed(map(letter, found)))
        return Issue(what, advice, table.file, table.sheet, table.header_row)
    what = text("there is no column “{name}”, which the mapping names.", name=name)
    advice = text("The columns are {names}.", names=listed(filter(None, table.headings)))
    return Issue(what, advice, table.file, table.sheet, table.header_row)


def tell_roles(table: Table, roles: Roles) -> list[Text]:
    """Return a sentence for each role: which column was taken for it."""
    ordered = sorted(roles.items(), key=lambda item: min(item[1]))
    return [
        text(TAKEN_FOR[role].template, columns=listed(table.label(at) for at in columns))
        for role, columns in ordered
        if role in TAKEN_FOR
    ]
