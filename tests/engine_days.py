# SPDX-License-Identifier: EUPL-1.2
"""What tests of the solver's parts share: small days as networks, and answers by name instead of drawn position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from indeling import Problem
from indeling.objectives import Level, objective
from indeling.problem import Ints
from indeling.proof import levels_of
from indeling.solver.day import Day, plan_day
from indeling.solver.seats import Choice, Seats, seats_by_session, seats_by_workshop
from indeling.valuation import valuation

Tree = dict[str, Any]


def no_limit() -> float | None:
    """Return the seconds left when there is no time limit."""
    return None


@dataclass(frozen=True)
class Drawn:
    """A day with its network, and names for what stands in it."""

    problem: Problem
    day: Day
    seats: Seats

    def person(self, position: int) -> str:
        return self.problem.participant_ids[int(self.day.people[position])]

    def workshop(self, position: int) -> str:
        return self.problem.workshop_ids[int(self.day.workshops[position])]

    def item(self, position: int) -> str:
        """Return the name of an item: a workshop, or a workshop and its round."""
        rnd = int(self.seats.item_round[position])
        name = self.workshop(int(self.seats.item_workshop[position]))
        return name if rnd < 0 else f"{name} {self.problem.round_ids[rnd]}"

    def slot(self, position: int) -> str:
        """Return the name of a slot: a participant, or a participant and a round."""
        rnd = int(self.seats.slot_round[position])
        name = self.person(int(self.seats.slot_person[position]))
        return name if rnd < 0 else f"{name} {self.problem.round_ids[rnd]}"

    def by_item(self, column: Ints) -> dict[str, int]:
        """Return what is not zero of a column (I,)."""
        return {self.item(at): int(each) for at, each in enumerate(column) if each}

    def by_slot(self, column: Ints) -> dict[str, int]:
        """Return what is not zero of a column (S,)."""
        return {self.slot(at): int(each) for at, each in enumerate(column) if each}

    def arcs(self) -> dict[tuple[str, str], int]:
        """Return the rank of each arc."""
        seats = self.seats
        return {
            (self.slot(slot), self.item(item)): int(rank)
            for slot, item, rank in zip(seats.arc_slot, seats.arc_item, seats.arc_rank, strict=True)
        }

    def chosen(self, choice: Choice) -> set[tuple[str, str]]:
        """Return the arcs of a choice."""
        names = list(self.arcs())
        return {names[at] for at in np.flatnonzero(choice.arcs)}

    def pairs(self, slot: Ints, item: Ints) -> set[tuple[str, str]]:
        """Return (slot, item) pairs by name."""
        return {(self.slot(s), self.item(i)) for s, i in zip(slot.tolist(), item.tolist(), strict=True)}

    def table(self, table: Ints) -> dict[str, list[str]]:
        """Return the workshops (n, R) of each participant, "-" where there is no seat."""
        return {
            self.person(at): ["-" if workshop < 0 else self.workshop(workshop) for workshop in row]
            for at, row in enumerate(table.tolist())
        }

    def levels(self, name: str) -> list[Level]:
        """Return the levels of an objective."""
        return list(levels_of(objective(name), self.problem.round_count, self.day.value, np.arange(1000)))


def drawn(data: Tree, *, sessions: bool = False, spelled_out: bool = False, seed: int = 1) -> Drawn:
    """Return the day with its network by workshop or by session, with pools unless everybody is spelled out."""
    problem = Problem.from_dict(data)
    day = plan_day(problem, valuation(problem), seed)
    draw = seats_by_session if sessions else seats_by_workshop
    return Drawn(problem, day, draw(day, np.full(problem.participant_count, spelled_out)))


GAP: Tree = {
    "format": "indeling/problem",
    "version": 1,
    "wishes_asked": 2,
    "rounds": [{"id": "r1"}, {"id": "r2"}],
    "workshops": [
        {"id": name, "sessions": [{"round": "r1", "capacity": 1}, {"round": "r2", "capacity": 1}]} for name in "abc"
    ],
    "participants": [
        {"id": "p", "wishes": {"r1": ["a", "b"], "r2": ["a", "c"]}},
        {"id": "q", "wishes": {"r1": ["b", "c"], "r2": ["c", "b"]}},
    ],
}
"""Half of each of four bundles would cost 2; whole bundles cost 3. No prices can prove that."""
