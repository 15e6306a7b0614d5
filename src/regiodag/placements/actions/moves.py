# SPDX-License-Identifier: EUPL-1.2
"""Move somebody by hand, on top of what was calculated; put them back; lock them. The run itself never changes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Session
from regiodag.placements.actions.corrections import Kept, correction
from regiodag.placements.models import Correction, Placement, Seat
from regiodag.placements.problem import key_of
from regiodag.registrations.models import Participant

MOVED = audit.action("placement.moved", _("moved a participant by hand to “{title}” in round {round}"))
PUT_BACK = audit.action("placement.put-back", _("put a participant back where the placement had them"))
LOCKED = audit.action("placement.locked", _("locked a participant in their workshops"))
UNLOCKED = audit.action("placement.unlocked", _("unlocked a participant"))

Kind = Correction.Kind


class TwiceError(Exception):
    """They would have the same workshop twice."""


class LockedError(Exception):
    """They are locked: nobody moves them."""


def move(by: User, placement: Placement, participant: Participant, session: Session, seen: int) -> None:
    """Give somebody a session, in place of what they have in its round.

    Rooms and minima do not stop it: whoever moves somebody was told. Raises StaleError for whoever saw another version
    of the placement, LockedError and TwiceError.
    """
    with correction(by, placement, participant, Kind.MOVED, seen) as before:
        _check_lock(before)
        theirs = Seat.objects.filter(placement=placement, participant=participant)
        if theirs.exclude(session__round=session.round_id).filter(session__workshop=session.workshop_id).exists():
            raise TwiceError
        theirs.filter(session__round=session.round_id).delete()
        by_hand = session.pk not in calculated(placement, participant)
        Seat.objects.create(placement=placement, participant=participant, session=session, by_hand=by_hand)
        facts = {"title": session.workshop.title, "round": str(session.round.number)}
        audit.record(by, MOVED, placement.day_id, f"participant:{participant.pk}", **facts)


def put_back(by: User, placement: Placement, participant: Participant, seen: int) -> None:
    """Give somebody the seats again that were calculated. Raises StaleError and LockedError as `move`."""
    with correction(by, placement, participant, Kind.BACK, seen) as before:
        _check_lock(before)
        Seat.objects.filter(placement=placement, participant=participant).delete()
        there = Session.objects.filter(workshop__day=placement.day_id, pk__in=calculated(placement, participant))
        Seat.objects.bulk_create([Seat(placement=placement, participant=participant, session=each) for each in there])
        audit.record(by, PUT_BACK, placement.day_id, f"participant:{participant.pk}")


def lock(by: User, placement: Placement, participant: Participant, seen: int) -> None:
    """Let nobody move somebody until they are unlocked. Raises StaleError as `move`."""
    _set_lock(by, placement, participant, seen, locked=True)


def unlock(by: User, placement: Placement, participant: Participant, seen: int) -> None:
    """Let somebody be moved again. Raises StaleError as `move`."""
    _set_lock(by, placement, participant, seen, locked=False)


def _set_lock(by: User, placement: Placement, participant: Participant, seen: int, *, locked: bool) -> None:
    with correction(by, placement, participant, Kind.LOCKED if locked else Kind.UNLOCKED, seen):
        Seat.objects.filter(placement=placement, participant=participant).update(locked=locked)
        audit.record(by, LOCKED if locked else UNLOCKED, placement.day_id, f"participant:{participant.pk}")


def _check_lock(seats: Kept) -> None:
    if any(locked for _session, _by_hand, locked in seats):
        raise LockedError


def calculated(placement: Placement, participant: Participant) -> Collection[UUID]:
    """Return the ids of the sessions in which the run had somebody."""
    rows = (placement.run.result or {}).get("placements", ())
    keys = [key_of(each["workshop"], each["round"]) for each in rows if each["participant"] == str(participant.pk)]
    return {UUID(placement.run.sessions[each]) for each in keys if each in placement.run.sessions}
