# SPDX-License-Identifier: EUPL-1.2
"""`indeling template`: an empty workbook to fill in."""

from __future__ import annotations

import click

from indeling.cli.failures import STANDARD
from indeling.cli.inout import WORKBOOK, check_output, write_template
from indeling.cli.options import common_options
from indeling.cli.session import OPTIMAL, Session
from indeling.errors import text
from indeling.errors import untranslated as _


@click.command(
    short_help=_("Write an empty workbook to fill in."),
    help=_(
        "Write an empty workbook to OUTPUT (.xlsx), with sheets for participants, workshops and rounds, to fill in"
        " and give to `indeling solve`."
    ),
    epilog=_("Examples:\n  indeling template day.xlsx\n  indeling template day.xlsx --force"),
)
@click.argument("output", metavar=_("OUTPUT"))
@click.option("-f", "--force", is_flag=True, help=_("Overwrite OUTPUT when it exists."))
@common_options
@click.pass_obj
def command(session: Session, output: str, *, force: bool) -> int:
    """Write the template, unless it would overwrite something."""
    check_output(output, (), (WORKBOOK,))
    write_template(session, output, force=force)
    if output == STANDARD:
        return OPTIMAL
    session.out.line(text("Written: {file}", file=output))
    session.out.line(text("Fill it in, then: indeling solve {file} -o placement.xlsx", file=output))
    return OPTIMAL
