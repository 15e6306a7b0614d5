# SPDX-License-Identifier: EUPL-1.2
"""`indeling advise`: what one more chair, a bigger room, a workshop less or once more would change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from indeling.cli.commands.solve import ObjectiveOption
from indeling.cli.failures import STANDARD
from indeling.cli.inout import JSON, check_output, read_problem, write_tree
from indeling.cli.options import Action, Option, Said, common_options, input_options
from indeling.cli.session import EXIT_CODES, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.problem import Problem
    from indeling.studies.advice import Advice


@dataclass(frozen=True)
class Wanted:
    """What was asked for: the objective and the seed, chairs added at a time, seconds for all of it, lines."""

    objective: str
    seed: int
    time_limit: float | None
    chairs: int
    top: int


def wanted_options(function: Action) -> Action:
    """Add the options that say what is looked at; the command gets them as `wanted`."""

    @wraps(function)
    def with_wanted(
        *args: object, objective: str, seed: int, time_limit: float | None, chairs: int, top: int, **others: object
    ) -> int:
        """Take the five options as one."""
        return function(*args, wanted=Wanted(objective, seed, time_limit, chairs, top), **others)

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
        help=_("Stop after this long; what was not reached by then is named (exit code 4)."),
    )
    add_chairs = click.option(
        *("-c", "--chairs"),
        cls=Option,
        metavar=_("N"),
        type=click.IntRange(1, 1_000_000),
        default=1,
        show_default=True,
        help=_("Chairs to add at a time."),
    )
    add_top = click.option(
        *("-n", "--top"),
        cls=Option,
        metavar=_("N"),
        type=click.IntRange(1, 1_000_000),
        default=10,
        show_default=True,
        help=_("Show so many changes; the others are in the file of --json."),
    )
    return add_objective(add_seed(add_limit(add_chairs(add_top(with_wanted)))))


@click.command(
    short_help=_("Tell which changes to a day would help most people."),
    help=_(
        "Place everybody in INPUT as it is, and once more for each change: one more chair, a bigger room, a workshop"
        " dropped or given once more, one more round. Show which changes help most people.\n\n"
        "INPUT is anything that `indeling solve` reads."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling advise day.xlsx\n"
        "  indeling advise problem.json --objective generous --chairs 5 --json advice.json\n\n"
        "Exit code: 0 all proven the best, 2 bad input, 3 there is no placement, 4 not all proven the best."
    ),
)
@click.argument("source", metavar=_("INPUT"))
@input_options
@wanted_options
@click.option("-j", "--json", metavar=_("FILE"), help=_("Write all changes here (.json), - for standard output."))
@click.option("-q", "--quiet", is_flag=True, help=_("Do not tell what was understood, nor how far it is."))
@common_options
@click.pass_obj
def command(session: Session, *, source: str, json: str | None, quiet: bool, said: Said, wanted: Wanted) -> int:
    """Read, place for each change, write and print; return the exit code."""
    from indeling.cli.advice import print_advice  # noqa: PLC0415  (NumPy)
    from indeling.cli.report import print_reading, print_written  # noqa: PLC0415  (NumPy)
    from indeling.objectives import objective  # noqa: PLC0415  (NumPy)

    objective(wanted.objective)
    session = session.aside() if json == STANDARD else session
    check_output(json, (source, said.workshops, said.mapping), (JSON,))
    problem, reading = read_problem(session, source, said, quiet=quiet)
    print_reading(session.out, source, reading, quiet=quiet, brief=True)
    advice = advised(session, problem, wanted, quiet=quiet)
    write_tree(session, json, advice.to_dict())
    session.out.line()
    print_advice(session.out, advice, wanted.top)
    print_written(session.out, json)
    return EXIT_CODES[advice.status]


def advised(session: Session, problem: Problem, wanted: Wanted, *, quiet: bool) -> Advice:
    """Return the advice; the clock is ours, the engine has none."""
    stage = Stage(text("placing everybody"))

    def work() -> Advice:
        """Import the solver and let it work."""
        from indeling.studies.what_if import Options, what_if  # noqa: PLC0415  (the solver)

        options = Options(wanted.time_limit, session.clock, stage.progress)
        return what_if(problem, wanted.objective, wanted.seed, chairs=wanted.chairs, options=options)

    return wait_for(work, stage, session.err, session.clock, quiet=quiet)
