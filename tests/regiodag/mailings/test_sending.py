# SPDX-License-Identifier: EUPL-1.2
"""A rule that sends at once puts its mails in the outbox part by part: none lost, none doubled, whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mailing_people import CLOSES, MOMENT, reminder
from regiodag.accounts.models import AuditEntry
from regiodag.days.models import Day
from regiodag.mailings.actions import sending, write
from regiodag.mailings.actions.rules import sweep_rules
from regiodag.mailings.models import Mailing, Rule
from regiodag.messages.actions import post_all
from regiodag.messages.models import Mail
from regiodag.registrations.models import Participant
from registered_people import registered

pytestmark = pytest.mark.django_db

PEOPLE = 7
"""Who come without wishes: Bo, and six more."""


class KilledError(BaseException):
    """The worker is killed."""


@pytest.fixture
def due(peopled: Day, monkeypatch: pytest.MonkeyPatch) -> Rule:
    """A rule whose moment has come, with seven people to remind, three at a time."""
    for at in range(PEOPLE - 1):
        registered(peopled, f"P{at}")
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)
    monkeypatch.setattr(sending, "AT_ONCE", 3)
    return reminder(peopled, at_once=True)


def killed_at(monkeypatch: pytest.MonkeyPatch, part: int, *, after: bool) -> list[int]:
    """Kill the worker at this part of the mails, before or after they are in the outbox; return the sizes of parts."""
    sizes: list[int] = []

    def post(mails: Sequence[Mail]) -> None:
        sizes.append(len(mails))
        if len(sizes) == part and not after:
            raise KilledError
        post_all(mails)
        if len(sizes) == part:
            raise KilledError

    monkeypatch.setattr(sending, "post_all", post)
    return sizes


def state() -> tuple[str, int | None, int]:
    found = Mailing.objects.get()
    return found.state, found.people, Mail.objects.count()


def approvals() -> list[dict[str, str]]:
    return [each.detail.facts for each in AuditEntry.objects.filter(action="mailing.approved")]


def test_everybody_is_mailed_a_part_at_a_time(due: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = killed_at(monkeypatch, 0, after=False)
    assert (sweep_rules(), sizes, state()) == (1, [3, 3, 1], ("approved", PEOPLE, PEOPLE))
    assert approvals() == [{"message": Mailing.objects.get().subject, "people": str(PEOPLE)}]
    assert (sweep_rules(), state()) == (0, ("approved", PEOPLE, PEOPLE))


@pytest.mark.parametrize("after", [False, True], ids=["before the part is there", "in the transaction of the part"])
@pytest.mark.parametrize("part", [1, 2, 3])
def test_next_sweep_finishes_what_a_killed_worker_began(
    due: Rule, monkeypatch: pytest.MonkeyPatch, part: int, *, after: bool
) -> None:
    killed_at(monkeypatch, part, after=after)
    with pytest.raises(KilledError):
        sweep_rules()
    assert state() == ("sending", PEOPLE, 3 * (part - 1))
    due.refresh_from_db()
    assert (due.done, approvals()) == (1, [])
    sizes = killed_at(monkeypatch, 0, after=False)
    assert (sweep_rules(), state()) == (0, ("approved", PEOPLE, PEOPLE))
    assert sum(sizes) == PEOPLE - 3 * (part - 1)
    assert len(set(Mail.objects.values_list("about", flat=True))) == PEOPLE
    assert [each["people"] for each in approvals()] == [str(PEOPLE)]


def test_message_that_fails_stops_no_other_and_is_tried_at_the_next_sweep(
    due: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sending, "post_all", broken)
    assert (sweep_rules(), state()) == (1, ("sending", PEOPLE, 0))
    monkeypatch.setattr(sending, "post_all", post_all)
    assert (sweep_rules(), state()) == (0, ("approved", PEOPLE, PEOPLE))


@pytest.mark.parametrize(("active", "now"), [(False, MOMENT), (True, CLOSES)], ids=["switched off", "too late"])
def test_nobody_else_is_mailed_when_the_rule_is(
    due: Rule, monkeypatch: pytest.MonkeyPatch, now: datetime, *, active: bool
) -> None:
    killed_at(monkeypatch, 2, after=False)
    with pytest.raises(KilledError):
        sweep_rules()
    monkeypatch.setattr(sending, "post_all", post_all)
    Rule.objects.update(active=active)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert (sweep_rules(), state()) == (0, ("approved", 3, 3))


def test_who_is_not_among_its_people_any_more_is_left_out(due: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = write.written

    def later(*arguments: Any) -> list[Mail]:
        mails = letters(*arguments)
        Participant.objects.filter(given_name="P5").update(state="cancelled")
        return mails

    monkeypatch.setattr(sending, "written", later)
    sweep_rules()
    assert state() == ("approved", PEOPLE - 1, PEOPLE - 1)


def test_no_mail_is_written_while_the_database_is_held(due: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    depths: list[int] = []
    letters = write.written

    def noted(*arguments: Any) -> list[Mail]:
        depths.append(len(connection.savepoint_ids))
        return letters(*arguments)

    monkeypatch.setattr(sending, "written", noted)
    outside = len(connection.savepoint_ids)
    sweep_rules()
    assert depths == [outside] * 3


def test_message_that_is_being_sent_is_no_draft(due: Rule, monkeypatch: pytest.MonkeyPatch, as_owner: Client) -> None:
    killed_at(monkeypatch, 1, after=False)
    with pytest.raises(KilledError):
        sweep_rules()
    page = as_owner.get(reverse("mailing", args=[due.day_id, Mailing.objects.get().pk])).content.decode()
    assert ("onderweg" in page, "7 mensen" in page) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_mail_everybody_once(due: Rule) -> None:
    start = Barrier(2)

    def one(_number: int) -> int:
        try:
            start.wait(timeout=30)
            return sweep_rules()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(one, range(2))) == 1
    sweep_rules()
    assert state() == ("approved", PEOPLE, PEOPLE)
    assert len(approvals()) == 1
