# SPDX-License-Identifier: EUPL-1.2
"""`indeling show`: the outcome of a placement, or the programme of one participant."""

from __future__ import annotations

import click

from indeling.cli.inout import check_inputs, read_placement, read_problem
from indeling.cli.options import Said, common_options, input_options
from indeling.cli.session import EXIT_CODES, OPTIMAL, Session
from indeling.errors import untranslated as _


@click.command(
    short_help=_("Show a placement, or the programme of one person."),
    help=_(
        "Show the outcome in PLACEMENT (.json), as `indeling solve` did.\n\n"
        "A placement holds no names and no titles: give the problem too to see those, and how full the sessions are."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling show placement.json\n"
        "  indeling show placement.json --problem day.xlsx\n"
        "  indeling show placement.json --problem problem.json --participant Vries\n\n"
        "Exit code: that of the solve; 0 with --participant, 2 when nobody has that name."
    ),
)
@click.argument("placement", metavar=_("PLACEMENT"))
@click.option("-p", "--problem", metavar=_("FILE"), help=_("The day it is a placement of: anything `solve` reads."))
@input_options
@click.option(
    *("-n", "--participant"), metavar=_("NAME"), help=_("Show the programme of who has this in their name, or as id.")
)
@common_options
@click.pass_obj
def command(session: Session, *, placement: str, problem: str | None, participant: str | None, said: Said) -> int:
    """Print the outcome, or the programmes."""
    from indeling.cli.programme import print_programmes  # noqa: PLC0415  (NumPy)
    from indeling.cli.report import print_result  # noqa: PLC0415  (NumPy)
    from indeling.outcome import Outcome  # noqa: PLC0415  (NumPy)

    check_inputs(placement, problem, said.workshops, said.mapping)
    day = read_problem(session, problem, said)[0] if problem else None
    outcome = Outcome(read_placement(session, placement, day), day)
    if participant is not None:
        print_programmes(session.out, outcome, participant)
        return OPTIMAL
    print_result(session.out, outcome)
    return EXIT_CODES[outcome.placement.status]
