# SPDX-License-Identifier: EUPL-1.2
"""Why a mail was not delivered, in plain words and with what to do: from what the mail server said."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from regiodag.messages.models import Mail

ANSWER = re.compile(r"\b([45]\d\d)\b(?:[ -]|, ?b?['\"])*(\d\.\d+\.\d+)?")
"""What a mail server answers: a code, and perhaps a more precise one (RFC 5321, section 4.2; RFC 3463)."""

WORDS: tuple[tuple[str, Any], ...] = (
    (r"530|535|538|454|432", _("The mail server does not let this site in. Tell whoever runs this site.")),
    (r"[45]\.2\.2|552|452", _("The mailbox is full. Try again later, or ask for another address.")),
    (r"[45]\.1\.\d+|550|551|553", _("The mail server does not know this address. Is it typed correctly?")),
    (r"5\.7\.\d+|554|541", _("The mail server refuses the mail, perhaps as spam. Tell whoever runs this site.")),
    (r"4\d\d", _("The mail server could not take it just now.")),
    (r"5\d\d", _("The mail server refuses the mail for good.")),
)
NO_SERVER = _("The mail server cannot be reached. Tell whoever runs this site when this lasts.")
NO_MAIL = _("This is no address that mail can go to. Change it and try again.")


def in_words(mail: Mail) -> str:
    """Return why a mail was not delivered the last time it was tried; empty when it was not tried or went well."""
    if not mail.reason:
        return ""
    if mail.reason.startswith(("ValueError", "HeaderParseError", "BadHeaderError", "UnicodeError")):
        return str(NO_MAIL)
    codes = [code for found in ANSWER.finditer(mail.reason) for code in (found[2], found[1]) if code]
    for pattern, sentence in WORDS:
        if any(re.fullmatch(pattern, code) for code in codes):
            return str(sentence)
    return str(NO_SERVER)
