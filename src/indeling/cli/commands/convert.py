# SPDX-License-Identifier: EUPL-1.2
"""`indeling convert`: from any file that can be read to a problem in JSON."""

from __future__ import annotations

from typing import Any

import click

from indeling.cli.inout import JSON, STANDARD, check_output, read_problem, write_problem
from indeling.cli.options import Files, common_options, input_options
from indeling.cli.session import OPTIMAL, Session
from indeling.errors import untranslated as _


@click.command(
    help=_(
        "Read INPUT and write it as a problem in JSON to OUTPUT (.json, or - for standard output). Tells what was"
        " understood of it, so this is also the way to look before you solve."
    ),
    epilog=_(
        "\b\n"
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
def command(session: Session, *, output: str, quiet: bool, **files: Any) -> int:
    """Read, write, and tell what was understood."""
    from indeling.cli.report import print_reading, print_written  # noqa: PLC0415  (NumPy)

    session = session.aside() if output == STANDARD else session
    asked = Files(**files)
    check_output(output, asked.names, (JSON,))
    problem, reading = read_problem(session, asked, quiet=quiet)
    write_problem(session, output, problem)
    print_reading(session.out, asked.source, reading, quiet=quiet)
    print_written(session.out, output)
    return OPTIMAL
