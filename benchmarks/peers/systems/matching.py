# SPDX-License-Identifier: EUPL-1.2
"""matching, by Wilde, Knight and Gillard: stable matchings. Workshops take people in an order drawn by lot.

One game of residents and hospitals per round; who has had a workshop does not apply for it again.
"""

from __future__ import annotations

import random

import numpy as np

from benchmarks.peers.peer import NOWHERE, Answer, Ints, Peer, Question, Run

SEED = 1


def _prepare(day: Question) -> Run:
    from matching.games import HospitalResident  # noqa: PLC0415  (only where it is measured)

    people, _, rounds = day.cost.shape
    lot = list(range(people))
    random.Random(SEED).shuffle(lot)

    def run(_seconds: float) -> Answer:
        seats: Ints = np.full(day.seats, NOWHERE, np.int64)
        for rnd in range(rounds):
            wanted = _orders(day, rnd, seats)
            places = {int(w): int(day.chairs[w, rnd]) for w in np.flatnonzero(day.chairs[:, rnd] > 0)}
            sought: dict[int, set[int]] = {w: set() for w in places}
            for person, order in wanted.items():
                for workshop in order:
                    sought[workshop].add(person)
            takes = {w: [person for person in lot if person in sought[w]] for w in places}
            for workshop, taken in HospitalResident.create_from_dictionaries(wanted, takes, places).solve().items():
                seats[[person.name for person in taken], rnd] = workshop.name
        return Answer(seats)

    return run


def _orders(day: Question, rnd: int, seats: Ints) -> dict[int, list[int]]:
    """Return the workshops given in the round, best first, without those that somebody has had."""
    given = np.flatnonzero(day.chairs[:, rnd] > 0)
    order = given[np.argsort(day.cost[:, given, rnd], axis=1, kind="stable")].tolist()
    return {person: [w for w in order[person] if w not in had] for person, had in enumerate(seats.tolist())}


PEERS = (
    Peer(
        name="matching, residents and hospitals",
        package="matching",
        environment="peers",
        prepare=_prepare,
        stops_itself=False,
        rounds="yes, one game after the other",
        never_twice="yes, as we ask it",
        minima="no",
        proof="stable by construction",
    ),
)
