# SPDX-License-Identifier: EUPL-1.2
"""Transactions that share a commit: nobody hears of it before, what goes wrong for one is of that one, none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Barrier, Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation

from hands import at_once
from regiodag.accounts.models import AuditChain
from regiodag.database import together as line
from regiodag.database.together import together
from regiodag.days.models import Day, Series, Workshop

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = UUID(int=5)


def kept(number: int) -> AuditChain:
    return AuditChain.objects.create(scope=UUID(int=number), length=number)


def lengths() -> list[int]:
    return sorted(AuditChain.objects.filter(length__gt=0).values_list("length", flat=True))


def behind_one(works: list[Callable[[], Any]]) -> list[Any]:
    """What each work came to, when all stand in line while somebody before them is still busy: so they are a group."""
    begun, free, stand = Event(), Event(), Barrier(len(works) + 1)
    came: list[Any] = [None] * len(works)

    def first() -> None:
        begun.set()
        free.wait(timeout=30)

    def before() -> None:
        with suppress(DatabaseError):
            together(SUBJECT, first)
        connection.close()

    def one(number: int) -> None:
        stand.wait(timeout=30)
        try:
            came[number] = together(SUBJECT, works[number])
        except Exception as error:  # noqa: BLE001  (what is looked for)
            came[number] = error
        finally:
            connection.close()

    hands = [Thread(target=one, args=[number]) for number in range(len(works))]
    busy = Thread(target=before)
    busy.start()
    begun.wait(timeout=30)
    for hand in hands:
        hand.start()
    stand.wait(timeout=30)
    while len(line._lines[SUBJECT].waiting) < len(works):  # noqa: SLF001  (all stand there)
        pass
    free.set()
    for hand in (busy, *hands):
        hand.join(timeout=30)
    return came


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commits that were done."""
    found: list[str] = []
    database: Any = BaseDatabaseWrapper
    commit = database._commit  # noqa: SLF001  (where Django's commits end)

    def counted(database: Any) -> None:
        commit(database)
        found.append("commit")

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", counted)
    return found


def test_work_returns_what_it_returns_and_stands_in_the_database() -> None:
    assert together(SUBJECT, lambda: kept(3).length) == 3
    assert lengths() == [3]


def test_those_who_wait_share_one_commit(commits: list[str]) -> None:
    works: list[Callable[[], Any]] = [partial(kept, number) for number in range(1, 7)]
    came = [each.length for each in behind_one(works)]
    assert (came, lengths(), len(commits)) == ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], 2)


def test_what_goes_wrong_for_one_is_told_to_that_one_and_leaves_nothing() -> None:
    def wrong() -> None:
        kept(9)
        message = "not this one"
        raise ValueError(message)

    came = behind_one([lambda: kept(1).length, wrong, lambda: kept(2).length])
    assert ([came[0], repr(came[1]), came[2]], lengths()) == ([1, "ValueError('not this one')", 2], [1, 2])


def test_what_goes_wrong_for_one_who_is_alone_is_not_tried_again() -> None:
    tries: list[int] = []

    def wrong() -> None:
        tries.append(1)
        raise KeyError

    with pytest.raises(KeyError):
        together(SUBJECT, wrong)
    assert tries == [1]


def test_what_refers_to_something_that_is_gone_fails_alone(series: Series) -> None:
    gone = Day.objects.create(series=series, title="Weg")
    Day.objects.filter(pk=gone.pk).delete()
    came = behind_one([
        lambda: kept(1).length,
        lambda: Workshop.objects.create(day_id=gone.pk, title="Film", maximum=9),
        lambda: kept(2).length,
    ])  # fmt: skip
    assert ([came[0], type(came[1]), came[2]], lengths()) == ([1, IntegrityError, 2], [1, 2])
    assert Workshop.objects.filter(title="Film").count() == 0


def test_nobody_hears_of_it_when_nothing_can_be_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_database: Any) -> None:
        message = "database or disk is full"
        raise DatabaseError(message)

    works: list[Callable[[], Any]] = [lambda: kept(1).length, lambda: kept(2).length]
    with monkeypatch.context() as patched:
        patched.setattr(BaseDatabaseWrapper, "_commit", full)
        came = behind_one(works)
    assert ([type(each) for each in came], lengths()) == ([DatabaseError] * 2, [])
    assert (behind_one(works), lengths()) == ([1, 2], [1, 2])


def test_each_is_done_alone_and_once_when_no_transaction_can_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, tries = BaseDatabaseWrapper.set_autocommit, []

    def busy_once(database: Any, autocommit: bool, *args: Any, **more: Any) -> None:  # noqa: FBT001  (Django's)
        tries.append(autocommit)
        if tries == [False, True, False]:  # the first one's, and then that of the group behind it
            message = "database is locked"
            raise DatabaseError(message)
        begin(database, autocommit, *args, **more)

    done: list[int] = []
    with monkeypatch.context() as patched:
        patched.setattr(BaseDatabaseWrapper, "set_autocommit", busy_once)
        came = behind_one([partial(done.append, number) for number in (1, 2, 3)])
    assert (came, sorted(done)) == ([None] * 3, [1, 2, 3])


def test_work_is_done_in_the_language_of_who_asked() -> None:
    found: dict[int, str] = {}

    def one(hand: int) -> None:
        with translation.override(("nl", "en")[hand % 2]):
            found[hand] = together(SUBJECT, lambda: str(translation.get_language()))

    assert at_once(6, one) == []
    assert found == {hand: ("nl", "en")[hand % 2] for hand in range(6)}


def test_many_at_once_are_each_done_once() -> None:
    def one(hand: int) -> None:
        for turn in range(1, 6):
            assert together(SUBJECT, partial(kept, 10 * hand + turn)).length == 10 * hand + turn

    assert at_once(6, one) == []
    assert lengths() == [10 * hand + turn for hand in range(6) for turn in range(1, 6)]


def test_inside_a_transaction_it_is_part_of_that_transaction() -> None:
    with transaction.atomic():
        together(SUBJECT, lambda: kept(1))
        assert lengths() == [1]
        transaction.set_rollback(True)
    assert lengths() == []


def test_what_is_to_be_done_after_the_commit_is_done_after_it() -> None:
    seen: list[list[int]] = []

    def work() -> None:
        kept(1)
        transaction.on_commit(lambda: seen.append(lengths()))
        assert seen == []

    together(uuid4(), work)
    assert seen == [[1]]


def test_what_is_done_after_the_commit_keeps_no_other_process_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    @contextmanager
    def turn() -> Iterator[Callable[[], None]]:
        seen.append("turn")
        yield lambda: seen.append("given back")

    monkeypatch.setattr(line, "turn", turn)
    together(SUBJECT, lambda: transaction.on_commit(lambda: seen.append("done after")))
    assert seen == ["turn", "given back", "done after"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_who_is_stopped_in_the_middle_takes_nobody_along(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_in, groups = line._everybody_in, []  # noqa: SLF001  (after which it is stopped)

    def stopped_once(of: Any, first: Any) -> list[Any]:
        found = everybody_in(of, first)
        groups.append(len(found))
        if groups == [1, 3]:  # that of the first, and then the group behind it; meanwhile somebody else comes
            of.waiting.append(line._Job(partial(kept, 9), None))  # noqa: SLF001
            raise SystemExit
        return found

    monkeypatch.setattr(line, "_everybody_in", stopped_once)
    came = behind_one([partial(kept, number) for number in (1, 2, 3)])
    assert groups[:2] == [1, 3]
    assert [each is None for each in came].count(True) == 1
    assert lengths() == [*sorted(each.length for each in came if each is not None), 9]
