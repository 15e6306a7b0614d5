# SPDX-License-Identifier: EUPL-1.2
"""Turn-out: people with a seat stay away; how far each session can be booked beyond its chairs.

The number who come to a session is Poisson-binomial (`coming`). Without a placement a session is booked as if the
surest people there are would sit in it: that holds whoever does. With one it is booked with people as they sit there,
and placed again; a session that then has a larger chance to overflow than the limit is booked less, until all hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat

import numpy as np

from indeling.placement import Placement
from indeling.problem import Bools, Ints, Problem
from indeling.rules.rooms import Rooms
from indeling.rules.sessions import people_in
from indeling.solver import solve
from indeling.studies.audience import Audience, surest_first
from indeling.studies.bookings import Coming, RoomTurnout, SessionTurnout, Turnout
from indeling.studies.capacities import chairs_of, with_capacities
from indeling.studies.coming import Floats, distribution, most_booked, within
from indeling.studies.counterfactual import Options
from indeling.studies.no_show import Rates, checked_limit

__all__ = ["Options", "Rates", "turnout"]

UNLIMITED = Options()

MOST_TRIES = 5
"""Placements made before every session is booked as if the surest people were in it, which ends it."""

Session = tuple[int, int]


def turnout(
    problem: Problem,
    rates: Rates,
    limit: float = 0.05,
    placement: Placement | None = None,
    *,
    options: Options = UNLIMITED,
) -> Turnout:
    """Return how many people can be booked in each session so that more come than there are chairs with a small chance.

    limit: the largest chance allowed, 0 to 1. placement: of this problem, in its order (`indeling.interchange.align`);
    it need not keep to the chairs. It is placed again with its objective and seed; options: the limits for each
    placement, as for `solve`.

    Raises ProblemError for rates and a limit that cannot be, and with a placement what `solve` raises.
    """
    house = House(problem, Audience(problem, 1 - rates.of(problem), checked_limit(limit)))
    if placement is None:
        return _told(house, rates, house.safe)
    capacity, again = _placed_again(house, placement, options)
    return _told(house, rates, capacity, placement, again)


def _placed_again(house: House, placement: Placement, options: Options) -> tuple[Ints, Placement]:
    """Return capacities with which the placement that `solve` makes keeps to the limit, and that placement."""

    def place(capacity: Ints) -> Placement:
        """Solve with these capacities."""
        return solve(
            house.with_capacity(capacity),
            placement.objective,
            placement.seed,
            time_limit=options.time_limit,
            clock=options.clock,
            progress=options.progress,
        )

    tries, capacity = 0, house.as_seated(placement)
    again = place(capacity)
    while tries <= MOST_TRIES and (full := house.overfull(again)).any():
        capacity = np.where(full, house.as_seated(again), capacity) if tries < MOST_TRIES else house.safe
        tries, again = tries + 1, place(capacity)
    return capacity, again


def _told(
    house: House, rates: Rates, capacity: Ints, placement: Placement | None = None, again: Placement | None = None
) -> Turnout:
    problem, audience = house.problem, house.audience
    now, then = house.coming(placement), house.coming(again)
    sessions = (
        SessionTurnout(
            workshop,
            rnd,
            chairs := int(house.chairs[workshop, rnd]),
            int(problem.minimum[workshop, rnd]),
            booked := int(capacity[workshop, rnd]),
            audience.at_worst(workshop, house.rounds(workshop, rnd), chairs, booked),
            now.get((workshop, rnd)),
            then.get((workshop, rnd)),
        )
        for workshop, rnd in house.sessions
    )
    return Turnout(
        problem,
        rates,
        audience.limit,
        "placement" if placement else "anybody",
        tuple(sessions),
        tuple(house.rooms.values()),
        house.with_capacity(capacity),
        again,
    )


@dataclass(frozen=True, eq=False)
class House:
    """The sessions of a problem and the people for them."""

    problem: Problem
    audience: Audience

    @cached_property
    def chairs(self) -> Ints:
        """The chairs (m, R), rooms looked at."""
        return chairs_of(self.problem)

    @cached_property
    def sessions(self) -> list[Session]:
        """The sessions that have chairs, by workshop and round."""
        return [(workshop, rnd) for workshop, rnd in np.argwhere(self.chairs > 0).tolist()]

    @cached_property
    def safe(self) -> Ints:
        """The people (m, R) that can be booked, whoever they are."""
        found = self.chairs.copy()
        for workshop, rnd in self.sessions:
            rounds = self.rounds(workshop, rnd)
            found[workshop, rnd] = self.audience.most(workshop, rounds, int(found[workshop, rnd]))
        return found

    @cached_property
    def rooms(self) -> dict[str, RoomTurnout]:
        """The rooms; whatever session is in one, it is booked as if the surest people of all were in it."""
        everybody = surest_first(self.audience.comes[self.problem.seated.any(axis=1)]).tolist()
        return {
            room.id: RoomTurnout(room.id, room.capacity, most_booked(everybody, len(everybody), room.capacity, limit))
            for limit in [self.audience.limit]
            for rule in self.problem.rules
            if isinstance(rule, Rooms)
            for room in rule.rooms
        }

    def rounds(self, workshop: int, rnd: int) -> tuple[int, ...]:
        """Return the rounds that a session may be in: its own, or all open ones of its workshop."""
        movable = self.problem.movable
        return tuple(sorted(r for w, r in movable if w == workshop)) if (workshop, rnd) in movable else (rnd,)

    def with_capacity(self, capacity: Ints) -> Problem:
        """Return the problem with these capacities (m, R) and rooms that can be booked further."""
        rooms = {name: room.proposed for name, room in self.rooms.items()}

        def most(workshop: int, chairs: int) -> int:
            """Return the people for an open session."""
            rounds = tuple(sorted(rnd for each, rnd in self.problem.movable if each == workshop))
            return self.audience.most(workshop, rounds, chairs)

        return with_capacities(self.problem, capacity, most, rooms)

    def as_seated(self, placement: Placement) -> Ints:
        """Return the people (m, R) that can be booked when they are like those of a placement, and at least `safe`.

        First those who sit there, the surest first; then others, who come as those do on average.
        """
        found = self.safe.copy()
        for (workshop, rnd), people in people_in(self.problem, placement.seats):
            if self.chairs[workshop, rnd] > 0 and (workshop, rnd) not in self.problem.movable:
                there = surest_first(self.audience.comes[people])
                others = max(0, len(self.audience.line(workshop, (rnd,))) - len(people))
                comes = chain(there.tolist(), repeat(float(there.mean()), others))
                most = most_booked(comes, len(people) + others, int(self.chairs[workshop, rnd]), self.audience.limit)
                found[workshop, rnd] = max(found[workshop, rnd], most)
        return found

    def overfull(self, placement: Placement) -> Bools:
        """Return the sessions (m, R) that overflow with too large a chance."""
        full = np.zeros(self.chairs.shape, bool)
        for session, coming in self.coming(placement).items():
            full[session] = not within(coming.overflow, self.audience.limit)
        return full

    def coming(self, placement: Placement | None) -> dict[Session, Coming]:
        """Return who comes to each session of a placement."""
        if placement is None:
            return {}
        chairs = chairs_of(self.problem, placement.rooms)
        return {
            (where.workshop, where.rnd): _coming(
                self.audience.comes[people], max(0, int(chairs[where])), int(self.problem.minimum[where])
            )
            for where, people in people_in(self.problem, placement.seats)
        }


def _coming(comes: Floats, chairs: int, minimum: int) -> Coming:
    chances = distribution(comes)
    return Coming(
        people=len(comes),
        chairs=chairs,
        expected=float(np.sort(comes).sum()),
        overflow=min(1.0, float(chances[chairs + 1 :].sum())),
        short=min(1.0, float(chances[:minimum].sum())) if minimum else None,
        distribution=tuple(chances.tolist()),
    )
