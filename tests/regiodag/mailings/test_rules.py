# SPDX-License-Identifier: EUPL-1.2
"""Rules write once, when their moment has come, whatever happens to the worker."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mailing_people import HERE, MOMENT, draft, mailed, person, reminder
from regiodag.accounts.audit import told
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day
from regiodag.editing.versions import StaleError
from regiodag.mailings.actions import rules, write
from regiodag.mailings.actions.rules import add_rule, change_rule, remove_rule, run_once_more, sweep_rules
from regiodag.mailings.models import Mailing, Rule, Template
from regiodag.mailings.queries import moment_of, outlook_of
from regiodag.messages import sweepers
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.models import RegistrationForm

pytestmark = pytest.mark.django_db

SetClock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return a function that says what time it is for rules."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def wrote() -> list[tuple[str, str, int]]:
    return list(Mailing.objects.order_by("turn").values_list("subject", "state", "turn"))


DRAFT = ("Welke workshops wilt u? {dag}", "draft", 1)


def test_rule_writes_a_draft_when_its_moment_has_come_and_only_then(peopled: Day, clock: SetClock) -> None:
    rule = reminder(peopled)
    assert moment_of(rule) == MOMENT
    clock(MOMENT - timedelta(seconds=1))
    assert (sweep_rules(), wrote()) == (0, [])
    clock(MOMENT)
    assert (sweep_rules(), wrote(), mailed()) == (1, [DRAFT], [])
    assert (sweep_rules(), wrote()) == (0, [DRAFT])
    rule.refresh_from_db()
    assert (rule.done, rule.last_run, Mailing.objects.get().rule) == (1, MOMENT, rule)


def test_rule_that_may_sends_at_once(peopled: Day, clock: SetClock) -> None:
    reminder(peopled, at_once=True)
    clock(MOMENT)
    assert sweep_rules() == 1
    assert mailed() == [("bo@example.org", "mailing", "Welke workshops wilt u? Netwerkdag 2030")]
    assert told(AuditEntry.objects.filter(scope=peopled.pk).order_by("number").last() or AuditEntry()) == (
        "verstuurde het bericht “Welke workshops wilt u? {dag}” aan 1 mensen"
    )


def test_rule_whose_text_was_spoilt_writes_a_draft_and_sends_nothing(peopled: Day, clock: SetClock) -> None:
    reminder(peopled, at_once=True)
    Template.objects.update(text="Dag {vornaam}")
    clock(MOMENT)
    assert (sweep_rules(), wrote(), mailed()) == (1, [DRAFT], [])


def test_rule_for_nobody_writes_nothing_and_is_done(peopled: Day, clock: SetClock) -> None:
    rule = reminder(peopled, audience="group")
    clock(MOMENT)
    assert (sweep_rules(), wrote()) == (0, [])
    rule.refresh_from_db()
    assert rule.done == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Rule.objects.update(active=False),
        lambda: RegistrationForm.objects.update(closes=None),
        lambda: Rule.objects.update(moment="long-gone"),
        lambda: Day.objects.update(state="held"),
    ],
    ids=["switched off", "not known when", "moment unknown", "day is over"],
)
def test_rule_does_nothing_when(peopled: Day, clock: SetClock, spoil: Callable[[], Any]) -> None:
    reminder(peopled)
    spoil()
    clock(MOMENT)
    assert (sweep_rules(), wrote()) == (0, [])


def test_rule_that_was_missed_still_runs_until_what_it_counts_from_is_past(peopled: Day, clock: SetClock) -> None:
    reminder(peopled)
    clock(datetime(2030, 9, 1, 17, 0, tzinfo=HERE))
    assert (sweep_rules(), wrote()) == (0, [])
    clock(datetime(2030, 9, 1, 16, 59, tzinfo=HERE))
    assert (sweep_rules(), wrote()) == (1, [DRAFT])


def test_rule_counts_in_days_of_here_also_when_the_clock_changes(peopled: Day) -> None:
    Day.objects.update(date=date(2030, 11, 1))
    rule = reminder(Day.objects.get(), moment="day", days=10, time="08:30")
    assert moment_of(rule) == datetime(2030, 10, 22, 8, 30, tzinfo=HERE)


class Killed(BaseException):
    """The worker is killed."""


def test_worker_that_is_killed_while_it_writes_the_message_has_done_nothing(
    peopled: Day, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*arguments: Any) -> Mailing:
        make(*arguments)
        raise Killed

    rule, make = reminder(peopled, at_once=True), write.make_draft
    clock(MOMENT)
    monkeypatch.setattr(rules, "make_draft", killed)
    with pytest.raises(Killed):
        sweep_rules()
    rule.refresh_from_db()
    assert (wrote(), mailed(), rule.done) == ([], [], 0)
    monkeypatch.setattr(rules, "make_draft", make)
    assert (sweep_rules(), len(mailed())) == (1, 1)


def test_rule_that_fails_stops_no_other(peopled: Day, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, right = reminder(peopled), reminder(peopled, audience="coming")
    run = rules._run  # noqa: SLF001  (one of two fails)

    def fails(rule: Rule) -> Mailing | None:
        if rule.pk == wrong.pk:
            raise ZeroDivisionError
        return run(rule)

    monkeypatch.setattr(rules, "_run", fails)
    clock(MOMENT)
    assert sweep_rules() == 1
    assert Mailing.objects.get().rule == right


def test_two_messages_of_one_turn_cannot_be_there(peopled: Day) -> None:
    rule = reminder(peopled)
    draft(peopled, rule=rule, turn=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        draft(peopled, rule=rule, turn=1)
    draft(peopled, rule=rule, turn=2)


def test_rule_is_run_at_every_sweep(peopled: Day, clock: SetClock) -> None:
    reminder(peopled, at_once=True)
    clock(MOMENT)
    sweepers.sweep()
    assert [each[0] for each in mailed()] == ["bo@example.org"]


def test_rule_runs_once_more_when_that_is_asked(peopled: Day, owner: User, clock: SetClock) -> None:
    rule = reminder(peopled)
    run_once_more(owner, rule)
    clock(MOMENT)
    sweep_rules()
    run_once_more(owner, rule)
    run_once_more(owner, rule)
    assert (sweep_rules(), sweep_rules()) == (1, 0)
    assert wrote() == [DRAFT, (*DRAFT[:2], 2)]


def test_rules_are_added_changed_and_taken_away(peopled: Day, owner: User) -> None:
    template = Template.objects.get(day=peopled, code="practical")
    rule = add_rule(
        owner, peopled, Rule(template=template, audience="coming", days=3, moment="day", time=timezone.now().time())
    )
    rule.days = 4
    change_rule(owner, rule, 1)
    with pytest.raises(StaleError):
        change_rule(owner, Rule.objects.get(), 1)
    remove_rule(owner, rule)
    did = [told(each) for each in AuditEntry.objects.filter(action__startswith="rule.").order_by("number")]
    assert (Rule.objects.count(), did) == (
        0,
        [
            "maakte een regel die “Praktische informatie, een week van tevoren” schrijft",
            "veranderde de regel die “Praktische informatie, een week van tevoren” schrijft",
            "haalde de regel weg die “Praktische informatie, een week van tevoren” schrijft",
        ],
    )


def test_outlook_tells_when_and_for_whom_now(peopled: Day) -> None:
    rule = reminder(peopled)
    found = outlook_of(rule, MOMENT - timedelta(days=1))
    assert (found.at, found.people, found.audience, found.moment) == (
        MOMENT, 1, "wie komt en nog geen voorkeuren heeft", "de aanmelding sluit",
    )  # fmt: skip
    assert [
        (each.due, each.over, each.ran)
        for each in (found, outlook_of(rule, MOMENT), outlook_of(rule, MOMENT + timedelta(days=30)))
    ] == [(False, False, False), (True, False, False), (False, True, False)]
    cancel(person("Bo"))
    assert outlook_of(rule, MOMENT).people == 1, "Cas was offered the place and has no wishes either"


@pytest.mark.django_db(transaction=True)
def test_sweepers_at_the_same_moment_write_once(peopled: Day, clock: SetClock) -> None:
    reminder(peopled, at_once=True)
    clock(MOMENT)
    start = Barrier(4)

    def one(_number: int) -> int:
        try:
            start.wait(timeout=30)
            return sweep_rules()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(4))) == 1
    assert (Mailing.objects.count(), len(mailed())) == (1, 1)
