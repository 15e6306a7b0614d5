# SPDX-License-Identifier: EUPL-1.2
"""What organisers do by hand is kept as rows, and can be undone and done again, from the last one on.

Each has the seats of one person before and after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Session
from regiodag.editing import versions
from regiodag.editing.steps import NothingToUndoError, OvertakenError
from regiodag.placements.models import Correction, Placement, Seat
from regiodag.placements.queries.corrections import last_correction, next_correction
from regiodag.registrations.models import Participant

UNDID = audit.action("placement.undid", _("undid what was done by hand to a participant last: {kind}"),
                     kind=Correction.Kind)  # fmt: skip
REDID = audit.action("placement.redid", _("did again by hand what was undone: {kind}"), kind=Correction.Kind)

Kept = list[tuple[str, bool, bool]]
"""The seats of somebody: id of the session, by hand, locked; in an order that is the same each time."""


@contextmanager
def correction(by: User, placement: Placement, participant: Participant, kind: str, seen: int) -> Iterator[Kept]:
    """Make one row of what is done inside to somebody's seats, in one transaction. What was undone is forgotten.

    Yields the seats as they are before.

    Raises StaleError for whoever saw another version of the placement than the one that stands.
    """
    with transaction.atomic():
        _claim(placement, seen)
        before = seats_now(placement, participant)
        yield before
        after = seats_now(placement, participant)
        if after == before:
            return
        Correction.objects.filter(placement=placement, undone=True).delete()
        last = placement.corrections.aggregate(Max("number"))["number__max"]
        Correction.objects.create(
            placement=placement,
            number=(last or 0) + 1,
            participant=participant,
            kind=kind,
            before=before,
            after=after,
            by=by,
        )


@transaction.atomic
def undo(by: User, placement: Placement, seen: int) -> Correction:
    """Take back what was done by hand last, and return it.

    Raises StaleError, NothingToUndoError, and OvertakenError when the seats are no longer as it left them; then nothing
    is changed.
    """
    _claim(placement, seen)
    found = last_correction(placement)
    if found is None:
        raise NothingToUndoError
    _put(found, found.after, found.before, undone=True)
    audit.record(by, UNDID, placement.day_id, f"participant:{found.participant_id}", kind=found.kind)
    return found


@transaction.atomic
def redo(by: User, placement: Placement, seen: int) -> Correction:
    """Do again what was undone last, and return it. Raises as `undo`."""
    _claim(placement, seen)
    found = next_correction(placement)
    if found is None:
        raise NothingToUndoError
    _put(found, found.before, found.after, undone=False)
    audit.record(by, REDID, placement.day_id, f"participant:{found.participant_id}", kind=found.kind)
    return found


def _claim(placement: Placement, seen: int) -> None:
    versions.claim(placement, seen)
    placement.version = seen + 1


def seats_now(placement: Placement, participant: Participant) -> Kept:
    """Return the seats of somebody as they are."""
    rows = Seat.objects.filter(placement=placement, participant=participant)
    return sorted((str(pk), hand, locked) for pk, hand, locked in rows.values_list("session", "by_hand", "locked"))


def _put(found: Correction, expected: Kept, wanted: Kept, *, undone: bool) -> None:
    """Put seats in the place of others. Raises OvertakenError when they are not as expected, or a session is gone."""
    placement, participant = found.placement, found.participant
    if seats_now(placement, participant) != [(pk, hand, locked) for pk, hand, locked in expected]:
        raise OvertakenError
    ids = [UUID(pk) for pk, _hand, _locked in wanted]
    if Session.objects.filter(pk__in=ids).count() != len(ids):
        raise OvertakenError
    Seat.objects.filter(placement=placement, participant=participant).delete()
    Seat.objects.bulk_create([
        Seat(placement=placement, participant=participant, session_id=UUID(pk), by_hand=hand, locked=locked)
        for pk, hand, locked in wanted
    ])  # fmt: skip
    found.undone = undone
    found.save(update_fields=["undone"])
