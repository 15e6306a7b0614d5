# SPDX-License-Identifier: EUPL-1.2
"""How two spellings of the same thing become equal: case, spaces, punctuation and accents do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from indeling.files.headings import AND_WORDS, FILLER_WORDS

_INVISIBLE = {ord(mark): None for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}
_SPACES = {ord(mark): " " for mark in "\u00a0\u2007\u202f\u2009\u3000"}
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
_CLEANED = _INVISIBLE | _SPACES | _CONTROL

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CODE = re.compile(r"^[A-Za-z]\w*\.\s+(?=\S)")
_REPEAT = re.compile(r"(?<=[^\W\d])\s?\d$")


def clean(text: str) -> str:
    """Return a cell as it is meant: no non-breaking or zero-width characters, no spaces around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return text.translate(_CLEANED).replace("\r\n", "\n").replace("\r", "\n").strip()


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return the words of `text` in lower case without accents or punctuation, one space between.

    >>> key("E-mail\u00a0ADRES: ")
    'e mail adres'
    """
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text.translate(_CLEANED)).casefold()
    letters = unicodedata.normalize("NFKD", plain)
    kept = "".join(mark if mark.isalnum() else " " for mark in letters if not unicodedata.combining(mark))
    return " ".join(kept.split())


def title_key(title: str) -> str:
    """Return the key of a title: `&`, “en” and “and” do not count either."""
    spelled = key(title)
    return " ".join(word for word in spelled.split() if word not in AND_WORDS) or spelled


def heading_key(heading: str) -> str:
    """Return the key of a heading, with words written together in camel case taken apart."""
    return key(_CAMEL.sub(" ", heading))


def spellings(heading: str) -> Iterator[str]:
    """Yield the ways to read a heading, the most literal first.

    As it stands; without a survey program's code in front ("Q1. Name"); without the number that a form puts
    behind a repeated question ("Name2"); and each without the words that only make it a question.
    """
    for text in dict.fromkeys((heading, _CODE.sub("", heading))):
        literal = heading_key(text)
        for spelling in dict.fromkeys((literal, _REPEAT.sub("", literal))):
            yield spelling
            yield " ".join(word for word in spelling.split() if word not in FILLER_WORDS)
