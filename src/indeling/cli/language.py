# SPDX-License-Identifier: EUPL-1.2
"""Which language to speak, and the catalogue that translates every sentence.

The engine speaks in English templates (`errors.Text`). One catalogue, `locale/*/LC_MESSAGES/indeling.po`, holds the
translation of those templates, of the help texts and of the sentences of click (see `locale.borrowed`).
`scripts/translations` keeps it complete.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from indeling.errors import untranslated

Translate = Callable[[str], str]

LANGUAGES = ("nl", "en")
DOMAIN = "indeling"
FOLDER = Path(__file__).with_name("locale")

# In the order in which gettext looks at them.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def chosen_language(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return "nl" or "en": the last `--lang` among the arguments, else the language of the locale, else English.

    Read before the command line is parsed, because the help texts and parse errors need it too.
    """
    return _asked(arguments) or _of_locale(environ)


def translator(language: str) -> Translate:
    """Return the function that translates an English template; English needs none."""
    if language == "en":
        return untranslated
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True).gettext


@contextmanager
def speaking(language: str) -> Iterator[Translate]:
    """Translate click's own sentences too while this lasts.

    click asks the process-wide gettext domain, which looks at LANGUAGE; both are put back afterwards.
    """
    domain, variable = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield translator(language)
    finally:
        gettext.textdomain(domain)
        _restore("LANGUAGE", variable)


def _restore(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _asked(arguments: Sequence[str]) -> str | None:
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    found = None
    for position, argument in enumerate(options):
        if argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
        elif argument == "--lang" and position + 1 < len(options):
            found = options[position + 1]
    return found.lower() if found and found.lower() in LANGUAGES else None


def _of_locale(environ: Mapping[str, str]) -> str:
    for name in _VARIABLES:
        if environ.get(name):
            return _first_known(environ[name].split(":"))
    # Windows sets none of these: there Python takes the locale from the system ("Dutch_Netherlands" or "nl_NL").
    return _first_known([locale.getlocale()[0] or ""])


def _first_known(names: Sequence[str]) -> str:
    codes = (name.replace("Dutch", "nl").replace("English", "en")[:2] for name in names)
    return next((code for code in codes if code in LANGUAGES), "en")
