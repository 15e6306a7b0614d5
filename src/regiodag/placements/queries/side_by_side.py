# SPDX-License-Identifier: EUPL-1.2
"""Placements of the same question side by side: what each comes down to, and for whom two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regiodag.days.models import Day
from regiodag.placements.aims import Aim
from regiodag.placements.models import PlacementRun
from regiodag.placements.queries.outcome import Held, Outcome, Person, outcome_of

MOST_RUNS = 40
"""So many of the last calculations are looked at."""
WHOLE = 1000
"""How wide the picture of a profile is, in parts."""

Question = Mapping[str, Any]


@dataclass(frozen=True)
class Bar:
    """A part of the picture of a profile: seats that are one and the same wish. start, width: of `WHOLE`."""

    wish: int
    seats: int
    start: int
    width: int


@dataclass(frozen=True)
class Way:
    """A calculation, and what came out."""

    run: PlacementRun
    outcome: Outcome

    @cached_property
    def bars(self) -> list[Bar]:
        """The picture of what people got, the best wish first."""
        profile = self.outcome.profile
        total = sum(seats for _wish, seats in profile) or 1
        found, start = [], 0
        for wish, seats in profile:
            end = start + seats
            at, until = (round(WHOLE * each / total) for each in (start, end))
            found.append(Bar(wish, seats, at, until - at))
            start = end
        return found


@dataclass(frozen=True)
class Best:
    """The best number of all ways, in each column."""

    firsts: int
    all: int
    none: int


@dataclass(frozen=True)
class SideBySide:
    """Ways to place the same people, wishes and chairs. others: calculations of the day as it was at other moments."""

    ways: list[Way]
    question: Question
    others: int = 0

    @cached_property
    def best(self) -> Best:
        """What is best of all ways."""
        found = [each.outcome for each in self.ways]
        return Best(
            max((each.firsts for each in found), default=0),
            max((each.tally["all"] for each in found), default=0),
            min((each.tally["none"] for each in found), default=0),
        )

    @cached_property
    def wishes(self) -> list[int]:
        """What the seats of all ways are, as the pictures show them: wishes, ANYTHING and UNWISHED."""
        longest = max((each.outcome.profile for each in self.ways), key=len, default=[])
        return [wish for wish, _seats in longest]

    @cached_property
    def missing(self) -> int:
        """How many ways there are besides these."""
        return len(Aim.values) - len({each.run.objective for each in self.ways})

    def way(self, pk: str) -> Way | None:
        """Return the way of a calculation."""
        return next((each for each in self.ways if str(each.run.pk) == pk), None)


def calculated(day: Day, question: Question) -> list[PlacementRun]:
    """Return the last calculation of this very question for each aim, in the order of the aims."""
    return _of(_done(day), question)


def side_by_side(day: Day, active: PlacementRun | None) -> SideBySide | None:
    """Return the ways to place the day as it was at its last calculation; None while there is none at all.

    active: the one that is being calculated.
    """
    runs = _done(day)
    newest = active or next(iter(runs), None)
    if newest is None:
        return None
    question = newest.problem
    found = _of(runs, question)
    others = sum(each.problem != question for each in runs)
    return SideBySide([way_of(day, each) for each in found], question, others)


def way_of(day: Day, run: PlacementRun) -> Way:
    """Return what came out of a calculation that has a placement."""
    run.day = day
    run.placement.day, run.placement.run = day, run
    return Way(run, outcome_of(run.placement))


def _done(day: Day) -> list[PlacementRun]:
    found = day.placement_runs.filter(kind=PlacementRun.Kind.SOLVE, state=PlacementRun.State.DONE)
    return list(found.select_related("placement").defer("result", "verdict")[:MOST_RUNS])


def _of(runs: Iterable[PlacementRun], question: Question) -> list[PlacementRun]:
    last: dict[str, PlacementRun] = {}
    for run in runs:
        if run.problem == question:
            last.setdefault(run.objective, run)
    return [last[aim] for aim in Aim.values if aim in last]


@dataclass(frozen=True)
class Differs:
    """Somebody who has other workshops in one placement than in another: the seats that only the one has."""

    person: Person
    one: list[Held]
    other: list[Held]


@dataclass(frozen=True)
class Difference:
    """For whom two placements differ: who is better off in the one, in the other, and as well off in both.

    moved: how many have the same workshops in other rounds.
    """

    one: list[Differs]
    other: list[Differs]
    even: list[Differs]
    moved: int

    @property
    def people(self) -> int:
        """How many people have other workshops."""
        return len(self.one) + len(self.other) + len(self.even)


def difference(one: Outcome, other: Outcome) -> Difference:
    """Return for whom two placements differ, of those who are in both."""
    second = {each.participant.pk: each for each in other.people}
    pairs = [(each, second[each.participant.pk]) for each in one.people if each.participant.pk in second]
    differ = [pair for pair in pairs if _workshops(pair[0]) != _workshops(pair[1])]
    moved = sum(_seats(first) != _seats(then) for first, then in pairs) - len(differ)

    def told(chosen: Iterable[tuple[Person, Person]]) -> list[Differs]:
        """Return them, those first who are worst off in one of the two."""
        found = sorted(chosen, key=lambda pair: max(each.misfortune for each in pair), reverse=True)
        return [Differs(a, _only(a, b), _only(b, a)) for a, b in found]

    return Difference(
        told(pair for pair in differ if pair[0].misfortune < pair[1].misfortune),
        told(pair for pair in differ if pair[0].misfortune > pair[1].misfortune),
        told(pair for pair in differ if pair[0].misfortune == pair[1].misfortune),
        moved,
    )


def _workshops(person: Person) -> set[Any]:
    return {each.session.workshop_id for each in person.held}


def _seats(person: Person) -> Sequence[Any]:
    return [each and each.session.workshop_id for each in person.rounds]


def _only(person: Person, beside: Person) -> list[Held]:
    there = _workshops(beside)
    return [each for each in person.held if each.session.workshop_id not in there]
