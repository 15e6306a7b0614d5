# SPDX-License-Identifier: EUPL-1.2
"""JSON: reads a problem in the interchange format, and writes trees so that a person and a diff can read them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from indeling.errors import FileError, Issue, Text, text
from indeling.files.reading import Options, Reading, Source

suffixes = (".json",)

LONGEST_LINE_SHOWN = 80


def recognises(content: bytes) -> bool:
    """Return whether the content names one of our own formats. Not parsed: cheap, and never raises."""
    return b'"indeling/' in content


def read(source: Source, options: Options) -> Reading:
    """Return the problem in a JSON file as it stands; whether it is sound is for `Problem.from_dict` to say.

    Options are not used, and a warning says so: the problem tells its own rounds and workshops. Raises FileError
    when the content is not JSON, not an object, or has a key twice.
    """
    tree = decode(source)
    return Reading(
        tree, understood=_understood(tree), warnings=unused(source, options, ("workshops", "mapping", "rounds"))
    )


def _understood(tree: dict[str, Any]) -> tuple[Text, ...]:
    lists = {key: tree.get(key) for key in ("participants", "workshops", "rounds")}
    if not all(isinstance(entries, list) for entries in lists.values()):
        return ()
    counts = {key: len(entries or ()) for key, entries in lists.items()}
    return (text("participants: {participants}, workshops: {workshops}, rounds: {rounds}", **counts),)


UNUSED = {
    "workshops": text("the list of workshops is not used: the file has its own workshops."),
    "mapping": text("the mapping is not used: this kind of file needs none."),
    "rounds": text("the number of rounds is not used: the file has its own rounds."),
}


def unused(source: Source, options: Options, names: Sequence[str]) -> tuple[Issue, ...]:
    """Return a warning for each of the options `names` that is given although this kind of file has no use for it."""
    given = [name for name in names if getattr(options, name) is not None]
    return tuple(Issue(UNUSED[name], file=source.name) for name in given)


def decode(source: Source) -> dict[str, Any]:
    """Return the JSON object in `source` (UTF-8, or UTF-16 and UTF-32 by their first bytes).

    Raises FileError when it is no JSON, holds something else than an object, or has a key twice in one object:
    most programs would silently keep the last one.
    """
    found: list[Issue] = []
    try:
        tree = json.loads(source.content, object_pairs_hook=_Objects(source, found), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise FileError([_no_json(source, error)]) from error
    if not isinstance(tree, dict):
        found.append(Issue(text("the file must hold a JSON object."), file=source.name))
    if found:
        raise FileError(found)
    return dict(tree)


class _Objects:
    """Makes dictionaries of the pairs in an object, and keeps an issue for each key that stands in it twice."""

    def __init__(self, source: Source, issues: list[Issue]) -> None:
        self.source, self.issues = source, issues

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            self._doubled([key for key, _ in pairs], made.get("id"))
        return made

    def _doubled(self, keys: list[str], name: object) -> None:
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            what = text("the key “{key}” stands twice in one object.", key=key)
            of_id = text("the key “{key}” stands twice in the object with the id “{id}”.", key=key, id=name)
            self.issues.append(Issue(of_id if name else what, text("Remove one of them."), file=self.source.name))


class _UnknownNumberError(ValueError):
    """NaN or Infinity: Python writes them, JSON does not know them."""


def _no_constant(name: str) -> NoReturn:
    raise _UnknownNumberError(name)


def _no_json(source: Source, error: Exception) -> Issue:
    if not source.content.strip():
        return Issue(text("the file is empty."), file=source.name)
    if isinstance(error, json.JSONDecodeError):
        return _cannot_be_read_from(source, error)
    if isinstance(error, UnicodeDecodeError):
        return Issue(text("this is not text in UTF-8."), text("Save it as UTF-8."), file=source.name)
    if isinstance(error, RecursionError):
        return Issue(text("this is nested too deeply."), file=source.name)
    if isinstance(error, _UnknownNumberError):
        what = text("this holds a number that JSON does not know: {number}.", number=error)
        return Issue(what, file=source.name)
    return Issue(text("this holds a number that is too large to read."), file=source.name)


def _cannot_be_read_from(source: Source, error: json.JSONDecodeError) -> Issue:
    line = error.doc.split("\n")[error.lineno - 1]
    what = text("this is not JSON: it cannot be read from character {column} of this line on.", column=error.colno)
    advice = text("Look for a comma, a quote or a bracket that is missing, or that is one too many.")
    return Issue(what, advice, file=source.name, row=error.lineno, value=line[:LONGEST_LINE_SHOWN])


def encode(tree: dict[str, Any]) -> bytes:
    """Return `tree` as UTF-8 JSON: one line per entry of its lists and objects, so that a diff reads well.

    Keys keep their order; the last line ends as the others. The same tree gives the same bytes.
    """
    lines = ",\n".join(f"  {_compact(key)}: {_entries(value)}" for key, value in tree.items())
    # half a surrogate pair cannot be written in UTF-8; escaped it can, and JSON reads it back
    return f"{{\n{lines}\n}}\n".encode(errors="backslashreplace")


def _entries(value: object) -> str:
    if isinstance(value, dict) and value:
        lines = ",\n".join(f"    {_compact(key)}: {_compact(entry)}" for key, entry in value.items())
        return f"{{\n{lines}\n  }}"
    if isinstance(value, list) and value:
        lines = ",\n".join(f"    {_compact(entry)}" for entry in value)
        return f"[\n{lines}\n  ]"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
