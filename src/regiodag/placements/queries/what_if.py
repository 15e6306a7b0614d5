# SPDX-License-Identifier: EUPL-1.2
"""What would help a placement, in sentences; what was tried, beside the placement that it started from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiodag.days.models import Round, Session, Workshop
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.problem import key_of
from regiodag.placements.queries.one_more_round import Slot, slot_for_round
from regiodag.placements.queries.outcome import Had, outcome_with
from regiodag.placements.queries.side_by_side import Way
from regiodag.placements.trials import POSSIBLE, ROUND, number_of, title_of

Kind, State = PlacementRun.Kind, PlacementRun.State
UNREACHED = "unknown"


@dataclass(frozen=True)
class Effect:
    """What a change would bring, in sentences. number: which it is in the advice; possible: whether it can be tried.

    slot: of one more round, when it would be.
    """

    number: int
    kind: str
    title: str
    brings: list[str]
    possible: bool
    slot: Slot | None = None


@dataclass(frozen=True)
class Advice:
    """What would help, the best first, and the titles of what would not, and of what was not looked at in time."""

    run: PlacementRun
    helpful: list[Effect] = field(default_factory=list)
    useless: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def advice_for(run: PlacementRun) -> PlacementRun | None:
    """Return the last time that somebody asked what would help a placement."""
    return run.followers.filter(kind=Kind.ADVICE).first()


def tries_of(run: PlacementRun) -> QuerySet[PlacementRun]:
    """Return what was tried from a placement, the last first."""
    return run.followers.filter(kind=Kind.WHAT_IF).select_related("placement").defer("result", "verdict")


def read_advice(run: PlacementRun) -> Advice:
    """Return an advice that is done, for people to read."""
    found = run.found or {}
    advice = Advice(run)
    for number, each in enumerate(found.get("changes", ())):
        title = title_of(run.problem, each)
        if each["status"] == UNREACHED:
            advice.unknown.append(title)
        elif "then" in each and each["gain"] > each["lose"]:
            brings = list(_brings(found["now"], each))
            slot = slot_for_round(run.day) if each["kind"] == ROUND else None
            possible = each["kind"] in POSSIBLE and (each["kind"] != ROUND or slot is not None)
            advice.helpful.append(Effect(number, each["kind"], title, brings, possible, slot))
        else:
            advice.useless.append(title)
    advice.useless.extend(
        title_of(run.problem, each) for each in found.get("skipped", ()) if each["why"] == "no-better"
    )
    return advice


def _brings(now: Mapping[str, int], change: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is different with a change, in people; with one more round there are other numbers of seats."""
    if change["kind"] != "round":
        yield from _difference(now, change["then"])
    better = ngettext("better for {number} person", "better for {number} people", change["gain"])
    yield better.format(number=change["gain"])
    if change["lose"]:
        worse = ngettext("less good for {number} person", "less good for {number} people", change["lose"])
        yield worse.format(number=change["lose"])


def _difference(now: Mapping[str, int], then: Mapping[str, int]) -> Iterator[str]:
    firsts, whole = (then[each] - now[each] for each in ("first_wishes", "all_wishes"))
    if firsts > 0:
        yield ngettext(
            "{number} person more with a first choice", "{number} people more with a first choice", firsts
        ).format(number=firsts)
    if firsts < 0:
        yield ngettext(
            "{number} person fewer with a first choice", "{number} people fewer with a first choice", -firsts
        ).format(number=-firsts)
    if whole > 0:
        yield ngettext(
            "{number} person more only in workshops of their choice",
            "{number} people more only in workshops of their choice",
            whole,
        ).format(number=whole)


def way_tried(run: PlacementRun) -> Way:
    """Return what came out of something that was tried, as a way beside others; sessions may not be there yet."""
    day, rounds = run.day, _rounds(run)
    there = {key_of(str(each.workshop_id), f"r{each.round.number}"): each for each in _sessions(run, rounds)}
    seats: dict[Any, list[Had]] = defaultdict(list)
    for row in (run.result or {}).get("placements", ()):
        session = there.get(key_of(row["workshop"], row["round"]))
        if session is not None:
            seats[UUID(row["participant"])].append((session, False, False))
    # A copy: the run itself would think that it has this placement.
    return Way(run, outcome_with(Placement(run=copy(run), day=day), list(there.values()), seats, rounds))


def _rounds(run: PlacementRun) -> list[Round]:
    """Return the rounds of the day, and the one that there would be."""
    found = list(run.day.rounds.all())
    there = {f"r{each.number}" for each in found}
    more = [each["id"] for each in run.problem["rounds"] if each["id"] not in there]
    return [*found, *(Round(day=run.day, number=number_of({"round": each})) for each in more)]


def _sessions(run: PlacementRun, every: Sequence[Round]) -> list[Session]:
    """Return the sessions of the day, and those that there would be, also in a round that there would be."""
    found = list(Session.objects.filter(workshop__day=run.day).select_related("workshop", "room", "round"))
    known = {(str(each.workshop_id), f"r{each.round.number}") for each in found}
    rounds = {f"r{each.number}": each for each in every}
    workshops: dict[str, Workshop] = {str(each.pk): each for each in run.day.workshops.all()}
    return found + [
        Session(workshop=workshops[each["id"]], round=rounds[session["round"]])
        for each in run.problem["workshops"]
        for session in each["sessions"]
        if (each["id"], session["round"]) not in known and each["id"] in workshops and session["round"] in rounds
    ]


def standing(run: PlacementRun) -> str:
    """Return what became of something that was tried, in a word or two."""
    if run.state != State.DONE:
        return str(run.get_state_display())
    if run.dropped:
        return _("dropped")
    return _("adopted") if run.placed else _("calculated")
