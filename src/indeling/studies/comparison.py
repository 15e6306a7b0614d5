# SPDX-License-Identifier: EUPL-1.2
"""What comes out of a comparison of objectives. Counts: nothing in them names a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from indeling.placement import Placement, Status
from indeling.problem import RatingScale

AnswerStatus = Literal["optimal", "feasible", "unknown"]
Reason = Literal["", "out_of_time", "too_large"]


@dataclass(frozen=True)
class Gap:
    """The first level of an objective that is not proven: its key, its value, and what it cannot be lower than."""

    level: str
    value: int
    bound: int


@dataclass(frozen=True)
class Counts:
    """What a placement comes down to. All numbers ≥ 0; people who need no seat are not counted anywhere.

    seats_by_wish
        Wish (1 is best) → seats that were wished by name: every wish there can be, in order. With ratings, wish k is
        the k-th best rating.
    seats_without_wish
        Seats of people whose list was shorter than was asked for, at a workshop that is not on it.
    seats_outside_wishes
        Seats of people with a full list, at a workshop that is not on it.
    people_with_all_wishes
        People with no seat outside their wishes.
    people_by_wished_seats
        Of the others: number of seats in their wishes (R − 1, ..., 1, 0) → people.
    people_by_regret
        Regret (see docs/reference/objectives.md) → people, in order, those that occur.
    cost
        Sum over seats.
    """

    seats_by_wish: Mapping[int, int]
    seats_without_wish: int
    seats_outside_wishes: int
    people_with_all_wishes: int
    people_by_wished_seats: Mapping[int, int]
    people_by_regret: Mapping[int, int]
    cost: int

    @property
    def largest_regret(self) -> int:
        """Regret of the worst off; 0 when there is nobody."""
        return max(self.people_by_regret, default=0)

    @property
    def people_with_largest_regret(self) -> int:
        """How many people are the worst off."""
        return self.people_by_regret.get(self.largest_regret, 0)


@dataclass(frozen=True, eq=False)
class Answer:
    """What one objective makes of the day.

    status
        `optimal` (proven), `feasible` (not proven: `gap` says where it stopped, when that is known) or `unknown`: no
        placement within the limits, so no counts, and `reason` says why.
    proof
        Kind of the certificate: `prices` (can be checked without a solver) or `mip` (rests on it); "" when unknown.
    """

    objective: str
    status: AnswerStatus
    proof: str = ""
    gap: Gap | None = None
    reason: Reason = ""
    counts: Counts | None = None
    placement: Placement | None = None


@dataclass(frozen=True)
class Difference:
    """How two placements of one day differ, from the first to the second. Numbers of people and seats, ≥ 0.

    people: with another workshop in some round. seats: with another workshop in that round. other_workshops: people
    whose workshops are others, in whatever round. better, worse: people with a smaller or a larger regret in the
    second.
    """

    first: str
    second: str
    people: int
    seats: int
    other_workshops: int
    better: int
    worse: int

    def reverse(self) -> Difference:
        """Return the same difference from the second to the first."""
        return Difference(
            self.second, self.first, self.people, self.seats, self.other_workshops, self.worse, self.better
        )


@dataclass(frozen=True, eq=False)
class Comparison:
    """The objectives on one day, in the order asked for.

    status
        `optimal` when every answer is, `infeasible` when the day has no placement (then there are no answers, and
        `conflicts` says why), else `feasible`.
    people, seats, rounds
        Who need a seat in some round, seats needed over all rounds, and R.
    differences
        One per pair of answers that have a placement, the one asked for earlier first.
    """

    status: Status
    seed: int
    rounds: int
    people: int
    seats: int
    rating_scale: RatingScale | None
    answers: tuple[Answer, ...]
    differences: tuple[Difference, ...]
    conflicts: tuple[Mapping[str, Any], ...] = ()

    @property
    def answered(self) -> tuple[Answer, ...]:
        """The answers that have a placement."""
        return tuple(answer for answer in self.answers if answer.counts)

    def difference(self, first: str, second: str) -> Difference:
        """Return the difference between two objectives that have a placement. Raises KeyError for others."""
        if first == second and any(answer.objective == first for answer in self.answered):
            return Difference(first, second, 0, 0, 0, 0, 0)
        for each in self.differences:
            if {each.first, each.second} == {first, second}:
                return each if each.first == first else each.reverse()
        raise KeyError(first, second)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON tree `indeling/comparison` version 1 (docs/reference/compare.md)."""
        scale = self.rating_scale
        return {
            "format": "indeling/comparison",
            "version": 1,
            "status": self.status,
            "seed": self.seed,
            "rounds": self.rounds,
            "people": self.people,
            "seats": self.seats,
            **({"rating_scale": {"best": scale.best, "worst": scale.worst}} if scale else {}),
            "objectives": [_answer(answer) for answer in self.answers],
            "differences": [_difference(each) for each in self.differences],
            **({"conflicts": [dict(each) for each in self.conflicts]} if self.conflicts else {}),
        }


def _answer(answer: Answer) -> dict[str, Any]:
    tree: dict[str, Any] = {"objective": answer.objective, "status": answer.status}
    if answer.proof:
        tree["proof"] = answer.proof
    if answer.gap:
        tree["gap"] = {"level": answer.gap.level, "value": answer.gap.value, "bound": answer.gap.bound}
    if answer.reason:
        tree["reason"] = answer.reason
    return tree | (_counts(answer.counts) if answer.counts else {})


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "seats_by_wish": _by_text(counts.seats_by_wish),
        "seats_without_wish": counts.seats_without_wish,
        "seats_outside_wishes": counts.seats_outside_wishes,
        "people_with_all_wishes": counts.people_with_all_wishes,
        "people_by_wished_seats": _by_text(counts.people_by_wished_seats),
        "people_by_regret": _by_text(counts.people_by_regret),
        "largest_regret": counts.largest_regret,
        "people_with_largest_regret": counts.people_with_largest_regret,
        "cost": counts.cost,
    }


def _by_text(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(key): count for key, count in counts.items()}


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "objectives": [each.first, each.second],
        "people": each.people,
        "seats": each.seats,
        "other_workshops": each.other_workshops,
        "better": each.better,
        "worse": each.worse,
    }
