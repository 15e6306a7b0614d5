# SPDX-License-Identifier: EUPL-1.2
"""Somebody is moved by hand, on top of what was calculated, and put back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from placed_people import placed, seated, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, Workshop
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.moves import TwiceError, move, put_back
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import Placement, Seat
from regiodag.placements.queries.choices import choices
from regiodag.placements.queries.outcome import UNWISHED, outcome_of
from regiodag.registrations.models import Group, Participant

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "FC", "Cas": "DF", "Dee": "CD"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def at(name: str, placement: Placement, person: str, *more: int) -> str:
    return reverse(name, args=[placement.day_id, placement.run_id, who(person).pk, *more])


def test_somebody_is_moved_within_the_round_and_the_run_stays(placement: Placement, owner: User) -> None:
    before = placement.run.result
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    placement.refresh_from_db()
    placement.run.refresh_from_db()
    assert (seated(placement), placement.version, placement.run.result) == ({**SEATS, "Bo": "DC"}, 2, before)
    assert [str(each.session) for each in Seat.objects.filter(by_hand=True)] == ["Dialoog (ronde 1)"]
    entry = AuditEntry.objects.get(action="placement.moved")
    assert (entry.actor, entry.detail.facts) == (owner.pk, {"title": "Dialoog", "round": "1"})


def test_second_of_two_who_move_at_once_is_told_and_moves_nobody(
    placement: Placement, owner: User, as_owner: Client
) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    with pytest.raises(StaleError):
        move(owner, placement, who("Ada"), session(placement.day, "D", 1), 1)
    path = at("placement-move", placement, "Ada", 1)
    page = as_owner.post(path, {"session": session(placement.day, "D", 1).pk, "seen": 1}, follow=True)
    assert "iemand anders verplaatste ondertussen mensen" in page.content.decode()
    assert seated(placement)["Ada"] == "FC"


def test_same_workshop_twice_is_refused(placement: Placement, owner: User) -> None:
    with pytest.raises(TwiceError):
        move(owner, placement, who("Bo"), session(placement.day, "C", 1), 1)
    assert seated(placement) == SEATS


def test_whoever_is_put_back_has_what_was_calculated(placement: Placement, owner: User, as_owner: Client) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    page = as_owner.post(at("placement-put-back", placement, "Bo"), {"seen": 2}, follow=True).content.decode()
    assert "De deelnemer heeft weer wat er berekend was." in page
    assert (seated(placement), Seat.objects.filter(by_hand=True).count()) == (SEATS, 0)
    with pytest.raises(StaleError):
        put_back(owner, placement, who("Bo"), 2)


def test_moved_back_by_hand_is_no_longer_by_hand(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    move(owner, placement, who("Bo"), session(placement.day, "F", 1), 2)
    assert not Seat.objects.filter(by_hand=True).exists()


def test_choices_tell_the_wish_the_chairs_and_what_would_break(placement: Placement) -> None:
    Workshop.objects.filter(title="Dialoog").update(minimum=1)
    outcome = outcome_of(placement)
    cas = outcome.person(who("Cas").pk)
    assert cas is not None
    told = choices(placement, cas, outcome.rounds[0])
    found = [
        (str(each.session.workshop), each.wish, each.free, each.breaks, each.now, each.impossible)
        for each in told.sessions
    ]
    assert found == [
        ("Film", 1, 0, ["Het is vol: er zouden 3 mensen op 2 stoelen zijn."], False, True),
        ("Dialoog", 2, 19, [], True, False),
        ("Casus", UNWISHED, 2, [], False, False),
    ]
    assert told.leaving == ["“Dialoog” zou 0 mensen overhouden, en heeft er 1 nodig."]


def test_leaving_a_group_is_told(placement: Placement) -> None:
    group = Group.objects.create(day=placement.day, name="Samen")
    Participant.objects.filter(given_name__in=["Ada", "Bo"]).update(group=group)
    outcome = outcome_of(placement)
    bo = outcome.person(who("Bo").pk)
    assert bo is not None
    told = choices(placement, bo, outcome.rounds[0])
    assert told.leaving == ["De deelnemer zou niet meer bij de eigen groep zitten."]


def test_moved_person_is_marked_counted_and_published(placement: Placement, owner: User, as_owner: Client) -> None:
    path = at("placement-move", placement, "Bo", 1)
    assert "19 stoelen vrij." in as_owner.get(path).content.decode()
    page = as_owner.post(path, {"session": session(placement.day, "D", 1).pk, "seen": 1}, follow=True).content.decode()
    assert "De deelnemer is verplaatst." in page
    assert ("met de hand" in page, "Terug naar wat er berekend was" in page) == (True, True)
    glance = as_owner.get(reverse("placement-run", args=[placement.day_id, placement.run_id])).content.decode()
    assert "1 plaats is daarna met de hand veranderd." in glance
    made = publish(owner, placement, "eerste", 0)
    assert made.seats[str(who("Bo").pk)] == [
        str(session(placement.day, "D", 1).pk), str(session(placement.day, "C", 2).pk),
    ]  # fmt: skip


@pytest.mark.parametrize("sent", [{}, {"session": "no-id", "seen": 1}, {"seen": 1}])
def test_form_that_chooses_nothing_moves_nobody(
    sent: dict[str, object], placement: Placement, as_owner: Client
) -> None:
    page = as_owner.post(at("placement-move", placement, "Bo", 1), sent, follow=True).content.decode()
    assert "Er is niets veranderd: kies een workshop." in page
    assert seated(placement) == SEATS


def test_session_of_another_round_cannot_be_chosen(placement: Placement, as_owner: Client) -> None:
    sent = {"session": session(placement.day, "D", 2).pk, "seen": 1}
    as_owner.post(at("placement-move", placement, "Bo", 1), sent)
    assert seated(placement) == SEATS
