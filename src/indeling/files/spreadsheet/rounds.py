# SPDX-License-Identifier: EUPL-1.2
"""Rounds: how they are named in a text, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indeling.errors import Issue, Text, text
from indeling.files.headings import ORDINALS, ROUND_WORDS
from indeling.files.spreadsheet.notes import Notes, listed
from indeling.files.spreadsheet.spelling import key
from indeling.problem import MOST_ROUNDS

ROUNDS_IF_UNSAID = 2

_WORD = "|".join(ROUND_WORDS)
_ORDINAL = "|".join(ORDINALS)
_NUMBER_AFTER = re.compile(rf"\b(?:{_WORD})\s?(\d)\b")
_NUMBER_BEFORE = re.compile(rf"\b({_ORDINAL}|\d)\s(?:workshop\s?)?(?:{_WORD})\b")
_SHORT = re.compile(r"r?\s?(\d)")


@dataclass(frozen=True)
class Rounds:
    """The rounds of the day: ids as they go into the problem, names as people wrote them. Equal lengths."""

    ids: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def listed(self) -> str:
        """The names between quotes."""
        return listed(self.names)

    def find(self, said: str) -> str | None:
        """Return the id of the round that a text names: “r1”, “1”, “Ronde 1”, “eerste ronde” or its own name."""
        spelled = key(said)
        for spellings in (map(key, self.ids), map(key, self.names)):
            found = [name for name, spelling in zip(self.ids, spellings, strict=True) if spelling == spelled]
            if found:
                return found[0]
        return self.at(round_number(spelled))

    def at(self, number: int | None) -> str | None:
        """Return the id of round `number`, counted from 1; None when there is none."""
        return self.ids[number - 1] if number is not None and 1 <= number <= len(self.ids) else None


def named(names: Sequence[str]) -> Rounds:
    """Return the rounds with these names.

    A name that only counts (“Ronde 2”) gets the id r2, another name (“Ochtend”) is its own id.
    """
    ids = (f"r{k}" if round_number(key(name)) == k else name for k, name in enumerate(names, start=1))
    return Rounds(tuple(ids), tuple(names))


def round_number(spelled: str) -> int | None:
    """Return the number when the whole key names a round by its number, else None."""
    number, rest = split_round(spelled)
    short = _SHORT.fullmatch(spelled)
    if number is None and short:
        return int(short[1])
    return None if rest else number


def split_round(spelled: str, names: Sequence[str] = ()) -> tuple[int | None, str]:
    """Return the number of the round that a key mentions, and the key without it.

    `names`: keys of the rounds' own names, in order.
    """
    for number, name in enumerate(names, start=1):
        if name and re.search(rf"\b{re.escape(name)}\b", spelled):
            return number, _without(spelled, name)
    for pattern in (_NUMBER_AFTER, _NUMBER_BEFORE):
        found = pattern.search(spelled)
        if found:
            number = ORDINALS.get(found[1]) or int(found[1])
            return number, _without(spelled, found[0])
    return None, spelled


def _without(spelled: str, part: str) -> str:
    return " ".join(spelled.replace(part, " ", 1).split())


@dataclass(frozen=True)
class RoundSources:
    """Who says which rounds there are. Names: as they are; counts: 0 when nothing is said."""

    mapping_names: tuple[str, ...] = ()
    sheet_names: tuple[str, ...] = ()
    asked: int | None = None
    mapping_count: int | None = None
    workshops: int = 0
    wishes: int = 0


def decide_rounds(sources: RoundSources, notes: Notes, file: str) -> Rounds:
    """Return the rounds, say where they come from, and note what contradicts them.

    First the names (mapping, then the sheet with rounds), then the numbers: asked for, mapping, the higher of list of
    workshops and columns with wishes; else two.
    """
    names, sentence = _first(sources)
    rounds = named(names) if names else named([f"r{k + 1}" for k in range(ROUNDS_IF_UNSAID)])
    notes.understood.append(text(sentence.template, names=rounds.listed))
    for issue in _contradictions(sources, len(rounds.ids), file):
        notes.errors.append(issue)
    return rounds


def _first(sources: RoundSources) -> tuple[tuple[str, ...], Text]:
    workshops = sources.workshops if sources.workshops >= sources.wishes else 0
    said = (
        (sources.mapping_names, text("the rounds are {names}, from the mapping")),
        (sources.sheet_names, text("the rounds are {names}, from the sheet with rounds")),
        (_numbered(sources.asked), text("the rounds are {names}, as asked")),
        (_numbered(sources.mapping_count), text("the rounds are {names}, from the mapping")),
        (_numbered(workshops), text("the rounds are {names}, from the list of workshops")),
        (_numbered(sources.wishes), text("the rounds are {names}, because the wishes are given per round")),
        ((), text("the rounds are {names}: nothing says how many, so two")),
    )
    return next((found for found in said if found[0]), said[-1])


def _numbered(count: int | None) -> tuple[str, ...]:
    return tuple(f"r{k + 1}" for k in range(min(count or 0, MOST_ROUNDS)))


def _contradictions(sources: RoundSources, count: int, file: str) -> list[Issue]:
    found = []
    wrong = _no_number_of_rounds(sources)
    if wrong is not None:
        what = text("a day has 1 to {most} rounds, not {count}.", most=MOST_ROUNDS, count=wrong)
        found.append(Issue(what, file=file))
    elif sources.asked is not None and sources.asked != count:
        what = text("rounds asked for: {asked}; rounds named: {count}.", asked=sources.asked, count=count)
        found.append(Issue(what, file=file))
    if sources.wishes > count:
        what = text(
            "there are wishes for {wishes} rounds, but the day has {count}.", wishes=sources.wishes, count=count
        )
        found.append(Issue(what, text("Say how many rounds there are, or which columns are the wishes."), file=file))
    return found


def _no_number_of_rounds(sources: RoundSources) -> int | None:
    """Return the first number that cannot be a number of rounds."""
    named = len(sources.mapping_names or sources.sheet_names)
    said = (sources.asked, sources.mapping_count, named or None)
    return next((count for count in said if count is not None and not 1 <= count <= MOST_ROUNDS), None)
