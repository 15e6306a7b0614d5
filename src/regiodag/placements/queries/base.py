# SPDX-License-Identifier: EUPL-1.2
"""What a day is compared with and repaired from: the seats that people know, in a version or in a placement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from regiodag.days.models import Day, Session
from regiodag.placements.models import Placement, PlacementRun, Publication
from regiodag.placements.problem import key_of
from regiodag.placements.queries.locks import locked_seats
from regiodag.placements.queries.published import current, seats_now

Where = tuple[str, str]
"""A workshop and a round, as a problem calls them."""


@dataclass(frozen=True)
class Base:
    """Who is where, to begin with. run: what it was calculated in; version: what was published of it, if that is it.

    seats: by the id of a participant, the session of each workshop and round; the session may be gone by now. given:
    the workshops and rounds that there are now.
    """

    placement: Placement
    version: Publication | None
    seats: Mapping[str, Mapping[Where, str]]
    given: frozenset[Where]

    def __str__(self) -> str:
        return str(self.version or self.run)

    @property
    def run(self) -> PlacementRun:
        """The calculation."""
        return self.placement.run

    @property
    def seen(self) -> str:
        """What somebody looked at, to compare it with later."""
        if self.version is None:
            return f"p{self.placement.version}-{self.placement.pk}"
        return f"v{self.version.number}.{self.version.changes.count()}-{self.placement.pk}"


def base_of(day: Day, placement: Placement | None = None) -> Base | None:
    """Return a placement to begin with; without one, what is published, or else the newest placement there is."""
    version = None if placement else current(day)
    if version is not None and version.placement is not None:
        return _base(day, version.placement, version, _published(version))
    placement = placement or day.placements.select_related("run").order_by("-run__number").first()
    return _base(day, placement, None, _seated(placement)) if placement else None


def is_behind(base: Base) -> bool:
    """Return whether people were moved by hand in what is published, and that was not published yet."""
    now = _base(base.placement.day, base.placement, None, _seated(base.placement)).seats
    return any(now[each].keys() != seats.keys() for each, seats in base.seats.items() if each in now)


def _base(day: Day, placement: Placement, version: Publication | None, seats: Iterable[tuple[str, str]]) -> Base:
    there = _there(day)
    known = there | _then(placement.run)
    return Base(placement, version, _placed(known, seats), frozenset(there.values()))


def _published(version: Publication) -> Iterable[tuple[str, str]]:
    return [
        (person, session) for person, sessions in seats_now(version, with_left=True).items() for session in sessions
    ]


def _seated(placement: Placement) -> Iterable[tuple[str, str]]:
    """Return who has which session; also sessions that are gone, whose seats are gone with them."""
    found = [(str(person), str(session)) for person, session in placement.seats.values_list("participant", "session")]
    there = {str(pk) for pk in Session.objects.filter(workshop__day=placement.day_id).values_list("pk", flat=True)}
    for row in (placement.run.result or {}).get("placements", ()):
        session = placement.run.sessions.get(key_of(row["workshop"], row["round"]))
        if session is not None and session not in there:
            found.append((row["participant"], session))
    return found


def _placed(known: Mapping[str, Where], seats: Iterable[tuple[str, str]]) -> dict[str, dict[Where, str]]:
    """Return the seats by person, workshop and round, one in a round."""
    found: dict[str, dict[Where, str]] = {}
    for person, session in seats:
        theirs = found.setdefault(person, {})
        where = known.get(session)
        if where is not None and where[1] not in {rnd for _workshop, rnd in theirs}:
            theirs[where] = session
    return found


def _there(day: Day) -> dict[str, Where]:
    """Return the workshop and round of each session that there is."""
    found = Session.objects.filter(workshop__day=day).values_list("pk", "workshop", "round__number")
    return {str(pk): (str(workshop), f"r{number}") for pk, workshop, number in found}


def _then(run: PlacementRun) -> dict[str, Where]:
    """Return the workshop and round of each session as they were when it was calculated."""
    found = {session: key.partition(" ") for key, session in run.sessions.items()}
    return {session: (workshop, rnd) for session, (workshop, _space, rnd) in found.items()}


def earlier_of(base: Base) -> dict[str, Any]:
    """Return the seats in the format `indeling/placement`, as a repair takes them: ranks and figures say nothing."""
    rows = [
        {"participant": person, "round": rnd, "workshop": workshop, "rank": None}
        for person, seats in sorted(base.seats.items())
        for workshop, rnd in sorted(seats, key=lambda each: each[1])
    ]
    return {
        "format": "indeling/placement",
        "version": 1,
        "objective": base.run.objective,
        "seed": base.run.seed,
        "status": "feasible",
        "placements": rows,
        "figures": {"cost": 0, "largest_regret": 0, "seats_by_rank": {}, "seats_outside_wishes": 0},
    }


def locked_in(base: Base) -> list[str]:
    """Return the ids of those who are locked, come, and can stay: what they had is still given."""
    return sorted(each for each in _locked(base) if _can_stay(base, each))


def unstuck(base: Base) -> list[str]:
    """Return the ids of those who are locked and come, and whose workshop is not given any more."""
    return sorted(each for each in _locked(base) if not _can_stay(base, each))


def _locked(base: Base) -> set[str]:
    return {str(pk) for pk in locked_seats(base.placement)}


def _can_stay(base: Base, person: str) -> bool:
    return base.seats.get(person, {}).keys() <= base.given
