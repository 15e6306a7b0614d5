# SPDX-License-Identifier: EUPL-1.2
"""What is found in a file that somebody has to look at: where, what it is, and what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TAKE, LEAVE, WITHOUT = "take", "leave", "without"
"""What is chosen for a row: bring it in, leave it out, or bring it in without what is wrong with it."""


@dataclass(frozen=True)
class Option:
    """Something to choose: what the form sends, and its words."""

    value: str
    label: str


@dataclass(frozen=True)
class Finding:
    """Something doubtful or wrong. wrong: until something else is chosen, or the file is mended, it is left out.

    row: its number in the file. value: what stands there. key: names the choice in the form; "": nothing to choose.
    """

    row: int
    column: str
    value: str
    sentence: str
    key: str = ""
    options: tuple[Option, ...] = ()
    chosen: str = ""
    wrong: bool = False


@dataclass
class Findings:
    """All that was found, in the order in which it was; choices: what was chosen, by key."""

    choices: Mapping[str, str]
    found: list[Finding] = field(default_factory=list)

    def choose(self, key: str, options: Sequence[Option], otherwise: str) -> str:
        """Return what was chosen, else the value that holds otherwise."""
        said = self.choices.get(key, otherwise)
        return said if said in {option.value for option in options} else otherwise

    def add(self, finding: Finding) -> None:
        """Put something in the list."""
        self.found.append(finding)
