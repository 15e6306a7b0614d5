# SPDX-License-Identifier: EUPL-1.2

import gc
import importlib.metadata
import os
import runpy
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
import pytest

import indeling
from command_line import Cli, Ran
from indeling.cli import main
from indeling.errors import FileError, Issue, SolverError, TooLargeError, text

USAGE = "Usage: indeling solve [OPTIONS] INPUT\nTry 'indeling solve --help' for help.\n\nError: "


def raising(error: BaseException) -> Callable[..., NoReturn]:
    def solve(*_arguments: object, **_options: object) -> NoReturn:
        raise error

    return solve


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["solve"], "Missing argument 'INPUT'."),
        (["solve", "a", "b"], "Got unexpected extra argument (b)"),
        (["solve", "a", "--ojective", "fair"], "No such option '--ojective'. Did you mean '--objective'?"),
        (["solve", "a", "--seed", "x"], "Invalid value for '-s' / '--seed': 'x' is not a valid integer range."),
        (["solve", "a", "--rounds", "7"], "Invalid value for '-r' / '--rounds': 7 is not in the range 1<=x<=6."),
        (["solve", "a", "--lang", "fr"], "Invalid value for '--lang': 'fr' is not one of 'nl', 'en'."),
    ],
)
def test_mistake_in_the_arguments_is_bad_input(cli: Cli, arguments: list[str], message: str) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{USAGE}{message}\n")


def test_mistake_in_the_name_of_a_command_gets_a_proposal(cli: Cli) -> None:
    ran = cli("sovle")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "Error: No such command 'sovle'. Did you mean 'solve'?")


def test_no_command_shows_the_help(cli: Cli) -> None:
    ran = cli()
    assert (ran.code, ran.err) == (2, cli("--help").out)


@pytest.mark.parametrize("command", ["check", "convert", "lottery", "repair", "show", "solve", "template"])
def test_every_command_has_help_with_examples_in_both_languages(cli: Cli, command: str) -> None:
    english, dutch = cli(command, "--help"), cli("--lang", "nl", command, "--help")
    assert (english.code, dutch.code) == (0, 0)
    assert f"Examples:\n    indeling {command} " in english.out
    assert f"Voorbeelden:\n    indeling {command} " in dutch.out
    assert dutch.out.startswith(f"Gebruik: indeling {command} [OPTIES] ")


def test_overview_lists_the_commands(cli: Cli) -> None:
    lines = cli("--help").out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert lines == [
        "  advise    Tell which changes to a day would help most people.",
        "  check     Check a placement and its proof, without the solver.",
        "  compare   Compare the objectives on one day.",
        "  convert   Write any input as a problem in JSON.",
        "  explain   Tell why somebody is not in a workshop.",
        "  lottery   Tell how likely everybody is to get what in a lottery.",
        "  repair    Place a changed day with the fewest moves.",
        "  show      Show a placement, or the programme of one person.",
        "  solve     Place everybody, and show who got what.",
        "  template  Write an empty workbook to fill in.",
        "  turnout   Tell how far sessions can be overbooked.",
    ]


def test_language_goes_before_and_after_the_command(cli: Cli) -> None:
    before, after = cli("--lang", "nl", "solve", "--help"), cli("solve", "--lang", "nl", "--help")
    assert before == after


def test_arguments_of_the_process_are_the_default(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    del cli
    monkeypatch.setattr(sys, "argv", ["indeling", "nonsense"])
    assert main() == 2


def test_version_is_that_of_the_package(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", {"regiodag": "1.2.3"}.__getitem__)
    assert cli("--version") == Ran(0, "indeling 1.2.3\n", "")


def test_package_can_be_run(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    del cli
    monkeypatch.setattr(sys, "argv", ["indeling", "nonsense"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("indeling.cli", run_name="__main__")
    assert ended.value.code == 2


def test_issues_are_grouped_per_file_and_counted(cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    issues = [Issue(text("wrong"), text("Mend it."), file=name, row=2) for name in ("a.xlsx", "b.xlsx")]
    monkeypatch.setattr(indeling, "solve", raising(FileError([*issues, Issue(text("also wrong"))])), raising=False)
    assert cli("solve", problem, "-q").err == (
        "a.xlsx\n  × row 2: wrong Mend it.\nb.xlsx\n  × row 2: wrong Mend it.\n× also wrong\n\n"
        "3 mistakes found. Nothing was written. Mend them and try again.\n"
    )


def test_only_the_first_fifty_issues_are_printed(cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    issues = [Issue(text("wrong"), file="a.xlsx", row=row) for row in range(60)]
    monkeypatch.setattr(indeling, "solve", raising(FileError(issues)), raising=False)
    assert cli("solve", problem, "-q").err.splitlines()[-4:] == [
        "  × row 49: wrong",
        "  and 10 more",
        "",
        "60 mistakes found. Nothing was written. Mend them and try again.",
    ]


def test_day_that_is_too_large_is_told(cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indeling, "solve", raising(TooLargeError()), raising=False)
    ran = cli("solve", problem, "-q")
    sentences = (
        "× This day allows too many combinations of workshops to look at them all. Shorter lists of"
        " wishes, or fewer sessions that somebody may have, leave fewer of them.\n"
    )
    assert (ran.code, ran.err) == (2, sentences)


DEFECT = """\
× The program made a mistake; this is not your fault.
  SolverError: broken
  Run the same command with --debug, and send us what it prints (see CONTRIBUTING.md).
  Take names and e-mail addresses out of it first.
"""


def test_defect_is_told_without_traceback(cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indeling, "solve", raising(SolverError("broken")), raising=False)
    ran = cli("solve", problem, "-q")
    assert (ran.code, ran.err) == (70, DEFECT)


def test_defect_has_a_traceback_when_asked_for(cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indeling, "solve", raising(SolverError("broken")), raising=False)
    ran = cli("solve", problem, "-q", "--debug")
    assert ran.err.startswith("Traceback (most recent call last):\n")
    assert ran.err.endswith(DEFECT)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_stopped_work_writes_nothing(
    cli: Cli, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(indeling, "solve", raising(error), raising=False)
    ran = cli("solve", problem, "-q", "-o", "placement.json")
    assert (ran.code, ran.err) == (130, "Stopped. No file was left half written.\n")
    assert [each.name for each in tmp_path.iterdir()] == ["problem.json"]


def test_request_to_end_stops_the_work_and_is_heard_only_while_there_is_some(
    cli: Cli, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def solve(*_arguments: object, **_options: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(indeling, "solve", solve, raising=False)
    ran = cli("solve", problem, "-q", "-o", "placement.json")
    assert (ran.code, ran.err) == (143, "Stopped. No file was left half written.\n")
    assert [each.name for each in tmp_path.iterdir()] == ["problem.json"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_program_runs_in_a_thread_that_hears_no_signals(cli: Cli, problem: str) -> None:
    ran: list[Ran] = []
    thread = threading.Thread(target=lambda: ran.append(cli("check", problem)))
    thread.start()
    thread.join()
    assert [(each.code, each.err.splitlines()[0][:6]) for each in ran] == [(2, "Usage:")]


@pytest.mark.parametrize(
    ("error", "reason"),
    [(OSError(28, "No space left on device"), "No space left on device"), (OSError("odd"), "odd")],
)
def test_output_that_takes_no_more_is_told(
    cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    monkeypatch.setattr(indeling, "solve", raising(error), raising=False)
    ran = cli("solve", problem, "-q")
    assert (ran.code, ran.err) == (2, f"× Cannot read or write: {reason}.\n")


def test_reader_that_went_away_is_no_reason_to_complain(
    cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indeling, "solve", raising(BrokenPipeError()), raising=False)
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    ran = cli("solve", problem, "-q")
    assert (ran.code, ran.out, ran.err) == (141, "", "")


@pytest.mark.parametrize(("error", "code"), [(OSError("full"), 2), (BrokenPipeError(), 141)])
def test_trouble_that_cannot_be_told_leaves_the_exit_code(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, error: OSError, code: int
) -> None:
    monkeypatch.setattr("indeling.cli.explain", raising(error))
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    assert cli("solve", "nothing.json") == Ran(code, "", "")


def test_language_may_be_in_capitals(cli: Cli) -> None:
    assert cli("solve", "--lang", "NL").err.splitlines()[-1] == "Fout: Dit argument ontbreekt: 'INVOER'."


def test_collector_of_cycles_is_put_back(cli: Cli) -> None:
    before = gc.get_threshold()
    cli("--help")
    assert gc.get_threshold() == before


def test_closed_streams_are_no_reason_to_fail(problem: str, placement: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert [main(["check", problem, placement]), main(["convert", problem, "-"])] == [0, 0]
