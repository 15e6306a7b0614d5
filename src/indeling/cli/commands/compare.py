# SPDX-License-Identifier: EUPL-1.2
"""`indeling compare`: every objective on the same day, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from indeling.cli.commands.solve import ObjectiveOption
from indeling.cli.failures import STANDARD
from indeling.cli.inout import JSON, PNG, SVG, check_output, read_problem, write_comparison_picture, write_tree
from indeling.cli.options import Action, Option, Said, common_options, input_options
from indeling.cli.session import EXIT_CODES, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.problem import Problem
    from indeling.studies.comparison import Comparison


@dataclass(frozen=True)
class Aims:
    """What was asked for: the objectives (all when none is named), the seed, and the most seconds for each."""

    objectives: tuple[str, ...]
    seed: int
    time_limit: float | None


def aims_options(function: Action) -> Action:
    """Add the options that say what is compared; the command gets them as `aims`."""

    @wraps(function)
    def with_aims(
        *args: object, objective: tuple[str, ...], seed: int, time_limit: float | None, **others: object
    ) -> int:
        """Take the three options as one."""
        return function(*args, aims=Aims(objective, seed, time_limit), **others)

    add_objective = click.option(
        *("-a", "--objective"),
        cls=ObjectiveOption,
        metavar=_("NAME"),
        multiple=True,
        help=_("Only this one; repeat it for others. There are: {names}."),
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
        help=_("Stop each objective after this long, with the best found so far (exit code 4)."),
    )
    return add_objective(add_seed(add_limit(with_aims)))


@click.command(
    short_help=_("Compare the objectives on one day."),
    help=_(
        "Place everybody in INPUT once for each objective, and show side by side who gets what, who is worst off, and"
        " how many people would sit elsewhere.\n\n"
        "INPUT is anything that `indeling solve` reads."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling compare day.xlsx\n"
        "  indeling compare problem.json --objective fair --objective leximin\n"
        "  indeling compare day.xlsx --picture comparison.svg --json comparison.json\n\n"
        "Exit code: 0 all proven the best, 2 bad input, 3 there is no placement, 4 not all proven the best."
    ),
)
@click.argument("source", metavar=_("INPUT"))
@input_options
@aims_options
@click.option(
    *("-p", "--picture"),
    metavar=_("FILE"),
    help=_("Draw the comparison here: .svg or .png (needs matplotlib)."),
)
@click.option("-j", "--json", metavar=_("FILE"), help=_("Write the counts here (.json), - for standard output."))
@click.option("-q", "--quiet", is_flag=True, help=_("Do not tell what was understood, nor how far it is."))
@common_options
@click.pass_obj
def command(
    session: Session, *, source: str, picture: str | None, json: str | None, quiet: bool, said: Said, aims: Aims
) -> int:
    """Read, place once for each objective, write and print; return the exit code."""
    from indeling.cli.comparison import print_comparison  # noqa: PLC0415  (NumPy)
    from indeling.cli.report import print_reading, print_written  # noqa: PLC0415  (NumPy)
    from indeling.files.picture import require_matplotlib  # noqa: PLC0415  (NumPy)
    from indeling.objectives import objective  # noqa: PLC0415  (NumPy)

    for each in aims.objectives:
        objective(each)
    session = session.aside() if json == STANDARD else session
    check_output(json, (source, said.workshops, said.mapping), (JSON,))
    check_output(picture, (source, said.workshops, said.mapping), (SVG, PNG))
    if picture:
        require_matplotlib()
    problem, reading = read_problem(session, source, said, quiet=quiet)
    print_reading(session.out, source, reading, quiet=quiet, brief=True)
    comparison = compared(session, problem, aims, quiet=quiet)
    write_tree(session, json, comparison.to_dict())
    if comparison.answers:
        write_comparison_picture(session, picture, comparison)
    session.out.line()
    print_comparison(session.out, comparison)
    print_written(session.out, picture if comparison.answers else None)
    print_written(session.out, json)
    return EXIT_CODES[comparison.status]


def compared(session: Session, problem: Problem, aims: Aims, *, quiet: bool) -> Comparison:
    """Return the comparison; the clock is ours, the engine has none."""
    stage = Stage(text("placing everybody"))

    def work() -> Comparison:
        """Import the solver and let it work."""
        from indeling.studies.compare import compare  # noqa: PLC0415  (the solver)

        limit = aims.time_limit
        clock, progress = session.clock, stage.progress
        return compare(problem, aims.objectives, aims.seed, time_limit=limit, clock=clock, progress=progress)

    return wait_for(work, stage, session.err, session.clock, quiet=quiet)
