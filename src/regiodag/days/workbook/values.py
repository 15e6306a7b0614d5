# SPDX-License-Identifier: EUPL-1.2
"""What stands in a cell, and what it means: times, numbers and choices, as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

Cell = str | int | time | None

MOST_IN_CELL = 32_767
"""Characters that fit in a cell of a workbook."""

MOST_NUMBER = 1_000_000

CLOCK = re.compile(
    r"(\d{1,2})\s*[:.,uh]\s*(\d{1,2})(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*(?:uur|u|h|hrs|o'clock))?", re.IGNORECASE
)
HOUR = re.compile(r"(\d{1,2})(?:\s*(?:uur|u|h|hrs|o'clock))?", re.IGNORECASE)
INVISIBLE = dict.fromkeys([*map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), *range(9), 11, 12, *range(14, 32)])


class CellError(ValueError):
    """What stands in a cell cannot be used; the message says what to do."""


def cleaned(text: str) -> str:
    """Return a text as it is compared and kept: no signs that cannot be seen, one line end, nothing around it."""
    return text.translate(INVISIBLE).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip()


def as_text(cell: object) -> str:
    """Return what was found in or is meant for a cell as a person reads it.

    >>> as_text(30.0), as_text(time(9, 5)), as_text(None)
    ('30', '09:05', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime | time):
        return _clock(cell)
    if isinstance(cell, timedelta):
        return _clock(datetime(2000, 1, 1) + cell)  # noqa: DTZ001  (only its clock is used)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cleaned(cleaned(str(cell))[:MOST_IN_CELL])


def _clock(moment: datetime | time) -> str:
    """Return hours and minutes; a workbook keeps a time as a fraction of a day, so it can be a hair too early."""
    whole = datetime(2000, 1, 1, moment.hour, moment.minute, moment.second, moment.microsecond)  # noqa: DTZ001  (as above)
    return (whole + timedelta(milliseconds=500)).strftime("%H:%M")


def read_time(text: str) -> time:
    """Return the time of the day that somebody typed. Raises CellError.

    >>> [read_time(text).strftime("%H:%M") for text in ("9:30", "09.30", "9u30", "9.3", "9", "0.395833333")]
    ['09:30', '09:30', '09:30', '09:30', '09:00', '09:30']
    """
    fraction = _fraction(text)
    if fraction is not None:
        return fraction
    found = CLOCK.fullmatch(text)
    if found:
        # 9.30, typed in a cell for numbers, has become 9.3
        hours, minutes = int(found[1]), int(found[2].ljust(2, "0") if "." in text or "," in text else found[2])
    else:
        whole = HOUR.fullmatch(text)
        hours, minutes = (int(whole[1]), 0) if whole else (99, 0)
    if hours > 23 or minutes > 59:  # noqa: PLR2004  (the clock)
        raise CellError(_("“{text}” is not a time. Write it like 9:30.").format(text=text[:40]))
    return time(hours, minutes)


def _fraction(text: str) -> time | None:
    """Return the time that a workbook shows as a number under one, None when it is no such number."""
    if not re.fullmatch(r"0\.\d{3,}", text):
        return None
    return (datetime(2000, 1, 1) + timedelta(seconds=round(float(text) * 86400))).time()  # noqa: DTZ001  (as above)


def read_number(text: str) -> int:
    """Return a whole number from 0 to a million. Raises CellError.

    >>> read_number("1.200")
    1200
    """
    digits = re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", text)
    if not re.fullmatch(r"[0-9]{1,7}", digits) or int(digits) > MOST_NUMBER:
        raise CellError(_("“{text}” is not a whole number.").format(text=text[:40]))
    return int(digits)


def key_of(text: str) -> str:
    """Return a name as it is compared: case, accents, spaces and punctuation do not count.

    >>> key_of("Zaal  Één:")
    'zaal een'
    """
    letters = unicodedata.normalize("NFKD", cleaned(text)).casefold()
    return " ".join(
        "".join(sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign)).split()
    )


Choices = tuple[tuple[str, Any], ...]


def choice_of(text: str, choices: Choices) -> str:
    """Return the value of a choice that is named in any of our languages. choices: value and name. Raises CellError."""
    found = _spelled(choices).get(key_of(text))
    if found is None:
        known = ", ".join(str(name) for _value, name in choices)
        raise CellError(_("“{text}” is not one of: {known}.").format(text=text[:40], known=known))
    return found


@lru_cache(maxsize=16)
def _spelled(choices: Choices) -> dict[str, str]:
    return {key_of(word): value for value, name in choices for word in (value, *in_every_language(name))}


def in_every_language(name: object) -> list[str]:
    """Return a translatable name in each language of the site."""
    found = []
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            found.append(str(name))
    return found
