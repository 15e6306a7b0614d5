# SPDX-License-Identifier: EUPL-1.2
"""`indeling repair`: the day has changed; keep as much of the earlier placement as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indeling.cli.commands.solve import Aim, aim_options
from indeling.cli.failures import STANDARD
from indeling.cli.inout import JSON, WORKBOOK, check_output, read_placement, read_problem, write_placement, write_tree
from indeling.cli.options import Said, common_options, input_options
from indeling.cli.session import EXIT_CODES, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.placement import Placement
    from indeling.problem import Problem
    from indeling.studies.repair import Repair


@click.command(
    short_help=_("Place a changed day with the fewest moves."),
    help=_(
        "Place everybody in INPUT, the day as it is now, so that as few people as possible move from where they are in"
        " EARLIER, a placement (.json) of the day as it was; and among those placements take the best. People and"
        " workshops may have come and gone."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling repair now.json placement.json -o repaired.json\n"
        "  indeling repair now.xlsx placement.json --locked p12 --locked p40 -o repaired.xlsx\n"
        "  indeling repair now.json placement.json --curve --json repair.json\n\n"
        "Exit code: 0 proven the best, 2 bad input, 3 there is no placement, 4 not proven the best."
    ),
)
@click.argument("source", metavar=_("INPUT"))
@click.argument("earlier", metavar=_("EARLIER"))
@input_options
@aim_options
@click.option("--locked", metavar=_("ID"), multiple=True, help=_("This participant stays; repeat it for others."))
@click.option(
    "--most",
    type=click.IntRange(min=0),
    metavar=_("MOVES"),
    help=_("At most so many moves, and then the best by the aim: a step of the curve."),
)
@click.option("--curve", is_flag=True, help=_("Tell what more and fewer moves would buy."))
@click.option(
    *("-o", "--output"),
    metavar=_("FILE"),
    help=_("Write the placement here: .xlsx to read and print, .json for programs, - for standard output."),
)
@click.option("-j", "--json", metavar=_("FILE"), help=_("Write the moves here (.json), - for standard output."))
@click.option("-q", "--quiet", is_flag=True, help=_("Do not tell what was understood, nor how far it is."))
@common_options
@click.pass_obj
def command(  # noqa: PLR0913  (the options)
    session: Session,
    *,
    source: str,
    earlier: str,
    locked: tuple[str, ...],
    most: int | None,
    curve: bool,
    output: str | None,
    json: str | None,
    quiet: bool,
    said: Said,
    aim: Aim,
) -> int:
    """Read, place with few moves, write and print; return the exit code."""
    from indeling.cli.repairing import print_repair  # noqa: PLC0415  (NumPy)
    from indeling.cli.report import print_reading, print_written  # noqa: PLC0415  (NumPy)
    from indeling.objectives import objective  # noqa: PLC0415  (NumPy)

    objective(aim.objective)
    session = session.aside() if STANDARD in {output, json} else session
    inputs = (source, earlier, said.workshops, said.mapping)
    check_output(output, inputs, (WORKBOOK, JSON))
    check_output(json, inputs, (JSON,))
    problem, reading = read_problem(session, source, said, quiet=quiet)
    before = read_placement(session, earlier)
    print_reading(session.out, source, reading, quiet=quiet, brief=True)
    found = _repaired(session, problem, before, aim, {"locked": locked, "most": most, "curve": curve, "quiet": quiet})
    write_placement(session, output, problem, found.placement, reading.warnings)
    write_tree(session, json, found.to_dict())
    session.out.line()
    print_repair(session.out, problem, found)
    print_written(session.out, output)
    print_written(session.out, json)
    return EXIT_CODES[found.placement.status]


def _repaired(session: Session, problem: Problem, before: Placement, aim: Aim, asked: dict[str, object]) -> Repair:
    """Return the repair; the clock is ours, the engine has none."""
    stage = Stage(text("placing everybody"))

    def work() -> Repair:
        """Import the solver and let it work."""
        from indeling.studies.repair import repair  # noqa: PLC0415  (the solver)

        return repair(
            problem,
            before,
            aim.objective,
            aim.seed,
            locked=asked["locked"],  # type: ignore[arg-type]
            most=asked["most"],  # type: ignore[arg-type]
            curve=bool(asked["curve"]),
            time_limit=aim.time_limit,
            clock=session.clock,
            progress=stage.progress,
        )

    return wait_for(work, stage, session.err, session.clock, quiet=bool(asked["quiet"]))
