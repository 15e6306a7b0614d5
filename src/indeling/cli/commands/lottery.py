# SPDX-License-Identifier: EUPL-1.2
"""`indeling lottery`: how likely each person is to have each workshop, when people take turns in a drawn order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from indeling.cli.failures import STANDARD
from indeling.cli.inout import CSV, JSON, check_output, read_problem, write_chances
from indeling.cli.options import Action, Option, Said, common_options, input_options
from indeling.cli.session import INFEASIBLE, OPTIMAL, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.problem import Problem
    from indeling.studies.odds import Chances


@dataclass(frozen=True)
class Asked:
    """What was asked for: how many seeds from which one on, or all orders; whom to show; how many processes."""

    seeds: int
    seed: int
    exact: bool
    people: tuple[str, ...]
    top: int
    cores: int | None


def asked_options(function: Action) -> Action:
    """Add the options that say what is drawn and shown; the command gets them as `asked`."""

    @wraps(function)
    def with_asked(
        *args: object,
        seeds: int,
        seed: int,
        exact: bool,
        person: tuple[str, ...],
        top: int,
        cores: int | None,
        **others: object,
    ) -> int:
        """Take the six options as one."""
        return function(*args, asked=Asked(seeds, seed, exact, person, top, cores), **others)

    decorated: Action = with_asked
    for each in reversed(_options()):
        decorated = each(decorated)
    return decorated


def _options() -> list[Callable[[Action], Action]]:
    return [
        click.option(
            "--seeds",
            cls=Option,
            metavar=_("N"),
            type=click.IntRange(1, 10_000_000),
            default=1000,
            show_default=True,
            help=_("Draw with so many seeds, each as `indeling solve --objective lottery` would."),
        ),
        click.option("--exact", is_flag=True, help=_("Go through every order of turns instead: for few people.")),
        click.option(
            *("-s", "--seed"),
            cls=Option,
            metavar=_("N"),
            type=click.IntRange(0, 2**63 - 1),
            default=1,
            show_default=True,
            help=_("The first seed; with --exact, it decides ties only."),
        ),
        click.option(
            *("-n", "--person"),
            metavar=_("NAME"),
            multiple=True,
            help=_("Show the chances of this one: an id, or what only one name holds; repeat it for others."),
        ),
        click.option(
            "--top",
            cls=Option,
            metavar=_("N"),
            type=click.IntRange(1, 1_000_000),
            default=20,
            show_default=True,
            help=_("Show so many people; the others are in the file of --output."),
        ),
        click.option(
            "--cores",
            cls=Option,
            metavar=_("N"),
            type=click.IntRange(1, 1024),
            help=_("Use so many processors, not all there are. The answer is the same."),
        ),
    ]


@click.command(
    short_help=_("Tell how likely everybody is to get what in a lottery."),
    help=_(
        "Place everybody in INPUT with many seeds (or in every order of turns) under the objective lottery, and count"
        " how often each person gets each workshop: the chances, with their margins of error.\n\n"
        "INPUT is anything that `indeling solve` reads."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling lottery day.xlsx -o chances.csv\n"
        "  indeling lottery problem.json --seeds 10000 --seed 7 --person p12\n"
        "  indeling lottery problem.json --exact\n\n"
        "Exit code: 0 told, 2 bad input or too many orders, 3 there is no placement."
    ),
)
@click.argument("source", metavar=_("INPUT"))
@input_options
@asked_options
@click.option(
    *("-o", "--output"), metavar=_("FILE"), help=_("Write all chances here (.json, .csv), - for standard output.")
)
@click.option("-q", "--quiet", is_flag=True, help=_("Do not tell what was understood, nor how far it is."))
@common_options
@click.pass_obj
def command(session: Session, *, source: str, output: str | None, quiet: bool, said: Said, asked: Asked) -> int:
    """Read, draw, write and print; return the exit code."""
    from indeling.cli.chances import persons, print_chances  # noqa: PLC0415  (NumPy)
    from indeling.cli.report import print_reading, print_written  # noqa: PLC0415  (NumPy)

    session = session.aside() if output == STANDARD else session
    check_output(output, (source, said.workshops, said.mapping), (JSON, CSV))
    problem, reading = read_problem(session, source, said, quiet=quiet)
    people = persons(problem, asked.people)
    print_reading(session.out, source, reading, quiet=quiet, brief=True)
    found = drawn(session, problem, asked, quiet=quiet)
    write_chances(session, output, found)
    session.out.line()
    print_chances(session.out, found, people, asked.top)
    print_written(session.out, output)
    return INFEASIBLE if found.status == "infeasible" else OPTIMAL


def drawn(session: Session, problem: Problem, asked: Asked, *, quiet: bool) -> Chances:
    """Return the chances, found on all processors; the clock and the processes are ours, the engine has none."""
    from indeling.cli.processes import Processes, processors  # noqa: PLC0415  (10 ms that no other command needs)

    stage = Stage(text("drawing"), even=True)
    with Processes(asked.cores or processors(), session.clock) as processes:

        def work() -> Chances:
            """Import the solver and let it work."""
            from indeling.studies.chances import chances  # noqa: PLC0415  (the solver)

            run, progress = processes.run, stage.progress
            return chances(problem, draws=asked.seeds, seed=asked.seed, exact=asked.exact, run=run, progress=progress)

        return wait_for(work, stage, session.err, session.clock, quiet=quiet)
