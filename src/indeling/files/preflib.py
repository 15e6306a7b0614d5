# SPDX-License-Identifier: EUPL-1.2
"""PrefLib's files with preferences: .soc .soi .toc .toi (orders) and .cat (categories).

Lines with `# KEY: value`, then one line per preference with the number of voters who have it: `13: 1,{4,3},2`.
Alternatives are counted from 1, a class between braces is a tie. In a .cat file the classes are the categories, best
first, and may be empty. Source: FORMAT_SPECIFICATION.md of github.com/PrefLib/PrefLib-Data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from indeling.errors import FileError, Issue, Text, counted, text
from indeling.files.json import unused
from indeling.files.reading import Options, Reading, Source

suffixes = (".soc", ".soi", ".toc", ".toi", ".cat")

MOST_VOTERS = 2_000_000
ROUNDS_IF_UNSAID = 2
CHAIRS_PERCENT = 110
"""Chairs assumed, in all workshops of a round together, per hundred people."""

_METADATA = re.compile(r"#\s*([^:]+?)\s*:\s*(.*)")
_NAME = re.compile(r"(ALTERNATIVE|CATEGORY) NAME ([0-9]{1,9})", re.ASCII)
_CLASS = r"(?:[0-9]{1,9}|\{[0-9,\s]*\})"
_PREFERENCE = re.compile(rf"([0-9]{{1,9}})\s*:\s*((?:{_CLASS}(?:\s*,\s*{_CLASS})*)?)", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)

Groups = list[list[int]]


@dataclass
class _Content:
    """What a file says: names by number with the line of each, preferences (voters, groups), and what is wrong."""

    source: Source
    metadata: dict[str, str] = field(default_factory=dict)
    alternatives: dict[int, tuple[str, int]] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    preferences: list[tuple[int, Groups]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def voters(self) -> int:
        """Number of people."""
        return sum(count for count, _ in self.preferences)

    def refuse(self, line: int | None, value: str | None, what: Text, advice: Text | None = None) -> None:
        """Keep an issue about a line of the file."""
        self.issues.append(Issue(what, advice, file=self.source.name, row=line, value=value))


_ROUNDS = text("{count} round"), text("{count} rounds")
_CHAIRS = text("{count} chair"), text("{count} chairs")


def read(source: Source, options: Options) -> Reading:
    """Return the problem in a file of PrefLib; alternative k becomes workshop `wk`, the voters are `p1`, `p2`, ...

    PrefLib knows no chairs. With `options.workshops` they come from that list, in which every alternative must stand.
    Without it every workshop is given in each of `options.rounds` (2) rounds, with 1.1 chair per person over all
    workshops together, and a warning says so. Raises FileError with every line that cannot be used.
    """
    content = _Content(source)
    for number, line in enumerate(_lines(source), start=1):
        _read_line(content, number, line.strip())
    _check(content)
    if content.issues:
        raise FileError(content.issues)
    return _listed(content, options.workshops, options) if options.workshops else _assumed(content, options)


def _lines(source: Source) -> list[str]:
    try:
        return source.content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        what = text("this is not text in UTF-8.")
        raise FileError([Issue(what, text("Save it as UTF-8."), file=source.name)]) from error


def _read_line(content: _Content, number: int, line: str) -> None:
    if line.startswith("#"):
        _read_metadata(content, number, line)
    elif line:
        _read_preference(content, number, line)


def _read_metadata(content: _Content, number: int, line: str) -> None:
    found = _METADATA.fullmatch(line)
    if found is None:
        return
    key, value = found[1].upper(), found[2].strip()
    name = _NAME.fullmatch(key)
    if name and name[1] == "ALTERNATIVE":
        content.alternatives[int(name[2])] = value, number
    elif name:
        content.categories[int(name[2])] = value
    else:
        content.metadata[key] = value


def _read_preference(content: _Content, number: int, line: str) -> None:
    found = _PREFERENCE.fullmatch(line)
    if found is None:
        what = text("this is not a preference such as “13: 1,{{4,3}},2”.")
        content.refuse(number, line[:80], what, _old_format(content))
        return
    classes = [[int(one) for one in _NUMBER.findall(group)] for group in re.findall(_CLASS, found[2])]
    _check_numbers(content, number, classes)
    content.preferences.append((int(found[1]), [group for group in classes if group]))


def _old_format(content: _Content) -> Text | None:
    if content.alternatives:
        return None
    return text("Files of before 2022 have no lines with “# ALTERNATIVE NAME 1: …”: fetch the file anew from PrefLib.")


def _check_numbers(content: _Content, line: int, groups: Groups) -> None:
    named = [number for group in groups for number in group]
    for number in dict.fromkeys(named):
        if number not in content.alternatives:
            content.refuse(line, str(number), text("there is no alternative with this number."))
        elif named.count(number) > 1:
            content.refuse(line, str(number), text("this alternative stands in the preference more than once."))


def _check(content: _Content) -> None:
    said = content.metadata.get("NUMBER ALTERNATIVES", "")
    if not content.alternatives:
        content.refuse(None, None, text("there is no line with “# ALTERNATIVE NAME 1: …”."))
    elif said and said != str(len(content.alternatives)):
        what = text(
            "NUMBER ALTERNATIVES does not agree with the alternatives that are named: {count}.",
            count=len(content.alternatives),
        )
        content.refuse(None, said, what)
    if content.voters > MOST_VOTERS:
        what = text("there are more voters than can be placed; {most} is the most.", most=MOST_VOTERS)
        content.refuse(None, str(content.voters), what)


# The problem ---------------------------------------------------------------------------------------------------


def _assumed(content: _Content, options: Options) -> Reading:
    """Return the problem with every alternative as a workshop in every round, and chairs as assumed."""
    rounds = [f"r{number + 1}" for number in range(options.rounds or ROUNDS_IF_UNSAID)]
    chairs = -(-content.voters * CHAIRS_PERCENT // (100 * len(content.alternatives)))
    sessions = [{"round": name, "capacity": chairs} for name in rounds]
    workshops = [
        {"id": f"w{number}", "title": title, "sessions": sessions}
        for number, (title, _) in sorted(content.alternatives.items())
    ]
    what = text(
        "PrefLib knows no rounds and no chairs: taken are {rounds}, and {chairs} in each workshop and round.",
        rounds=counted(len(rounds), *_ROUNDS),
        chairs=counted(chairs, *_CHAIRS),
    )
    warning = Issue(what, text("Give a list of workshops (--workshops) to choose them."), file=content.source.name)
    ids = {number: f"w{number}" for number in content.alternatives}
    data = _problem(content, rounds, workshops, ids)
    return Reading(data, _understood(content), (warning, *unused(content.source, options, ("mapping",))))


def _listed(content: _Content, source: Source, options: Options) -> Reading:
    """Return the problem with the workshops, chairs and rounds of the list in `source`."""
    from indeling.files.listing import read_listing  # noqa: PLC0415  (spreadsheets, only when there is one)

    listing = read_listing(source, options)
    ids = {number: listing.find(title) for number, (title, _) in content.alternatives.items()}
    for number, (title, line) in sorted(content.alternatives.items()):
        if ids[number] is None:
            what = text("this alternative is not in the list of workshops.")
            content.refuse(line, title, what, text("The list has {titles}.", titles=listing.titles))
    if content.issues:
        raise FileError(content.issues)
    data = _problem(content, listing.round_ids, listing.workshops, {number: name or "" for number, name in ids.items()})
    warnings = (*listing.warnings, *unused(content.source, options, ("mapping",)))
    return Reading(data, (*listing.understood, *_understood(content)), warnings)


def _problem(content: _Content, rounds: list[str], workshops: list[Any], ids: dict[int, str]) -> dict[str, Any]:
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": name} for name in rounds],
        "workshops": workshops,
        "participants": [
            {"id": f"p{position}", "wishes": wishes} for position, wishes in enumerate(_wishes(content, ids), start=1)
        ],
    }


def _wishes(content: _Content, ids: dict[int, str]) -> Iterator[list[Any]]:
    """Yield the wishes of each voter."""
    for count, groups in content.preferences:
        named = [[ids[number] for number in group] for group in groups]
        wishes = [group[0] if len(group) == 1 else group for group in named]
        yield from (list(wishes) for _ in range(count))


def _understood(content: _Content) -> tuple[Text, ...]:
    counts = {"participants": content.voters, "workshops": len(content.alternatives)}
    sentence = text("participants: {participants}, workshops: {workshops}", **counts)
    if not content.categories:
        return (sentence,)
    names = ", ".join(f"“{name}”" for _, name in sorted(content.categories.items()))
    return sentence, text("the categories, best first, are {names}", names=names)
