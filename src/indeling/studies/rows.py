# SPDX-License-Identifier: EUPL-1.2
"""A comparison as labelled rows, a number per objective: what a table prints and a picture draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from indeling.errors import Text, counted, text
from indeling.outcome import wish_title
from indeling.studies.comparison import Answer, Comparison, Counts

Kind = Literal["wish", "unasked", "outside", "all", "some", "none"]

MOST_WISHES = 6
"""Wishes with a row of their own."""


@dataclass(frozen=True)
class Row:
    """A label, what it counts, and a number for each answer that has a placement."""

    label: Text
    kind: Kind
    numbers: tuple[int, ...]


def seat_rows(comparison: Comparison) -> list[Row]:
    """Return what became of the seats, best first. The numbers of an objective add up to all seats.

    What is 0 for every objective is left out, except the best and the worst.
    """
    unasked = _row(comparison, text("no wish given"), "unasked", lambda counts: counts.seats_without_wish)
    outside = _row(comparison, text("outside the wishes"), "outside", lambda counts: counts.seats_outside_wishes)
    return _telling([*_wish_rows(comparison), unasked, outside])


def _wish_rows(comparison: Comparison) -> Iterator[Row]:
    wishes = {wish for counts in _counts(comparison) for wish in counts.seats_by_wish}
    for wish in sorted(wishes)[:MOST_WISHES]:
        title = wish_title(comparison.rating_scale, wish)
        yield _row(comparison, title, "wish", _seats_at(wish))
    yield _row(comparison, text("lower wishes"), "wish", _lower)


def _seats_at(wish: int) -> Callable[[Counts], int]:
    return lambda counts: counts.seats_by_wish[wish]


def _lower(counts: Counts) -> int:
    return sum(seats for wish, seats in counts.seats_by_wish.items() if wish > MOST_WISHES)


def people_rows(comparison: Comparison) -> list[Row]:
    """Return in how many rounds people have a wish, best first. The numbers of an objective add up to all people.

    What is 0 for every objective is left out, except the best and the worst.
    """
    rows = [_row(comparison, text("a wish in every round"), "all", lambda counts: counts.people_with_all_wishes)]
    for seats in reversed(range(1, comparison.rounds)):
        title = counted(seats, text("a wish in 1 round"), text("a wish in {count} rounds"))
        rows.append(_row(comparison, title, "some", _people_with(seats)))
    return _telling([*rows, _row(comparison, text("a wish in no round"), "none", _people_with(0))])


def _telling(rows: list[Row]) -> list[Row]:
    return [rows[0], *(row for row in rows[1:-1] if any(row.numbers)), rows[-1]]


def _people_with(seats: int) -> Callable[[Counts], int]:
    return lambda counts: counts.people_by_wished_seats[seats]


def _counts(comparison: Comparison) -> list[Counts]:
    return [answer.counts for answer in comparison.answered if answer.counts]


def _row(comparison: Comparison, label: Text, kind: Kind, count: Callable[[Counts], int]) -> Row:
    return Row(label, kind, tuple(map(count, _counts(comparison))))


def standing(answer: Answer) -> Text:
    """Return whether the answer is proven to be the best, in a word."""
    if answer.status == "optimal":
        return text("by solver") if answer.proof == "mip" else text("yes")
    return text("no") if answer.status == "feasible" else text("no answer")
