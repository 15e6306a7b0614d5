# SPDX-License-Identifier: EUPL-1.2

import io
from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest

from indeling.cli import waiting
from indeling.cli.console import Console
from indeling.cli.waiting import Lines, Moving, Silent, Stage, display_on, wait_for
from indeling.errors import text, untranslated


class Terminal(io.StringIO):
    """A stream that says a person is looking."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show progress at once, and look often."""
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "TICK", 0.001)


def on(stream: io.StringIO) -> Console:
    return Console.on(stream, untranslated, {})


def seconds(*readings: float) -> Iterator[float]:
    yield from readings
    while True:
        yield readings[-1]


def test_result_comes_back_from_another_thread() -> None:
    thread = wait_for(current_thread, Stage(text("x")), on(io.StringIO()), lambda: 0.0)
    assert thread is not main_thread()


def test_error_comes_back() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        wait_for(fail, Stage(text("x")), on(io.StringIO()), lambda: 0.0)


def test_work_that_is_done_in_time_shows_nothing() -> None:
    stream = io.StringIO()
    assert wait_for(lambda: 3, Stage(text("x")), on(stream), lambda: 0.0) == 3
    assert stream.getvalue() == ""


@pytest.mark.usefixtures("impatient")
def test_long_work_tells_its_stage_every_few_seconds() -> None:
    stream, over = io.StringIO(), Event()
    times = seconds(0.0, 1.0, 5.0, 6.0, 9.9, 10.0)
    stage = Stage(text("placing everybody"))
    stage.progress(text("settling {level}", level=text("seats")), 2, 3)

    def clock() -> float:
        now = next(times)
        if now == 10.0:
            over.set()
        return now

    wait_for(over.wait, stage, on(stream), clock)
    lines = stream.getvalue().splitlines()
    assert lines[:2] == ["5 s: settling seats, step 2 of 3", "10 s: settling seats, step 2 of 3"]


@pytest.mark.usefixtures("impatient")
def test_quiet_work_tells_nothing() -> None:
    stream, over = io.StringIO(), Event()
    times = seconds(0.0, 100.0)

    def clock() -> float:
        now = next(times)
        if now == 100.0:
            over.set()
        return now

    wait_for(over.wait, Stage(text("x")), on(stream), clock, quiet=True)
    assert stream.getvalue() == ""


def test_terminal_gets_a_moving_line_and_others_lines() -> None:
    assert [type(display_on(on(each))) for each in (Terminal(), io.StringIO())] == [Moving, Lines]


def test_moving_line_shows_the_stage_and_is_taken_away() -> None:
    stream = Terminal()
    with Moving(on(stream)) as display:
        display.show(Stage(text("reading {file}", file="day[bold].xlsx")), 2.4)
    assert "2 s: reading day[bold].xlsx" in stream.getvalue()


@pytest.mark.parametrize(("step", "bar"), [(0, "░" * 20), (5, "█" * 10 + "░" * 10), (10, "█" * 20)])
def test_moving_line_has_a_bar_for_steps_of_one_length(step: int, bar: str) -> None:
    stream = Terminal()
    with Moving(on(stream)) as display:
        display.show(Stage(text("draws"), step, 10, even=True), 2.4)
    assert f"{bar} 2 s: draws, step {step} of 10" in stream.getvalue()


def test_silence_shows_nothing() -> None:
    with Silent() as display:
        display.show(Stage(text("x")), 100.0)
