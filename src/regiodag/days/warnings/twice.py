# SPDX-License-Identifier: EUPL-1.2
"""Somebody who has to be in two places at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from regiodag.days.models import Speaker
from regiodag.days.programme import Occupation, Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield one warning for each speaker or leader and each pair of things they have to be at."""
    for first, second in combinations(programme.occupations(), 2):
        if first.meets(second):
            for person in first.people:
                if person in second.people:
                    yield _warned(person, first, second)


def _warned(person: Speaker, first: Occupation, second: Occupation) -> Warned:
    return Warned(
        Severity.PROBLEM,
        _("{person} is twice at this time").format(person=person),
        _("{person} has to be at “{first}” and at “{second}” at the same time, {start}.").format(
            person=person, first=first.title, second=second.title, start=f"{max(first.start, second.start):%H:%M}"
        ),
        _("Move one of them to another time, or find somebody else for it."),
        (second.pk, first.pk, person.pk),
    )


CHECK = _check
