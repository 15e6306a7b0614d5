# SPDX-License-Identifier: EUPL-1.2
"""Where somebody could go in a round, and what that would do, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiodag.days.models import Round, Session
from regiodag.placements.queries.outcome import Fill, Outcome, Person, wish_of


@dataclass(frozen=True)
class Choice:
    """A session to choose. wish: which wish it would be; free: chairs left; breaks: what it would break, in words.

    now: they have it; impossible: they have that workshop in another round.
    """

    session: Session
    wish: int
    free: int
    breaks: list[str]
    now: bool
    impossible: bool


def choices(outcome: Outcome, person: Person, rnd: Round) -> list[Choice]:
    """Return the sessions of a round: first what they wished, the best first, then the others."""
    mine = {each.session.pk for each in person.held}
    elsewhere = {each.session.workshop_id for each in person.held if each.session.round_id != rnd.pk}
    left = next(
        (fill for fill in outcome.sessions if fill.session.pk in mine and fill.session.round_id == rnd.pk), None
    )
    found = [
        Choice(
            fill.session,
            wish_of(fill.session, person.wishes, outcome.wishes_asked),
            fill.free,
            list(_breaks(fill, left, person)) if fill.session.pk not in mine else [],
            fill.session.pk in mine,
            fill.session.workshop_id in elsewhere,
        )
        for fill in outcome.sessions
        if fill.session.round_id == rnd.pk
    ]
    return sorted(found, key=lambda each: each.wish if each.wish > 0 else len(person.wishes) + 1 - each.wish)


def _breaks(fill: Fill, left: Fill | None, person: Person) -> Iterator[str]:
    if fill.free <= 0:
        yield _("It is full: there would be {people} people on {chairs} chairs.").format(
            people=len(fill.people) + 1, chairs=fill.session.chairs
        )
    if left is not None and len(left.people) <= left.least:
        yield _("“{title}” would be left with {people} people, and needs {least}.").format(
            title=left.session.workshop, people=len(left.people) - 1, least=left.least
        )
    group = person.participant.group_id
    if group is not None and left is not None and sum(each.participant.group_id == group for each in left.people) > 1:
        yield _("They would no longer be with their group.")
    if str(fill.session.workshop_id) in person.leads:
        yield _("They lead this workshop themselves.")
