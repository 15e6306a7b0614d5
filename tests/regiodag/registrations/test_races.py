# SPDX-License-Identifier: EUPL-1.2
"""Several people for one place at the very same moment, and one form that is sent several times at once.

Whoever has counted the places waits a moment for the others to count them, too: the gap that a race goes through is
there on every machine. Twice: as in one process, where people stand in line and share a commit (`database.together`),
and as in as many processes as there are people, where only the lock in the database keeps them apart. The control has
no line, no lock and no transaction, and must go wrong: else the test would see nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from threading import Condition
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from hands import at_once
from regiodag.accounts import audit
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.registrations.actions import register as actions
from regiodag.registrations.actions.offers import OfferOverError, accept_offer, sweep_offers
from regiodag.registrations.actions.register import Submission, cancel, register
from regiodag.registrations.models import Participant
from regiodag.registrations.places import has_place

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 4
ROUNDS = 4
PATIENCE = 0.05
"""Seconds that somebody waits for the others; with the lock nobody can come."""


class Meeting:
    """A place where so many wait for each other, or until their patience ends."""

    def __init__(self, hands: int, patience: float) -> None:
        self.come, self.hands, self.patience = 0, hands, patience
        self.changed = Condition()

    def wait(self) -> None:
        with self.changed:
            self.come += 1
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.come >= self.hands, self.patience)


def sent(name: str, key: UUID | None = None) -> Submission:
    return Submission(name, "Voorbeeld", f"{name}@example.org".lower(), key=key or uuid4())


def opened(day: Day, capacity: int) -> Day:
    day.capacity, day.state = capacity, "open"
    day.save()
    return day


def states(day: Day) -> dict[str, int]:
    return dict(Counter(Participant.objects.filter(day=day).values_list("state", flat=True)))


def one_place_left(day: Day, number: int) -> Day:
    """A day of which one place of two is taken."""
    other = opened(Day.objects.create(series=day.series, title=f"Dag {number}"), 2)
    register(other, sent("Eerste"))
    return other


def race(day: Day, monkeypatch: pytest.MonkeyPatch, patience: float) -> dict[str, int]:
    """What became of it when several people register for the last place at once."""
    meeting = Meeting(HANDS, patience)

    def counted(day: Day) -> bool:
        found = has_place(day)
        meeting.wait()
        return found

    with monkeypatch.context() as patched:
        patched.setattr(actions, "has_place", counted)
        assert at_once(HANDS, lambda hand: register(Day.objects.get(pk=day.pk), sent(f"Hand{hand}"))) == []
    return states(day)


@pytest.fixture(params=["one process", "several processes"])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Threads stand in line; processes know nothing of one another."""

    def alone(_subject: UUID, work: Callable[[], Any]) -> Any:
        with transaction.atomic():
            return work()

    if request.param == "several processes":
        monkeypatch.setattr(actions, "together", alone)
    return str(request.param)


@pytest.mark.usefixtures("processes")
def test_last_place_goes_to_one_of_those_who_want_it_at_once(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [one_place_left(day, number) for number in range(ROUNDS)]
    assert [race(each, monkeypatch, PATIENCE) for each in days] == [{"registered": 2, "waiting": HANDS - 1}] * ROUNDS
    assert [audit.first_broken(each.pk) for each in days] == [None] * ROUNDS
    told = Mail.objects.values_list("scope", "to", "kind", "state")
    assert (len(told), len(set(told))) == (ROUNDS * (HANDS + 1), ROUNDS * (HANDS + 1))


def test_without_lock_the_last_place_is_given_more_than_once(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [one_place_left(day, number) for number in range(2)]
    monkeypatch.setattr(audit, "hold", lambda _scope: None)
    for name in ("record", "append"):
        monkeypatch.setattr(audit, name, lambda *_args, **_facts: None)
    monkeypatch.setattr(actions, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(actions, "together", lambda _subject, work: work())
    assert [race(each, monkeypatch, 30) for each in days] == [{"registered": HANDS + 1}] * 2


@pytest.mark.usefixtures("processes")
def test_form_that_is_sent_several_times_at_once_registers_once(day: Day) -> None:
    opened(day, 10)
    made: list[bool] = []
    same = sent("Ada", UUID(int=7))
    assert at_once(HANDS, lambda _hand: made.append(register(Day.objects.get(pk=day.pk), same).new)) == []
    assert sorted(made) == [False] * (HANDS - 1) + [True]
    assert (states(day), Mail.objects.count()) == ({"registered": 1}, 1)


@pytest.mark.usefixtures("processes")
def test_address_that_is_sent_in_several_forms_at_once_registers_once(day: Day) -> None:
    opened(day, 10)
    assert at_once(HANDS, lambda _hand: register(Day.objects.get(pk=day.pk), sent("Ada"))) == []
    kinds = Counter(Mail.objects.values_list("kind", flat=True))
    assert (states(day), kinds) == ({"registered": 1}, {"registered": 1, "known": HANDS - 1})


def all_at_once(people: list[Participant], do: Callable[[Participant], object]) -> None:
    assert at_once(len(people), lambda hand: do(people[hand])) == []


def test_places_given_up_at_once_go_to_as_many_who_wait(day: Day) -> None:
    opened(day, 3)
    people = [register(day, sent(name)).participant for name in ("Ada", "Bo", "Cas", "Dee", "Eva", "Fie", "Gé")]
    all_at_once(people[:3], cancel)
    assert list(Participant.objects.order_by("queued").values_list("state", flat=True)) == [
        *["cancelled"] * 3, *["offered"] * 3, "waiting",
    ]  # fmt: skip
    offered = Counter(Mail.objects.filter(kind="offered").values_list("about", flat=True))
    assert offered == Counter(each.pk for each in people[3:6])


def test_offer_that_is_taken_while_everything_is_swept_is_kept_once(day: Day) -> None:
    opened(day, 1)
    ada, bo, _cas = [register(day, sent(name)).participant for name in ("Ada", "Bo", "Cas")]
    cancel(ada)

    def do(hand: int) -> None:
        if hand % 2:
            sweep_offers()
            return
        try:
            accept_offer(Participant.objects.get(pk=bo.pk))
        except OfferOverError:
            pytest.fail("the offer was not over")

    assert at_once(HANDS, do) == []
    assert states(day) == {"cancelled": 1, "registered": 1, "waiting": 1}
    assert Mail.objects.filter(about=bo.pk, kind="registered").count() == 1
