# SPDX-License-Identifier: EUPL-1.2
"""How it is written down that somebody changed their own seats.

A publication never changes: what somebody changes is a row that comes on top of it. The placement from which it was
published, on which organisers work, gets the same change: whoever publishes that again leaves everybody what
they chose.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from regiodag.days.models import Session
from regiodag.placements.models import OwnChange, Placement, Publication, Seat
from regiodag.placements.queries.published import current, seats_now
from regiodag.registrations.models import Participant

Kind = OwnChange.Kind


@dataclass(frozen=True)
class Move:
    """Somebody leaves a session of a round and takes another one; None for none."""

    participant: Participant
    round: UUID
    before: Session | None
    after: Session | None


def put(publication: Publication, move: Move, kind: str) -> OwnChange:
    """Write down what somebody changed; for whoever holds the day and has looked whether it can be."""
    if publication.placement_id is not None and kind != Kind.CANCELLED:
        _where_organisers_work(publication.placement_id, move)
    return OwnChange.objects.create(
        publication=publication,
        participant=move.participant,
        round_id=move.round,
        before=move.before,
        after=move.after,
        kind=kind,
    )


def _where_organisers_work(placement: UUID, move: Move) -> None:
    """Do the same in a placement, and let whoever looks at it be told; not when organisers had moved them already."""
    seats = Seat.objects.filter(placement=placement, participant=move.participant)
    in_round = seats.filter(session__round=move.round)
    if [each.session_id for each in in_round] != ([move.before.pk] if move.before else []):
        return
    locked = in_round.filter(locked=True).exists()
    in_round.delete()
    if move.after is not None and not seats.filter(session__workshop=move.after.workshop_id).exists():
        Seat.objects.create(
            placement_id=placement, participant=move.participant, session=move.after, by_hand=True, locked=locked
        )
    Placement.objects.filter(pk=placement).update(version=F("version") + 1)


def begin_anew(participant: Participant) -> None:
    """Let whoever comes again have no chair where organisers work, either; for whoever holds the day."""
    publication = current(participant.day)
    left = publication.changes.filter(participant=participant, kind=Kind.CANCELLED) if publication else None
    if publication is None or publication.placement_id is None or not left:
        return
    theirs = [UUID(each) for each in seats_now(publication).get(str(participant.pk), ())]
    seats = Seat.objects.filter(placement=publication.placement_id, participant=participant)
    gone = seats.filter(session__in=left.values("before")).exclude(session__in=theirs)
    if gone.delete()[0]:
        Placement.objects.filter(pk=publication.placement_id).update(version=F("version") + 1)


def leave_all(participant: Participant) -> None:
    """Let whoever does not come any more leave their chairs to others, for good; for whoever holds the day."""
    publication = current(participant.day)
    if publication is None:
        return
    theirs = seats_now(publication).get(str(participant.pk), ())
    for session in Session.objects.filter(pk__in=theirs, workshop__day=participant.day_id):
        put(publication, Move(participant, session.round_id, session, None), Kind.CANCELLED)
