# SPDX-License-Identifier: EUPL-1.2
"""The program: finds its commands, and speaks the chosen language in their help.

A command is a file in `commands/` that holds a click command named `command`; it is imported only when it is asked
for, and imports what is heavy only when it runs.
"""

from __future__ import annotations

from copy import copy
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

import click

from indeling.cli import commands
from indeling.cli.language import Translate
from indeling.cli.options import common_options
from indeling.cli.session import Session
from indeling.errors import untranslated as _

NAME = "indeling"

Translated = TypeVar("Translated", bound=click.Command)


class Program(click.Group):
    """The group of all commands."""

    def run(self, arguments: list[str], session: Session) -> int:
        """Run the command that the arguments ask for and return its exit code. Raises what went wrong."""
        try:
            with self.make_context(NAME, arguments, obj=session) as context:
                return int(self.invoke(context))
        except click.exceptions.Exit as ended:
            return ended.exit_code

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of the files in `commands/`."""
        return sorted(module.name for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import the command, and return it in the language of the session."""
        command: click.Command = import_module(f"{commands.__name__}.{cmd_name}").command
        return in_language(command, ctx.obj.translate)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; when there is none of that name, tell which ones look like it."""
        if args[0] not in self.list_commands(ctx):
            raise click.NoSuchCommand(args[0], possibilities=self.list_commands(ctx), ctx=ctx)
        return super().resolve_command(ctx, args)


def in_language(command: Translated, translate: Translate) -> Translated:
    """Return a copy of the command with its help translated."""
    translated = copy(command)
    translated.help = translate(command.help or "")
    translated.short_help = translate(command.short_help) if command.short_help else None
    # \b: click must leave the line breaks of the examples as they are.
    translated.epilog = "\b\n" + translate(command.epilog) if command.epilog else None
    translated.options_metavar = translate(_("[OPTIONS]"))
    translated.params = [_parameter(each, translate) for each in command.params]
    return translated


def _parameter(parameter: click.Parameter, translate: Translate) -> click.Parameter:
    translated = copy(parameter)
    translated.metavar = translate(parameter.metavar) if parameter.metavar else None
    if isinstance(translated, click.Option) and translated.help:
        translated.help = translate(translated.help)
    return translated


@click.group(
    cls=Program,
    help=_(
        "Place the people of a workshop day in the workshops they asked for, over all rounds at once, and prove that"
        " it cannot be done better."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling template day.xlsx                        an empty workbook to fill in\n"
        "  indeling solve day.xlsx -o placement.xlsx         place everybody\n"
        "  indeling solve answers.xlsx --workshops workshops.xlsx -o placement.xlsx\n"
        "  indeling COMMAND --help                           more about one command"
    ),
)
@click.version_option(package_name="regiodag", message="%(prog)s %(version)s")
@common_options
def _everything() -> None:
    """Do nothing by itself: the work is in the commands."""


def program(translate: Translate) -> Program:
    """Return the program in the language of `translate`."""
    translated = in_language(_everything, translate)
    translated.subcommand_metavar = translate(_("COMMAND"))
    return translated
