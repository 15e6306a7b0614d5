# SPDX-License-Identifier: EUPL-1.2
"""What comes out of a what-if: the day as it is, and what each change makes of it. Counts: nothing names a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from indeling.placement import Placement, Status
from indeling.problem import Problem
from indeling.studies.changes import Change, Why

EffectStatus = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class State:
    """What a placement comes down to. All numbers ≥ 0; people who need no seat are not counted.

    all_wishes, some_wishes, no_wish: people with no seat outside their wishes, with some, with nothing but those.
    first_wishes: seats that are a first wish, named as such. outside: seats outside the wishes. cost: of all seats.
    worst_off: cost of the seats of who has the costliest.
    """

    all_wishes: int
    some_wishes: int
    no_wish: int
    first_wishes: int
    outside: int
    cost: int
    worst_off: int


@dataclass(frozen=True, eq=False)
class Effect:
    """What a change makes of the day.

    status
        `optimal` (proven), `feasible` (not proven), `infeasible`: with the change there is no placement; `unknown`:
        none was found within the limits.
    proof
        Kind of the certificate, `prices` or `mip`; "" when there is no placement.
    then
        The day with the change.
    gain, lose
        People whose seats cost less, or more, than now. With one more round their best seats count, as many as they
        have now.
    """

    change: Change
    status: EffectStatus
    proof: str = ""
    then: State | None = None
    gain: int = 0
    lose: int = 0
    placement: Placement | None = None


@dataclass(frozen=True)
class Skipped:
    """A change that was not solved, and why: `no-better` is proven by the prices, the others are no question."""

    change: Change
    why: Why


@dataclass(frozen=True, eq=False)
class Advice:
    """The changes that were looked at, those first that help most people (gain − lose).

    After these come one more round, which is another day, and last the changes that leave no placement.

    status: `optimal` when the placement now and those with the changes are all proven, `infeasible` when there is none
    now (`conflicts` says why), else `feasible`. people: who need a seat in some round.
    """

    problem: Problem
    objective: str
    seed: int
    status: Status
    people: int
    now: State | None = None
    effects: tuple[Effect, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    placement: Placement | None = None
    conflicts: tuple[Mapping[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON tree `indeling/advice` version 1 (docs/reference/advise.md)."""
        return {
            "format": "indeling/advice",
            "version": 1,
            "status": self.status,
            "objective": self.objective,
            "seed": self.seed,
            "people": self.people,
            **({"now": dict(vars(self.now))} if self.now else {}),
            "changes": [self._change(each.change) | _effect(each) for each in self.effects],
            "skipped": [self._change(each.change) | {"why": each.why} for each in self.skipped],
            **({"conflicts": [dict(each) for each in self.conflicts]} if self.conflicts else {}),
        }

    def _change(self, change: Change) -> dict[str, Any]:
        return {
            "kind": change.kind,
            **({"workshop": self.problem.workshop_ids[change.workshop]} if change.workshop >= 0 else {}),
            **({"round": self.problem.round_ids[change.round]} if change.round >= 0 else {}),
            **({"chairs": change.chairs} if change.chairs else {}),
        }


def _effect(effect: Effect) -> dict[str, Any]:
    if effect.then is None:
        return {"status": effect.status}
    return {
        "status": effect.status,
        "proof": effect.proof,
        "then": dict(vars(effect.then)),
        "gain": effect.gain,
        "lose": effect.lose,
    }
