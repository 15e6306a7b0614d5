# SPDX-License-Identifier: EUPL-1.2
"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from indeling.cli.language import LANGUAGES
from indeling.errors import untranslated as _

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@dataclass(frozen=True)
class Files:
    """What to read: the input, and what the user says about it (see `indeling.files.reading.Options`)."""

    source: str
    workshops: str | None = None
    mapping: str | None = None
    rounds: int | None = None

    @property
    def names(self) -> tuple[str | None, ...]:
        """The names of the files, as far as they were given."""
        return self.source, self.workshops, self.mapping


def common_options(function: Decorated) -> Decorated:
    """Add what every command takes, before or after its name; `indeling.cli.main` reads these from the arguments."""
    lang = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=_("Language: Dutch or English. Otherwise that of your locale."),
    )
    debug = click.option(
        "--debug", is_flag=True, expose_value=False, help=_("Show the technical details when the program fails.")
    )
    return lang(debug(function))


def input_options(function: Decorated) -> Decorated:
    """Add what can be said about a spreadsheet: `workshops`, `mapping` and `rounds`."""
    workshops = click.option(
        *("-w", "--workshops"), metavar=_("FILE"), help=_("List of workshops with their places, when not in the input.")
    )
    mapping = click.option("-m", "--mapping", metavar=_("FILE"), help=_("Tells which column means what (.toml)."))
    rounds = click.option(
        *("-r", "--rounds"), metavar=_("N"), type=click.IntRange(1, 6), help=_("Number of rounds, 1 to 6.")
    )
    return workshops(mapping(rounds(function)))
