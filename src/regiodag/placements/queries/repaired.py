# SPDX-License-Identifier: EUPL-1.2
"""What a repair does: who moves from where to where, who gets a place, and what more moves would buy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regiodag.days.models import Round, Session
from regiodag.placements.models import PlacementRun
from regiodag.placements.problem import key_of
from regiodag.placements.queries.base import Base
from regiodag.placements.queries.outcome import Outcome, Person, wish_of

SUMS = ("squared-regret", "cost")
"""Levels that add up the disappointment of everybody."""


@dataclass(frozen=True)
class Place:
    """A workshop: what it is called, and which wish it is to somebody; None: it is not given any more."""

    title: str
    wish: int | None


@dataclass(frozen=True)
class Moved:
    """Somebody who goes elsewhere in a round."""

    person: Person
    round: Round
    before: Place
    after: Place


@dataclass(frozen=True)
class Step:
    """What so many moves buy.

    unplaced: people without a place; share: that in percent of the most there are. everything, some, nothing: people by
    how many rounds they have a wish in. regret: the disappointment of everybody that more moves would still spare, in
    percent of the most; None where there is none or the aim does not add it up.
    """

    moves: int
    unplaced: int
    share: int = 0
    everything: int = 0
    some: int = 0
    nothing: int = 0
    regret: int | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Repaired:
    """A repair. new: who had no place; curve: the run that tells what more moves would buy, if there is one."""

    run: PlacementRun
    moves: list[Moved]
    new: list[Person]
    curve: PlacementRun | None
    steps: list[Step]

    @property
    def adds_up(self) -> bool:
        """Whether disappointment is told."""
        return any(each.regret is not None for each in self.steps)

    @property
    def people(self) -> int:
        """How many people move."""
        return len({each.person.participant.pk for each in self.moves})


def repaired(outcome: Outcome) -> Repaired:
    """Return what a repair does, from its outcome."""
    run = outcome.placement.run
    found, people = run.found or {}, {str(each.participant.pk): each for each in outcome.people}
    known = _Known(outcome, {each["id"]: each.get("title", "") for each in _titles(run)})
    moves = [known.moved(people[each["participant"]], each) for each in found["moves"] if each["participant"] in people]
    new = [people[each] for each in found["new"] if each in people]
    curve = _curve_of(run)
    steps = _steps(curve.found or {}, len(found["moves"]), run.asked.get("most")) if curve else []
    return Repaired(run, sorted(moves, key=_by_name), new, curve, steps)


def repair_of(base: Base) -> PlacementRun | None:
    """Return the newest repair that was made from somewhere, None when there is none."""
    made = PlacementRun.objects.filter(day=base.run.day_id, kind=PlacementRun.Kind.REPAIR, state="done", base=base.run)
    return made.filter(version=base.version).order_by("-number").first()


def _by_name(moved: Moved) -> tuple[str, str, int]:
    participant = moved.person.participant
    return participant.family_name, participant.given_name, moved.round.number


def _titles(run: PlacementRun) -> list[Mapping[str, Any]]:
    """Return the workshops as they were and as they are."""
    return [*(run.base.problem["workshops"] if run.base else ()), *run.problem["workshops"]]


@dataclass(frozen=True)
class _Known:
    outcome: Outcome
    titles: Mapping[str, str]

    def moved(self, person: Person, row: Mapping[str, Any]) -> Moved:
        rounds = {f"r{each.number}": each for each in self.outcome.rounds}
        before, after = (self._place(person, row[name]["workshop"], row["round"]) for name in ("before", "after"))
        return Moved(person, rounds[row["round"]], before, after)

    def _place(self, person: Person, workshop: str, rnd: str) -> Place:
        session = self._session(workshop, rnd)
        if session is None:
            return Place(self.titles.get(workshop, ""), None)
        return Place(session.workshop.title, wish_of(session, person.wishes, self.outcome.wishes_asked))

    def _session(self, workshop: str, rnd: str) -> Session | None:
        pk = self.outcome.placement.run.sessions.get(key_of(workshop, rnd))
        return next((each.session for each in self.outcome.sessions if str(each.session.pk) == pk), None)


def _curve_of(run: PlacementRun) -> PlacementRun | None:
    """Return the newest run that tells of the moves of this repair, or of the one that it is a step of."""
    asked = {"earlier": run.asked["earlier"], "locked": run.asked["locked"]}
    curves = PlacementRun.objects.filter(day=run.day_id, kind=PlacementRun.Kind.CURVE).exclude(state="failed")
    for each in curves.exclude(state="stopped").order_by("-number"):
        if {name: each.asked[name] for name in asked} == asked and each.problem == run.problem:
            return each
    return None


def _steps(found: Mapping[str, Any], moves: int, most: int | None) -> list[Step]:
    budgets = found.get("curve", ())
    without = max((each["unplaced"] for each in budgets), default=0)
    regrets = [_regret(each) for each in budgets if not each["unplaced"]]
    span = (min(regrets), max(regrets)) if regrets else (0, 0)
    chosen = moves if most is None else most
    return [_step(each, without, span, chosen=each["moves"] == chosen) for each in budgets]


def _step(budget: Mapping[str, Any], without: int, span: tuple[int, int], *, chosen: bool) -> Step:
    if budget["unplaced"]:
        return Step(budget["moves"], budget["unplaced"], round(100 * budget["unplaced"] / without))
    everything, some, nothing = budget["within_wishes"]
    best, worst = span
    left = round(100 * (_regret(budget) - best) / (worst - best)) if worst > best else None
    return Step(budget["moves"], 0, 0, everything, some, nothing, left, chosen)


def _regret(budget: Mapping[str, Any]) -> int:
    """Return the disappointment of everybody together; a level that is not there is zero."""
    return next((each["value"] for each in budget["levels"] if each["name"] in SUMS), 0)
