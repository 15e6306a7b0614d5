# SPDX-License-Identifier: EUPL-1.2
"""The sentences of click that our users can meet, repeated here so that they enter our catalogue.

Nothing imports this at run time: `indeling.cli.language.speaking` makes click look its sentences up in our catalogue.
"""

from __future__ import annotations

from indeling.errors import untranslated as _

SENTENCES = (
    _("Usage:"),
    _("Options"),
    _("Positional arguments"),
    _("Commands"),
    _("Error: {message}"),
    _("Try '{command} {option}' for help."),
    _("Show the version and exit."),
    _("Show this message and exit."),
    _("default: {default}"),
    _("required"),
    _("Missing command."),
    _("Missing argument"),
    _("Missing option"),
    _("No such option {name!r}."),
    _("No such command {name!r}."),
    _("Invalid value: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("{value!r} is not a valid {number_type}."),
    _("{value} is not in the range {range}."),
    _("integer"),
    _("float"),
    _("integer range"),
    _("float range"),
    _("Option {name!r} does not take a value."),
)


def ngettext(one: str, more: str) -> tuple[str, str]:
    """Mark a sentence with a plural."""
    return one, more


PLURALS = (
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
