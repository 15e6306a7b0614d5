# SPDX-License-Identifier: EUPL-1.2
"""The language in which people in a file get their mails: of the whole file, or said in a column."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from regiodag.days.workbook.values import key_of
from regiodag.registrations.intake.findings import Finding
from regiodag.registrations.intake.rows import TypedRow

LANGUAGE = "language"
"""The name of what is chosen for the whole file, and of the use of a column."""

SPELLINGS = {
    "nl": {"nl", "nld", "dut", "nederlands", "nederlandse", "dutch"},
    "en": {"en", "eng", "engels", "engelse", "english"},
}


def languages() -> dict[str, str]:
    """Return the languages of the site, by code, with their names."""
    return {code: str(name) for code, name in settings.LANGUAGES}


def language_of_file(choices: Mapping[str, str]) -> str:
    """Return the code of the language that was chosen for a file, else that of the site."""
    chosen = choices.get(LANGUAGE, "")
    return chosen if chosen in languages() else settings.LANGUAGE_CODE


def language_named(text: str) -> str:
    """Return the code of a language that somebody named, such as “English (United States)”; "" for an unknown one."""
    first = (key_of(text).split() or [""])[0]
    return next((code for code in languages() if first == code or first in SPELLINGS.get(code, ())), "")


def unknown_language(row: TypedRow) -> Finding | None:
    """Return what is to be said of a language that is not known, None when there is nothing to say."""
    said = row.language
    if not said.text or language_named(said.text):
        return None
    known = ", ".join(languages().values())
    sentence = _("Mails can be in these languages only: %(known)s. They get the language of the file, or keep theirs.")
    return Finding(row.number, said.column, said.text, sentence % {"known": known})
