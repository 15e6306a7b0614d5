# SPDX-License-Identifier: EUPL-1.2
"""`indeling turnout`: how far sessions can be booked when some people stay away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from indeling.cli.failures import STANDARD
from indeling.cli.inout import (
    JSON,
    check_inputs,
    check_output,
    read_placement,
    read_problem,
    write_problem,
    write_tree,
)
from indeling.cli.options import Action, Option, Said, common_options, input_options
from indeling.cli.session import EXIT_CODES, OPTIMAL, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import Issue, ProblemError, text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.placement import Placement
    from indeling.problem import Problem
    from indeling.studies.bookings import Turnout
    from indeling.studies.no_show import Rates

KINDS = ("domain", "organisation", "participant")


@dataclass(frozen=True)
class Asked:
    """What was asked for: the rates as they were written, the limit, and seconds for each placement."""

    no_show: float
    no_show_of: tuple[str, ...]
    limit: float
    time_limit: float | None


def asked_options(function: Action) -> Action:
    """Add the options that say who stays away and what may go wrong; the command gets them as `asked`."""

    @wraps(function)
    def with_asked(
        *args: object,
        no_show: float,
        no_show_of: tuple[str, ...],
        limit: float,
        time_limit: float | None,
        **others: object,
    ) -> int:
        """Take the four options as one."""
        return function(*args, asked=Asked(no_show, no_show_of, limit, time_limit), **others)

    add: list[Callable[[Action], Action]] = [
        click.option(
            *("-n", "--no-show"),
            metavar=_("SHARE"),
            type=float,
            required=True,
            help=_("Share of the people who stay away: 0.1 is 10 %."),
        ),
        click.option(
            *("-k", "--no-show-of"),
            metavar=_("GROUP:SHARE"),
            multiple=True,
            help=_("Another share for some: domain=NAME:0.2, organisation=NAME:0.2 or participant=ID:0.2; repeat it."),
        ),
        click.option(
            *("-l", "--limit"),
            metavar=_("SHARE"),
            type=float,
            default=0.05,
            show_default=True,
            help=_("The chance there may be that more come to a session than there are chairs."),
        ),
        click.option(
            *("-t", "--time-limit"),
            cls=Option,
            metavar=_("SECONDS"),
            type=click.FloatRange(0, min_open=True),
            help=_("Stop each placement after this long, with the best found so far (exit code 4)."),
        ),
    ]
    wrapped: Action = with_asked
    for each in reversed(add):
        wrapped = each(wrapped)
    return wrapped


@click.command(
    short_help=_("Tell how far sessions can be overbooked."),
    help=_(
        "People with a seat stay away. Tell how many can be booked for each session in INPUT so that more come than"
        " there are chairs with a small chance only. With --placement also who comes there, and whether fewer come than"
        " the minimum.\n\n"
        "INPUT is anything that `indeling solve` reads."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling turnout day.xlsx --no-show 0.1\n"
        "  indeling turnout problem.json -n 0.1 -k domain=Care:0.2 --placement placement.json -o booked.json\n\n"
        "Exit code: 0 all is well, 2 bad input, 3 there is no placement, 4 the new placement is not proven the best."
    ),
)
@click.argument("source", metavar=_("INPUT"))
@input_options
@click.option(
    "-p", "--placement", metavar=_("FILE"), help=_("A placement of INPUT (.json): reckon with who sits where.")
)
@asked_options
@click.option(
    *("-o", "--output"),
    metavar=_("FILE"),
    help=_("Write INPUT with the proposed capacities here (.json), - for standard output."),
)
@click.option("-j", "--json", metavar=_("FILE"), help=_("Write all chances here (.json), - for standard output."))
@click.option("-q", "--quiet", is_flag=True, help=_("Do not tell what was understood, nor how far it is."))
@common_options
@click.pass_obj
def command(  # noqa: PLR0913  (the options)
    session: Session,
    *,
    source: str,
    placement: str | None,
    output: str | None,
    json: str | None,
    quiet: bool,
    said: Said,
    asked: Asked,
) -> int:
    """Read, reckon, write and print; return the exit code."""
    from indeling.cli.overbooking import print_turnout  # noqa: PLC0415  (NumPy)
    from indeling.cli.report import print_reading, print_written  # noqa: PLC0415  (NumPy)

    rates = _rates(asked)
    session = session.aside() if STANDARD in {output, json} else session
    inputs = (source, placement, said.workshops, said.mapping)
    check_inputs(*inputs)
    check_output(output, inputs, (JSON,))
    check_output(json, inputs, (JSON,))
    problem, reading = read_problem(session, source, said, quiet=quiet)
    placed = read_placement(session, placement, problem) if placement else None
    print_reading(session.out, source, reading, quiet=quiet, brief=True)
    found = _turnout(session, problem, rates, placed, asked, quiet=quiet)
    if output is not None:
        write_problem(session, output, found.proposed)
    write_tree(session, json, found.to_dict())
    session.out.line()
    print_turnout(session.out, found)
    print_written(session.out, output)
    print_written(session.out, json)
    return EXIT_CODES[found.placement.status] if found.placement else OPTIMAL


def _turnout(
    session: Session, problem: Problem, rates: Rates, placed: Placement | None, asked: Asked, *, quiet: bool
) -> Turnout:
    """Return the turn-out; the clock is ours, the engine has none."""
    stage = Stage(text("placing everybody"))

    def work() -> Turnout:
        """Import the solver and let it work."""
        from indeling.studies.turnout import Options, turnout  # noqa: PLC0415  (the solver)

        options = Options(asked.time_limit, session.clock, stage.progress)
        return turnout(problem, rates, asked.limit, placed, options=options)

    return wait_for(work, stage, session.err, session.clock, quiet=quiet)


def _rates(asked: Asked) -> Rates:
    """Return the rates. Raises ProblemError for every group that is not written as it should be."""
    from indeling.studies.no_show import Rates  # noqa: PLC0415  (NumPy)

    shares: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    issues: list[Issue] = []
    for written in asked.no_show_of:
        found = _group(written)
        if isinstance(found, Issue):
            issues.append(found)
        elif found[1] in shares[found[0]]:
            issues.append(Issue(text("--no-show-of {written}: this group has a share already.", written=written)))
        else:
            shares[found[0]][found[1]] = found[2]
    if issues:
        raise ProblemError(issues)
    return Rates(asked.no_show, *(shares[kind] for kind in KINDS))


def _group(written: str) -> tuple[str, str, float] | Issue:
    """Return the kind, the name and the share in KIND=NAME:SHARE, or what is wrong with it."""
    from indeling.validation import nearest  # noqa: PLC0415  (NumPy)

    head, _colon, share = written.rpartition(":")
    kind, _equals, name = head.partition("=")
    if not name:
        advice = text("Write it as domain=NAME:0.2, organisation=NAME:0.2 or participant=ID:0.2.")
        return Issue(text("--no-show-of {written}: this names no group and share.", written=written), advice)
    if kind not in KINDS:
        what = text("--no-show-of {written}: there are no groups by “{kind}”.", written=written, kind=kind)
        return Issue(what, nearest(kind, KINDS))
    try:
        return kind, name, float(share)
    except ValueError:
        advice = text("It is a share: 10 % is 0.1.")
        return Issue(text("--no-show-of {written}: “{share}” is no number.", written=written, share=share), advice)
