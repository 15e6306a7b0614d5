# SPDX-License-Identifier: EUPL-1.2
"""`indeling convert`: from any file that can be read to a problem in JSON."""

from __future__ import annotations

import click

from indeling.cli.failures import STANDARD
from indeling.cli.inout import JSON, check_output, read_problem, write_problem
from indeling.cli.options import Said, common_options, input_options
from indeling.cli.session import OPTIMAL, Session
from indeling.errors import untranslated as _


@click.command(
    short_help=_("Write any input as a problem in JSON."),
    help=_(
        "Read INPUT and write it as a problem in JSON to OUTPUT (.json, or - for standard output). Tells what was"
        " understood of it, so this is also the way to look before you solve."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling convert answers.xlsx --workshops workshops.xlsx problem.json\n"
        "  indeling convert answers.csv --mapping mapping.toml problem.json\n"
        "  indeling convert day.xlsx - | indeling solve - -o placement.json"
    ),
)
@click.argument("source", metavar=_("INPUT"))
@click.argument("output", metavar=_("OUTPUT"))
@input_options
@click.option("-q", "--quiet", is_flag=True, help=_("Do not tell what was understood."))
@common_options
@click.pass_obj
def command(session: Session, *, source: str, output: str, quiet: bool, said: Said) -> int:
    """Read, write, and tell what was understood."""
    from indeling.cli.report import print_reading, print_written  # noqa: PLC0415  (NumPy)

    session = session.aside() if output == STANDARD else session
    check_output(output, (source, said.workshops, said.mapping), (JSON,))
    problem, reading = read_problem(session, source, said, quiet=quiet)
    write_problem(session, output, problem)
    print_reading(session.out, source, reading, quiet=quiet)
    print_written(session.out, output)
    return OPTIMAL
