# SPDX-License-Identifier: EUPL-1.2
"""Waiting for work that may be long: Ctrl-C is heard at once, and after a second it tells how far it is.

The work runs in a thread, because the solver spends its time in compiled code, where Python hears no Ctrl-C.
The thread is a daemon: when the program ends, so does the work. Nothing is written to disk in it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, Protocol, Self, TypeVar

from indeling.cli.chart import gauge
from indeling.cli.console import Console
from indeling.errors import Text, text

Result = TypeVar("Result")

PATIENCE = 1.0
"""Seconds without a word."""

TICK = 0.1
BAR = 20
"""Columns of a bar."""

INTERVAL = 5.0
"""Seconds between two lines when nobody is looking at a terminal."""


@dataclass
class Stage:
    """How far the work is: what it is doing, and step `step` of `steps` (0 when not known).

    even: the steps take about as long as one another, so that a bar tells how much is left.
    """

    what: Text
    step: int = 0
    steps: int = 0
    even: bool = False

    def progress(self, what: Text, step: int, steps: int) -> None:
        """Take over what the solver says; this is its `progress`."""
        self.what, self.step, self.steps = what, step, steps


class Display(AbstractContextManager["Display"], Protocol):
    """Shows a stage, `elapsed` seconds after the start."""

    def show(self, stage: Stage, elapsed: float) -> None:
        """Show it, or leave it for now."""


@dataclass
class Work:
    """A function that runs in a thread of its own, and what came of it."""

    function: Callable[[], Any]
    result: Any = None
    error: BaseException | None = None
    thread: Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.result = self.function()
        except BaseException as error:  # noqa: BLE001  (raised again where the work was asked for)
            self.error = error

    def done(self, seconds: float) -> bool:
        """Wait so many seconds at most; return whether the work is done."""
        self.thread.join(seconds)
        return not self.thread.is_alive()


def wait_for(
    function: Callable[[], Result], stage: Stage, console: Console, clock: Callable[[], float], *, quiet: bool = False
) -> Result:
    """Return what `function` returns, or raise what it raises; show the stage when it takes more than a second."""
    began = clock()
    work = Work(function)
    if not work.done(PATIENCE):
        with nullcontext(Silent()) if quiet else display_on(console) as display:
            while not work.done(TICK):
                display.show(stage, clock() - began)
    if work.error is not None:
        raise work.error
    return work.result  # type: ignore[no-any-return]


def display_on(console: Console) -> Display:
    """Return a moving line on a terminal, a line every few seconds elsewhere."""
    return Moving(console) if console.terminal else Lines(console)


class Silent(AbstractContextManager["Silent"]):
    """Shows nothing."""

    def show(self, stage: Stage, elapsed: float) -> None:
        """Do nothing."""

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""


class Lines(AbstractContextManager["Lines"]):
    """Prints a plain line every few seconds."""

    def __init__(self, console: Console) -> None:
        self.console, self.due = console, INTERVAL

    def show(self, stage: Stage, elapsed: float) -> None:
        """Print the stage when the last line is long enough ago."""
        if elapsed >= self.due:
            self.due = elapsed + INTERVAL
            self.console.line(text("{seconds} s: {what}", seconds=round(elapsed), what=described(stage)))

    def __exit__(self, *_: object) -> None:
        """Leave the lines."""


class Moving(AbstractContextManager["Moving"]):
    """Shows the stage and the seconds in one line that moves, and takes it away at the end."""

    def __init__(self, console: Console) -> None:
        from rich.console import Console as RichConsole  # noqa: PLC0415  (0.15 s, and most runs are done by now)
        from rich.status import Status  # noqa: PLC0415

        self.console = console
        terminal = RichConsole(file=console.stream, width=console.width, highlight=False)
        self.status = Status("", console=terminal, spinner="dots" if console.blocks else "line")

    def __enter__(self) -> Self:
        self.status.start()
        return self

    def show(self, stage: Stage, elapsed: float) -> None:
        """Replace what the line says."""
        from rich.text import Text as RichText  # noqa: PLC0415  (loaded already)

        line = text("{seconds} s: {what}", seconds=round(elapsed), what=described(stage))
        self.status.update(RichText(self._bar(stage) + self.console.words(line)))

    def _bar(self, stage: Stage) -> str:
        """Return how much is done as a bar, when that is known."""
        if not (stage.even and stage.steps):
            return ""
        return gauge(stage.step, stage.steps, BAR, blocks=self.console.blocks) + " "

    def __exit__(self, *_: object) -> None:
        self.status.stop()


def described(stage: Stage) -> Text:
    """Return the stage in words."""
    if stage.steps:
        return text("{what}, step {step} of {steps}", what=stage.what, step=stage.step, steps=stage.steps)
    return stage.what
