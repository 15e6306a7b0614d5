# SPDX-License-Identifier: EUPL-1.2
"""What went wrong, told so that the reader knows what to do next. Never a traceback, unless asked for."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import singledispatch
from itertools import groupby

import click

from indeling.cli.console import Console, Styled
from indeling.cli.session import BAD_INPUT, DEFECT, INTERRUPTED, TERMINATED, Terminated
from indeling.errors import (
    InputError,
    Issue,
    MissingPackageError,
    OutOfTimeError,
    Text,
    TooLargeError,
    UnknownKindError,
    text,
)

MOST_ISSUES, MOST_WARNINGS = 50, 10

STANDARD = "-"
"""The name that means standard input or output."""

KINDS = {"objective": text("objective")}
"""What there are kinds of (see `UnknownKindError`), to be translated."""


class StoppedError(Exception):
    """A process that did part of the work was ended from outside."""


@singledispatch
def explain(error: BaseException, console: Console) -> int:
    """Print what went wrong and return the exit code. This one: a defect, and how to tell us."""
    print_trouble(console, text("The program made a mistake; this is not your fault."))
    console.line("  ", f"{type(error).__name__}: {error}")
    console.line("  ", text("Run the same command with --debug, and send us what it prints (see CONTRIBUTING.md)."))
    console.line("  ", text("Take names and e-mail addresses out of it first."))
    return DEFECT


@explain.register
def _(error: InputError, console: Console) -> int:
    if error.warnings:
        print_warnings(console, error.warnings)
        console.line()
    print_issues(console, error.issues, style="bad")
    console.line()
    console.line(Styled(_closing(len(error.issues)), "title"))
    return BAD_INPUT


@explain.register
def _(error: UnknownKindError, console: Console) -> int:
    near = get_close_matches(error.name, error.known, 1)
    what = text("There is no {kind} “{name}”.", kind=KINDS.get(error.kind, error.kind), name=error.name)
    hint = [text("Did you mean “{name}”?", name=near[0])] if near else []
    print_trouble(console, what, *hint, text("Choose from: {names}.", names=", ".join(error.known)))
    return BAD_INPUT


@explain.register
def _(error: MissingPackageError, console: Console) -> int:
    print_trouble(
        console,
        text("This needs {package}, which is not installed.", package=error.package),
        text("Install it with: {command}", command=error.command),
    )
    return BAD_INPUT


@explain.register
def _(error: TooLargeError, console: Console) -> int:
    print_trouble(console, error.what, error.advice)
    return BAD_INPUT


@explain.register
def _(_error: OutOfTimeError, console: Console) -> int:
    print_trouble(
        console,
        text("The time was over before there was any placement."),
        text("Give more with --time-limit, or use --objective least-cost."),
    )
    return BAD_INPUT


@explain.register
def _(_error: StoppedError, console: Console) -> int:
    print_trouble(
        console,
        text("A process that did part of the work was ended from outside."),
        text("Perhaps there was too little memory: ask for fewer with --cores."),
    )
    return BAD_INPUT


@explain.register
def _(error: OSError, console: Console) -> int:
    print_trouble(console, text("Cannot read or write: {reason}.", reason=error.strerror or error))
    return BAD_INPUT


@explain.register
def _(error: click.ClickException, console: Console) -> int:
    error.show(console.stream)
    return BAD_INPUT


@explain.register(KeyboardInterrupt)
@explain.register(click.Abort)
def _(error: BaseException, console: Console) -> int:
    console.line(text("Stopped. No file was left half written."))
    return TERMINATED if isinstance(error, Terminated) else INTERRUPTED


def print_traceback(console: Console, error: BaseException) -> None:
    """Print the technical details of a failure."""
    console.stream.writelines(traceback.format_exception(error))


def print_trouble(console: Console, *sentences: Text) -> None:
    """Print what is wrong in sentences on one line."""
    console.bullet(Styled("×", "bad"), " ".join(map(console.words, sentences)))


def print_issues(console: Console, issues: Sequence[Issue], *, style: str, most: int = MOST_ISSUES) -> None:
    """Print issues grouped by file, each on a line, at most `most` of them."""
    for file, group in groupby(issues[:most], key=lambda issue: issue.file):
        if file is not None:
            console.line(Styled(text("standard input") if file == STANDARD else file, "title"))
        for issue in group:
            _print_issue(console, issue, style)
    if len(issues) > most:
        console.line("  ", Styled(text("and {count} more", count=len(issues) - most), "quiet"))


def print_warnings(console: Console, warnings: Sequence[Issue]) -> None:
    """Print what was mended, left out or doubtful in the input."""
    console.line(Styled(text("Please look at:"), "poor"))
    print_issues(console, warnings, style="poor", most=MOST_WARNINGS)


def _print_issue(console: Console, issue: Issue, style: str) -> None:
    words = replace(issue, file=None).render(console.translate)
    mark = Styled("!" if style == "poor" else "×", style)
    console.bullet(mark, words, indent="  " if issue.file is not None else "")


def _closing(count: int) -> Text:
    if count == 1:
        return text("1 mistake found. Nothing was written. Mend it and try again.")
    return text("{count} mistakes found. Nothing was written. Mend them and try again.", count=count)
