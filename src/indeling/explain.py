# SPDX-License-Identifier: EUPL-1.2
"""Why there is no placement: which chairs, minima or fixed places clash, in numbers.

These are the clashes that can be seen by counting; where rules only clash together, `indeling.solver.elastic` finds
the smallest change that would make a placement possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from indeling.conflicts import Conflict, conflict
from indeling.problem import Ints, Problem
from indeling.valuation import UNREACHABLE, Valuation


def conflicts(problem: Problem, value: Valuation) -> list[Conflict]:
    """Return every clash that counting shows; none of them leaves room for any placement.

    In order of kind, then of the words: the order of rows says nothing.
    """
    reasons = _Reasons(problem)
    found = (
        _fixed(problem, value, reasons),
        _per_round(problem),
        _per_session(problem, value),
        _per_participant(problem, value, reasons),
    )
    return [each for part in found for each in sorted(part, key=lambda clash: (clash["kind"], clash["text"]))]


def _session(problem: Problem, workshop: int, rnd: int) -> dict[str, str]:
    return {"workshop": problem.label(workshop), "round": problem.round_ids[rnd]}


def _fixed(problem: Problem, value: Valuation, reasons: _Reasons) -> Iterator[Conflict]:
    sessions: dict[tuple[int, int], int] = {}
    start = {(workshop, rnd): rounds[0] for workshop, rounds in problem.blocks for rnd in rounds}
    seats = Counter((person, rnd) for person, rnd, _ in problem.pinned.tolist())
    people = np.zeros(problem.capacity.shape, np.int64)
    for person, rnd, workshop in problem.pinned.tolist():
        where, session = _session(problem, workshop, rnd), start.get((workshop, rnd), rnd)
        if not value.allowed[person, workshop, rnd] or seats[person, rnd] > 1:
            reason = reasons.of_seat(person, workshop, rnd)
            yield conflict("fixed-not-allowed", participant=_who(problem, person), **where, reasons=[reason])
        if sessions.setdefault((person, workshop), session) != session:
            yield conflict("fixed-twice", participant=_who(problem, person), workshop=where["workshop"])
        people[workshop, rnd] += 1
    for workshop, rnd in np.argwhere(people > np.maximum(problem.capacity, 0)).tolist():
        count = {"people": int(people[workshop, rnd]), "chairs": max(0, int(problem.capacity[workshop, rnd]))}
        yield conflict("fixed-chairs", **_session(problem, workshop, rnd), **count)


def _per_round(problem: Problem) -> Iterator[Conflict]:
    chairs = np.maximum(problem.capacity, 0).sum(axis=0)
    minima = (problem.minimum * problem.offered * ~problem.optional[:, None]).sum(axis=0)
    for rnd, people in enumerate(problem.seated.sum(axis=0).tolist()):
        name = problem.round_ids[rnd]
        if chairs[rnd] < people:
            yield conflict("round-chairs", round=name, chairs=int(chairs[rnd]), people=people)
        if minima[rnd] > people:
            yield conflict("round-minimum", round=name, minimum=int(minima[rnd]), people=people)


def _per_session(problem: Problem, value: Valuation) -> Iterator[Conflict]:
    if not problem.minimum.any():
        return
    needed = problem.offered & ~problem.optional[:, None]
    able = np.count_nonzero(value.allowed, axis=0)
    for workshop, rnd in np.argwhere(needed & (problem.minimum > problem.capacity)).tolist():
        count = {"minimum": int(problem.minimum[workshop, rnd]), "chairs": int(problem.capacity[workshop, rnd])}
        yield conflict("session-chairs", **_session(problem, workshop, rnd), **count)
    for workshop, rnd in np.argwhere(needed & (problem.minimum > able)).tolist():
        count = {"minimum": int(problem.minimum[workshop, rnd]), "people": int(able[workshop, rnd])}
        yield conflict("session-minimum", **_session(problem, workshop, rnd), **count)


def _per_participant(problem: Problem, value: Valuation, reasons: _Reasons) -> Iterator[Conflict]:
    for person in np.flatnonzero(value.least >= UNREACHABLE).tolist():
        nowhere = np.flatnonzero(problem.seated[person] & ~value.allowed[person].any(axis=0)).tolist()
        for rnd in nowhere:
            where = {"participant": _who(problem, person), "round": problem.round_ids[rnd]}
            yield conflict("participant-round", **where, reasons=reasons.of_round(person, rnd))
        if not nowhere:
            yield conflict("participant", participant=_who(problem, person))


class _Reasons:
    """Why people may not be somewhere: what is looked up only when there is somebody to tell it of."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @cached_property
    def _barred(self) -> dict[tuple[int, int], Conflict]:
        """The first reason for each pair (participant, workshop) that may not be in any round."""
        found: dict[tuple[int, int], Conflict] = {}
        parts: list[tuple[Conflict, Ints]] = [({"kind": "leads"}, self.problem.leads)]
        parts.append(({"kind": "forbidden"}, self.problem.forbidden))
        numbers = enumerate(self.problem.rules, start=1)
        parts += [({"kind": "rule", "number": at}, rule.bars(self.problem)) for at, rule in numbers]
        for reason, pairs in parts:
            for person, workshop in pairs.tolist():
                found.setdefault((person, workshop), reason)
        return found

    def of_seat(self, person: int, workshop: int, rnd: int) -> Conflict:
        """Return the first reason that somebody may not be in a session; `several` when nothing else forbids it."""
        if not self.problem.seated[person, rnd]:
            return {"kind": "leading" if self.problem.attends[person, rnd] else "away"}
        if not self.problem.offered[workshop, rnd]:
            return {"kind": "not-given"}
        spans = any(workshop == each and rnd in rounds for each, rounds in self.problem.blocks)
        return self._barred.get((person, workshop), {"kind": "spans" if spans else "several"})

    def of_round(self, person: int, rnd: int) -> list[Conflict]:
        """Return why somebody may be in no workshop of a round, with the number of workshops for each reason."""
        given = np.flatnonzero(self.problem.offered[:, rnd]).tolist()
        found = Counter(tuple(self.of_seat(person, workshop, rnd).items()) for workshop in given)
        return [{**dict(reason), "count": count} for reason, count in sorted(found.items(), key=str)]


def _who(problem: Problem, person: int) -> str:
    return problem.names[person] or problem.participant_ids[person]
