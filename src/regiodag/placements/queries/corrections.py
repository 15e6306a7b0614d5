# SPDX-License-Identifier: EUPL-1.2
"""What was done by hand: what can be undone, what can be done again, and who was moved from where to where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from regiodag.days.models import Session
from regiodag.placements.models import Correction, Placement
from regiodag.placements.problem import key_of
from regiodag.registrations.models import Participant


def last_correction(placement: Placement) -> Correction | None:
    """Return what undo would take back."""
    found = placement.corrections.filter(undone=False).select_related("participant", "by")
    return found.order_by("-number").first()


def next_correction(placement: Placement) -> Correction | None:
    """Return what redo would do again."""
    return placement.corrections.filter(undone=True).select_related("participant", "by").order_by("number").first()


def said(correction: Correction, sessions: Mapping[UUID, Session]) -> str:
    """Return what was done, in a few words. sessions: those of the day, by their id."""
    name, kind = str(correction.participant), Correction.Kind(correction.kind)
    if kind != Correction.Kind.MOVED:
        return f"{name}: {kind.label}"
    had = {each[0] for each in correction.before}
    new = [sessions[UUID(each[0])] for each in correction.after if each[0] not in had and UUID(each[0]) in sessions]
    return _("{name} to “{title}”").format(name=name, title=new[0].workshop.title if new else "…")


@dataclass(frozen=True)
class Moved:
    """Somebody who was moved by hand in a round: where the run had them, where they are, and who did that last."""

    participant: Participant
    before: Session | None
    after: Session
    last: Correction | None


def moved_by_hand(
    placement: Placement, sessions: Mapping[UUID, Session], only: Participant | None = None
) -> list[Moved]:
    """Return who is elsewhere than the run had them, by name. sessions: those of the day, by their id."""
    seats = placement.seats.filter(by_hand=True, participant__state=Participant.State.REGISTERED)
    seats = seats.filter(participant=only) if only else seats
    seats = seats.select_related("participant").order_by(
        "participant__family_name", "participant__given_name", "participant", "session__round__number"
    )
    who = {seat.participant_id for seat in seats}
    before = _calculated(placement, who, sessions)
    done = placement.corrections.filter(undone=False, kind=Correction.Kind.MOVED, participant__in=who)
    last = {
        (each.participant_id, pk): each
        for each in done.select_related("by").order_by("number")
        for pk in {row[0] for row in each.after} - {row[0] for row in each.before}
    }
    return [
        Moved(
            seat.participant,
            before.get((str(seat.participant_id), sessions[seat.session_id].round_id)),
            sessions[seat.session_id],
            last.get((seat.participant_id, str(seat.session_id))),
        )
        for seat in seats
    ]


def _calculated(
    placement: Placement, who: set[UUID], sessions: Mapping[UUID, Session]
) -> dict[tuple[str, UUID], Session]:
    """Return the session in which the run had these people, by their id and that of the round."""
    known, run = {str(each) for each in who}, placement.run
    rows: list[dict[str, Any]] = (run.result or {}).get("placements", [])
    found = {}
    for each in rows if known else ():
        key = key_of(each["workshop"], each["round"])
        session = (
            sessions.get(UUID(run.sessions[key])) if each["participant"] in known and key in run.sessions else None
        )
        if session is not None:
            found[each["participant"], session.round_id] = session
    return found
