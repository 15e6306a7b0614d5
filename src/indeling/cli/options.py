# SPDX-License-Identifier: EUPL-1.2
"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import click

from indeling.cli.language import LANGUAGES
from indeling.errors import untranslated as _

Decorated = TypeVar("Decorated", bound=Callable[..., object])

Action = Callable[..., int]
"""What a command does: it takes a session and the options, and returns the exit code."""


class Option(click.Option):
    """An option whose help says itself what its range is."""

    def get_help_extra(self, ctx: click.Context) -> Any:  # noqa: ANN401  (click's own type is not public)
        """Return what click adds to the help, without the range."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


@dataclass(frozen=True)
class Said:
    """What the user says about a spreadsheet (see `indeling.files.read`)."""

    workshops: str | None = None
    mapping: str | None = None
    rounds: int | None = None


def common_options(function: Decorated) -> Decorated:
    """Add what every command takes, before or after its name; `indeling.cli.main` reads these from the arguments."""
    lang = click.option(
        "--lang",
        type=click.Choice(LANGUAGES, case_sensitive=False),
        expose_value=False,
        help=_("Language: Dutch or English. Otherwise that of your locale."),
    )
    debug = click.option(
        "--debug", is_flag=True, expose_value=False, help=_("Show the technical details when the program fails.")
    )
    return lang(debug(function))


def input_options(function: Action) -> Action:
    """Add what can be said about a spreadsheet; the command gets it as `said`."""

    @wraps(function)
    def with_said(
        *args: object, workshops: str | None, mapping: str | None, rounds: int | None, **others: object
    ) -> int:
        """Take the three options as one."""
        return function(*args, said=Said(workshops, mapping, rounds), **others)

    add_workshops = click.option(
        *("-w", "--workshops"), metavar=_("FILE"), help=_("List of workshops with their places, when not in the input.")
    )
    add_mapping = click.option("-m", "--mapping", metavar=_("FILE"), help=_("Tells which column means what (.toml)."))
    add_rounds = click.option(
        *("-r", "--rounds"), cls=Option, metavar=_("N"), type=click.IntRange(1, 6), help=_("Number of rounds, 1 to 6.")
    )
    return add_workshops(add_mapping(add_rounds(with_said)))
