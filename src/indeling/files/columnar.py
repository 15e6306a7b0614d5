# SPDX-License-Identifier: EUPL-1.2
"""Columns: a table of wishes as Parquet or CSV, a row per participant, read without an object per row.

Columns are `participant`, an id, and `wish_1`, `wish_2`, ..., titles or ids of workshops, best first; an empty cell is
no wish. As many wishes are asked as there are columns. The workshops stand in a list of their own (`--workshops`), as
for a spreadsheet. A placement is written the same way: `participant`, a column per round, and `rank_` per round.
docs/reference/large-days.md describes both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from indeling.errors import FileError, Issue, MissingPackageError, text
from indeling.files.json import unused
from indeling.files.listing import Listing, read_listing
from indeling.files.reading import Options, Reading, Source
from indeling.placement import NO_SEAT, OUTSIDE
from indeling.problem import EVERY_ROUND, Ints, Problem, Wishes

if TYPE_CHECKING:
    from indeling.placement import Placement

suffixes = (".parquet", ".csv")

HEADING = b"participant,wish_1"
MAGIC = b"PAR1"

MOST_TOLD = 20
"""Issues of one kind that are told; the rest are like them."""

NO_WISH = -1
UNKNOWN = -2


def recognises(content: bytes) -> bool:
    """Return whether the content is Parquet, or CSV with exactly the headings of this format."""
    return content.startswith(MAGIC) or content.removeprefix(b"\xef\xbb\xbf").startswith(HEADING)


def read(source: Source, options: Options) -> Reading:
    """Return the problem in the table and the list of workshops beside it.

    Raises FileError with the row of every id that is missing or doubled and every wish that is unknown or doubled, as
    far as there are not too many of one kind; MissingPackageError without pyarrow.
    """
    if options.workshops is None:
        advice = text("Give it with --workshops: titles, and chairs per round.")
        raise FileError([Issue(text("a table of wishes needs a list of workshops."), advice, file=source.name)])
    table = _table(source)
    listing = read_listing(options.workshops, options)
    columns = _wish_columns(source, table)
    people = tuple(table.column("participant").to_pylist())
    wished = np.stack([_positions(table.column(name), listing) for name in columns], axis=1)
    issues = [*_id_issues(source, people), *_wish_issues(source, table, columns, wished)]
    if issues:
        raise FileError(issues)
    problem = _with_people(_without_people(listing), people, wished)
    counts = {"participants": len(people), "workshops": problem.workshop_count, "rounds": problem.round_count}
    understood = text("participants: {participants}, workshops: {workshops}, rounds: {rounds}", **counts)
    warnings = (*listing.warnings, *_left_out(source, table, columns), *unused(source, options, ("mapping",)))
    return Reading({}, (*listing.understood, understood), warnings, problem)


def _table(source: Source) -> Any:  # noqa: ANN401  (pyarrow has no types)
    """Return the table, every column as text. Raises FileError."""
    pyarrow, parquet, csv = _pyarrow()
    content = pyarrow.BufferReader(source.content)
    try:
        if source.content.startswith(MAGIC):
            table = parquet.read_table(content)
        else:
            names = source.content.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode().strip().split(",")
            types = dict.fromkeys(names, pyarrow.string())
            convert = csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
            table = csv.read_csv(content, convert_options=convert)
        return table.cast(pyarrow.schema([(name, pyarrow.string()) for name in table.column_names]))
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        what = text("this table cannot be read: {reason}.", reason=str(error).split("\n", 1)[0].rstrip("."))
        raise FileError([Issue(what, text("Write it anew as Parquet or CSV."), file=source.name)]) from error


def _pyarrow() -> tuple[Any, Any, Any]:
    """Import pyarrow. Raises MissingPackageError, which says how to install it."""
    try:
        import pyarrow  # noqa: ICN001, PLC0415  (a quarter of a second, only for tables)
        from pyarrow import csv, parquet  # noqa: PLC0415  (the same)
    except ImportError as error:
        raise MissingPackageError(package="pyarrow", extra="large") from error
    return pyarrow, parquet, csv


def _wish_columns(source: Source, table: Any) -> list[str]:  # noqa: ANN401  (pyarrow has no types)
    """Return the names of the columns of wishes, wish_1 first. Raises FileError."""
    names = table.column_names
    columns: list[str] = []
    while f"wish_{len(columns) + 1}" in names:
        columns.append(f"wish_{len(columns) + 1}")
    if "participant" in names and columns and len(set(names)) == len(names):
        return columns
    what = text("there must be one column “participant” and columns “wish_1”, “wish_2” and so on.")
    found = text("The columns are {names}.", names=", ".join(f"“{name}”" for name in names[:MOST_TOLD]))
    raise FileError([Issue(what, found, file=source.name)])


def _left_out(source: Source, table: Any, columns: list[str]) -> list[Issue]:  # noqa: ANN401  (pyarrow has no types)
    others = [name for name in table.column_names if name not in ("participant", *columns)]
    what = text("these columns are not used: {names}.", names=", ".join(f"“{name}”" for name in others[:MOST_TOLD]))
    return [Issue(what, file=source.name)] if others else []


def _positions(column: Any, listing: Listing) -> Ints:  # noqa: ANN401  (pyarrow has no types)
    """Return the position in the list of each wish: (n,), NO_WISH where the cell is empty, UNKNOWN where it is not."""
    encoded = column.combine_chunks().dictionary_encode()
    at = {workshop["id"]: position for position, workshop in enumerate(listing.workshops)}
    found = [_position(title, listing, at) for title in encoded.dictionary.to_pylist()]
    codes = encoded.indices.fill_null(len(found)).to_numpy(zero_copy_only=False)
    positions: Ints = np.array([*found, NO_WISH], np.int64)[codes]
    return positions


def _position(title: str, listing: Listing, at: dict[str, int]) -> int:
    if not title.strip():
        return NO_WISH
    name = listing.find(title)
    return UNKNOWN if name is None else at[name]


def _id_issues(source: Source, people: tuple[str | None, ...]) -> list[Issue]:
    """Return an issue for each participant without an id, and with that of another."""
    missing = [row for row, name in enumerate(people, start=2) if not (name or "").strip()]
    what = text("this participant has no id.")
    issues = [Issue(what, file=source.name, row=row) for row in missing[:MOST_TOLD]]
    if len(set(people)) == len(people):
        return issues
    first: dict[str | None, int] = {}
    doubled = [(row, name) for row, name in enumerate(people, start=2) if first.setdefault(name, row) != row and name]
    told = text("this id stands in another row too.")
    return issues + [
        Issue(told, file=source.name, row=row, column="participant", value=name) for row, name in doubled[:MOST_TOLD]
    ]


def _wish_issues(source: Source, table: Any, columns: list[str], wished: Ints) -> list[Issue]:  # noqa: ANN401
    """Return an issue for each wish that is no workshop, and for each that stands in a row twice."""
    cells = np.argwhere(wished == UNKNOWN)[:MOST_TOLD].tolist()
    unknown, twice = text("there is no such workshop in the list."), text("this workshop stands in the row twice.")
    doubled: list[list[int]] = []
    for later in range(1, wished.shape[1]):
        same = (wished[:, :later] == wished[:, later, None]).any(axis=1) & (wished[:, later] >= 0)
        doubled += [[row, later] for row in np.flatnonzero(same)[: MOST_TOLD - len(doubled)].tolist()]
    return [
        Issue(what, file=source.name, row=row + 2, column=columns[at], value=table.column(columns[at])[row].as_py())
        for what, found in ((unknown, cells), (twice, doubled))
        for row, at in found
    ]


def _without_people(listing: Listing) -> Problem:
    return Problem.from_dict(
        {
            "format": "indeling/problem",
            "version": 1,
            "rounds": [{"id": name} for name in listing.round_ids],
            "workshops": listing.workshops,
            "participants": [],
        }
    )


def _with_people(day: Problem, people: tuple[str, ...], wished: Ints) -> Problem:
    """Return the day with participants who come all day and wish for the workshops at these positions (n, K)."""
    person, at = np.nonzero(wished != NO_WISH)
    rank = np.cumsum(wished != NO_WISH, axis=1)[person, at]
    nothing = ("",) * len(people)
    return replace(
        day,
        participant_ids=people,
        attends=np.ones((len(people), day.round_count), bool),
        wishes=Wishes(person, np.full(len(person), EVERY_ROUND), wished[person, at], rank),
        wishes_asked=wished.shape[1],
        names=nothing,
        organisations=nothing,
        domains=nothing,
    )


def placement_table(placement: Placement, *, parquet: bool) -> bytes:
    """Return the placement as Parquet or CSV: `participant`, a column per round, `rank_` per round.

    Where the program chose rooms there is also `room_` per round. A cell is empty where no seat is needed; a rank is
    empty outside the wishes. Raises MissingPackageError.
    """
    pyarrow, parquet_files, csv = _pyarrow()
    titles = pyarrow.array(placement.workshop_ids, pyarrow.string())
    columns = {"participant": pyarrow.array(placement.participant_ids, pyarrow.string())}
    for rnd, seats in zip(placement.round_ids, placement.seats.T, strict=True):
        columns[rnd] = titles.take(pyarrow.array(np.maximum(seats, 0), mask=seats == NO_SEAT))
    for rnd, ranks in zip(placement.round_ids, placement.ranks.T, strict=True):
        columns[f"rank_{rnd}"] = pyarrow.array(ranks, mask=ranks <= OUTSIDE)
    for rnd, rooms in _rooms(placement).items():
        columns[f"room_{rnd}"] = pyarrow.array(rooms, pyarrow.string())
    sink = pyarrow.BufferOutputStream()
    (parquet_files.write_table if parquet else csv.write_csv)(pyarrow.table(columns), sink)
    return bytes(sink.getvalue())


def _rooms(placement: Placement) -> dict[str, list[str | None]]:
    """Return by round the room of each participant; nothing where there are no rooms."""
    rooms = {(each.workshop, each.round): each.room for each in placement.rooms}
    titles = (*placement.workshop_ids, "")
    return {
        rnd: [rooms.get((titles[seat], rnd)) for seat in placement.seats[:, at].tolist()]
        for at, rnd in enumerate(placement.round_ids if rooms else ())
    }
