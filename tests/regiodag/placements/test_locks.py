# SPDX-License-Identifier: EUPL-1.2
"""Somebody is locked: nobody moves them, and they keep their seats."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from placed_people import placed, seated, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day
from regiodag.placements.actions import runs
from regiodag.placements.actions.moves import LockedError, lock, move, put_back, unlock
from regiodag.placements.actions.runs import queue_run, work
from regiodag.placements.models import Placement
from regiodag.placements.problem import question_of
from regiodag.placements.queries.locks import locked_seats
from regiodag.placements.queries.outcome import Since, since

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "FC", "Cas": "DF", "Dee": "CD"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def at(name: str, placement: Placement, person: str, *more: int) -> str:
    return reverse(name, args=[placement.day_id, placement.run_id, who(person).pk, *more])


def test_seats_of_whoever_is_locked_and_still_comes_are_given_by_round(placement: Placement) -> None:
    day = placement.day
    placement.seats.filter(participant__given_name__in=["Ada", "Bo"]).update(locked=True)
    type(who("Bo")).objects.filter(given_name="Bo").update(state="cancelled")
    assert locked_seats(placement) == {who("Ada").pk: [session(day, "F", 1), session(day, "C", 2)]}


def test_locked_person_is_not_moved_nor_put_back_until_they_are_unlocked(placement: Placement, owner: User) -> None:
    lock(owner, placement, who("Bo"), 1)
    with pytest.raises(LockedError):
        move(owner, placement, who("Bo"), session(placement.day, "D", 1), 2)
    with pytest.raises(LockedError):
        put_back(owner, placement, who("Bo"), 2)
    placement.refresh_from_db()
    assert (seated(placement), placement.version) == (SEATS, 2)
    unlock(owner, placement, who("Bo"), 2)
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 3)
    assert seated(placement) == {**SEATS, "Bo": "DC"}
    done = AuditEntry.objects.filter(action__startswith="placement.").order_by("number")
    assert list(done.values_list("action", flat=True)) == [
        "placement.locked", "placement.unlocked", "placement.moved",
    ]  # fmt: skip


def test_pages_lock_unlock_and_tell_that_somebody_is_locked(placement: Placement, as_owner: Client) -> None:
    page = as_owner.post(at("placement-lock", placement, "Bo"), {"seen": 1}, follow=True).content.decode()
    assert ("De deelnemer staat nu vast" in page, "Verplaatsen …" in page) == (True, False)
    sent = {"session": session(placement.day, "D", 1).pk, "seen": 2}
    page = as_owner.post(at("placement-move", placement, "Bo", 1), sent, follow=True).content.decode()
    assert "Er is niets veranderd: de deelnemer staat vast." in page
    assert "De deelnemer staat vast. Maak die los om te verplaatsen." in page
    page = as_owner.post(at("placement-unlock", placement, "Bo"), {"seen": 2}, follow=True).content.decode()
    assert ("De deelnemer kan weer verplaatst worden." in page, "Verplaatsen …" in page) == (True, True)


def test_locked_people_keep_their_seats_when_everybody_is_placed_again(
    placement: Placement, owner: User, as_owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_nudge", lambda: None)
    day = placement.day
    move(owner, placement, who("Bo"), session(day, "D", 1), 1)
    lock(owner, placement, who("Bo"), 2)
    assert (
        "1 vastgezette deelnemer houdt de plaatsen"
        in as_owner.get(reverse("placement", args=[day.pk])).content.decode()
    )
    as_owner.post(reverse("placement-start", args=[day.pk]), {"aim": "fair", "keep": "on"})
    work()
    newest = day.placements.first()
    assert newest is not None
    assert (newest.pk != placement.pk, seated(newest)["Bo"]) == (True, "DC")
    assert locked_seats(newest) == {who("Bo").pk: [session(day, "D", 1), session(day, "C", 2)]}
    assert since(day, newest.run.problem) == Since(0, 0, 0, programme=False)
    glance = as_owner.get(reverse("placement-run", args=[day.pk, newest.run_id])).content.decode()
    assert "1 deelnemer stond vast en hield de plaatsen." in glance


def test_without_being_asked_nobody_keeps_a_seat(
    placement: Placement, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_nudge", lambda: None)
    lock(owner, placement, who("Bo"), 1)
    assert queue_run(owner, placement.day, "fair").problem == question_of(placement.day)
