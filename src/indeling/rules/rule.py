# SPDX-License-Identifier: EUPL-1.2
"""What a rule is: data from the interchange format that can say whether it is kept, and ask for it in rows.

The two are written apart and share nothing: `breaches` looks at a finished placement and belongs to the checker,
`ask` writes linear rows for the solver. A rule that forbids single seats says so in `bars` and needs neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import numpy as np
from msgspec import UNSET, Meta, Struct, UnsetType

from indeling.errors import Text, text
from indeling.placement import RoomOf
from indeling.problem import Ints, no_pairs
from indeling.rules.rows import Rows

if TYPE_CHECKING:
    from indeling.problem import Problem

HEAVIEST = 1_000_000

Id = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Weight = Annotated[int, Meta(ge=1, le=HEAVIEST, title="Weight of breaking the rule", description=(
    "The rule may be broken; the sum of weight times amount is made small, after the objective. Default: it is kept."
))]  # fmt: skip
Attribute = Annotated[Literal["organisation", "domain"], Meta(title="Attribute of participants")]
Workshops = Annotated[list[Id], Meta(title="Ids of workshops")]
Group = Annotated[list[Id], Meta(min_length=2, title="Ids of participants")]

Mention = tuple[str, str, str]
"""What a rule names: "participant", "workshop" or "round"; where in the rule; the id."""

Breach = tuple[Text, int]
"""What is broken, as a sentence, and by how much (1 or more)."""

Lack = dict[str, str | int]

T = TypeVar("T")


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"):
    """A rule; its fields are those of the interchange format. Add one by adding a file (CONTRIBUTING.md)."""

    def mentions(self) -> Iterator[Mention]:
        """Yield every id the rule names."""
        return iter(())

    def describe(self, problem: Problem) -> Text:
        """Return what the rule asks, in words."""
        raise NotImplementedError

    def bars(self, problem: Problem) -> Ints:  # noqa: ARG002  (most rules bar nobody)
        """Return pairs (participant, workshop) that may not be: int64 (·, 2)."""
        return no_pairs()

    def bars_only(self) -> bool:
        """Return whether `bars` says all of it, when it must be kept."""
        return False

    def ask(self, rows: Rows, problem: Problem) -> None:
        """Add the rows that make a placement keep the rule, or count by how much it does not."""

    def breaches(self, problem: Problem, seats: Ints) -> Iterator[Breach]:  # noqa: ARG002
        """Yield what a placement with workshops `seats` (n, R) breaks."""
        return iter(())

    def lacks(self, problem: Problem, seats: Ints) -> Iterator[Lack]:  # noqa: ARG002
        """Yield what is missing for a placement with workshops `seats` (n, R) to keep the rule, where that has names.

        A tree with one of the kinds of reasons in `indeling.conflicts`.
        """
        return iter(())

    def carried(self, problem: Problem) -> Ints:
        """Return the regret that each participant brings along: int64 (n,), ≥ 0."""
        return np.zeros(problem.participant_count, np.int64)

    def issues(self, problem: Problem) -> Iterator[tuple[str, Text]]:  # noqa: ARG002
        """Yield what is wrong with the rule for this problem: where in the rule, and a sentence about {place}.

        Everything that the rule mentions exists.
        """
        return iter(())

    def decides(self) -> bool:
        """Return whether a placement that keeps the rule may be worse than one found by looking at the rule."""
        return False

    def people_first(self, problem: Problem) -> list[list[int]]:  # noqa: ARG002
        """Return the classes of people whose wishes come before those of everybody else."""
        return []

    def blocks(self, problem: Problem) -> list[tuple[int, tuple[int, ...]]]:  # noqa: ARG002
        """Return workshops with the rounds that they span."""
        return []

    def movable(self, problem: Problem) -> set[tuple[int, int]]:  # noqa: ARG002
        """Return (workshop, round) of sessions that may be there, or in another round."""
        return set()

    def deal(self, problem: Problem, seats: Ints) -> Iterator[RoomOf]:  # noqa: ARG002
        """Yield the rooms of the sessions of a placement."""
        return iter(())

    def bound_chairs(self, problem: Problem, seats: Ints, rooms: tuple[RoomOf, ...], chairs: Ints) -> None:
        """Lower `chairs` (m, R), in place, to those that the sessions of a placement really have."""

    def misdealt(self, problem: Problem, seats: Ints, rooms: tuple[RoomOf, ...]) -> Iterator[Text]:  # noqa: ARG002
        """Yield what is wrong with the rooms of a placement."""
        return iter(())


class SoftRule(Rule, frozen=True, kw_only=True):
    """A rule that is kept, or with a weight may be broken."""

    weight: Weight | UnsetType = UNSET


def is_soft(rule: Rule) -> bool:
    """Return whether the rule may be broken."""
    return weight_of(rule) > 0


def weight_of(rule: Rule) -> int:
    """Return the weight of a rule that may be broken, 0 of one that must be kept."""
    return rule.weight if isinstance(rule, SoftRule) and isinstance(rule.weight, int) else 0


def given(value: T | UnsetType, default: T) -> T:
    """Return a field of the format, or its default when it is left out."""
    return default if isinstance(value, UnsetType) else value


def holders(problem: Problem, attribute: str) -> dict[str, list[int]]:
    """Return the participants with each value of an attribute, by value; those without one are left out."""
    column = problem.organisations if attribute == "organisation" else problem.domains
    people: dict[str, list[int]] = {}
    for person, value in enumerate(column):
        if value:
            people.setdefault(value, []).append(person)
    return dict(sorted(people.items()))


def mentioned(kind: str, path: str, names: list[Id] | UnsetType) -> Iterator[Mention]:
    """Yield the ids of a list."""
    yield from ((kind, f"{path}[{at}]", name) for at, name in enumerate(given(names, [])))


def named_twice(path: str, names: list[Id]) -> Iterator[tuple[str, Text]]:
    """Yield the ids that stand in a list before: most likely a slip, and somebody else was meant."""
    for at, name in enumerate(names):
        if name in names[:at]:
            yield f"{path}[{at}]", text("{place}: “{id}” is in the list already.", id=name)


def listed(names: list[str]) -> str:
    """Return names for a sentence."""
    return ", ".join(names)
