# SPDX-License-Identifier: EUPL-1.2
"""Where somebody could go in a round, and what that would do, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from regiodag.days.models import Round, Session
from regiodag.placements.models import Placement
from regiodag.placements.queries.columns import Column, columns_of
from regiodag.placements.queries.outcome import Person, wish_of, wishes_asked
from regiodag.registrations.models import Participant


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


@dataclass(frozen=True)
class Choices:
    """Where somebody could go in a round. leaving: what it would break wherever they go, in words."""

    sessions: list[Choice]
    leaving: list[str] = field(default_factory=list)


def choices(placement: Placement, person: Person, rnd: Round) -> Choices:
    """Return the sessions of a round: first what they wished, the best first, then the others."""
    asked, mine = wishes_asked(placement.run.problem), {each.session.pk for each in person.held}
    elsewhere = {each.session.workshop_id for each in person.held if each.session.round_id != rnd.pk}
    columns = columns_of(placement, rnd)
    found = [
        Choice(
            column.session,
            wish_of(column.session, person.wishes, asked),
            column.free,
            list(_breaks(column, person)) if column.session.pk not in mine else [],
            column.session.pk in mine,
            column.session.workshop_id in elsewhere,
        )
        for column in columns
    ]
    left = next((each for each in columns if each.session.pk in mine), None)
    return Choices(
        sorted(found, key=lambda each: each.wish if each.wish > 0 else len(person.wishes) + 1 - each.wish),
        list(_leaving(placement, left, person)) if left else [],
    )


def _breaks(column: Column, person: Person) -> Iterator[str]:
    if column.free <= 0:
        yield _("It is full: there would be {people} people on {chairs} chairs.").format(
            people=column.number + 1, chairs=column.session.chairs
        )
    if str(column.session.workshop_id) in person.leads:
        yield _("They lead this workshop themselves.")


def _leaving(placement: Placement, left: Column, person: Person) -> Iterator[str]:
    if left.number <= left.least:
        yield _("“{title}” would be left with {people} people, and needs {least}.").format(
            title=left.session.workshop, people=left.number - 1, least=left.least
        )
    group = person.participant.group_id
    if group is None:
        return
    others = Participant.objects.filter(group=group, state=Participant.State.REGISTERED).exclude(
        pk=person.participant.pk
    )
    if others.filter(seats__placement=placement, seats__session=left.session).exists():
        yield _("They would no longer be with their group.")
