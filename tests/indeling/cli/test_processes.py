# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from math import sqrt
from multiprocessing import Pipe, active_children
from threading import Event, Thread

import pytest

from indeling.cli import processes
from indeling.cli.failures import StoppedError
from indeling.cli.processes import Processes, begin, follow, held_interrupts, processors, serve


def clock_of(*readings: float) -> Callable[[], float]:
    moments = iter(readings)
    return lambda: next(moments)


def test_short_work_is_done_here() -> None:
    with Processes(4, lambda: 0.0) as pool:
        assert list(pool.run(lambda at: at + 1, [1, 2, 3])) == [2, 3, 4]
        assert pool.started == []


def test_one_processor_works_alone_for_as_long_as_it_takes() -> None:
    with Processes(1, clock_of(0.0, *[9.0] * 3)) as pool:
        assert list(pool.run(lambda at: at + 1, [1, 2, 3])) == [2, 3, 4]


def test_long_work_is_done_by_others_and_none_of_them_is_left() -> None:
    before = active_children()
    with Processes(2, clock_of(0.0, 0.5, 1.0)) as pool:
        found = list(pool.run(abs, [-1, -2, -3, -4, -5, -6, -7]))
        assert found[:2] == [1, 2]
        assert sorted(found) == [1, 2, 3, 4, 5, 6, 7]
        assert len(active_children()) > len(before)
    assert active_children() == before


def test_mistake_in_another_process_comes_back() -> None:
    with Processes(2, clock_of(0.0, 1.0)) as pool, pytest.raises(ValueError, match="math domain"):
        list(pool.run(sqrt, [1, -1]))


def test_nothing_is_handed_out_when_it_is_over() -> None:
    with Processes(2, clock_of(0.0, 1.0)) as pool:
        work = pool.run(abs, [-1, -2])
        assert next(work) == 1
    with pytest.raises(StoppedError):
        next(work)


def test_process_that_was_ended_from_outside_is_told() -> None:
    with Processes(2, clock_of(0.0, 1.0)) as pool:
        work = pool.run(time.sleep, [0, 600, 600])
        next(work)
        Thread(target=lambda: wait_for_two(pool)).start()
        with pytest.raises(StoppedError):
            next(work)


def wait_for_two(pool: Processes) -> None:
    while len(pool.started) < 2:
        time.sleep(0.01)
    pool.started[0].kill()


def test_pipe_of_a_process_that_is_gone_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Pipe()
    theirs.close()
    with Processes(2, clock_of(0.0, 1.0)) as pool:
        monkeypatch.setattr(pool, "_start", lambda _: ours)
        with pytest.raises(StoppedError):
            list(pool.run(abs, [1, 2]))


def test_process_does_what_comes_until_its_pipe_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "begin", lambda: None)
    ours, theirs = Pipe()
    for chunk in (4.0, -4.0):
        ours.send(chunk)
    thread = Thread(target=serve, args=(theirs, sqrt))
    thread.start()
    assert ours.recv() == (2.0, None)
    nothing, error = ours.recv()
    assert (nothing, type(error)) == (None, ValueError)
    ours.close()
    thread.join(60)
    assert not thread.is_alive()


def test_interrupts_are_held_and_let_go() -> None:
    with held_interrupts():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, set())
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_interrupts_are_left_alone_where_they_cannot_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    mask = signal.pthread_sigmask
    monkeypatch.delattr(signal, "pthread_sigmask")
    with held_interrupts():
        assert signal.SIGINT not in mask(signal.SIG_BLOCK, set())


def test_process_hears_no_interrupt_and_follows_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    followed, before = Event(), signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(processes, "follow", followed.set)
    try:
        begin()
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert followed.wait(60)


def test_process_ends_when_its_parent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Parent:
        def join(self) -> None:
            said.append("gone")

    said: list[object] = []
    monkeypatch.setattr(os, "_exit", said.append)
    follow()
    assert said == []  # the tests themselves have no parent
    monkeypatch.setattr(processes, "parent_process", Parent)
    follow()
    assert said == ["gone", 1]


@pytest.mark.parametrize(("count", "expected"), [(3, 3), (None, 1)])
def test_processors_are_counted(monkeypatch: pytest.MonkeyPatch, count: int | None, expected: int) -> None:
    monkeypatch.setattr(os, "process_cpu_count", lambda: count, raising=False)
    assert processors() == expected
