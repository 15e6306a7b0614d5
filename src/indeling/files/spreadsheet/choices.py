# SPDX-License-Identifier: EUPL-1.2
"""Headings that say which wish stands below them: “Eerste keuze”, “Choice 2”, “Voorkeur 12”, “Ranking [Rank 3]”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indeling.files.headings import ORDINALS, WISH_WORDS
from indeling.files.spreadsheet.rounds import split_round
from indeling.files.spreadsheet.spelling import heading_key, key

_ORDINAL = "|".join(ORDINALS) + r"|\d{1,2}(?:e|ste|de|th)"
_WISH = "|".join(WISH_WORDS)
_ORDINAL_WISH = re.compile(rf"\b({_ORDINAL})\s(?:\w+\s)?\w*(?:{_WISH})\s?(\d)?\b")
_WISH_NUMBER = re.compile(rf"\b\w*(?:{_WISH})\s?(?:nr|nummer|no|number)?\s?(\d{{1,3}})\b")
_RANK_ALONE = re.compile(rf"(?:(?:nummer|nr|no|number|plaats|plek|place|positie|position)\s?)?(\d{{1,2}}|{_ORDINAL})")
_GRID = re.compile(r"(?:[A-Za-z]\w*\[\w+\]\.\s+)?(.*\S)\s*\[([^\[\]]+)\]", re.DOTALL)


@dataclass(frozen=True)
class Choice:
    """What a heading says: the column, the rank from 1, the round if it is mentioned, and which repetition it is.

    `number` is what stood behind the word, when it may be a rank with a repetition behind it: 12 is rank 1, twice.
    """

    position: int
    rank: int
    round: int | None = None
    repeat: int = 1
    number: int | None = None


def choices(headings: Sequence[str], round_names: Sequence[str] = ()) -> list[Choice]:
    """Return the columns whose heading names a rank, in the order of the columns.

    `round_names`: keys of the rounds' own names. A question that a form asks again has a number behind it, or the
    same heading once more: that is the next repetition.
    """
    found = [_choice(position, heading_key(heading), round_names) for position, heading in enumerate(headings)]
    return _counted(_unglued([choice for choice in found if choice]))


def _choice(position: int, spelled: str, round_names: Sequence[str]) -> Choice | None:
    number, rest = split_round(spelled, round_names)
    ordinal = _ORDINAL_WISH.search(rest)
    if ordinal:
        return Choice(position, _ordinal(ordinal[1]), number, int(ordinal[2] or 1))
    plain = _WISH_NUMBER.search(rest)
    return Choice(position, int(plain[1]), number, number=int(plain[1])) if plain else None


def _ordinal(word: str) -> int:
    return ORDINALS.get(word) or int(word.rstrip("estdh"))


def _unglued(found: list[Choice]) -> list[Choice]:
    """Take “voorkeur 12” for rank 1 for the second time, unless there are so many ranks."""
    numbers = {choice.number for choice in found}
    ranks = 0
    while ranks + 1 in numbers:
        ranks += 1
    return [_split(choice) if choice.number and choice.number > max(ranks, 9) else choice for choice in found]


def _split(choice: Choice) -> Choice:
    rank, repeat = divmod(choice.number or 0, 10)
    return replace(choice, rank=rank, repeat=repeat)


def _counted(found: Iterable[Choice]) -> list[Choice]:
    times: Counter[tuple[int, int | None, int]] = Counter()
    counted = []
    for choice in found:
        what = (choice.rank, choice.round, choice.repeat)
        counted.append(replace(choice, repeat=choice.repeat + times[what]))
        times[what] += 1
    return counted


def by_round(found: Sequence[Choice]) -> dict[int | None, list[Choice]]:
    """Return the choices per round, best first; round None when they hold for the whole day."""
    day = all(choice.round is None and choice.repeat == 1 for choice in found)
    rounds: dict[int | None, list[Choice]] = {}
    for choice in sorted(found, key=lambda choice: (choice.round or choice.repeat, choice.rank, choice.position)):
        rounds.setdefault(None if day else choice.round or choice.repeat, []).append(choice)
    return rounds


def grid_cell(heading: str) -> tuple[str, str] | None:
    """Return the question and the option of a column of a grid, `Question [Option]`; None for another heading.

    LimeSurvey may put its code in front: `q1[2]. Question [Option]`.
    """
    found = _GRID.fullmatch(heading)
    return (found[1].strip(), found[2].strip()) if found else None


def rank_of(said: str) -> int | None:
    """Return the rank that a text names, from 1: “1”, “1e keuze”, “Rang 1”, “First choice”, “Voorkeur 1”."""
    spelled = key(said)
    alone = _RANK_ALONE.fullmatch(spelled)
    choice = _choice(0, spelled, ())
    if alone:
        return _ordinal(alone[1]) or None
    return choice.rank or None if choice else None
