# SPDX-License-Identifier: EUPL-1.2
"""What was done by hand is undone and done again, from the last one on."""

from __future__ import annotations

import pytest

from placed_people import placed, seated, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, Session
from regiodag.editing.steps import NothingToUndoError, OvertakenError
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.corrections import redo, undo
from regiodag.placements.actions.moves import lock, move, put_back
from regiodag.placements.models import Correction, Placement, Seat
from regiodag.placements.queries.corrections import last_correction, moved_by_hand, next_correction, said

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "FC", "Cas": "DF", "Dee": "CD"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def in_words(placement: Placement) -> tuple[str, str]:
    """What undo and redo would do."""
    sessions = {each.pk: each for each in Session.objects.filter(workshop__day=placement.day)}
    last, undone = last_correction(placement), next_correction(placement)
    return said(last, sessions) if last else "", said(undone, sessions) if undone else ""


def state(placement: Placement) -> list[tuple[str, str, bool, bool]]:
    rows = Seat.objects.filter(placement=placement).order_by("participant__given_name", "session__round__number")
    return list(rows.values_list("participant__given_name", "session__workshop__title", "by_hand", "locked"))


def test_moves_locks_and_put_backs_are_undone_and_done_again_in_turn(placement: Placement, owner: User) -> None:
    states, bo = [state(placement)], who("Bo")
    move(owner, placement, bo, session(placement.day, "D", 1), 1)
    states.append(state(placement))
    put_back(owner, placement, bo, 2)
    states.append(state(placement))
    lock(owner, placement, who("Ada"), 3)
    states.append(state(placement))
    assert in_words(placement) == ("Ada Voorbeeld: vastgezet", "")
    for seen, expected in ((4, 2), (5, 1), (6, 0)):
        undo(owner, placement, seen)
        assert state(placement) == states[expected]
    assert in_words(placement) == ("", "Bo Voorbeeld naar “Dialoog”")
    with pytest.raises(NothingToUndoError):
        undo(owner, placement, 7)
    for seen, expected in ((7, 1), (8, 2), (9, 3)):
        redo(owner, placement, seen)
        assert state(placement) == states[expected]
    with pytest.raises(NothingToUndoError):
        redo(owner, placement, 10)
    done = AuditEntry.objects.filter(action__in=["placement.undid", "placement.redid"]).order_by("number")
    assert [each.detail.facts["kind"] for each in done] == ["locked", "back", "moved", "moved", "back", "locked"]


def test_what_was_undone_is_forgotten_once_something_else_is_done(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    undo(owner, placement, 2)
    lock(owner, placement, who("Ada"), 3)
    assert [(each.number, each.kind) for each in Correction.objects.all()] == [(1, "locked")]
    assert in_words(placement) == ("Ada Voorbeeld: vastgezet", "")


def test_second_of_two_who_undo_at_once_is_told_and_undoes_nothing(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    lock(owner, placement, who("Ada"), 2)
    undo(owner, placement, 3)
    with pytest.raises(StaleError):
        undo(owner, placement, 3)
    assert seated(placement)["Bo"] == "DC"


def test_what_the_programme_took_away_is_not_brought_back(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    session(placement.day, "F", 1).delete()
    with pytest.raises(OvertakenError):
        undo(owner, placement, 2)
    session(placement.day, "D", 1).delete()
    with pytest.raises(OvertakenError):
        undo(owner, placement, 2)
    assert not Correction.objects.filter(undone=True).exists()


def test_moving_somebody_to_where_they_are_is_nothing_to_undo(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "F", 1), 1)
    assert not Correction.objects.exists()


def test_who_is_elsewhere_than_the_run_had_them_is_listed_with_who_did_it(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    move(owner, placement, who("Dee"), session(placement.day, "F", 2), 2)
    undo(owner, placement, 3)
    sessions = {each.pk: each for each in Session.objects.filter(workshop__day=placement.day)}
    (found,) = moved_by_hand(placement, sessions)
    assert (found.participant, found.before, found.after) == (
        who("Bo"), session(placement.day, "F", 1), session(placement.day, "D", 1),
    )  # fmt: skip
    assert found.last is not None
    assert found.last.by == owner


def test_erasing_somebody_takes_what_was_done_to_them(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    who("Bo").delete()
    assert not Correction.objects.exists()
