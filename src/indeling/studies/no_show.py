# SPDX-License-Identifier: EUPL-1.2
"""No-show rates: which share of the people with a seat does not come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from indeling.errors import Issue, ProblemError, Text, text
from indeling.problem import Problem
from indeling.studies.coming import Floats
from indeling.validation import nearest

Shares = Mapping[str, float]

UNKNOWN: Mapping[str, Callable[[str], Text]] = {
    "domain": lambda name: text("no-show rates: nobody has the domain “{name}”.", name=name),
    "organisation": lambda name: text("no-show rates: nobody has the organisation “{name}”.", name=name),
    "participant": lambda name: text("no-show rates: there is no participant “{name}”.", name=name),
}
"""The kinds of groups, those that say least of a person first, and what is said where there is none of that name."""


@dataclass(frozen=True)
class Rates:
    """Shares from 0 to 1 of those who stay away.

    A participant has the rate of their id; without that the one of their organisation, then of their domain, then the
    default.
    """

    default: float = 0.0
    domains: Shares = field(default_factory=dict)
    organisations: Shares = field(default_factory=dict)
    participants: Shares = field(default_factory=dict)

    def of(self, problem: Problem) -> Floats:
        """Return the rate of each participant (n,). Raises ProblemError for every rate and name that cannot be."""
        groups = {"domain": self.domains, "organisation": self.organisations, "participant": self.participants}
        columns = dict(zip(groups, (problem.domains, problem.organisations, problem.participant_ids), strict=True))
        issues = list(_wrong_share(text("no-show rate"), self.default))
        for kind, shares in groups.items():
            issues += _wrong(kind, shares, {*columns[kind]} - {""})
        if issues:
            raise ProblemError(issues)
        found = np.full(problem.participant_count, float(self.default))
        for kind, shares in groups.items():
            for person, name in enumerate(columns[kind] if shares else ()):
                found[person] = shares.get(name, found[person])
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the rates as a JSON tree."""
        groups = {"domains": self.domains, "organisations": self.organisations, "participants": self.participants}
        return {"default": self.default} | {key: dict(sorted(shares.items())) for key, shares in groups.items()}


def _wrong(kind: str, shares: Shares, known: Iterable[str]) -> Iterator[Issue]:
    names = sorted(known)
    for name, share in shares.items():
        if name not in names:
            yield Issue(UNKNOWN[kind](name), nearest(name, names))
        yield from _wrong_share(text("no-show rate of {name}", name=name), share)


def _wrong_share(what: Text, share: float) -> Iterator[Issue]:
    if not 0 <= share <= 1:
        sentence = text("{what}: {share} is not between 0 and 1.", what=what, share=share)
        yield Issue(sentence, text("It is a share: 10 % is 0.1."))


def checked_limit(limit: float) -> float:
    """Return the limit. Raises ProblemError when it is no chance."""
    issues = list(_wrong_share(text("limit"), limit))
    if issues:
        raise ProblemError(issues)
    return limit
