# SPDX-License-Identifier: EUPL-1.2
"""Who and what is meant by a name on the command line: an id, or a piece of the one name that holds it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from indeling.errors import InputError, Issue, Text, text
from indeling.problem import Problem

MOST_SHOWN = 5


def chosen(problem: Problem, person: str, workshop: str) -> tuple[str, str]:
    """Return the ids of the participant and the workshop meant. Raises InputError for what nobody or several have."""
    people = [problem.person(each) for each in range(problem.participant_count)]
    labels = [problem.label(each) for each in range(problem.workshop_count)]
    return (
        only(problem.participant_ids, people, person, text("there is no participant “{name}”.", name=person)),
        only(problem.workshop_ids, labels, workshop, text("there is no workshop “{name}”.", name=workshop)),
    )


def only(ids: Sequence[str], names: Sequence[str], said: str, unknown: Text) -> str:
    """Return the one id that is `said`, or whose name is, or holds it, whatever the case."""
    if said in ids:
        return said
    part = said.strip().casefold()
    found = [each for each, name in zip(ids, names, strict=True) if name.casefold() == part]
    found = found or [each for each, name in zip(ids, names, strict=True) if part in name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(found[:MOST_SHOWN])
        several = text("“{name}” is said of several: {ids}.", name=said, ids=shown)
        raise InputError([Issue(several, text("Give an id."))])
    near = get_close_matches(said, names, 1)
    raise InputError([Issue(unknown, text("Did you mean “{name}”?", name=near[0]) if near else None)])
