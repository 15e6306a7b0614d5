# SPDX-License-Identifier: EUPL-1.2
"""`indeling solve`: place everybody, prove it, and show the outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING

import click

from indeling.cli.failures import STANDARD
from indeling.cli.inout import CSV, JSON, PARQUET, WORKBOOK, check_output, read_problem, write_placement
from indeling.cli.options import Action, Option, Said, common_options, input_options
from indeling.cli.session import EXIT_CODES, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.placement import Placement
    from indeling.problem import Problem


class ObjectiveOption(Option):
    """An option that tells which objectives there are, and looks for them only when its help is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help with the names filled in."""
        from indeling.objectives import names  # noqa: PLC0415  (NumPy, and most runs show no help)

        record = super().get_help_record(ctx)
        return record and (record[0], record[1].format(names=", ".join(names())))


@dataclass(frozen=True)
class Aim:
    """What was asked for, besides the files: the objective, the seed of the ties, the most seconds, and the mix."""

    objective: str
    seed: int
    time_limit: float | None
    mix: tuple[str, ...] = ()


def aim_options(function: Action) -> Action:
    """Add the options that say what is best; the command gets them as `aim`."""

    @wraps(function)
    def with_aim(*args: object, objective: str, seed: int, time_limit: float | None, **others: object) -> int:
        """Take the three options as one."""
        return function(*args, aim=Aim(objective, seed, time_limit), **others)

    add_objective = click.option(
        *("-a", "--objective"),
        cls=ObjectiveOption,
        metavar=_("NAME"),
        default="fair",
        show_default=True,
        help=_("What is best: {names}."),
    )
    add_seed = click.option(
        *("-s", "--seed"),
        cls=Option,
        metavar=_("N"),
        type=click.IntRange(0, 2**63 - 1),
        default=1,
        show_default=True,
        help=_("Decides the ties: the same number, the same placement."),
    )
    add_limit = click.option(
        *("-t", "--time-limit"),
        cls=Option,
        metavar=_("SECONDS"),
        type=click.FloatRange(0, min_open=True),
        help=_("Stop after this long, with the best found so far (exit code 4)."),
    )
    return add_objective(add_seed(add_limit(with_aim)))


@click.command(
    short_help=_("Place everybody, and show who got what."),
    help=_(
        "Place everybody in INPUT, prove that it cannot be done better, and show who got what.\n\n"
        "INPUT is a spreadsheet with the wishes (.xlsx or .csv, from Microsoft Forms, Google Forms, LimeSurvey or the"
        " own template), or a problem (.json, or PrefLib). What it is, is recognised by what is in it."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling solve day.xlsx -o placement.xlsx\n"
        "  indeling solve answers.xlsx --workshops workshops.xlsx -o placement.xlsx\n"
        "  indeling solve problem.json --objective leximin -o placement.json\n"
        "  indeling solve day.xlsx --mix domain -o placement.xlsx\n"
        "  indeling solve - -o - < problem.json > placement.json\n\n"
        "Exit code: 0 proven the best, 2 bad input, 3 there is no placement, 4 not proven the best."
    ),
)
@click.argument("source", metavar=_("INPUT"))
@input_options
@aim_options
@click.option(
    *("-o", "--output"),
    metavar=_("FILE"),
    help=_(
        "Write the placement here: .xlsx to read and print, .json for programs, .csv or .parquet for a table, - for"
        " standard output."
    ),
)
@click.option(
    "--mix",
    metavar=_("ATTRIBUTE"),
    type=click.Choice(("domain", "organisation")),
    multiple=True,
    help=_(
        "Among the best placements, one that brings people of different domains (or organisations) together; repeat it"
        " for both."
    ),
)
@click.option("-q", "--quiet", is_flag=True, help=_("Do not tell what was understood, nor how far it is."))
@common_options
@click.pass_obj
def command(
    session: Session,
    *,
    source: str,
    output: str | None,
    quiet: bool,
    said: Said,
    aim: Aim,
    mix: tuple[str, ...],
) -> int:
    """Read, place, write and print; return the exit code."""
    from indeling.cli.report import print_mix, print_reading, print_result, print_written  # noqa: PLC0415  (NumPy)
    from indeling.objectives import objective  # noqa: PLC0415  (NumPy)
    from indeling.outcome import Outcome  # noqa: PLC0415  (NumPy)

    objective(aim.objective)
    session = session.aside() if output == STANDARD else session
    check_output(output, (source, said.workshops, said.mapping), (WORKBOOK, JSON, CSV, PARQUET))
    problem, reading = read_problem(session, source, said, quiet=quiet)
    print_reading(session.out, source, reading, quiet=quiet, brief=True)
    placement = place(session, problem, replace(aim, mix=mix), quiet=quiet)
    without = place(session, problem, aim, quiet=quiet) if mix else placement
    write_placement(session, output, problem, placement, reading.warnings)
    session.out.line()
    print_result(session.out, Outcome(placement, problem))
    print_mix(session.out, problem, placement, without, mix)
    print_written(session.out, output)
    return EXIT_CODES[placement.status]


def place(session: Session, problem: Problem, aim: Aim, *, quiet: bool) -> Placement:
    """Return the placement; the clock is ours, the engine has none."""
    stage = Stage(text("placing everybody"))

    def work() -> Placement:
        """Import the solver and let it work."""
        # the solver; a mistake in a file is told without waiting for it
        from indeling import solve  # noqa: PLC0415
        from indeling.solver import Beyond  # noqa: PLC0415

        limit = aim.time_limit
        clock, progress = session.clock, stage.progress
        beyond = Beyond(mix=aim.mix)
        return solve(problem, aim.objective, aim.seed, time_limit=limit, clock=clock, progress=progress, beyond=beyond)

    return wait_for(work, stage, session.err, session.clock, quiet=quiet)
