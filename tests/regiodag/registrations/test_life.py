# SPDX-License-Identifier: EUPL-1.2
"""The life of registrations, in any order of what can happen: as people and organisers do it, beside a plain model.

The model knows no database. After every step all that is kept must be what the model says: who has a place, who waits
and in which order, wishes, versions, each mail once, and what the trail tells of it, without a word about anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from regiodag.accounts import audit
from regiodag.accounts.models import AuditDetail, AuditEntry
from regiodag.days.models import Day, Series, Workshop
from regiodag.messages.models import Mail
from regiodag.registrations.actions.offers import sweep_offers
from regiodag.registrations.forms.register import name_of
from regiodag.registrations.links import token_of
from regiodag.registrations.models import Participant
from regiodag.registrations.queries import fields_of

NAMES = ("Ada", "Bo", "Cas", "Dee", "Eva")
TITLES = ("Film", "Muziek", "Taal")
OFFER_HOURS = 48
MOST_TOLD = 3

name = st.sampled_from(NAMES)
wishes = st.lists(st.sampled_from(TITLES), unique=True, max_size=3)


@dataclass
class Person:
    """A registration as the model has it. turn: when they came, or came again; left: hours that the offer stands."""

    key: UUID
    wishes: list[str]
    turn: int
    state: str = "registered"
    version: int = 1
    left: int = 0


@dataclass
class Model:
    """A day with registrations, in plain Python. done: what the trail tells; mails: to whom, what, which version.

    sent: whose the forms are that were sent and accepted, also of who was registered already.
    """

    capacity: int | None = 1
    open: bool = True
    turns: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    sent: dict[UUID, str] = field(default_factory=dict)
    done: list[tuple[str, str]] = field(default_factory=list)
    mails: list[tuple[str, str, str]] = field(default_factory=list)

    def taken(self) -> int:
        return sum(each.state in {"registered", "offered"} for each in self.people.values())

    def queue(self) -> list[str]:
        waiting = [who for who, each in self.people.items() if each.state == "waiting"]
        return sorted(waiting, key=lambda who: self.people[who].turn)

    def register(self, who: str, key: UUID, wished: list[str]) -> None:
        known = self.people.get(who)
        if key in self.sent or not self.open:
            return
        self.sent[key] = who
        if known is None:
            self.people[who] = Person(key, wished, self._turn())
            self._takes_place(who, "participant.registered")
        elif known.state == "cancelled":
            known.key, known.wishes = key, wished
            self._returns(who)
        elif [each[:2] for each in self.mails].count((who, "known")) < MOST_TOLD:
            self.mails.append((who, "known", str(key)))

    def change(self, who: str, wished: list[str]) -> None:
        each = self.people[who]
        if self.open and each.state != "cancelled":
            each.wishes = wished
        each.version += 1
        self.done.append((who, "participant.changed"))

    def cancel(self, who: str) -> None:
        if self.people[who].state != "cancelled":
            self._becomes(who, "cancelled", "participant.cancelled", "cancelled")
            self._offer()

    def again(self, who: str) -> None:
        if self.open and self.people[who].state == "cancelled":
            self._returns(who)

    def accept(self, who: str) -> None:
        if self.people[who].state == "offered" and self.people[who].left > 0:
            self._becomes(who, "registered", "participant.accepted", "registered")

    def decline(self, who: str) -> None:
        if self.people[who].state == "offered":
            self._becomes(who, "cancelled", "participant.declined")
            self._offer()

    def pass_time(self, hours: int) -> None:
        for each in self.people.values():
            each.left -= hours if each.state == "offered" else 0

    def sweep(self) -> None:
        for who, each in self.people.items():
            if each.state == "offered" and each.left <= 0:
                self._becomes(who, "cancelled", "participant.lapsed", "lapsed")
        self._offer()

    def _turn(self) -> int:
        self.turns += 1
        return self.turns

    def _takes_place(self, who: str, how: str) -> None:
        each = self.people[who]
        others = self.taken() + len(self.queue()) - (each.state != "cancelled")
        each.state = "registered" if self.capacity is None or others < self.capacity else "waiting"
        self.done.append((who, how))
        self.mails.append((who, each.state, str(each.version)))

    def _returns(self, who: str) -> None:
        self.people[who].turn = self._turn()
        self.people[who].version += 1
        self._takes_place(who, "participant.returned")

    def _becomes(self, who: str, state: str, how: str, mail: str = "") -> None:
        each = self.people[who]
        each.state, each.left = state, OFFER_HOURS if state == "offered" else 0
        each.version += 1
        self.done.append((who, how))
        self.mails += [(who, mail, str(each.version))] if mail else []

    def _offer(self) -> None:
        free = None if self.capacity is None else max(0, self.capacity - self.taken())
        for who in self.queue()[:free]:
            self._becomes(who, "offered", "participant.offered", "offered")


class Life(RuleBasedStateMachine):
    """What can happen to the registrations of one day."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        series = Series.objects.create(title="Netwerkdagen")
        self.day = Day.objects.create(
            series=series, title="Netwerkdag", date=date(2030, 9, 12), state="open", capacity=1
        )
        self.workshops = {title: Workshop.objects.create(day=self.day, title=title, maximum=9) for title in TITLES}
        self.wishes = next(name_of(each) for each in fields_of(self.day) if each.kind == "wishes")
        self.model, self.client = Model(), Client()
        self.forms: list[tuple[str, UUID, list[str]]] = []
        self.most = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(who=name, wished=wishes)
    def register(self, who: str, wished: list[str]) -> None:
        self.forms.append((who, uuid4(), wished))
        self._send(*self.forms[-1])

    @precondition(lambda self: len(self.model.people) < len(NAMES))
    @rule(wished=wishes)
    def register_as_somebody_new(self, wished: list[str]) -> None:
        self.register(next(each for each in NAMES if each not in self.model.people), wished)

    @precondition(lambda self: self.forms)
    @rule(at=st.integers(0, 99))
    def send_again(self, at: int) -> None:
        self._send(*self.forms[at % len(self.forms)])

    @precondition(lambda self: self.model.people)
    @rule(at=st.integers(0, 99), wished=wishes, stale=st.booleans())
    def change(self, at: int, wished: list[str], stale: bool) -> None:  # noqa: FBT001  (hypothesis fills it in)
        who = self._somebody(at)
        seen = self.model.people[who].version - stale
        answer = self._post(who, "my-change", {**self._filled(who, wished), "seen": seen})
        assert answer == (409 if stale else 302)
        if not stale:
            self.model.change(who, wished)

    @precondition(lambda self: self.model.people)
    @rule(at=st.integers(0, 99), what=st.sampled_from(["cancel", "again", "accept", "decline"]))
    def answer(self, at: int, what: str) -> None:
        who = self._somebody(at)
        page = "my-offer" if what in {"accept", "decline"} else f"my-{what}"
        assert self._post(who, page, {"answer": what}) == 302
        getattr(self.model, what)(who)

    @rule(hours=st.sampled_from([1, 24, 48]))
    def time_passes(self, hours: int) -> None:
        offered = Participant.objects.filter(state="offered")
        offered.update(offered_until=F("offered_until") - timedelta(hours=hours))
        self.model.pass_time(hours)

    @rule()
    def sweep(self) -> None:
        sweep_offers()
        self.model.sweep()

    @rule(capacity=st.sampled_from([2, 3, 4, 1, None]))
    def other_capacity(self, capacity: int | None) -> None:
        Day.objects.update(capacity=capacity)
        self.model.capacity = capacity

    @rule()
    def close_or_open(self) -> None:
        self.model.open = not self.model.open
        Day.objects.update(state="open" if self.model.open else "closed")

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        people = Participant.objects.prefetch_related("preferences__workshop").order_by("queued", "pk")
        kept = [
            (each.given_name, each.submission, each.state, each.version,
             [wish.workshop.title for wish in each.preferences.all()])
            for each in people
        ]  # fmt: skip
        said = sorted(self.model.people.items(), key=lambda item: item[1].turn)
        assert kept == [(who, each.key, each.state, each.version, each.wishes) for who, each in said]
        assert [each.given_name for each in people if each.state == "waiting"] == self.model.queue()
        self._mails_are_those_of_the_model({each.pk: each.given_name for each in people})

    def _mails_are_those_of_the_model(self, names: dict[UUID, str]) -> None:
        mails = [(names[each.about], each.kind, each.version) for each in Mail.objects.all() if each.about]
        assert Counter(mails) == Counter(self.model.mails)
        assert max(Counter(mails).values(), default=1) == 1
        done = AuditEntry.objects.order_by("number").values_list("subject", "action")
        subjects = {f"participant:{pk}": who for pk, who in names.items()}
        assert Counter((subjects[subject], action) for subject, action in done) == Counter(self.model.done)

    @invariant()
    def nobody_gets_a_place_that_is_not_there(self) -> None:
        taken = Participant.objects.filter(state__in=["registered", "offered"]).count()
        capacity = self.model.capacity
        assert capacity is None or taken <= max(capacity, self.most)
        self.most = taken

    @invariant()
    def trail_holds_and_tells_nothing_of_anybody(self) -> None:
        assert audit.first_broken(self.day.pk) is None
        assert {(each.actor, str(each.facts)) for each in AuditDetail.objects.all()} <= {("", "{}")}

    def _somebody(self, at: int) -> str:
        people = sorted(self.model.people)
        return people[at % len(people)]

    def _filled(self, who: str, wished: list[str]) -> dict[str, object]:
        chosen = [str(self.workshops[each].pk) for each in wished]
        return {"given_name": who, "family_name": "Voorbeeld", self.wishes: chosen}

    def _send(self, who: str, key: UUID, wished: list[str]) -> None:
        """Send the form. A day that is closed says so, but finds again what was sent before it closed.

        One that was sent before and cancelled since is told.
        """
        whose = self.model.sent.get(key)
        accepted = self.model.people[whose].state != "cancelled" if whose else self.model.open
        sent = {**self._filled(who, wished), "email": f"{who}@example.org", "key": str(key)}
        answer = self.client.post(reverse("register", args=[self.day.pk]), sent)
        assert answer.status_code == (302 if accepted else 409)
        self.model.register(who, key, wished)

    def _post(self, who: str, page: str, sent: dict[str, object]) -> int:
        token = token_of(Participant.objects.get(given_name=who))
        return self.client.post(reverse(page, args=[token]), sent).status_code


@pytest.mark.django_db
def test_registrations_are_what_a_plain_model_says_whatever_happens() -> None:
    # The first life that goes wrong is told as it was: looking for a shorter one takes minutes.
    lives = settings(max_examples=12, stateful_step_count=20, phases=[Phase.explicit, Phase.generate])
    run_state_machine_as_test(Life, settings=lives)
