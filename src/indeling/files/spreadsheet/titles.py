# SPDX-License-Identifier: EUPL-1.2
"""Finds the workshop that a text in an answer means: exactly, or almost and then always reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indeling.errors import Issue, Text, counted, text
from indeling.files.spreadsheet.notes import Notes
from indeling.files.spreadsheet.spelling import title_key
from indeling.files.spreadsheet.tables import Place

SCORE_TAKEN = 88.0
"""Likeness, of 100, from which an almost equal title is taken. Measured on typing errors of one or two letters."""

SCORE_MARGIN = 5.0
"""So much more alike than the next title it must be; “Session 1.1” and “Session 1.2” are 91 alike."""

SCORE_SHOWN = 50.0
MOST_COMPARISONS = 100_000
LONGEST_COMPARED = 300
"""Pairs of texts that are compared at most, and letters of each: a file full of nonsense must not take minutes."""

_NUMBER_IN_FRONT = re.compile(r"^(?:workshop|sessie|session|ws|w|nr)?\s?\d{1,3}\s(?=.*[^\W\d]{3})")
_DIGITS = re.compile(r"\d+")
_SEPARATORS = re.compile(r"[;\n|]")
_DIVIDED = re.compile(r"[;\n|,]")
_MARKS = re.compile(r"[;,]")


@dataclass(frozen=True)
class Almost:
    """The title most alike a text: its position, the likeness of 100, and whether it is taken."""

    position: int
    score: float
    taken: bool


@dataclass
class _Use:
    """Where a text that is no exact title was first seen, and how often."""

    said: str
    place: Place
    almost: Almost | None
    count: int = 1

    def issue(self, what: Text, advice: Text | None = None) -> Issue:
        """Return `what`, at the place where the title stood and with the title as its value."""
        return self.place.issue(what, advice, self.said)


class Titles:
    """The known titles, and what was looked for that is not exactly one of them."""

    def __init__(
        self, titles: Sequence[str], ids: Sequence[str] = (), meanings: Mapping[str, str] | None = None
    ) -> None:
        self.titles = tuple(titles)
        self._keys = [title_key(title) for title in titles]
        by_id = {spelled: position for position, spelled in enumerate(map(title_key, ids)) if spelled}
        self._numbers = {spelled: position for spelled, position in by_id.items() if spelled.isdecimal()}
        self._exact = {spelled: position for spelled, position in by_id.items() if spelled not in self._numbers}
        self._exact |= {spelled: position for position, spelled in enumerate(self._keys)}
        self._most_marks = {mark: max((title.count(mark) for title in titles), default=0) for mark in ";,"}
        self._uses: dict[str, _Use] = {}
        self._comparisons = 0
        for said, title in (meanings or {}).items():
            self._exact[title_key(said)] = self._exact.get(title_key(title), -1)

    def exact(self, said: str) -> int | None:
        """Return the position of the title or id that is `said`, but for case, spaces, punctuation and accents.

        Ids that are only a number do not count: a column of numbers may hold anything.
        """
        position = self._exact.get(title_key(said), -1)
        return position if position >= 0 else None

    def nearest(self, said: str) -> Almost | None:
        """Return the title that is `said`, else the one most alike; None when none is. Nothing is kept for `report`."""
        position = self.exact(said)
        return self._almost(title_key(said)) if position is None else Almost(position, 100.0, taken=True)

    def find(self, said: str, place: Place) -> int | None:
        """Return the position of the title that `said` means, or None; what is not exact is kept for `report`."""
        position = self.exact(said)
        spelled = title_key(said)
        if position is None:
            position = self._numbers.get(spelled)
        if position is not None:
            return position
        if spelled in self._uses:
            self._uses[spelled].count += 1
        else:
            self._uses[spelled] = _Use(said, place, self._almost(spelled))
        almost = self._uses[spelled].almost
        return almost.position if almost and almost.taken else None

    def split(self, cell: str) -> list[str]:
        """Return the titles in a cell that holds several, divided by `;`, new lines or `|`.

        A title that holds the separator itself is kept whole when it is known. Commas divide only when every
        part is then a known title, because titles often hold commas.
        """
        if not _DIVIDED.search(cell):
            return [cell] if cell else []
        parts = list(self._joined(_SEPARATORS.split(cell), ";"))
        if len(parts) == 1 and self.exact(parts[0]) is None:
            commas = list(self._joined(cell.split(","), ","))
            if all(self.exact(part) is not None for part in commas):
                return commas
        return parts

    def _joined(self, pieces: Sequence[str], separator: str) -> Iterator[str]:
        """Yield the pieces, those that together are one known title joined again; the longest first."""
        start = 0
        while start < len(pieces):
            lengths = range(min(self._most_marks[separator] + 1, len(pieces) - start), 1, -1)
            length = next((each for each in lengths if self._is_whole(pieces[start : start + each], separator)), 1)
            whole = separator.join(pieces[start : start + length]).strip()
            if whole:
                yield whole
            start += length

    def _is_whole(self, pieces: Sequence[str], separator: str) -> bool:
        """Whether pieces are one title, or almost: it must hold the separators, not only the same words.

        Almost only where none of them is a title by itself: a typing error must not make two wishes of one.
        """
        said = separator.join(pieces)
        position = self.exact(said)
        if position is None and not any(self.exact(piece) is not None for piece in pieces):
            almost = self._almost(title_key(said))
            position = almost.position if almost and almost.taken else None
        return position is not None and len(_MARKS.findall(self.titles[position])) >= len(pieces) - 1

    def report(self, notes: Notes) -> None:
        """Put everything that was not exact into the notes: taken as a warning, not taken as an error."""
        for use in self._uses.values():
            if use.almost and use.almost.taken:
                notes.warnings.append(self._taken(use, use.almost))
            else:
                notes.errors.append(self._unknown(use))

    def _taken(self, use: _Use, almost: Almost) -> Issue:
        values = {"title": self.titles[almost.position], "score": round(almost.score)}
        one = text("taken to be “{title}”, likeness {score} of 100.", **values)
        more = text("taken to be “{title}”, likeness {score} of 100; found {count} times.", **values)
        return use.issue(counted(use.count, one, more))

    def _unknown(self, use: _Use) -> Issue:
        one = text("there is no workshop with this title.")
        more = text("there is no workshop with this title; found {count} times.")
        what = counted(use.count, one, more)
        if use.almost is None:
            return use.issue(what, text("Add it to the list of workshops, or say in a mapping what it means."))
        advice = text(
            "Is it “{title}” (likeness {score} of 100)? Then change it, or say so in a mapping.",
            title=self.titles[use.almost.position],
            score=round(use.almost.score),
        )
        return use.issue(what, advice)

    def _almost(self, spelled: str) -> Almost | None:
        self._comparisons += len(self._keys)
        if self._comparisons > MOST_COMPARISONS:
            return None
        scores = sorted(((_likeness(spelled, title), -k) for k, title in enumerate(self._keys)), reverse=True)[:2]
        if not scores or scores[0][0] < SCORE_SHOWN:
            return None
        score, position = scores[0][0], -scores[0][1]
        clear = len(scores) == 1 or score - scores[1][0] >= SCORE_MARGIN
        taken = score >= SCORE_TAKEN and clear and _same_numbers(spelled, self._keys[position])
        return Almost(position, score, taken)


def _comparable(one: str, other: str) -> tuple[str, str]:
    """Return both keys, without the number in front (“3. Title”) when only one of them has it."""
    numbers = _NUMBER_IN_FRONT.match(one), _NUMBER_IN_FRONT.match(other)
    if all(numbers) or not any(numbers):
        return one, other
    return _NUMBER_IN_FRONT.sub("", one, count=1), _NUMBER_IN_FRONT.sub("", other, count=1)


def _same_numbers(one: str, other: str) -> bool:
    """Whether the same numbers occur in both: “deel 1” is not “deel 2”, however alike."""
    first, second = (sorted(_DIGITS.findall(spelled)) for spelled in _comparable(one, other))
    return first == second


def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415  (only when a title is not exactly known)

    a, b = _comparable(one[:LONGEST_COMPARED], other[:LONGEST_COMPARED])
    return fuzz.ratio(a, b)
