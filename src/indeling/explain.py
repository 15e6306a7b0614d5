# SPDX-License-Identifier: EUPL-1.2
"""Why there is no placement: which chairs, minima or fixed places clash, in numbers.

Each conflict is a JSON tree with its `kind`, the values that belong to it and a `text` in English; `conflict_text`
gives the sentence that can be translated. These are the clashes that can be seen by counting; where rules only clash
together, `indeling.solver.elastic` finds the smallest change that would make a placement possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from indeling.errors import Text, text
from indeling.problem import Problem
from indeling.valuation import UNREACHABLE, Valuation

Conflict = dict[str, Any]

_TEXTS: Mapping[str, Text] = {
    "fixed-not-allowed": text("{participant} has a fixed place in {workshop} in {round}, but may not be there"),
    "fixed-twice": text("{participant} has a fixed place in {workshop} more than once"),
    "fixed-chairs": text("{people} people have a fixed place in {workshop} in {round}, which has {chairs} chairs"),
    "round-chairs": text("{round} has {chairs} chairs for {people} people"),
    "round-minimum": text("the minima in {round} ask for {minimum} people, and there are {people}"),
    "session-minimum": text("{workshop} in {round} needs {minimum} people, and only {people} may be there"),
    "session-chairs": text("{workshop} in {round} needs {minimum} people and has {chairs} chairs"),
    "participant-round": text("{participant} needs a seat in {round}, and there is no workshop they may be in"),
    "participant": text("{participant} cannot get a different workshop in every round, even without the others"),
    "more-chairs": text(
        "all rules together leave no placement; {more} more chairs for {workshop} in {round} would help"
    ),
    "lower-minimum": text(
        "all rules together leave no placement; {fewer} fewer people needed for {workshop} in {round} would help"
    ),
}


def conflict(kind: str, **values: object) -> Conflict:
    """Return a conflict of a known kind as a JSON tree, with its text in English."""
    return {"kind": kind, **values, "text": str(Text(_TEXTS[kind].template, values))}


def conflict_text(found: Mapping[str, Any]) -> Text:
    """Return the sentence of a conflict read from a placement, ready to be translated."""
    known = _TEXTS.get(found["kind"])
    return Text(known.template, found) if known else Text("{text}", found)


def conflicts(problem: Problem, value: Valuation) -> list[Conflict]:
    """Return every clash that counting shows; none of them leaves room for any placement."""
    return [
        *_fixed(problem, value),
        *_per_round(problem),
        *_per_session(problem, value),
        *_per_participant(problem, value),
    ]


def _session(problem: Problem, workshop: int, rnd: int) -> dict[str, str]:
    return {"workshop": problem.label(workshop), "round": problem.round_ids[rnd]}


def _fixed(problem: Problem, value: Valuation) -> Iterator[Conflict]:
    pairs: set[tuple[int, int]] = set()
    people = np.zeros(problem.capacity.shape, np.int64)
    for person, rnd, workshop in problem.fixed.tolist():
        where = _session(problem, workshop, rnd)
        if not value.allowed[person, workshop, rnd]:
            yield conflict("fixed-not-allowed", participant=_who(problem, person), **where)
        if (person, workshop) in pairs:
            yield conflict("fixed-twice", participant=_who(problem, person), workshop=where["workshop"])
        pairs.add((person, workshop))
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
    needed = problem.offered & ~problem.optional[:, None]
    able = value.allowed.sum(axis=0)
    for workshop, rnd in np.argwhere(needed & (problem.minimum > problem.capacity)).tolist():
        count = {"minimum": int(problem.minimum[workshop, rnd]), "chairs": int(problem.capacity[workshop, rnd])}
        yield conflict("session-chairs", **_session(problem, workshop, rnd), **count)
    for workshop, rnd in np.argwhere(needed & (problem.minimum > able)).tolist():
        count = {"minimum": int(problem.minimum[workshop, rnd]), "people": int(able[workshop, rnd])}
        yield conflict("session-minimum", **_session(problem, workshop, rnd), **count)


def _per_participant(problem: Problem, value: Valuation) -> Iterator[Conflict]:
    for person in np.flatnonzero(value.least >= UNREACHABLE).tolist():
        nowhere = np.flatnonzero(problem.seated[person] & ~value.allowed[person].any(axis=0)).tolist()
        for rnd in nowhere:
            yield conflict("participant-round", participant=_who(problem, person), round=problem.round_ids[rnd])
        if not nowhere:
            yield conflict("participant", participant=_who(problem, person))


def _who(problem: Problem, person: int) -> str:
    return problem.names[person] or problem.participant_ids[person]
