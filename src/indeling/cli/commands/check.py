# SPDX-License-Identifier: EUPL-1.2
"""`indeling check`: is this placement allowed, and is it the best? Without the solver that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indeling.cli.console import Styled
from indeling.cli.inout import check_inputs, read_placement, read_problem
from indeling.cli.options import Said, common_options, input_options
from indeling.cli.session import CHECK_FAILED, INFEASIBLE, NOT_PROVEN, OPTIMAL, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.placement import Placement
    from indeling.proof import Verdict

MOST_FINDINGS = 20


@click.command(
    short_help=_("Check a placement and its proof, without the solver."),
    help=_(
        "Check PLACEMENT against PROBLEM: does it keep every rule, are its figures right, and does its proof hold?"
        " The solver is not used for it.\n\n"
        "PROBLEM is anything that `indeling solve` reads, PLACEMENT a .json file that it wrote."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling check problem.json placement.json\n"
        "  indeling check day.xlsx placement.json\n\n"
        "Exit code: 0 right and proven the best, 1 a check failed, 2 bad input, 3 it holds no placement, 4 allowed,"
        " but this check cannot prove it the best."
    ),
)
@click.argument("source", metavar=_("PROBLEM"))
@click.argument("placement", metavar=_("PLACEMENT"))
@input_options
@common_options
@click.pass_obj
def command(session: Session, *, source: str, placement: str, said: Said) -> int:
    """Print the verdict and return the exit code."""
    from indeling.proof import check  # noqa: PLC0415  (NumPy)

    check_inputs(source, placement, said.workshops, said.mapping)
    day, _reading = read_problem(session, source, said)
    found = read_placement(session, placement, day)
    verdict = wait_for(lambda: check(day, found), Stage(text("checking")), session.err, session.clock)
    code = exit_code(found, verdict)
    print_verdict(session, verdict, code)
    return code


def exit_code(placement: Placement, verdict: Verdict) -> int:
    """Return the exit code for a verdict: a proof that does not hold is a failed check, no claim is not."""
    if placement.status == "infeasible":
        return INFEASIBLE
    if verdict.feasible and verdict.proven:
        return OPTIMAL
    claims = placement.status == "optimal" and placement.proof.get("kind") in {"prices", "turns"}
    return CHECK_FAILED if claims or not verdict.feasible else NOT_PROVEN


def print_verdict(session: Session, verdict: Verdict, code: int) -> None:
    """Print the verdict in a sentence, and under it what it rests on."""
    style = {OPTIMAL: "good", CHECK_FAILED: "bad"}.get(code, "poor")
    summary = session.out.words(verdict.summary)
    session.out.line(Styled(f"{summary[:1].upper()}{summary[1:]}.", style))
    for finding in verdict.findings[:MOST_FINDINGS]:
        session.out.bullet(Styled("-", style), finding, indent="  ")
    more = len(verdict.findings) - MOST_FINDINGS
    if more > 0:
        session.out.line("  ", Styled(text("and {count} more", count=more), "quiet"))
