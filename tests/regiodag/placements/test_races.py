# SPDX-License-Identifier: EUPL-1.2
"""Several people for the last chair of a session at the very same moment.

Whoever has looked whether it is free waits a moment for the others to look, too: the gap that a race goes through is
there on every machine. The control has no lock and no transaction, and must go wrong: else the test would see nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from inspect import unwrap
from threading import Condition

import pytest

from changing_people import SEATS, seats
from hands import at_once
from placed_people import session, who
from regiodag.accounts import audit
from regiodag.days.models import Day, Workshop
from regiodag.placements.actions import own
from regiodag.placements.actions.exchanges import agree_to_swap, offer_swap
from regiodag.placements.actions.own import RefusedError, take_chair
from regiodag.placements.models import OwnChange, Placement, SwapOffer
from regiodag.placements.queries.own import Standing
from regiodag.registrations.models import Participant
from registered_people import registered

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 4
PATIENCE = 0.05
"""Seconds that somebody waits for the others; with the lock nobody can come."""


def race(day: Day, monkeypatch: pytest.MonkeyPatch, patience: float, take: Callable[..., object]) -> int:
    """How many people have the last chair of Dialoog after several without a workshop took it at once."""
    come, changed = Counter[str](), Condition()
    people = [registered(day, f"Hand{number}").pk for number in range(HANDS)]
    wanted, held = session(day, "D", 1), own.held

    def looked(participant: Participant) -> Standing:
        found = held(participant)
        with changed:
            come["here"] += 1
            changed.notify_all()
            changed.wait_for(lambda: come["here"] >= HANDS, patience)
        return found

    def hand(number: int) -> None:
        with suppress(RefusedError):
            take(Participant.objects.get(pk=people[number]), wanted, "")

    with monkeypatch.context() as patched:
        patched.setattr(own, "held", looked)
        assert at_once(HANDS, hand) == []
    return sum(found == "D" for name, found in seats(day).items() if name.startswith("Hand"))


@pytest.fixture
def one_left(changing: Placement) -> Day:
    """Dialoog has one chair left in round 1."""
    Workshop.objects.filter(title="Dialoog").update(maximum=2)
    return changing.day


def test_last_chair_goes_to_one_of_those_who_want_it_at_once(one_left: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    assert race(one_left, monkeypatch, PATIENCE, take_chair) == 1
    assert (OwnChange.objects.count(), audit.first_broken(one_left.pk)) == (1, None)


def test_without_lock_the_last_chair_is_given_more_than_once(one_left: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "hold", lambda _scope: None)
    monkeypatch.setattr(audit, "record", lambda *_about, **_facts: None)
    assert race(one_left, monkeypatch, 30, unwrap(take_chair)) == HANDS


def test_two_who_agree_at_once_are_swapped_once(changing: Placement) -> None:
    Workshop.objects.filter(title="Dialoog").update(maximum=1)
    for name, gives, wants in (("Dee", "D", "F"), ("Ada", "F", "D")):
        offer_swap(who(name), session(changing.day, wants, 1), str(session(changing.day, gives, 1).pk))
    offers = list(SwapOffer.objects.all())
    done: list[bool] = []

    def agree(hand: int) -> None:
        mine = offers[hand % 2]
        done.append(agree_to_swap(Participant.objects.get(pk=mine.participant_id), mine.pk, str(mine.exchange_id)))

    assert at_once(HANDS, agree) == []
    assert seats(changing.day) == {**SEATS, "Ada": "DC", "Dee": "FC"}
    assert OwnChange.objects.count() == 2
