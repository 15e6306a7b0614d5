# SPDX-License-Identifier: EUPL-1.2
"""How alike two names of organisations are: the same one typed in several ways, or two that differ.

Names are compared without capitals, accents, punctuation and words that say little ("gemeente", "stichting"), by the
share of letters that they have in common in the same order (rapidfuzz: indel distance on sorted words). An abbreviation
is compared with first letters. Words that tell one place or team from another must be the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

ALIKE = 90
"""From here on a pair is proposed. Measured on the examples in the tests: all that are the same reach 94 or more, all
that differ stay at 85 or below."""

SAYS_LITTLE = frozenset(
    [
        *("gemeente", "gem", "stichting", "st", "sticht", "vereniging", "ver", "bv", "nv", "cv", "fictief"),
        *("de", "het", "een", "van", "der", "den", "voor", "en", "in", "te", "the", "of", "and"),
    ]
)
IN_FULL = {
    "pol": "politie",
    "min": "ministerie",
    "prov": "provincie",
    "univ": "universiteit",
    "reg": "regio",
    "organ": "organisatie",
}
TELLS_APART = frozenset(
    [
        *("noord", "oost", "zuid", "west", "noordoost", "noordwest", "zuidoost", "zuidwest"),
        *("midden", "boven", "beneden"),
    ]
)
ABBREVIATION = range(2, 6)
VOWELS = frozenset("aeiouy")


def plain(name: str) -> str:
    """Return a name as it is compared; never empty for a name that has a letter or digit."""
    spread = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(each for each in spread if not unicodedata.combining(each))
    words = re.sub(r"[^a-z0-9]+", " ", letters.replace(".", "")).split()
    telling = [IN_FULL.get(each, each) for each in words if each not in SAYS_LITTLE]
    return " ".join(telling or words)


def likeness(one: str, other: str) -> float:
    """Return how alike two plain names are, from 0 to 100."""
    if _shortens(one, other) or _shortens(other, one):
        return 100
    if not one or not other or _apart(one) != _apart(other):
        return 0
    return max(fuzz.ratio(_sorted(one), _sorted(other)), fuzz.ratio(_tight(one), _tight(other)))


def alike(names: Sequence[str]) -> list[tuple[int, int]]:
    """Return which names are probably the same, as pairs of their places in the list.

    All pairs are measured at once (a thousand names: a tenth of a second); what is left is looked at one by one.
    """
    compared = [plain(each) for each in names]
    near = np.zeros((len(names), len(names)), dtype=bool)
    for form in (_sorted, _tight):
        forms = [form(each) for each in compared]
        near |= process.cdist(forms, forms, scorer=fuzz.ratio, score_cutoff=ALIKE) > 0
    short = [at for at, each in enumerate(compared) if len(each) in ABBREVIATION]
    near[short, :] = near[:, short] = True
    pairs = ((int(one), int(other)) for one, other in np.argwhere(np.triu(near, 1)))
    return [(one, other) for one, other in pairs if likeness(compared[one], compared[other]) >= ALIKE]


def _sorted(name: str) -> str:
    return " ".join(sorted(name.split()))


def _tight(name: str) -> str:
    return name.replace(" ", "")


def _apart(name: str) -> set[str]:
    """Return the words that must be the same: directions, numbers, and abbreviations such as GGD and GGZ."""
    return {each for each in name.split() if each in TELLS_APART or _is_code(each)}


def _is_code(word: str) -> bool:
    return any(each.isdigit() for each in word) or (len(word) in ABBREVIATION and not VOWELS.intersection(word))


def _shortens(short: str, name: str) -> bool:
    """Return whether a name is made of the first letters of another one."""
    words = name.split()
    return len(short) in ABBREVIATION and len(words) > 1 and short == "".join(each[0] for each in words)
