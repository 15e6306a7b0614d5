# SPDX-License-Identifier: EUPL-1.2
"""What is asked: participants, workshops, rounds, wishes. Frozen, validated, columnar.

Inside there are no objects per participant or per seat, only NumPy columns indexed by position,
so that a million participants fit. `Problem.from_dict` takes the interchange format, `Problem.build`
takes plain Python for a quick start. Everything else in the package takes a `Problem` as given.

Sizes used in every docstring: n participants, m workshops, R rounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indeling.errors import Issue, ProblemError, Text, text

if TYPE_CHECKING:
    from msgspec import UnsetType

    from indeling.rules import Rule

NOT_OFFERED = -1
"""Capacity of a workshop in a round in which it is not given."""

EVERY_ROUND = -1
"""Round of a wish that holds for the whole day."""

MOST_ROUNDS = 6

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class RatingScale:
    """The ends of a scale on which participants rated workshops; whole numbers, best ≠ worst."""

    best: int
    worst: int

    @property
    def span(self) -> int:
        """Steps between the best and the worst rating."""
        return abs(self.best - self.worst)


@dataclass(frozen=True, eq=False)
class Wishes:
    """All wishes as three parallel columns, sorted by participant, round and rank.

    `participant`, `round` (EVERY_ROUND for the whole day), `workshop`: positions; `rank`: 1 is best,
    equal ranks are a tie, no rank is skipped (ratings: best − rating + 1). Each int64, shape (number of wishes,).
    """

    participant: Ints
    round: Ints
    workshop: Ints
    rank: Ints


@dataclass(frozen=True, eq=False)
class Problem:
    """A whole day to be placed.

    round_ids, workshop_ids, participant_ids
        Unique names, R, m and n of them.
    capacity, minimum
        int64 (m, R): chairs, and people needed, per session; capacity is NOT_OFFERED where there is no session.
    optional
        bool (m,): the workshop may be dropped, in all its rounds, when a minimum is not met.
    attends
        bool (n, R): the rounds in which the participant is present (leading is counted apart, see `seated`).
    wishes, wishes_asked
        What is wished, and how many wishes the form asked for (K ≥ 0).
    forbidden, leads
        int64 (·, 2): pairs (participant, workshop).
    fixed
        int64 (·, 3): triples (participant, round, workshop).
    rating_scale
        Set when the wishes are ratings.
    titles, names, organisations, domains
        For people to read: m titles, n names and so on; empty strings where unknown.
    rules
        What a placement keeps besides (`indeling.rules`).

    Raises ProblemError when columns do not fit together.
    """

    round_ids: tuple[str, ...]
    workshop_ids: tuple[str, ...]
    participant_ids: tuple[str, ...]
    capacity: Ints
    minimum: Ints
    optional: Bools
    attends: Bools
    wishes: Wishes
    wishes_asked: int
    forbidden: Ints
    leads: Ints
    fixed: Ints
    titles: tuple[str, ...]
    names: tuple[str, ...]
    organisations: tuple[str, ...]
    domains: tuple[str, ...]
    rating_scale: RatingScale | None = None
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        from indeling.validation import problem_issues  # noqa: PLC0415  (validation needs this module's names)

        issues = problem_issues(self)
        if issues:
            raise ProblemError(issues)
        for column in (
            self.capacity,
            self.minimum,
            self.optional,
            self.attends,
            self.forbidden,
            self.leads,
            self.fixed,
        ):
            column.flags.writeable = False
        for column in (self.wishes.participant, self.wishes.round, self.wishes.workshop, self.wishes.rank):
            column.flags.writeable = False

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Problem:
        """Read the interchange format `indeling/problem` version 1 from a JSON tree.

        Raises ProblemError with every unknown key, wrong type, unknown id and contradiction in it.
        """
        from indeling.interchange import problem_from_dict  # noqa: PLC0415  (interchange builds on this module)

        return problem_from_dict(data)

    def to_dict(self) -> dict[str, Any]:
        """Return the interchange format `indeling/problem` version 1 as a JSON tree."""
        from indeling.interchange import problem_to_dict  # noqa: PLC0415  (interchange builds on this module)

        return problem_to_dict(self)

    @classmethod
    def build(
        cls,
        *,
        rounds: int | Sequence[str],
        workshops: Mapping[str, int],
        wishes: Mapping[str, Sequence[str | Sequence[str]]],
        wishes_asked: int | None = None,
    ) -> Problem:
        """Build the common day: every workshop in every round, with the same capacity.

        `workshops` maps a title to its chairs per round, `wishes` a name to the ranked titles (an inner
        list is a tie). Names and titles serve as ids. Raises ProblemError.

        >>> day = Problem.build(rounds=2, workshops={"A": 1, "B": 1}, wishes={"Ann": ["A"], "Bo": ["A", "B"]})
        """
        round_ids = [f"r{k + 1}" for k in range(rounds)] if isinstance(rounds, int) else list(rounds)
        data: dict[str, Any] = {
            "format": "indeling/problem",
            "version": 1,
            "rounds": [{"id": name} for name in round_ids],
            "workshops": [
                {"id": title, "title": title, "sessions": [{"round": r, "capacity": chairs} for r in round_ids]}
                for title, chairs in workshops.items()
            ],
            "participants": [
                {"id": name, "name": name, "wishes": [w if isinstance(w, str) else list(w) for w in ranked]}
                for name, ranked in wishes.items()
            ],
        }
        if wishes_asked is not None:
            data["wishes_asked"] = wishes_asked
        return cls.from_dict(data)

    @property
    def participant_count(self) -> int:
        """Number of participants, n."""
        return len(self.participant_ids)

    @property
    def workshop_count(self) -> int:
        """Number of workshops, m."""
        return len(self.workshop_ids)

    @property
    def round_count(self) -> int:
        """Number of rounds, R."""
        return len(self.round_ids)

    @cached_property
    def offered(self) -> Bools:
        """Bool (m, R): the workshop is given in the round, with at least one chair."""
        return self.capacity > 0

    @cached_property
    def seated(self) -> Bools:
        """Bool (n, R): the participant needs a seat: attends the round and does not lead a session in it."""
        seated = self.attends.copy()
        if len(self.leads):
            np.logical_and.at(seated, self.leads[:, 0], self.capacity[self.leads[:, 1]] == NOT_OFFERED)
        return seated

    @cached_property
    def people_at(self) -> dict[str, int]:
        """Position of each participant, by id."""
        return {name: at for at, name in enumerate(self.participant_ids)}

    @cached_property
    def workshops_at(self) -> dict[str, int]:
        """Position of each workshop, by id."""
        return {name: at for at, name in enumerate(self.workshop_ids)}

    @cached_property
    def blocks(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Workshops with the rounds that they span, from the rules: who has one has all of those rounds."""
        return tuple(block for rule in self.rules for block in rule.blocks(self))

    @cached_property
    def movable(self) -> frozenset[tuple[int, int]]:
        """(workshop, round) of each session that may be in another round; its capacity is the most it can have."""
        return frozenset(session for rule in self.rules for session in rule.movable(self))

    @cached_property
    def pinned(self) -> Ints:
        """The fixed places with the rest of the rounds that their workshops span: int64 (·, 3), sorted."""
        if not self.blocks:
            return self.fixed
        rest = [
            (person, other, workshop)
            for person, rnd, workshop in self.fixed.tolist()
            for block_workshop, rounds in self.blocks
            if block_workshop == workshop and rnd in rounds
            for other in rounds
        ]
        return np.unique(np.concatenate([self.fixed, np.array(rest, np.int64).reshape(-1, 3)]), axis=0)

    def workshops_of(self, names: Sequence[str] | UnsetType) -> set[int] | None:
        """Return the positions of the workshops a rule names; None when it names none and so is about all."""
        return {self.workshops_at[name] for name in names} if isinstance(names, Sequence) else None

    def person(self, position: int) -> str:
        """Return the name of the participant at that position, or their id when they have none."""
        return self.names[position] or self.participant_ids[position]

    def label(self, workshop: int) -> str:
        """Return the title of the workshop at that position, or its id when it has none."""
        return self.titles[workshop] or self.workshop_ids[workshop]


def round_title(name: str) -> str | Text:
    """Return the name of a round for people: its id, spelled out when that is no more than a number."""
    number = name.removeprefix("r")
    return text("Round {number}", number=number) if number.isdecimal() else name


def no_pairs(width: int = 2) -> Ints:
    """Return an empty (0, width) column of positions."""
    return np.empty((0, width), np.int64)


def issue(template: str, **values: object) -> Issue:
    """Return an issue without a place: problems built in memory have no rows."""
    return Issue(text(template, **values))
