# SPDX-License-Identifier: EUPL-1.2
"""The mapping file: what the user says about a spreadsheet, in TOML. What it says goes before what is recognised.

See docs/reference/mapping.md. `KEYS` is the whole vocabulary.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indeling.errors import FileError, Issue, text
from indeling.files.headings import PARTICIPANT_HEADINGS, WORKSHOP_HEADINGS, Role
from indeling.files.reading import Source
from indeling.files.spreadsheet.notes import listed, refusal

Names = tuple[str, ...]


@dataclass(frozen=True)
class SheetSaid:
    """Where a table stands and which columns it has. A role that is named with no columns does not exist."""

    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[Role, Names] = field(default_factory=dict)


@dataclass(frozen=True)
class RoundSaid:
    """A round: its id, and the columns with the wishes for it, best first (none: the wishes are for the day)."""

    id: str
    wishes: Names = ()


@dataclass(frozen=True)
class WorkshopSaid:
    """A workshop written in the mapping itself; `rounds` empty: every round."""

    title: str
    capacity: int
    id: str | None = None
    minimum: int = 0
    optional: bool = False
    rounds: Names = ()


@dataclass(frozen=True)
class Said:
    """All that a mapping file says; the default says nothing."""

    file: str | None = None
    answers: SheetSaid = SheetSaid()
    workshop_list: SheetSaid = SheetSaid()
    wishes: Names = ()
    wishes_asked: int | None = None
    no_preference: Names = ()
    rounds: tuple[RoundSaid, ...] = ()
    round_count: int | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    workshops: tuple[WorkshopSaid, ...] = ()

    @property
    def answer_columns(self) -> Names:
        """Every column of the answers that is named."""
        named = (self.wishes, *(one.wishes for one in self.rounds), *self.answers.columns.values())
        return tuple(name for names in named for name in names)


_MUST_BE = {
    "text": text("“{path}” must be a text."),
    "texts": text("“{path}” must be a text, or a list of texts."),
    "number": text("“{path}” must be a whole number, 0 or more."),
    "flag": text("“{path}” must be true or false."),
    "table": text("“{path}” must be a table."),
    "tables": text("“{path}” must be a list of tables."),
    "rounds": text("“{path}” must be a whole number, a list of texts, or tables."),
}
KEYS: Mapping[str, Mapping[str, str]] = {
    "": {
        "sheet": "text",
        "header_row": "number",
        "wishes": "texts",
        "wishes_asked": "number",
        "no_preference": "texts",
        "columns": "table",
        "titles": "table",
        "rounds": "rounds",
        "workshops": "tables",
        "workshop_list": "table",
    },
    "columns": {str(role): "texts" for role in PARTICIPANT_HEADINGS if role is not Role.STARTED},
    "workshop_list": {"sheet": "text", "header_row": "number", **{str(role): "texts" for role in WORKSHOP_HEADINGS}},
    "workshops": {
        "title": "text",
        "capacity": "number",
        "id": "text",
        "minimum": "number",
        "optional": "flag",
        "rounds": "texts",
    },
    "rounds": {"wishes": "texts"},
}


def read_mapping(source: Source | None) -> Said:
    """Return what the mapping file says. Raises FileError: not TOML, unknown keys, values of the wrong kind."""
    if source is None:
        return Said()
    data = _parsed(source)
    issues = _Check(source.name).document(data)
    if issues:
        raise FileError(issues)
    rounds = data.get("rounds", ())
    return Said(
        file=source.name,
        answers=SheetSaid(data.get("sheet"), data.get("header_row"), _columns(data.get("columns", {}))),
        workshop_list=_workshop_list(data.get("workshop_list", {})),
        wishes=_names(data.get("wishes", ())),
        wishes_asked=data.get("wishes_asked"),
        no_preference=_names(data.get("no_preference", ())),
        rounds=() if isinstance(rounds, int) else _rounds(rounds),
        round_count=rounds if isinstance(rounds, int) else None,
        titles=data.get("titles", {}),
        workshops=tuple(WorkshopSaid(**{**one, "rounds": _names(one.get("rounds", ()))}) for one in _list(data)),
    )


def _parsed(source: Source) -> dict[str, Any]:
    try:
        return tomllib.loads(source.content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        what = text("this is not a mapping file in TOML: {reason}.", reason=error)
        raise refusal(source, what, text("See docs/reference/mapping.md for an example.")) from error


def _list(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data.get("workshops", [])
    return found


def _columns(table: Mapping[str, Any]) -> dict[Role, Names]:
    return {Role(name): _names(value) for name, value in table.items()}


def _workshop_list(table: Mapping[str, Any]) -> SheetSaid:
    columns = {name: value for name, value in table.items() if name not in {"sheet", "header_row"}}
    return SheetSaid(table.get("sheet"), table.get("header_row"), _columns(columns))


def _rounds(said: str | Sequence[str] | Mapping[str, Mapping[str, Any]]) -> tuple[RoundSaid, ...]:
    if isinstance(said, Mapping):
        return tuple(RoundSaid(name, _names(table.get("wishes", ()))) for name, table in said.items())
    return tuple(RoundSaid(name) for name in _names(said))


def _names(value: str | Sequence[str]) -> Names:
    return tuple(name for name in ([value] if isinstance(value, str) else value) if name)


class _Check:
    """Finds everything wrong with the keys and kinds of a mapping; values are checked where they are used."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._issues: list[Issue] = []

    def document(self, data: Mapping[str, Any]) -> list[Issue]:
        """Return all issues, in the order of the file."""
        self._table("", data)
        for name in ("columns", "workshop_list"):
            self._table(name, _table(data.get(name)))
        for one in _tables(data.get("workshops")):
            self._table("workshops", one)
            self._required(one)
        for name, value in _table(data.get("rounds")).items():
            self._kind(f"rounds.{name}", "table", value)
            self._table("rounds", _table(value))
        for name, value in _table(data.get("titles")).items():
            self._kind(f"titles.{name}", "text", value)
        return self._issues

    def _table(self, where: str, table: Mapping[str, Any]) -> None:
        for name, value in table.items():
            path = f"{where}.{name}" if where else name
            kind = KEYS[where].get(name)
            if kind is None:
                self._unknown(path, name, KEYS[where])
            else:
                self._kind(path, kind, value)

    def _unknown(self, path: str, name: str, known: Mapping[str, str]) -> None:
        from difflib import get_close_matches  # noqa: PLC0415  (only needed when something is wrong)

        close = get_close_matches(name, known, n=1)
        advice = (
            text("Did you mean “{name}”?", name=close[0]) if close else text("Known: {names}.", names=listed(known))
        )
        self._issues.append(Issue(text("there is no key “{path}”.", path=path), advice, file=self._file))

    def _kind(self, path: str, kind: str, value: object) -> None:
        if not _FITS[kind](value):
            what = text(_MUST_BE[kind].template, path=path)
            self._issues.append(Issue(what, file=self._file, value=str(value)))

    def _required(self, workshop: Mapping[str, Any]) -> None:
        for name in ("title", "capacity"):
            if name not in workshop:
                what = text("a workshop in the mapping has no “{name}”.", name=name)
                self._issues.append(Issue(what, file=self._file, value=str(workshop.get("title", ""))))


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [_table(one) for one in value] if isinstance(value, list) else []


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_texts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


_FITS: Mapping[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "texts": _is_texts,
    "number": _is_number,
    "flag": lambda value: isinstance(value, bool),
    "table": lambda value: isinstance(value, dict),
    "tables": _is_tables,
    "rounds": lambda value: isinstance(value, dict) or _is_number(value) or _is_texts(value),
}
